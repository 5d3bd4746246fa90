import type { DocumentChanged } from '#core/documents/index.ts';
import type { Db } from '#kernel/db.ts';
import { enqueue } from '#kernel/jobs.ts';
import type { Module } from '#kernel/module.ts';
import { unindexHidden } from './indexing.ts';
import { indexDocumentJob, keepIndexJob } from './jobs.ts';

/** What must no longer be found goes at once; the rest of the index follows in a job after the commit. */
async function onChange(tx: Db, { documentId }: DocumentChanged): Promise<void> {
  await unindexHidden(tx, documentId);
  await enqueue(tx, indexDocumentJob, { documentId }, { key: `library.index:${documentId}` });
}

/** The library of public documents: search, a page for each, for every unit and agency, feeds, checking, importing. */
export const library: Module = {
  name: 'library',
  title: { vi: 'Thư viện văn bản', en: 'Document library' },
  schema: 'library',
  migrations: new URL('./migrations/', import.meta.url),
  reads: ['agencies', 'documents'],
  jobs: [indexDocumentJob, keepIndexJob],
  on: { 'documents.issued': onChange, 'documents.changed': onChange, 'documents.recalled': onChange },
};
