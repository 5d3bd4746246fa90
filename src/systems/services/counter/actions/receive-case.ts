import { hash } from 'node:crypto';
import { type Agency, findAgency } from '#core/agencies/index.ts';
import { holdCase, openCase, type Procedure, refuseStep, takeStep } from '#core/cases/index.ts';
import { asAccount } from '#core/identity/index.ts';
import { type ActionContext, defineAction } from '#kernel/action.ts';
import { canonicalJson } from '#kernel/canonical-json.ts';
import { query, sql } from '#kernel/db.ts';
import { type FieldError, notFound, Problem, type Refusal, refused } from '#kernel/problem.ts';
import type { Static } from '#kernel/schema.ts';
import { RECEIVE } from '../../apply/access.ts';
import { deciding, kept, offer, parties } from '../../apply/actions/submit-application.ts';
import { assess, type Assessed } from '../../apply/assess.ts';
import { type Draft, saveDraft } from '../../apply/drafts.ts';
import { refusals as draftRefusals } from '../../apply/messages.ts';
import { subjectName } from '../../apply/subject.ts';
import { askFee } from '../../effects/ask-fee.ts';
import { tellApplicant } from '../../effects/tell-applicant.ts';
import { refusals } from '../messages.ts';
import { missingPapers, papersAfter, readForm } from '../read-form.ts';
import { holdReception } from '../receptions.ts';
import { ReceiveCase } from '../schemas.ts';

type Input = Static<typeof ReceiveCase>;

/** Either the code of the case, or what is still wrong; what was typed is saved in both. */
export interface Reception {
  readonly id: string;
  readonly code: string | null;
  readonly errors: readonly FieldError[];
  readonly reasons: readonly Refusal[];
  readonly facts?: Readonly<Record<string, unknown>>;
}

/**
 * Saves the counter's page; when it is complete and the official says so, opens the case and accepts it in the same transaction.
 * The counter receives for whichever agency decides (Decree 118/2025/NĐ-CP: independent of administrative boundaries).
 */
export const receiveCase = defineAction({
  name: 'services.receive-case',
  title: { vi: 'Tiếp nhận hồ sơ tại quầy', en: 'Receive a dossier at the counter' },
  input: ReceiveCase,
  permission: RECEIVE,
  scope: (_tx, { agencyId }) => agencyId,
  async run(context, input): Promise<Reception> {
    const { tx, now } = context;
    const draft = await holdReception(tx, input.draftId, input.agencyId);
    if (!draft) throw notFound();
    if (draft.caseId) throw refused([draftRefusals.submitted]);
    if (draft.version !== input.version) throw refused([draftRefusals.stale]);
    const { procedure } = await assess(tx, draft);
    const read = readForm(procedure, draft, input.values);
    const change = { answers: read.answers, papers: papersAfter(procedure, draft.papers, input) };
    await saveDraft(tx, draft, change, now);
    const unfinished = { id: draft.id, code: null };
    const errors = input.accept ? read.errors : read.errors.filter(({ field }) => wasTyped(input.values[field]));
    if (errors.length > 0 || !input.accept) return { ...unfinished, errors, reasons: [] };
    const assessed = await assess(tx, { ...draft, ...change });
    const reasons = [...whyNot(assessed, input)];
    const handling = await deciding(tx, assessed).catch((error: unknown) => {
      if (!(error instanceof Problem)) throw error;
      reasons.push(...error.refusals);
      return undefined;
    });
    if (!handling || reasons.length > 0) return { ...unfinished, errors: assessed.errors, reasons };
    return open(context, draft, assessed, handling, input.agencyId);
  },
  ledger: (_input, { code, facts }) => (code === null ? undefined : { subject: `case:${code}`, facts: { ...facts } }),
});

const wasTyped = (value: unknown): boolean => value !== undefined && value !== '';

function whyNot(assessed: Assessed, { confirmed }: Input): Refusal[] {
  return [
    ...(assessed.errors.length > 0 ? [draftRefusals.incomplete] : []),
    ...missingPapers(assessed).map(({ paper }) => draftRefusals.paperMissing(paper.name)),
    ...(confirmed ? [] : [refusals.notConfirmed]),
  ];
}

/** Opens the case and accepts it; one whose fee is due first stays open until it is paid. */
async function open(context: ActionContext, draft: Draft, assessed: Assessed, handling: Agency, agencyId: string): Promise<Reception> {
  const { tx, now } = context;
  const actor = asAccount(context.actor);
  const { procedure, definition, answers } = assessed;
  const receiving = (await findAgency(tx, agencyId))!;
  const post = actor.posts.find((one) => one.agencyId === agencyId);
  const by = { actor: actor.id, role: 'receiver' as const, agencyId, post: post?.title };
  const named = procedure.titleField === undefined ? undefined : answers[procedure.titleField];
  const way = procedure.ways.find(({ channel }) => channel === 'counter')!;
  const title = `${procedure.name.vi}: ${typeof named === 'string' ? named : await subjectName(tx, draft)}`;
  const content = { answers, facts: draft.facts };
  const papers = kept(assessed);
  const opened = await openCase(
    tx,
    {
      ...parties(assessed),
      ...offer(way),
      definition,
      channel: 'counter',
      receivingAgency: receiving,
      handlingAgency: handling.id,
      title,
      content,
      papers,
    },
    by,
    now,
  );
  await askFee(context, opened, { agencyId: handling.id, fee: way.fee, procedure: procedure.name.vi });
  if (opened.state === 'unpaid') await context.enqueue(tellApplicant, { caseId: opened.id, what: 'payment-asked' });
  const state = await accept(context, opened.id, procedure, assessed, by);
  await query(tx, sql`update services.draft set case_id = ${opened.id}, updated_at = ${now}, version = version + 1 where id = ${draft.id}`);
  const facts = { received: hash('sha256', canonicalJson({ ...content, papers })), counter: agencyId, handling: handling.id, state };
  return { id: draft.id, code: opened.code, errors: [], reasons: [], facts };
}

async function accept(
  context: ActionContext,
  caseId: string,
  procedure: Procedure,
  { circumstances }: Assessed,
  by: Parameters<typeof takeStep>[6],
): Promise<string> {
  const { tx, now } = context;
  const record = (await holdCase(tx, caseId))!;
  if (refuseStep(record, procedure, 'accept', ['receiver'], circumstances, {}).length > 0) return record.state;
  const { state, effects } = await takeStep(tx, record, procedure, 'accept', circumstances, {}, by, now);
  for (const effect of effects) if (effect.do === 'tell') await context.enqueue(tellApplicant, { caseId, what: effect.what });
  return state.key;
}
