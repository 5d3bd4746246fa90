import { type Db, query, sql } from '#kernel/db.ts';
import type { Business } from '../rules.ts';

export interface OutgoingLine {
  readonly id: string;
  readonly documentId: string;
  readonly envelopeId: string;
  readonly numberNotation: string | null;
  readonly abstract: string;
  readonly issuedOn: string | null;
  readonly business: Business;
  readonly addressed: string;
  readonly state: 'sent' | 'cancelled';
  readonly sentAt: Date;
  readonly recipients: number;
  readonly delivered: number;
  readonly dead: number;
}

export interface OutgoingDetail extends OutgoingLine {
  readonly senderId: string | null;
  readonly senderName: string;
  readonly edocId: string;
  readonly dueOn: string | null;
  readonly note: string | null;
  readonly sha256: Buffer;
}

const line = sql`
  dispatch.id, dispatch.document_id as "documentId", dispatch.envelope_id as "envelopeId", document.number_notation as "numberNotation",
  document.abstract, document.issued_on as "issuedOn", dispatch.business, dispatch.addressed, dispatch.state,
  dispatch.sent_at as "sentAt", dispatch.recipients, carried.delivered, carried.dead`;

const joins = sql`
  from axis.dispatch
  join documents.document on document.id = dispatch.document_id
  cross join lateral (
    select coalesce(sum(receipted), 0)::int as delivered, coalesce(sum(recipients - receipted) filter (where outbox.state = 'dead'), 0)::int as dead
    from exchange.outbox where outbox.envelope_id = dispatch.envelope_id
  ) carried`;

/** A page of the outgoing book, the newest first. */
export async function outgoingBook(
  db: Db,
  agencyId: string,
  page: number,
  pageSize: number,
): Promise<{ rows: OutgoingLine[]; more: boolean }> {
  const rows = await query<OutgoingLine>(
    db,
    sql<OutgoingLine>`
      select ${line} ${joins} where dispatch.sender_id = ${agencyId}
      order by dispatch.sent_at desc, dispatch.id desc limit ${pageSize + 1} offset ${(page - 1) * pageSize}`,
  );
  return { rows: rows.slice(0, pageSize), more: rows.length > pageSize };
}

export interface UnsentLine {
  readonly id: string;
  readonly numberNotation: string | null;
  readonly abstract: string;
  readonly issuedOn: string | null;
}

/** Documents of the agency that are released and have been sent to nobody yet. */
export function notSentYet(db: Db, agencyId: string, limit: number): Promise<UnsentLine[]> {
  return query<UnsentLine>(
    db,
    sql<UnsentLine>`
      select id, number_notation as "numberNotation", abstract, issued_on as "issuedOn" from documents.document
      where issuer_agency_id = ${agencyId} and source = 'written' and state = 'issued' and released_at is not null
        and not exists (select from axis.dispatch where dispatch.document_id = document.id)
      order by issued_on desc, id desc limit ${limit}`,
  );
}

/** One sending. */
export async function outgoingDetail(db: Db, id: string): Promise<OutgoingDetail | undefined> {
  const [row] = await query<OutgoingDetail>(
    db,
    sql<OutgoingDetail>`
      select ${line}, dispatch.sender_id as "senderId", coalesce(sender.name, dispatch.sender_code) as "senderName",
        dispatch.edoc_id as "edocId", dispatch.due_on as "dueOn", dispatch.note, envelope.sha256
      ${joins}
      join exchange.envelope on envelope.id = dispatch.envelope_id
      left join agencies.agency sender on sender.id = dispatch.sender_id
      where dispatch.id = ${id}`,
  );
  return row;
}

export interface DeadLine {
  readonly envelopeId: string;
  readonly site: string;
  readonly senderCode: string;
  readonly messageId: string;
  readonly recipients: number;
  readonly attempts: number;
  readonly lastError: string | null;
  readonly endedAt: Date;
}

/** Envelopes that were given up: people must look at each. */
export function deadEnvelopes(db: Db, limit: number): Promise<DeadLine[]> {
  return deadWhere(db, sql`true`, limit);
}

/** Where one envelope was given up. */
export function deadOf(db: Db, envelopeId: string): Promise<DeadLine[]> {
  return deadWhere(db, sql`outbox.envelope_id = ${envelopeId}`, 50);
}

function deadWhere(db: Db, condition: ReturnType<typeof sql>, limit: number): Promise<DeadLine[]> {
  return query<DeadLine>(
    db,
    sql<DeadLine>`
      select outbox.envelope_id as "envelopeId", outbox.site, envelope.sender_code as "senderCode", envelope.message_id as "messageId",
        outbox.recipients - outbox.receipted as recipients, outbox.attempts, outbox.last_error as "lastError", outbox.ended_at as "endedAt"
      from exchange.outbox join exchange.envelope on envelope.id = outbox.envelope_id
      where outbox.state = 'dead' and ${condition} order by outbox.ended_at desc limit ${limit}`,
  );
}

export interface ConflictLine {
  readonly at: Date;
  readonly senderCode: string;
  readonly messageId: string;
  readonly cameBy: string;
}

/** Attempts to use a message id again with other content. */
export function conflicts(db: Db, limit: number): Promise<ConflictLine[]> {
  return query<ConflictLine>(
    db,
    sql<ConflictLine>`
      select at, sender_code as "senderCode", message_id as "messageId", came_by as "cameBy"
      from exchange.conflict order by id desc limit ${limit}`,
  );
}
