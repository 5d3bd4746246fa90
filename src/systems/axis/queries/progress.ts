import { type Db, query, sql } from '#kernel/db.ts';

/** How a sending stands, in numbers of recipients. */
export interface Progress {
  readonly recipients: number;
  readonly delivered: number;
  readonly opened: number;
  readonly registered: number;
  readonly finished: number;
  readonly refused: number;
  /** Given up after the deadline; people must look. */
  readonly dead: number;
}

/** Counts over all recipients of one envelope. "Opened" includes all who have done more than that. */
export async function progressOf(db: Db, envelopeId: string): Promise<Progress> {
  const [row] = await query<Progress>(
    db,
    sql<Progress>`
      select count(*)::int as recipients, count(delivery.delivered_at)::int as delivered,
        count(*) filter (where known.opened_at is not null or known.code is not null)::int as opened,
        count(*) filter (where known.code in ('03', '04', '05', '06'))::int as registered,
        count(*) filter (where known.code = '06')::int as finished,
        count(*) filter (where known.code = '02')::int as refused,
        count(*) filter (where outbox.state = 'dead' and delivery.delivered_at is null)::int as dead
      from exchange.delivery
      join exchange.outbox on outbox.envelope_id = delivery.envelope_id and outbox.site = delivery.site
      left join axis.recipient_state known on known.envelope_id = delivery.envelope_id and known.recipient_id = delivery.recipient_id
      where delivery.envelope_id = ${envelopeId}`,
  );
  return row ?? { recipients: 0, delivered: 0, opened: 0, registered: 0, finished: 0, refused: 0, dead: 0 };
}

/** Recipients that have received a document and, as far as the sender knows, not opened it. */
export async function notOpened(db: Db, envelopeId: string): Promise<string[]> {
  const rows = await query<{ id: string }>(
    db,
    sql<{ id: string }>`
      select delivery.recipient_id as id from exchange.delivery
      left join axis.recipient_state known on known.envelope_id = delivery.envelope_id and known.recipient_id = delivery.recipient_id
      where delivery.envelope_id = ${envelopeId} and delivery.delivered_at is not null
        and known.opened_at is null and known.code is null
      order by delivery.recipient_id`,
  );
  return rows.map((row) => row.id);
}

export interface ProvinceProgress {
  readonly code: string;
  readonly name: string;
  readonly recipients: number;
  readonly delivered: number;
  readonly opened: number;
  readonly registered: number;
  readonly finished: number;
}

/** The same by province, as provinces are on a day; central bodies and others without a unit under an empty code. */
export function progressByProvince(db: Db, envelopeId: string, day: string): Promise<ProvinceProgress[]> {
  return query<ProvinceProgress>(
    db,
    sql<ProvinceProgress>`
      select coalesce(province.code, '') as code, coalesce(province.full_name, '') as name, count(*)::int as recipients,
        count(delivery.delivered_at)::int as delivered,
        count(*) filter (where known.opened_at is not null or known.code is not null)::int as opened,
        count(*) filter (where known.code in ('03', '04', '05', '06'))::int as registered,
        count(*) filter (where known.code = '06')::int as finished
      from exchange.delivery
      join agencies.agency on agency.id = delivery.recipient_id
      left join agencies.unit own on own.code = agency.unit_code and own.valid_from = agency.unit_valid_from
      left join lateral (
        select code, full_name from agencies.unit
        where unit.code = coalesce(own.parent_code, own.code) and unit.valid_from <= ${day}::date and (unit.valid_to is null or unit.valid_to > ${day}::date)
        limit 1
      ) province on true
      left join axis.recipient_state known on known.envelope_id = delivery.envelope_id and known.recipient_id = delivery.recipient_id
      where delivery.envelope_id = ${envelopeId}
      group by 1, 2 order by 1`,
  );
}

export type RecipientFilter = 'all' | 'unopened' | 'undelivered' | 'refused' | 'finished' | 'recall';

export interface RecipientLine {
  readonly id: string;
  readonly code: string;
  readonly name: string;
  readonly acceptedAt: Date;
  readonly deliveredAt: Date | null;
  readonly openedAt: Date | null;
  readonly status: '02' | '03' | '04' | '05' | '06' | null;
  readonly recall: 'asked' | 'agreed' | 'refused' | null;
  readonly changedAt: Date | null;
  readonly remindedAt: Date | null;
  readonly note: string | null;
}

const filters: Readonly<Record<RecipientFilter, ReturnType<typeof sql>>> = {
  all: sql`true`,
  unopened: sql`delivery.delivered_at is not null and known.opened_at is null and known.code is null`,
  undelivered: sql`delivery.delivered_at is null`,
  refused: sql`known.code = '02'`,
  finished: sql`known.code = '06'`,
  recall: sql`known.recall is not null`,
};

/** Recipients of one envelope by code, from after one of them; page with the last code. */
export function recipientsOf(db: Db, envelopeId: string, filter: RecipientFilter, after: string, limit: number): Promise<RecipientLine[]> {
  return query<RecipientLine>(
    db,
    sql<RecipientLine>`
      select agency.id, agency.code_qd20 as code, agency.name, delivery.accepted_at as "acceptedAt", delivery.delivered_at as "deliveredAt",
        known.opened_at as "openedAt", known.code as status, known.recall, known.changed_at as "changedAt",
        known.reminded_at as "remindedAt", known.note
      from exchange.delivery
      join agencies.agency on agency.id = delivery.recipient_id
      left join axis.recipient_state known on known.envelope_id = delivery.envelope_id and known.recipient_id = delivery.recipient_id
      where delivery.envelope_id = ${envelopeId} and ${filters[filter]} and (agency.code_qd20 collate "C") > ${after}
      order by agency.code_qd20 collate "C" limit ${limit}`,
  );
}

export interface ReminderLine {
  readonly at: Date;
  readonly recipients: number;
  readonly note: string | null;
}

export function remindersOf(db: Db, envelopeId: string): Promise<ReminderLine[]> {
  return query<ReminderLine>(
    db,
    sql<ReminderLine>`select at, recipients, note from axis.reminder where envelope_id = ${envelopeId} order by at desc limit 50`,
  );
}
