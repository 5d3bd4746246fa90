import { documentByNumber, type OfficialDocument } from '#core/documents/index.ts';
import { defineAction } from '#kernel/action.ts';
import { type Db, on } from '#kernel/db.ts';
import { invalid } from '#kernel/problem.ts';
import { sentence, Type } from '#kernel/schema.ts';
import { partRefusals, takePart } from '../changes.ts';
import type { InformationTables } from '../db.gen.ts';
import { scopeOfRelease } from '../queries/editions.ts';
import { WRITE } from '../rules/states.ts';
import { ReleaseRef } from '../schemas.ts';
import { isPublic, relatedDocuments } from './queries.ts';

const MOST_DOCUMENTS = 20;

const DocumentLink = Type.Object({
  ...ReleaseRef.properties,
  number: Type.String({
    minLength: 1,
    maxLength: 120,
    ...sentence('Hãy ghi số, ký hiệu văn bản, ví dụ 118/2025/NĐ-CP.', 'Write the document’s number, such as 118/2025/NĐ-CP.'),
  }),
});

/** Names a document of the library as one that the release speaks of, by its number; only one that everybody may read. */
export const linkDocument = defineAction({
  name: 'information.link-document',
  title: { vi: 'Thêm văn bản liên quan', en: 'Add a related document' },
  input: DocumentLink,
  permission: WRITE,
  scope: scopeOfRelease,
  refuse: partRefusals,
  async run(context, input) {
    const document = await theOne(context.tx, input.number);
    const edition = await takePart(context, input.id);
    const position = (await relatedDocuments(context.tx, input.id, edition.number)).length;
    if (position >= MOST_DOCUMENTS) throw wrong('Không quá 20 văn bản.', 'At most 20 documents.');
    await on<InformationTables>(context.tx)
      .insertInto('information.related_document')
      .values({ release_id: input.id, edition: edition.number, document_id: document.id, position })
      .onConflict((conflict) => conflict.doNothing())
      .execute();
    return { id: input.id, document: document.id };
  },
  ledger: (input, result) => ({ subject: `release:${input.id}`, facts: { related: `document:${result.document}` } }),
});

/** What is not public is not found: who writes here learns nothing of it. */
async function theOne(tx: Db, number: string): Promise<OfficialDocument> {
  const found = (await documentByNumber(tx, number, { visibility: 'public', limit: 6 })).filter(isPublic);
  const [only] = found;
  if (only && found.length === 1) return only;
  if (!only) throw wrong('Thư viện không có văn bản công khai nào mang số này.', 'The library has no public document of this number.');
  const names = found.map(({ numberNotation, issuerName }) => `${numberNotation ?? ''} (${issuerName})`).join('; ');
  throw wrong(
    `Có nhiều văn bản gần với số này, hãy ghi đủ: ${names}.`,
    `Several documents are near this number; write it whole: ${names}.`,
  );
}

function wrong(vi: string, en: string): Error {
  return invalid([{ field: 'number', message: { vi, en } }]);
}
