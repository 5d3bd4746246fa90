import { type DocumentChanged, documentIn } from '#core/documents/index.ts';
import type { Db } from '#kernel/db.ts';
import { enqueue } from '#kernel/jobs.ts';
import type { Module } from '#kernel/module.ts';
import { announceIndex } from './actions/announce-index.ts';
import { correctMetadata } from './actions/correct-metadata.ts';
import { finishImport } from './actions/finish-import.ts';
import { importDocument } from './actions/import-document.ts';
import { publishDocument } from './actions/publish-document.ts';
import { recordUnreadable } from './actions/record-unreadable.ts';
import { unpublishDocument } from './actions/unpublish-document.ts';
import { searchDoor } from './door.ts';
import { feeds } from './feeds.ts';
import { unindexHidden } from './indexing.ts';
import { indexDocumentJob, keepIndexJob } from './jobs.ts';
import { apiRoutes } from './routes/api.ts';
import { findPublicDocument } from './queries/document-record.ts';
import { publicRoutes } from './routes/public.ts';
import { staffRoutes } from './routes/staff.ts';

/** What must no longer be found goes at once; the rest of the index follows in a job after the commit. */
async function onChange(tx: Db, { documentId }: DocumentChanged): Promise<void> {
  await unindexHidden(tx, documentId);
  await enqueue(tx, indexDocumentJob, { documentId }, { key: `library.index:${documentId}` });
}

/**
 * The library of public documents: search, a page for each, for every unit and agency, feeds, checking, importing;
 * and the home page, whose one question it passes on to all modules.
 */
export const library: Module = {
  name: 'library',
  title: { vi: 'Thư viện văn bản', en: 'Document library' },
  schema: 'library',
  migrations: new URL('./migrations/', import.meta.url),
  reads: ['agencies', 'documents'],
  permissions: [
    {
      name: 'library.edit',
      title: { vi: 'Nhập văn bản vào thư viện và sửa thông tin của chúng', en: 'Import documents into the library and correct them' },
    },
    {
      name: 'library.publish',
      title: {
        vi: 'Công khai, thôi công khai văn bản của cơ quan và văn bản đã nhập',
        en: 'Open the agency’s and imported documents to everybody, or close them again',
      },
    },
  ],
  actions: [announceIndex, importDocument, recordUnreadable, finishImport, correctMetadata, publishDocument, unpublishDocument],
  routes: { public: publicRoutes, staff: staffRoutes, api: apiRoutes },
  jobs: [indexDocumentJob, keepIndexJob],
  on: { 'documents.issued': onChange, 'documents.changed': onChange, 'documents.recalled': onChange },
  nav: [
    { title: { vi: 'Văn bản', en: 'Documents' }, url: '/van-ban', permission: 'public', audience: 'public' },
    { title: { vi: 'Kiểm tra văn bản', en: 'Check a document' }, url: '/kiem-tra', permission: 'public', audience: 'public' },
    { title: { vi: 'Xã, phường, tỉnh', en: 'Communes and provinces' }, url: '/don-vi', permission: 'public', audience: 'public' },
    { title: { vi: 'Nhập văn bản', en: 'Import documents' }, url: '/thu-vien/nhap-lieu', permission: 'library.edit', audience: 'staff' },
  ],
  feeds,
  search: searchDoor,
  shows: async (db, _actor, subject) => (await findPublicDocument(db, documentIn(subject))) !== undefined,
};
