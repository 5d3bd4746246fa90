import { workingCalendar } from '#core/calendar/index.ts';
import { type Db, query, sql } from '#kernel/db.ts';
import type { Refusal } from '#kernel/problem.ts';
import { chartOf } from '../charts/charts.ts';
import { next, type Next } from '../charts/next.ts';
import type { Effect, Role, State, Step } from '../charts/types.ts';
import { clockOf } from '../clock/clock-of.ts';
import { type Pause, paused, type PauseReason, readClock, resumed } from '../clock/clock.ts';
import type { Circumstances } from '#kernel/conditions.ts';
import type { Procedure } from '../definition/types.ts';
import { storedPauses } from '../queries/cases.ts';
import type { CaseRecord } from '../types.ts';
import { refusals } from './messages.ts';
import { type By, recordEvent } from './record-event.ts';

/** What somebody gives with a step. */
export interface Given {
  readonly reason?: string | undefined;
  /** Key of one of the procedure's grounds for refusal. */
  readonly ground?: string | undefined;
  readonly marks?: readonly { readonly target: string; readonly note: string }[] | undefined;
  readonly data?: Readonly<Record<string, unknown>> | undefined;
}

export interface StepTaken {
  readonly step: Step;
  readonly state: State;
  /** What is left for the caller to do in the same transaction: everything but clock and marks. */
  readonly effects: readonly Effect[];
}

/** Why a step may not be taken now; empty when it may. */
export function refuseStep(
  record: CaseRecord,
  procedure: Procedure,
  event: string,
  roles: readonly Role[],
  facts: Circumstances,
  given: Given,
): Refusal[] {
  const outcome = next(chartOf(procedure.chart), record.state, event, roles, facts);
  if (!outcome.ok) return [refusals[outcome.why]];
  const { needs = [] } = outcome.step;
  const missing: Refusal[] = [];
  if (needs.includes('reason') && !given.reason?.trim()) missing.push(refusals.reason);
  if (needs.includes('marks') && (given.marks ?? []).length === 0) missing.push(refusals.marks);
  if (needs.includes('ground') && !procedure.refusals.some(({ key }) => key === given.ground)) missing.push(refusals.ground);
  return missing;
}

/**
 * Takes a step in a case that the caller holds (`holdCase`): state, clock, marks, history. Call `refuseStep` first; a step that
 * cannot be taken throws.
 */
export async function takeStep(
  tx: Db,
  record: CaseRecord,
  procedure: Procedure,
  event: string,
  facts: Circumstances,
  given: Given,
  by: By & { readonly role: Role },
  at: Date,
): Promise<StepTaken> {
  const outcome: Next = next(chartOf(procedure.chart), record.state, event, [by.role], facts);
  if (!outcome.ok) throw new RangeError(`${event} cannot be taken in ${record.state}`);
  const { state, step } = outcome;
  const clock = await clockAfter(tx, record, outcome.effects, pauseReason(state.key), at);
  await query(
    tx,
    sql`update cases.case_record set state = ${state.key}, national_status = ${state.national}, waits_for = ${state.waitsFor},
        accepted_at = ${clock.acceptedAt}, pauses = ${storedPauses(clock.pauses)}::jsonb, due_on = ${clock.dueOn}, due_at = ${clock.dueAt},
        ended_at = ${state.end ? (record.endedAt ?? at) : null}, version = version + 1
      where id = ${record.id}`,
  );
  for (const mark of given.marks ?? []) {
    await query(
      tx,
      sql`insert into cases.mark (case_id, target, note, marked_at, marked_by) values (${record.id}, ${mark.target}, ${mark.note}, ${at}, ${by.actor})`,
    );
  }
  if (outcome.effects.some((effect) => effect.do === 'clear-marks')) {
    await query(tx, sql`update cases.mark set cleared_at = ${at} where case_id = ${record.id} and cleared_at is null`);
  }
  const data = { ...given.data, ...(given.ground ? { ground: given.ground } : {}), ...(given.marks ? { marks: given.marks } : {}) };
  await recordEvent(tx, record.id, { event, from: record.state, to: state.key, reason: given.reason, data }, by, at);
  return { step, state, effects: outcome.effects.filter((effect) => !ownEffects.has(effect.do)) };
}

const ownEffects = new Set<Effect['do']>(['start-clock', 'pause-clock', 'resume-clock', 'stop-clock', 'clear-marks']);

function pauseReason(state: string): PauseReason {
  return state === 'fee-due' ? 'payment' : state === 'asked' ? 'agency' : 'supplement';
}

interface ClockAfter {
  readonly acceptedAt: Date | null;
  readonly pauses: readonly Pause[];
  readonly dueOn: string | null;
  readonly dueAt: Date | null;
}

async function clockAfter(tx: Db, record: CaseRecord, effects: readonly Effect[], why: PauseReason, at: Date): Promise<ClockAfter> {
  const does = (what: Effect['do']): boolean => effects.some((effect) => effect.do === what);
  const acceptedAt = does('start-clock') ? at : record.acceptedAt;
  const pauses = does('pause-clock') ? paused(record.pauses, at, why) : does('resume-clock') ? resumed(record.pauses, at) : record.pauses;
  const moved = does('start-clock') || does('pause-clock') || does('resume-clock');
  if (!acceptedAt || !moved) return { acceptedAt, pauses, dueOn: record.dueOn, dueAt: record.dueAt };
  // A clock that stands still has no last day; the count is kept in its pauses.
  if (pauses.at(-1)?.to === null) return { acceptedAt, pauses, dueOn: null, dueAt: null };
  const reading = readClock(await workingCalendar(tx), clockOf({ ...record, acceptedAt, pauses }), at);
  return { acceptedAt, pauses, dueOn: reading.lastDay, dueAt: reading.at };
}
