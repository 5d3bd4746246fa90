import { addRelation, createDocument, attachStoredFile, findDocument, recallDocument } from '#core/documents/index.ts';
import type { Arrival } from '#core/exchange/index.ts';
import { type Db, query, sql } from '#kernel/db.ts';
import { newId } from '#kernel/id.ts';
import { Problem } from '#kernel/problem.ts';
import type { DocumentContent } from '../types.ts';

const ACTOR = 'system:axis';

/**
 * A document reached agencies of this site: the document itself is made if the site has never seen it, each agency gets
 * its record with status 01 (two statements, however many agencies), and what it revokes, updates or replaces is acted on.
 */
export async function receiveDocument(tx: Db, arrival: Arrival): Promise<void> {
  const content = arrival.header.content as unknown as DocumentContent;
  const documentId = await ensureDocument(tx, content, arrival.senderCode);
  if (content.packet !== null) await noteDispatch(tx, arrival, content, documentId);
  if (content.business === 'new' || content.business === 'replace') await insertIncoming(tx, arrival, content, documentId);
  if (content.business !== 'new') await actOnTargets(tx, arrival, content, documentId);
}

/** The document as this site knows it; made from the envelope when it is not here yet. Returns its id. */
export async function ensureDocument(tx: Db, content: DocumentContent, senderCode: string): Promise<string> {
  const { document } = content;
  const known = await findDocument(tx, document.id);
  if (known) return known.id;
  // Two carriers may bring it at the same instant; the second waits, then finds it.
  await query(tx, sql`select pg_advisory_xact_lock(hashtextextended(${document.id}, 0))`);
  if (await findDocument(tx, document.id)) return document.id;
  if (content.business === 'revoke' || content.business === 'update') {
    const target = await documentOfEdoc(tx, content.targets[0] ?? content.edocId, senderCode);
    if (target !== undefined) return target;
  }
  const issuer = await query<{ id: string }>(
    tx,
    sql<{ id: string }>`select id from agencies.agency where code_qd20 = ${document.issuerCode} and valid_to is null`,
  );
  const fields = { ...document, issuerAgencyId: issuer[0]?.id ?? null, source: 'received', state: 'issued' } as const;
  try {
    await createDocument(tx, { ...fields, sourceDetail: `axis:${content.edocId}` }, ACTOR);
  } catch (error) {
    // A number of no known form (74fass22) must not keep a document from arriving; it stands in the packet as it came.
    if (!(error instanceof Problem) || document.numberNotation === null) throw error;
    await createDocument(tx, { ...fields, numberNotation: null, sourceDetail: `axis:${content.edocId}` }, ACTOR);
  }
  for (const file of content.files) await attachStoredFile(tx, { documentId: document.id, ...file }, ACTOR);
  for (const answer of content.answers) {
    await addRelation(
      tx,
      document.id,
      { kind: 'answers', toNumberNotation: answer.numberNotation, toIssuerName: answer.issuerName, toIssuedOn: answer.issuedOn },
      ACTOR,
    ).catch((error: unknown) => {
      if (!(error instanceof Problem)) throw error;
    });
  }
  return document.id;
}

/** A packet accepted here from other software: its line in the sender's outgoing book is written when it is unpacked. */
async function noteDispatch(tx: Db, arrival: Arrival, content: DocumentContent, documentId: string): Promise<void> {
  await query(
    tx,
    sql`
      insert into axis.dispatch (id, envelope_id, document_id, sender_id, sender_code, edoc_id, business, recipients, addressed, due_on, note, sent_by, sent_at)
      select ${newId()}, envelope.id, ${documentId}, envelope.sender_id, envelope.sender_code, ${content.edocId}, ${content.business},
        (select count(*) from exchange.delivery where envelope_id = envelope.id), array_to_string(array(
          select agency.name from exchange.delivery join agencies.agency on agency.id = recipient_id
          where envelope_id = envelope.id order by agency.name limit 5), '; '),
        ${content.dueOn}::date, ${content.reason}, ${ACTOR}, envelope.created_at
      from exchange.envelope where envelope.id = ${arrival.envelopeId} and envelope.acceptance is not null
      on conflict (envelope_id) do nothing`,
  );
}

async function insertIncoming(tx: Db, arrival: Arrival, content: DocumentContent, documentId: string): Promise<void> {
  await query(
    tx,
    sql`
      with arrived as (
        insert into axis.incoming (id, agency_id, envelope_id, document_id, arrived_at, asked_due, due_on)
        select id, agency_id, ${arrival.envelopeId}, ${documentId}, ${arrival.arrivedAt}, ${content.dueOn}::date, ${content.dueOn}::date
        from unnest(${arrival.recipientIds.map(() => newId())}::uuid[], ${[...arrival.recipientIds]}::uuid[]) as one (id, agency_id)
        returning id
      )
      insert into axis.incoming_status (incoming_id, no, event, code, at, actor_id)
      select id, 1, 'status', '01', ${arrival.arrivedAt}, ${ACTOR} from arrived`,
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
