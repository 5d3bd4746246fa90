import { type Db, query, sql } from '#kernel/db.ts';
import { fold } from '#kernel/text.ts';
import type { Frozen, IncomingState, Recall, StatusCode } from '../rules.ts';

/** What the incoming book shows: a state, or one of the views across states. */
export type BookView = IncomingState | 'open' | 'late' | 'recall' | 'mine' | 'all';

export interface IncomingLine {
  readonly id: string;
  readonly documentId: string;
  readonly numberNotation: string | null;
  readonly abstract: string;
  readonly issuerName: string;
  readonly kindName: string;
  readonly issuedOn: string | null;
  readonly urgency: 0 | 1 | 2 | 3;
  readonly state: IncomingState;
  readonly recall: Recall | null;
  readonly frozen: Frozen | null;
  readonly arrivedAt: Date;
  readonly openedAt: Date | null;
  readonly dueOn: string | null;
  readonly book: string | null;
  readonly year: number | null;
  readonly arrivalNumber: number | null;
  readonly version: number;
}

export interface IncomingDetail extends IncomingLine {
  readonly agencyId: string;
  readonly agencyName: string;
  readonly envelopeId: string;
  readonly senderName: string;
  readonly messageId: string;
  readonly registeredAt: Date | null;
  readonly finishedAt: Date | null;
  readonly askedDue: string | null;
  readonly receipt: Buffer;
  readonly receiptKey: string;
}

const line = sql`
  incoming.id, incoming.document_id as "documentId", document.number_notation as "numberNotation", document.abstract,
  document.issuer_name as "issuerName", kind.name as "kindName", document.issued_on as "issuedOn", document.urgency,
  incoming.state, incoming.recall, incoming.frozen, incoming.arrived_at as "arrivedAt", incoming.opened_at as "openedAt",
  incoming.due_on as "dueOn", incoming.book, incoming.year, incoming.arrival_number as "arrivalNumber", incoming.version`;

const joins = sql`
  from axis.incoming
  join documents.document on document.id = incoming.document_id
  join documents.kind on kind.code = document.kind`;

const OPEN = sql`incoming.state in ('arrived', 'registered', 'assigned', 'processing') and incoming.frozen is null`;

function viewed(view: BookView, day: string, accountId: string) {
  if (view === 'all') return sql`true`;
  if (view === 'open') return OPEN;
  if (view === 'late') return sql`${OPEN} and incoming.due_on < ${day}::date`;
  if (view === 'recall') return sql`incoming.recall = 'asked' and incoming.frozen is null`;
  if (view === 'mine') {
    return sql`${OPEN} and exists (
      select from axis.assignee where assignee.incoming_id = incoming.id and assignee.account_id::text = ${accountId}
        and assignee.no = (select max(no) from axis.assignee latest where latest.incoming_id = incoming.id))`;
  }
  return sql`incoming.state = ${view} and incoming.frozen is null`;
}

export interface BookFilter {
  readonly agencyId: string;
  readonly view: BookView;
  /** Today, for what is late. */
  readonly day: string;
  readonly accountId: string;
  /** Number, abstract or issuer, with or without diacritics. */
  readonly text?: string | undefined;
  readonly page: number;
  readonly pageSize: number;
}

/** A page of the incoming book: the most urgent and the longest waiting first while work is open, else the newest. */
export async function incomingBook(db: Db, filter: BookFilter): Promise<{ rows: IncomingLine[]; more: boolean }> {
  const words = fold(filter.text ?? '')
    .split(' ')
    .filter(Boolean);
  const said = sql`lower(coalesce(document.number_notation, '') || ' ' || document.abstract || ' ' || document.issuer_name)`;
  const folded = sql`replace(regexp_replace(normalize(${said}, nfd), ${MARKS}, '', 'g'), 'đ', 'd')`;
  const matches = words.map((word) => sql`${folded} like ${`%${word}%`}`);
  const waiting = filter.view !== 'all' && filter.view !== 'finished' && filter.view !== 'refused';
  const order = waiting
    ? sql`document.urgency desc, incoming.due_on asc nulls last, incoming.arrived_at, incoming.id`
    : sql`incoming.arrived_at desc, incoming.id desc`;
  const rows = await query<IncomingLine>(
    db,
    sql<IncomingLine>`
      select ${line} ${joins}
      where incoming.agency_id = ${filter.agencyId} and ${viewed(filter.view, filter.day, filter.accountId)}
        ${matches.length > 0 ? sql`and ${sql.join(matches, sql` and `)}` : sql``}
      order by ${order} limit ${filter.pageSize + 1} offset ${(filter.page - 1) * filter.pageSize}`,
  );
  return { rows: rows.slice(0, filter.pageSize), more: rows.length > filter.pageSize };
}

/** Combining marks, taken away so that a search without diacritics finds. */
const MARKS = '[\\u0300-\\u036f]';

/** How many wait in each view. */
export async function bookCounts(db: Db, agencyId: string, day: string, accountId: string): Promise<Record<string, number>> {
  const [row] = await query<Record<string, number>>(
    db,
    sql<Record<string, number>>`
      select count(*) filter (where incoming.state = 'arrived' and frozen is null)::int as arrived,
        count(*) filter (where incoming.state = 'registered' and frozen is null)::int as registered,
        count(*) filter (where incoming.state = 'assigned' and frozen is null)::int as assigned,
        count(*) filter (where incoming.state = 'processing' and frozen is null)::int as processing,
        count(*) filter (where ${viewed('late', day, accountId)})::int as late,
        count(*) filter (where ${viewed('recall', day, accountId)})::int as recall,
        count(*) filter (where ${viewed('mine', day, accountId)})::int as mine
      from axis.incoming
      where agency_id = ${agencyId} and (incoming.state in ('arrived', 'registered', 'assigned', 'processing') or incoming.recall = 'asked')`,
  );
  return row ?? {};
}

/** One incoming document with everything its page shows. */
export async function incomingDetail(db: Db, id: string): Promise<IncomingDetail | undefined> {
  const [row] = await query<IncomingDetail>(
    db,
    sql<IncomingDetail>`
      select ${line}, incoming.agency_id as "agencyId", agency.name as "agencyName", incoming.envelope_id as "envelopeId",
        coalesce(sender.name, split_part(envelope.sender_code, ' @', 1)) as "senderName", envelope.message_id as "messageId",
        incoming.registered_at as "registeredAt", incoming.finished_at as "finishedAt", incoming.asked_due as "askedDue",
        inbox.receipt, inbox.receipt_key as "receiptKey"
      ${joins}
      join agencies.agency on agency.id = incoming.agency_id
      join exchange.envelope on envelope.id = incoming.envelope_id
      join exchange.inbox on inbox.sender_code = envelope.sender_code and inbox.message_id = envelope.message_id
        and inbox.recipient_id = incoming.agency_id
      left join agencies.agency sender on sender.id = envelope.sender_id
      where incoming.id = ${id}`,
  );
  return row;
}

export interface HistoryLine {
  readonly no: number;
  readonly event: 'status' | 'reminded' | 'updated' | 'revoked' | 'replaced';
  readonly code: StatusCode | null;
  readonly at: Date;
  readonly actorName: string | null;
  readonly note: string | null;
  readonly details: Readonly<Record<string, unknown>> | null;
}

/** What happened to an incoming document, the newest first. */
export function incomingHistory(db: Db, id: string): Promise<HistoryLine[]> {
  return query<HistoryLine>(
    db,
    sql<HistoryLine>`
      select no, event, code, at, actor_name as "actorName", note, details
      from axis.incoming_status where incoming_id = ${id} order by no desc`,
  );
}

export interface AssigneeLine {
  readonly role: 'main' | 'joint';
  readonly label: string;
}

/** Who has an incoming document now: the latest assignment. */
export function assigneesOf(db: Db, id: string): Promise<AssigneeLine[]> {
  return query<AssigneeLine>(
    db,
    sql<AssigneeLine>`
      select role, label from axis.assignee
      where incoming_id = ${id} and no = (select max(no) from axis.assignee latest where latest.incoming_id = ${id})
      order by role desc, label`,
  );
}
