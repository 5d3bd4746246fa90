import type { Db } from '#kernel/db.ts';
import type { FileStore } from '#kernel/files.ts';
import { signaturesOf } from '../queries/documents.ts';
import type { DocumentFile } from '../types.ts';
import { addFile, addSignature, removeFile } from './files.ts';

export interface Sealed {
  readonly bytes: Uint8Array;
  readonly holderName: string;
  readonly certificateSerial: string;
  readonly signedAt: Date;
}

/** Puts the sealed file in the place of the signed one; the signatures noted of that one stand in it too. */
export async function replaceBySealed(
  tx: Db,
  store: FileStore,
  main: DocumentFile,
  sealed: Sealed,
  actorId: string,
): Promise<DocumentFile> {
  const { documentId, name, pageCount } = main;
  const { bytes, ...seal } = sealed;
  const earlier = await signaturesOf(tx, documentId);
  await removeFile(tx, documentId, main.id, actorId);
  const file = await addFile(tx, store, { documentId, role: 'main', name, bytes, pageCount }, actorId);
  for (const signature of earlier) await addSignature(tx, { ...signature, fileId: file.id });
  await addSignature(tx, { documentId, fileId: file.id, role: 'seal', ...seal });
  return file;
}
