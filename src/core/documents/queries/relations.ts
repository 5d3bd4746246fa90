import { type Db, on, query, sql } from '#kernel/db.ts';
import { today } from '#kernel/time.ts';
import type { DocumentsTables } from '../db.gen.ts';
import { earliestEnding, type Ending, type InForce, inForceOn } from '../rules/in-force.ts';
import type { RelationView } from '../types.ts';
import { getDocument } from './documents.ts';

/** A law may be cited by tens of thousands. */
const MOST_CITING = 500;

/**
 * Both directions: what the document says of others (`out`) and what others say of it (`in`, "cited by"; the newest 500,
 * drafts left out).
 */
export function relationsOf(db: Db, documentId: string): Promise<RelationView[]> {
  return query<RelationView>(
    db,
    sql<RelationView>`
      select relation.id, 'out' as direction, relation.kind, relation.partial, relation.note, other.id as "documentId",
        coalesce(other.number_notation, relation.to_number_notation) as "numberNotation",
        coalesce(other.issuer_name, relation.to_issuer_name) as "issuerName",
        coalesce(other.issued_on, relation.to_issued_on) as "issuedOn", other.abstract, other.visibility, other.state
      from documents.relation
      left join documents.document other on other.id = relation.to_document_id
      where relation.from_document_id = ${documentId}
      union all
      (select relation.id, 'in', relation.kind, relation.partial, relation.note, other.id, coalesce(other.number_notation, ''),
        other.issuer_name, other.issued_on, other.abstract, other.visibility, other.state
      from documents.relation
      join documents.document other on other.id = relation.from_document_id
      where relation.to_document_id = ${documentId} and other.state <> 'draft'
      order by other.issued_on desc nulls last, relation.id limit ${MOST_CITING})
      order by direction desc, "issuedOn" desc nulls last, id`,
  );
}

/** Status of a document on a calendar date (default today), derived from its dates and from what replaces or revokes it. */
export async function statusInForce(db: Db, documentId: string, date: string = today()): Promise<InForce> {
  const found = await getDocument(db, documentId);
  const endings = await query<Ending>(
    db,
    sql<Ending>`
      select relation.kind, ender.id as "byDocumentId", coalesce(ender.effective_from, ender.issued_on) as since
      from documents.relation
      join documents.document ender on ender.id = relation.from_document_id
      where relation.to_document_id = ${documentId} and relation.kind in ('replaces', 'revokes') and not relation.partial
        and ender.state = 'issued' and ender.released_at is not null and coalesce(ender.effective_from, ender.issued_on) is not null`,
  );
  return inForceOn({ ...found, ending: earliestEnding(endings) }, date);
}

/** Today's status of many documents at once, from the view; unknown ids are left out. */
export async function statusesToday(db: Db, documentIds: readonly string[]): Promise<Map<string, InForce>> {
  if (documentIds.length === 0) return new Map();
  const rows = await on<DocumentsTables>(db)
    .selectFrom('documents.in_force')
    .selectAll()
    .where('document_id', 'in', [...documentIds])
    .execute();
  return new Map(
    rows.map((row) => [
      row.document_id ?? '',
      { status: (row.status ?? 'draft') as InForce['status'], byDocumentId: row.by_document_id, since: row.since },
    ]),
  );
}
