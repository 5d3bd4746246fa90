import { type Db, on, query, sql } from '#kernel/db.ts';
import { newId } from '#kernel/id.ts';
import { tidy } from '#kernel/text.ts';
import { now } from '#kernel/time.ts';
import type { DocumentsTables } from '../db.gen.ts';
import { wrongNumber } from '../errors.ts';
import { getDocument } from '../queries/documents.ts';
import { choosesTarget, type TargetCandidate, type WantedTarget } from '../rules/relation-target.ts';
import { numberKey } from '../rules/number.ts';
import type { NewRelation } from '../types.ts';
import { recordHistory } from './history.ts';

/**
 * States a relation. With only a number the target is looked for now and again whenever a document with that number
 * arrives. Saying the same twice changes nothing.
 */
export async function addRelation(tx: Db, fromDocumentId: string, relation: NewRelation, actorId: string): Promise<void> {
  const from = await getDocument(tx, fromDocumentId);
  const target = relation.toDocumentId === undefined ? undefined : await getDocument(tx, relation.toDocumentId);
  const notation = tidy(target?.numberNotation ?? relation.toNumberNotation ?? '');
  const key = numberKey(notation);
  if (key === undefined) throw wrongNumber(notation);
  const wanted: WantedTarget = {
    numberKey: key,
    issuerName: target?.issuerName ?? relation.toIssuerName ?? null,
    issuedOn: target?.issuedOn ?? relation.toIssuedOn ?? null,
    fromIssuerName: from.issuerName,
  };
  const added = await on<DocumentsTables>(tx)
    .insertInto('documents.relation')
    .values({
      id: newId(),
      from_document_id: fromDocumentId,
      to_document_id: target?.id ?? choosesTarget(wanted, await candidates(tx, key, fromDocumentId)),
      to_number_notation: notation,
      to_number_key: key,
      to_issuer_name: wanted.issuerName,
      to_issued_on: wanted.issuedOn,
      kind: relation.kind,
      partial: relation.partial ?? false,
      note: relation.note ?? null,
      created_at: now(),
    })
    .onConflict((conflict) => conflict.doNothing())
    .returning('id')
    .executeTakeFirst();
  if (!added) return;
  await recordHistory(tx, { documentId: fromDocumentId, actorId, event: 'relation-added', details: { kind: relation.kind, to: notation } });
}

/** Takes a relation back (drafts and corrections). */
export async function removeRelation(tx: Db, fromDocumentId: string, relationId: string, actorId: string): Promise<void> {
  const gone = await on<DocumentsTables>(tx)
    .deleteFrom('documents.relation')
    .where('id', '=', relationId)
    .where('from_document_id', '=', fromDocumentId)
    .returning(['kind', 'to_number_notation'])
    .executeTakeFirst();
  if (!gone) return;
  const details = { kind: gone.kind, to: gone.to_number_notation };
  await recordHistory(tx, { documentId: fromDocumentId, actorId, event: 'relation-removed', details });
}

/** Relations that named a document by number before it was here now point to it. Returns how many. */
export async function resolveRelationsTo(tx: Db, documentId: string): Promise<number> {
  const document = await getDocument(tx, documentId);
  if (document.numberKey === null) return 0;
  const waiting = await query<WantedTarget & { id: string; fromDocumentId: string }>(
    tx,
    sql<WantedTarget & { id: string; fromDocumentId: string }>`
      select relation.id, relation.from_document_id as "fromDocumentId", relation.to_number_key as "numberKey",
        relation.to_issuer_name as "issuerName", relation.to_issued_on as "issuedOn", source.issuer_name as "fromIssuerName"
      from documents.relation
      join documents.document source on source.id = relation.from_document_id
      where relation.to_document_id is null and relation.to_number_key = ${document.numberKey}`,
  );
  let resolved = 0;
  for (const wanted of waiting) {
    const target = choosesTarget(wanted, await candidates(tx, wanted.numberKey, wanted.fromDocumentId));
    if (target === null) continue;
    await on<DocumentsTables>(tx).updateTable('documents.relation').set({ to_document_id: target }).where('id', '=', wanted.id).execute();
    resolved += 1;
  }
  return resolved;
}

function candidates(tx: Db, key: string, exceptId: string): Promise<TargetCandidate[]> {
  return query<TargetCandidate>(
    tx,
    sql<TargetCandidate>`
      select id, issuer_name as "issuerName", issued_on as "issuedOn"
      from documents.document
      where number_key = ${key} and state <> 'draft' and id <> ${exceptId}
      order by id limit 50`,
  );
}
