import type { Arrival } from '#core/exchange/index.ts';
import { type Db, query, sql } from '#kernel/db.ts';
import { instant } from '#kernel/time.ts';
import { after, refusals, type Situation } from '../rules.ts';
import type { StatusContent } from '../types.ts';

const ACTOR = 'system:axis';

/**
 * A status message arrived. From a recipient it tells the sender how its document stands; from the sender it asks the
 * recipients to give the document back (13) or reminds them.
 */
export async function applyStatus(tx: Db, arrival: Arrival): Promise<void> {
  const content = arrival.header.content as unknown as StatusContent;
  if (content.code === '13') return askRecall(tx, arrival, content);
  if (content.event === 'reminded') return noteReminder(tx, arrival, content);
  const [teller] = await query<{ id: string }>(
    tx,
    sql<{ id: string }>`select id from agencies.agency where code_qd20 = ${arrival.senderCode} order by valid_to desc nulls first limit 1`,
  );
  if (!teller) return;
  for (const senderId of arrival.recipientIds) {
    const envelopeId = await dispatchedEnvelope(tx, senderId, teller.id, content);
    if (envelopeId !== undefined) await keepStatus(tx, envelopeId, teller.id, content);
  }
}

async function dispatchedEnvelope(tx: Db, senderId: string, tellerId: string, content: StatusContent): Promise<string | undefined> {
  const [row] = await query<{ envelope_id: string }>(
    tx,
    sql<{ envelope_id: string }>`
      select dispatch.envelope_id from axis.dispatch
      join exchange.delivery on delivery.envelope_id = dispatch.envelope_id and delivery.recipient_id = ${tellerId}
      where dispatch.sender_id = ${senderId} and dispatch.business in ('new', 'replace')
        and (dispatch.envelope_id = ${content.envelopeId}::uuid or (${content.envelopeId}::uuid is null and dispatch.edoc_id = ${content.edocId}))
      order by dispatch.sent_at desc limit 1`,
  );
  return row?.envelope_id;
}

async function keepStatus(tx: Db, envelopeId: string, recipientId: string, content: StatusContent): Promise<void> {
  const at = instant(content.at);
  await query(
    tx,
    sql`
      insert into axis.sent_status (envelope_id, recipient_id, event, code, at, note, staff)
      values (${envelopeId}, ${recipientId}, ${content.event}, ${content.code}, ${at}, ${content.description}, ${content.staff})`,
  );
  const opened = content.event === 'opened' ? at : null;
  const code = content.event === 'status' && content.code !== '01' ? content.code : null;
  const recall = content.code === '15' ? 'agreed' : content.code === '16' ? 'refused' : null;
  // Answers to a recall stand beside the life of the document and do not replace its status.
  const lasting = recall === null ? code : null;
  await query(
    tx,
    sql`
      insert into axis.recipient_state as known (envelope_id, recipient_id, code, no, opened_at, changed_at, note, recall)
      values (${envelopeId}, ${recipientId}, ${lasting}, ${content.no}, ${opened}, ${at}, ${content.description}, ${recall})
      on conflict (envelope_id, recipient_id) do update set
        code = case when excluded.no >= known.no then coalesce(excluded.code, known.code) else coalesce(known.code, excluded.code) end,
        note = case when excluded.no >= known.no and excluded.note is not null then excluded.note else known.note end,
        changed_at = greatest(excluded.changed_at, known.changed_at),
        opened_at = least(known.opened_at, excluded.opened_at),
        recall = coalesce(excluded.recall, known.recall),
        no = greatest(excluded.no, known.no)`,
  );
}

interface IncomingRow extends Situation {
  readonly id: string;
  readonly version: number;
}

function findIncoming(tx: Db, arrival: Arrival, content: StatusContent): Promise<IncomingRow[]> {
  return query<IncomingRow>(
    tx,
    sql<IncomingRow>`
      select incoming.id, incoming.version, incoming.state, incoming.recall, incoming.frozen
      from axis.incoming
      join exchange.envelope on envelope.id = incoming.envelope_id
      where incoming.agency_id = any(${[...arrival.recipientIds]}::uuid[]) and envelope.sender_code = ${arrival.senderCode}
        and (envelope.id = ${content.envelopeId}::uuid or (${content.envelopeId}::uuid is null and envelope.message_id = ${content.edocId}))
      order by incoming.id
      for update of incoming`,
  );
}

async function askRecall(tx: Db, arrival: Arrival, content: StatusContent): Promise<void> {
  const rows = (await findIncoming(tx, arrival, content)).filter((row) => refusals('ask-recall', row).length === 0);
  if (rows.length === 0) return;
  const ids = rows.map((row) => row.id);
  const { recall } = after('ask-recall', rows[0]!);
  await query(
    tx,
    sql`
      with asked as (
        update axis.incoming set recall = ${recall}, version = version + 1 where id = any(${ids}::uuid[]) returning id, version
      )
      insert into axis.incoming_status (incoming_id, no, event, code, at, actor_id, actor_name, note)
      select id, version, 'status', '13', ${arrival.arrivedAt}, ${ACTOR}, ${content.staff}, ${content.description} from asked`,
  );
}

async function noteReminder(tx: Db, arrival: Arrival, content: StatusContent): Promise<void> {
  const ids = (await findIncoming(tx, arrival, content)).map((row) => row.id);
  await query(
    tx,
    sql`
      with reminded as (
        update axis.incoming set version = version + 1 where id = any(${ids}::uuid[]) returning id, version
      )
      insert into axis.incoming_status (incoming_id, no, event, at, actor_id, actor_name, note)
      select id, version, 'reminded', ${arrival.arrivedAt}, ${ACTOR}, ${content.staff}, ${content.description} from reminded`,
  );
}
