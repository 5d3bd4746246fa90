import { type Db, on } from '#kernel/db.ts';
import { newId } from '#kernel/id.ts';
import { now } from '#kernel/time.ts';
import type { DocumentsTables } from '../db.gen.ts';
import type { FileRole } from '../types.ts';
import { recordHistory } from './history.ts';

export interface StoredFile {
  readonly documentId: string;
  readonly role: FileRole;
  readonly name: string;
  readonly mediaType: string;
  readonly size: number;
  /** Of bytes that are in the file store already: they came with an envelope and were checked there. */
  readonly sha256: string;
  readonly pageCount: number | null;
}

/** Attaches a file by the hash of bytes that are stored already; attaching the same bytes in the same role again changes nothing. */
export async function attachStoredFile(tx: Db, file: StoredFile, actorId: string): Promise<void> {
  const { documentId, role, name, sha256 } = file;
  const db = on<DocumentsTables>(tx);
  const there = await db.selectFrom('documents.file').select(['sha256', 'role']).where('document_id', '=', documentId).execute();
  if (there.some((known) => known.sha256 === sha256 && known.role === role)) return;
  await db
    .insertInto('documents.file')
    .values({
      id: newId(),
      document_id: documentId,
      role,
      name,
      media_type: file.mediaType,
      size: file.size,
      sha256,
      page_count: file.pageCount,
      position: there.length,
      created_at: now(),
    })
    .execute();
  await recordHistory(tx, { documentId, actorId, event: 'file-added', details: { name, sha256, role } });
}
