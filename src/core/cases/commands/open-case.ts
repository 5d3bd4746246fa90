import type { Term } from '#core/calendar/index.ts';
import { type Db, on, query, sql } from '#kernel/db.ts';
import { failpoint } from '#kernel/failpoint.ts';
import { newId } from '#kernel/id.ts';
import { dateOf } from '#kernel/time.ts';
import { chartOf } from '../charts/charts.ts';
import { stateOf } from '../charts/next.ts';
import type { State } from '../charts/types.ts';
import type { CasesTables } from '../db.gen.ts';
import type { Channel } from '../definition/types.ts';
import type { Versioned } from '../queries/definitions.ts';
import { caseCode } from '../rules.ts';
import type { CaseContent, CasePaper } from '../types.ts';
import { type By, recordEvent } from './record-event.ts';

export interface NewCase {
  readonly definition: Versioned;
  readonly channel: Channel;
  readonly receivingAgency: { readonly id: string; readonly code: string };
  readonly handlingAgency: string;
  readonly applicantPerson: string | null;
  readonly subject: { readonly person: string } | { readonly organisation: string };
  readonly mandateId?: string | undefined;
  readonly parentId?: string | undefined;
  readonly title: string;
  readonly content: CaseContent;
  readonly papers: readonly Omit<CasePaper, 'number'>[];
  readonly term: Term;
  /** Đồng. */
  readonly fee: number;
  /** A code that was reserved for a counter before its line was cut. */
  readonly code?: string | undefined;
}

/**
 * Opens a case: it pins the version of its procedure, gets its code and its first state. Runs in the caller's transaction; call
 * it late, because the day's number of the receiving agency is held until the transaction ends.
 */
export async function openCase(tx: Db, input: NewCase, by: By, at: Date): Promise<{ id: string; code: string; state: string }> {
  const { procedure } = input.definition;
  const chart = chartOf({ ...procedure.chart, pay: input.fee > 0 ? (procedure.chart.pay ?? 'none') : 'none' });
  const first = stateOf(chart, chart.first);
  const id = newId();
  const code = input.code ?? caseCode(input.receivingAgency.code, dateOf(at), await nextNumber(tx, input.receivingAgency.id, dateOf(at)));
  await insertRecord(tx, id, code, input, first, by, at);
  await on<CasesTables>(tx)
    .insertInto('cases.content')
    .values({ case_id: id, answers: JSON.stringify(input.content.answers), facts: JSON.stringify(input.content.facts) })
    .execute();
  await addPapers(tx, id, input.papers, by.actor, at);
  await recordEvent(tx, id, { event: 'submit', from: null, to: first.key }, by, at);
  failpoint('case-opened');
  return { id, code, state: first.key };
}

async function insertRecord(tx: Db, id: string, code: string, input: NewCase, first: State, by: By, at: Date): Promise<void> {
  const { procedure, version } = input.definition;
  await on<CasesTables>(tx)
    .insertInto('cases.case_record')
    .values({
      id,
      code,
      procedure_code: procedure.code,
      definition_version: version,
      state: first.key,
      national_status: first.national,
      channel: input.channel,
      receiving_agency: input.receivingAgency.id,
      handling_agency: input.handlingAgency,
      applicant_person: input.applicantPerson,
      subject_person: 'person' in input.subject ? input.subject.person : null,
      subject_organisation: 'organisation' in input.subject ? input.subject.organisation : null,
      submitted_by: by.actor,
      mandate_id: input.mandateId ?? null,
      waits_for: first.waitsFor,
      parent_id: input.parentId ?? null,
      title: input.title,
      submitted_at: at,
      term_amount: input.term.amount,
      term_unit: input.term.unit,
      cut_off: procedure.cutOff ?? null,
      fee: input.fee,
    })
    .execute();
}

async function nextNumber(tx: Db, agencyId: string, day: string): Promise<number> {
  const [row] = await query<{ last: number }>(
    tx,
    sql<{ last: number }>`insert into cases.day_number as n (agency_id, day, last) values (${agencyId}, ${day}, 1)
      on conflict (agency_id, day) do update set last = n.last + 1 returning last`,
  );
  return row!.last;
}

/** Reserves codes for a counter whose line may be cut: the numbers are used once, by this counter, or never. */
export async function reserveCodes(
  tx: Db,
  agency: { readonly id: string; readonly code: string },
  day: string,
  count: number,
): Promise<string[]> {
  const [row] = await query<{ last: number }>(
    tx,
    sql<{ last: number }>`insert into cases.day_number as n (agency_id, day, last) values (${agency.id}, ${day}, ${count})
      on conflict (agency_id, day) do update set last = n.last + ${count} returning last`,
  );
  return Array.from({ length: count }, (_, index) => caseCode(agency.code, day, row!.last - count + 1 + index));
}

/** Puts papers into a case; a paper of the same key gets the next number, so that what was sent before stays. */
export async function addPapers(tx: Db, caseId: string, papers: readonly Omit<CasePaper, 'number'>[], by: string, at: Date): Promise<void> {
  if (papers.length === 0) return;
  const counts = new Map<string, number>();
  const had = await query<{ key: string; last: number }>(
    tx,
    sql<{ key: string; last: number }>`select key, max(number)::int as last from cases.paper where case_id = ${caseId} group by key`,
  );
  for (const { key, last } of had) counts.set(key, last + 1);
  const rows = papers.map((paper) => {
    const number = counts.get(paper.key) ?? 0;
    counts.set(paper.key, number + 1);
    return { case_id: caseId, number, ...paper, added_at: at, added_by: by };
  });
  await on<CasesTables>(tx).insertInto('cases.paper').values(rows).execute();
}
