import { type Agency, findAgency } from '#core/agencies/index.ts';
import {
  type CasePaper,
  type CaseRecord,
  childrenOf,
  definitionOf,
  definitionOn,
  holdCase,
  holds,
  openCase,
  type Procedure,
  refuseStep,
  takeStep,
  type Versioned,
} from '#core/cases/index.ts';
import type { Term } from '#core/calendar/index.ts';
import type { ActionContext } from '#kernel/action.ts';
import { notFound, refused } from '#kernel/problem.ts';
import { today } from '#kernel/time.ts';
import { circumstancesOf } from '../apply/circumstances.ts';
import { CONSULTATION } from '../definitions/consultation.ts';
import type { Values } from '../desk/values.ts';

const SYSTEM = { actor: 'system:services', role: 'system' } as const;

interface NewChild {
  readonly definition: Versioned;
  readonly agency: Agency;
  readonly title: string;
  readonly answers: Readonly<Record<string, unknown>>;
  readonly papers: readonly Omit<CasePaper, 'number'>[];
  readonly term: Term;
}

/** A case of its own that another belongs to: its own code, chart and clock. */
async function openChild({ tx, now }: ActionContext, parent: CaseRecord, child: NewChild): Promise<string> {
  const subject = parent.subjectOrganisation === null ? { person: parent.subjectPerson! } : { organisation: parent.subjectOrganisation };
  const opened = await openCase(
    tx,
    {
      definition: child.definition,
      channel: parent.channel,
      receivingAgency: child.agency,
      handlingAgency: child.agency.id,
      applicantPerson: parent.applicantPerson,
      subject,
      parentId: parent.id,
      title: child.title,
      content: { answers: child.answers, facts: {} },
      papers: child.papers,
      term: child.term,
      fee: 0,
    },
    SYSTEM,
    now,
  );
  return opened.code;
}

/**
 * Opens the cases that a bundle is made of, once the first paper is signed: each gets the answers it needs and the result as a paper.
 * A linked procedure that this site has no definition of is left to the officer, who notes what the other agency answered.
 */
export async function openLinked(context: ActionContext, record: CaseRecord, procedure: Procedure, values: Values): Promise<void> {
  const { tx } = context;
  const agency = await findAgency(tx, record.handlingAgency);
  if (!agency) throw notFound();
  const circumstances = circumstancesOf(record, values.facts, values.all, record.channel);
  for (const linked of procedure.linked ?? []) {
    if (linked.when && !holds(linked.when, circumstances)) continue;
    const definition = await definitionOn(tx, linked.procedure, today());
    const way = definition?.procedure.ways.find(({ channel }) => channel === record.channel) ?? definition?.procedure.ways[0];
    if (!definition || !way) continue;
    const answers = Object.fromEntries(
      Object.entries(linked.hands).flatMap(([theirs, ours]) => (values.all[ours] === undefined ? [] : [[theirs, values.all[ours]]])),
    );
    const papers = definition.procedure.papers
      .filter(({ satisfiedBy }) => satisfiedBy.some((source) => source.by === 'result' && source.procedures.includes(procedure.code)))
      .map(({ key }) => ({ key, how: 'result' as const, file: null, name: procedure.name.vi, source: `case:${record.code}` }));
    const title = `${linked.title.vi}: ${record.title.split(': ').at(-1)}`;
    await openChild(context, record, { definition, agency, title, answers, papers, term: way.term });
  }
}

/** Asks another agency: a case of its own there, with the question and its own clock. */
export async function askAgency(
  context: ActionContext,
  record: CaseRecord,
  procedure: Procedure,
  question: string,
  agencyId: string | undefined,
): Promise<void> {
  const { tx } = context;
  const agency = agencyId === undefined ? undefined : await findAgency(tx, agencyId);
  const definition = await definitionOn(tx, CONSULTATION, today());
  if (!agency || !definition || agency.id === record.handlingAgency) throw refused([noAgency]);
  const term = procedure.chart.asks?.term ?? definition.procedure.ways[0]!.term;
  await openChild(context, record, {
    definition,
    agency,
    title: `${definition.procedure.name.vi}: ${record.title}`,
    answers: { question, about: record.code },
    papers: [],
    term,
  });
}

const noAgency = {
  code: 'no-agency-asked',
  message: { vi: 'Hãy chọn cơ quan cần hỏi, khác cơ quan của bạn.', en: 'Choose the agency to ask, other than your own.' },
};

/** When the last of a case's own cases has ended, the case goes on by itself: a bundle is finished, a question is answered. */
export async function goOnWithParent(
  { tx, now }: ActionContext,
  child: CaseRecord,
  answer: Readonly<Record<string, unknown>>,
): Promise<void> {
  if (child.parentId === null) return;
  const parent = await holdCase(tx, child.parentId);
  if (!parent || parent.endedAt) return;
  const open = (await childrenOf(tx, parent.id)).filter(({ id, endedAt }) => id !== child.id && !endedAt);
  if (open.length > 0) return;
  const { procedure } = await definitionOf(tx, parent.definitionVersion);
  const facts = circumstancesOf(parent, {}, {}, parent.channel);
  const given = { data: { from: child.code, ...answer } };
  for (const event of ['linked-finished', 'answer']) {
    if (refuseStep(parent, procedure, event, ['system'], facts, given).length > 0) continue;
    await takeStep(tx, parent, procedure, event, facts, given, SYSTEM, now);
    return;
  }
}
