import { type Db, query, sql } from '#kernel/db.ts';

/** Who did a step, as what, and for which agency and post if it was an official. */
export interface By {
  readonly actor: string;
  readonly role: string;
  readonly agencyId?: string | undefined;
  readonly post?: string | undefined;
}

export interface NewEvent {
  readonly event: string;
  readonly from: string | null;
  readonly to: string;
  readonly reason?: string | undefined;
  readonly data?: Readonly<Record<string, unknown>> | undefined;
}

/** Adds to the history of a case; the case's row must be held, so that numbers follow each other. */
export async function recordEvent(tx: Db, caseId: string, event: NewEvent, by: By, at: Date): Promise<void> {
  await query(
    tx,
    sql`insert into cases.event (case_id, number, at, event, from_state, to_state, actor, role, agency_id, post, reason, data)
      select ${caseId}, coalesce(max(number), 0) + 1, ${at}, ${event.event}, ${event.from}, ${event.to}, ${by.actor}, ${by.role},
        ${by.agencyId ?? null}, ${by.post ?? null}, ${event.reason ?? null}, ${JSON.stringify(event.data ?? {})}::jsonb
      from cases.event where case_id = ${caseId}`,
  );
}
