import { createDocument, type NewDocument, type OfficialDocument } from '#core/documents/index.ts';
import { type Db, transaction } from '#kernel/db.ts';
import { indexDocument } from './indexing.ts';

/** Tests only: an imported public document, indexed. */
export async function givenDocument(db: Db, document: Partial<NewDocument> & { readonly text?: string }): Promise<OfficialDocument> {
  const { text, ...fields } = document;
  const created = await transaction(db, (tx) =>
    createDocument(
      tx,
      {
        issuerName: 'CHÍNH PHỦ',
        kind: 'nghi-dinh',
        abstract: 'Quy định chi tiết một số điều của Luật Đất đai',
        issuedOn: '2025-11-19',
        visibility: 'public',
        state: 'issued',
        source: 'imported',
        markdown: text ?? '**Điều 1.** Phạm vi điều chỉnh',
        ...fields,
      },
      'system:test',
    ),
  );
  await indexDocument(db, created.id);
  return created;
}
