import type { ActionContext } from '#kernel/action.ts';
import { query, sql } from '#kernel/db.ts';
import { notFound, refused } from '#kernel/problem.ts';
import { staleIncoming } from '../errors.ts';
import { after, refusals, type Situation, type StatusCode, steps, type Verb } from '../rules.ts';
import { tell } from './tell.ts';

/** An incoming document that is locked for a change. */
export interface LockedIncoming extends Situation {
  readonly id: string;
  readonly agencyId: string;
  readonly agencyCode: string;
  readonly documentId: string;
  readonly numberNotation: string | null;
  readonly envelopeId: string;
  readonly edocId: string;
  /** Null: the sender is no agency of the directory, so nobody can be told. */
  readonly senderId: string | null;
  readonly version: number;
}

/** Locks incoming documents in the order of their ids, so that two batches never wait for each other in a circle. */
export async function lockIncoming(context: ActionContext, ids: readonly string[]): Promise<LockedIncoming[]> {
  return query<LockedIncoming>(
    context.tx,
    sql<LockedIncoming>`
      select incoming.id, incoming.agency_id as "agencyId", agency.code_qd20 as "agencyCode", incoming.document_id as "documentId",
        document.number_notation as "numberNotation", incoming.envelope_id as "envelopeId", envelope.sender_id as "senderId",
        convert_from(envelope.bytes, 'UTF8')::jsonb #>> '{content,edocId}' as "edocId",
        incoming.state, incoming.recall, incoming.frozen, incoming.version
      from axis.incoming
      join agencies.agency on agency.id = incoming.agency_id
      join exchange.envelope on envelope.id = incoming.envelope_id
      join documents.document on document.id = incoming.document_id
      where incoming.id = any(${[...ids]}::uuid[])
      order by incoming.id
      for update of incoming`,
  );
}

export interface Change {
  readonly verb: Verb;
  /** Version the person saw; undefined: whatever it is now (software, which states facts about its own records). */
  readonly version: number | undefined;
  readonly note?: string | null;
  readonly details?: Readonly<Record<string, unknown>>;
  /** Further columns of axis.incoming. */
  readonly set?: { readonly dueOn?: string | null; readonly book?: string; readonly year?: number; readonly arrivalNumber?: number };
}

/**
 * One step in the life of an incoming document: checks version and rules, writes the record and a new history row, and
 * tells the sender. Throws 409 when somebody was faster or the rules forbid it. Returns the number of the history row.
 */
export async function changeIncoming(context: ActionContext, row: LockedIncoming, change: Change): Promise<number> {
  const { verb, version, note = null, details, set = {} } = change;
  if (version !== undefined && version !== row.version) throw staleIncoming(row.numberNotation ?? undefined);
  const reasons = refusals(verb, row);
  if (reasons.length > 0) throw refused(reasons);
  const next = after(verb, row);
  const no = row.version + 1;
  const { tx, now, actor } = context;
  const { dueOn, book = null, year = null, arrivalNumber = null } = set;
  await query(
    tx,
    sql`
      update axis.incoming set state = ${next.state}, recall = ${next.recall}, frozen = ${next.frozen}, version = ${no},
        due_on = case when ${dueOn !== undefined} then ${dueOn ?? null}::date else due_on end,
        book = coalesce(${book}, book), year = coalesce(${year}, year), arrival_number = coalesce(${arrivalNumber}, arrival_number),
        registered_at = case when ${verb} = 'register' then ${now} else registered_at end,
        finished_at = case when ${verb} = 'finish' then ${now} else finished_at end
      where id = ${row.id}`,
  );
  await query(
    tx,
    sql`
      insert into axis.incoming_status (incoming_id, no, event, code, at, actor_id, actor_name, note, details)
      values (${row.id}, ${no}, 'status', ${steps[verb].code}, ${now}, ${actor.id}, ${actor.name}, ${note},
        ${details ? JSON.stringify(details) : null}::jsonb)`,
  );
  await tellSender(context, row, steps[verb].code, no, note);
  return no;
}

async function tellSender(
  context: ActionContext,
  row: LockedIncoming,
  code: StatusCode,
  no: number,
  description: string | null,
): Promise<void> {
  await tell(context.tx, [
    {
      fromCode: row.agencyCode,
      fromId: row.agencyId,
      toIds: row.senderId === null ? [] : [row.senderId],
      envelopeId: row.envelopeId,
      edocId: row.edocId,
      messageId: `status;${row.id};${no}`,
      event: 'status',
      code,
      no,
      description,
      staff: context.actor.name || null,
      at: context.now,
    },
  ]);
}

/** One incoming document, locked; 404 when there is none. */
export async function lockOne(context: ActionContext, id: string): Promise<LockedIncoming> {
  const [row] = await lockIncoming(context, [id]);
  if (!row) throw notFound({ vi: 'Không tìm thấy văn bản đến này.', en: 'This incoming document does not exist.' });
  return row;
}
