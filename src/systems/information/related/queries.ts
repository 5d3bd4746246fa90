import { documentsByIds, type OfficialDocument } from '#core/documents/index.ts';
import { type Db, on } from '#kernel/db.ts';
import type { InformationTables } from '../db.gen.ts';

/** A document of the library that a release speaks of. */
export interface RelatedDocument {
  readonly id: string;
  /** `118/2025/NĐ-CP`; null for one without a number. */
  readonly numberNotation: string | null;
  readonly kindName: string;
  readonly issuerName: string;
  readonly abstract: string;
  readonly issuedOn: string | null;
}

/** Whether anybody may read a document: its agency has released it and opened it to everybody. */
export function isPublic({ state, visibility }: OfficialDocument): boolean {
  return visibility === 'public' && state !== 'draft';
}

/** Those of an edition's documents that are public now, in their order: one that was closed since is not named. */
export async function relatedDocuments(db: Db, releaseId: string, edition: number): Promise<RelatedDocument[]> {
  const rows = await on<InformationTables>(db)
    .selectFrom('information.related_document')
    .select('document_id as id')
    .where('release_id', '=', releaseId)
    .where('edition', '=', edition)
    .orderBy('position')
    .execute();
  const found = new Map(
    (
      await documentsByIds(
        db,
        rows.map(({ id }) => id),
      )
    ).map((document) => [document.id, document]),
  );
  return rows.flatMap(({ id }) => {
    const document = found.get(id);
    return document && isPublic(document) ? [document] : [];
  });
}
