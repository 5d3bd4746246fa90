import { type Db, on } from '#kernel/db.ts';
import type { KeptFile } from '#kernel/module.ts';
import type { DocumentsTables } from '../db.gen.ts';

/** Of what a signature can be in: other files would be read for nothing. */
const SIGNABLE = ['application/pdf', 'application/xml', 'text/xml', 'application/vnd.etsi.asic-e+zip', 'application/pkcs7-mime'];

/** Files of documents that were issued or received: nobody changes them any more. Drafts are of no concern yet. */
export async function keptDocumentFiles(db: Db, after: string, limit: number): Promise<readonly KeptFile[]> {
  let rows = on<DocumentsTables>(db)
    .selectFrom('documents.file as f')
    .innerJoin('documents.document as d', 'd.id', 'f.document_id')
    .select(['f.id', 'f.sha256', 'f.name', 'f.created_at', 'd.id as documentId', 'd.number_notation', 'd.issuer_agency_id'])
    .where('d.state', '<>', 'draft')
    .where('f.role', '<>', 'source')
    .where('f.media_type', 'in', SIGNABLE)
    .orderBy('f.id')
    .limit(limit);
  if (after !== '') rows = rows.where('f.id', '>', after);
  return (await rows.execute()).map((row) => ({
    sha256: row.sha256,
    name: row.name,
    subject: `document:${row.documentId}`,
    title: row.number_notation ?? row.name,
    scope: row.issuer_agency_id,
    keptSince: row.created_at,
    cursor: row.id,
  }));
}
