import { addRelation, findDocument, recallDocument } from '#core/documents/index.ts';
import type { Arrival } from '#core/exchange/index.ts';
import { type Db, query, sql } from '#kernel/db.ts';
import { newId } from '#kernel/id.ts';
import { Problem } from '#kernel/problem.ts';
import type { DocumentContent } from '../types.ts';
import { ensureDocuments } from './ensure-documents.ts';

const ACTOR = 'system:axis';

/**
 * New documents reached agencies of this site: those it has never seen are made, each agency gets its record with status 01;
 * a handful of statements, however many documents and agencies.
 */
export async function receiveNewDocuments(tx: Db, arrivals: readonly Arrival[]): Promise<void> {
  const records = arrivals.map((arrival) => {
    const content = contentOf(arrival);
    return { arrival, content, documentId: content.document.id };
  });
  await ensureDocuments(
    tx,
    records.map((record) => record.content),
  );
  await noteDispatches(tx, records);
  await insertIncoming(tx, records);
}

/** A document that revokes, updates or replaces reached agencies of this site: it is acted on. */
export async function receiveChange(tx: Db, arrival: Arrival): Promise<void> {
  const content = contentOf(arrival);
  const record = { arrival, content, documentId: await ensureDocument(tx, content, arrival.senderCode) };
  await noteDispatches(tx, [record]);
  if (content.business === 'replace') await insertIncoming(tx, [record]);
  await actOnTargets(tx, arrival, content, record.documentId);
}

/** What an envelope with a document says. */
export function contentOf(arrival: Arrival): DocumentContent {
  return arrival.header.content as unknown as DocumentContent;
}

/** The document as this site knows it; made from the envelope when it is not here yet. Returns its id. */
export async function ensureDocument(tx: Db, content: DocumentContent, senderCode: string): Promise<string> {
  const { id } = content.document;
  if (await findDocument(tx, id)) return id;
  if (content.business === 'revoke' || content.business === 'update') {
    const target = await documentOfEdoc(tx, content.targets[0] ?? content.edocId, senderCode);
    if (target !== undefined) return target;
  }
  await ensureDocuments(tx, [content]);
  return id;
}

interface Reception {
  readonly arrival: Arrival;
  readonly content: DocumentContent;
  readonly documentId: string;
}

/** Packets accepted here from other software: their lines in the senders' outgoing books are written when they are unpacked. */
async function noteDispatches(tx: Db, list: readonly Reception[]): Promise<void> {
  const rows = list.flatMap(({ arrival, content, documentId }) => {
    const { edocId, business, dueOn, reason, packet } = content;
    return packet === null
      ? []
      : [{ id: newId(), envelope: arrival.envelopeId, document: documentId, edoc: edocId, business, dueOn, reason }];
  });
  if (rows.length === 0) return;
  await query(
    tx,
    sql`
      insert into axis.dispatch (id, envelope_id, document_id, sender_id, sender_code, edoc_id, business, recipients, addressed, due_on, note, sent_by, sent_at)
      select given.id, envelope.id, given.document, envelope.sender_id, envelope.sender_code, given.edoc, given.business,
        cardinality(addressees), array_to_string(array(
          select agency.name from agencies.agency where agency.id = any(addressees) order by agency.name limit 5), '; '),
        given."dueOn", given.reason, ${ACTOR}, envelope.created_at
      from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
        as given (id uuid, envelope uuid, document uuid, edoc text, business text, "dueOn" date, reason text)
      join exchange.envelope on envelope.id = given.envelope and envelope.acceptance is not null
      cross join lateral (select array(select recipient_id from exchange.delivery where envelope_id = envelope.id)) as delivery (addressees)
      on conflict (envelope_id) do nothing`,
  );
}

async function insertIncoming(tx: Db, list: readonly Reception[]): Promise<void> {
  const records = list.flatMap(({ arrival }, nth) => arrival.recipientIds.map((agency) => ({ id: newId(), agency, nth: nth + 1 })));
  const at = list[0]?.arrival.arrivedAt;
  if (records.length === 0 || at === undefined) return;
  await query(
    tx,
    sql`
      with arrived as (
        insert into axis.incoming (id, agency_id, envelope_id, document_id, arrived_at, asked_due, due_on)
        select one.id, agency, envelope, document, ${at}, due, due
        from unnest(${records.map((one) => one.id)}::uuid[], ${records.map((one) => one.agency)}::uuid[],
          ${records.map((one) => one.nth)}::int[]) as one (id, agency, nth)
        join unnest(${list.map((one) => one.arrival.envelopeId)}::uuid[], ${list.map((one) => one.documentId)}::uuid[],
          ${list.map((one) => one.content.dueOn)}::date[]) with ordinality as reception (envelope, document, due, nth) using (nth)
        returning id
      )
      insert into axis.incoming_status (incoming_id, no, event, code, at, actor_id)
      select id, 1, 'status', '01', ${at}, ${ACTOR} from arrived`,
  );
}

/** A document that this very sender sent: nobody revokes, updates or replaces another agency's documents by naming them. */
async function documentOfEdoc(tx: Db, edocId: string, senderCode: string): Promise<string | undefined> {
  const rows = await query<{ document_id: string }>(
    tx,
    sql<{ document_id: string }>`
      select document_id from axis.dispatch where edoc_id = ${edocId} and sender_code = ${senderCode} and business in ('new', 'replace')
      union all
      select document.id from documents.document
      join axis.incoming on incoming.document_id = document.id
      join exchange.envelope on envelope.id = incoming.envelope_id and envelope.sender_code = ${senderCode}
      where document.source = 'received' and document.source_detail = ${`axis:${edocId}`}
      limit 1`,
  );
  return rows[0]?.document_id;
}

const EFFECT = { revoke: 'revoked', update: 'updated', replace: 'replaced' } as const;

/** Revoked and replaced documents are frozen at each agency, with a new history row; an update is noted and counts the version up. */
async function actOnTargets(tx: Db, arrival: Arrival, content: DocumentContent, documentId: string): Promise<void> {
  if (content.business === 'new') return;
  const effect = EFFECT[content.business];
  const frozen = content.business === 'update' ? null : effect;
  for (const edocId of content.targets) {
    const target = await documentOfEdoc(tx, edocId, arrival.senderCode);
    if (target === undefined || (target === documentId && content.business === 'replace')) continue;
    const details = JSON.stringify({ envelopeId: arrival.envelopeId, documentId, edocId: content.edocId });
    await query(
      tx,
      sql`
        with hit as (
          update axis.incoming set version = version + 1, frozen = coalesce(frozen, ${frozen}),
            due_on = case when ${content.business} = 'update' then coalesce(${content.dueOn}::date, due_on) else due_on end
          where document_id = ${target} and agency_id = any(${[...arrival.recipientIds]}::uuid[])
            and envelope_id in (select id from exchange.envelope where sender_code = ${arrival.senderCode})
          returning id, version
        )
        insert into axis.incoming_status (incoming_id, no, event, at, actor_id, note, details)
        select id, version, ${effect}, ${arrival.arrivedAt}, ${ACTOR}, ${content.reason ?? content.note}, ${details}::jsonb from hit`,
    );
    if (content.business === 'revoke') await recallHere(tx, target, content);
    if (content.business === 'replace') await linkReplacement(tx, documentId, target);
  }
}

/** A copy received from elsewhere is recalled with its original; a document written here was recalled by its issuer already. */
async function recallHere(tx: Db, documentId: string, content: DocumentContent): Promise<void> {
  const document = await findDocument(tx, documentId);
  if (document?.state === 'issued') await recallDocument(tx, documentId, content.reason ?? content.edocId, ACTOR);
}

async function linkReplacement(tx: Db, documentId: string, replaced: string): Promise<void> {
  try {
    await addRelation(tx, documentId, { kind: 'replaces', toDocumentId: replaced }, ACTOR);
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
  }
}
