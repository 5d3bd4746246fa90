import { type Db, on } from '#kernel/db.ts';
import type { FileStore } from '#kernel/files.ts';
import { newId } from '#kernel/id.ts';
import { refused } from '#kernel/problem.ts';
import { now } from '#kernel/time.ts';
import type { DocumentsTables } from '../db.gen.ts';
import { toFile } from '../queries/documents.ts';
import { ALLOWED_TYPES, extensionOf, refuseFile, safeFileName } from '../rules/files.ts';
import type { DocumentFile, DocumentSignature, FileRole, Recipient } from '../types.ts';
import { recordHistory } from './history.ts';

export interface NewFile {
  readonly documentId: string;
  readonly role: FileRole;
  /** As the person called it; stored in the form that the network accepts. */
  readonly name: string;
  readonly bytes: Uint8Array;
  /** Default 1. */
  readonly edition?: number;
  readonly pageCount?: number | null;
}

/** Stores a file and attaches it. Throws refusals: type, size, empty, content unlike the type. */
export async function addFile(tx: Db, store: FileStore, file: NewFile, actorId: string): Promise<DocumentFile> {
  const reasons = refuseFile(file.name, file.bytes);
  if (reasons.length > 0) throw refused(reasons);
  const sha256 = await store.put(file.bytes);
  const name = safeFileName(file.name);
  const db = on<DocumentsTables>(tx);
  const { count } = await db
    .selectFrom('documents.file')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('document_id', '=', file.documentId)
    .executeTakeFirstOrThrow();
  const row = await db
    .insertInto('documents.file')
    .values({
      id: newId(),
      document_id: file.documentId,
      edition: file.edition ?? 1,
      role: file.role,
      name,
      media_type: ALLOWED_TYPES.get(extensionOf(name)) ?? 'application/octet-stream',
      size: file.bytes.length,
      sha256,
      page_count: file.pageCount ?? null,
      position: count,
      created_at: now(),
    })
    .returningAll()
    .executeTakeFirstOrThrow();
  await recordHistory(tx, { documentId: file.documentId, actorId, event: 'file-added', details: { name, sha256, role: file.role } });
  return toFile(row);
}

/** Takes a file off a draft; the bytes stay in the store. */
export async function removeFile(tx: Db, documentId: string, fileId: string, actorId: string): Promise<void> {
  const gone = await on<DocumentsTables>(tx)
    .deleteFrom('documents.file')
    .where('id', '=', fileId)
    .where('document_id', '=', documentId)
    .returning('name')
    .executeTakeFirst();
  if (gone) await recordHistory(tx, { documentId, actorId, event: 'file-removed', details: { name: gone.name } });
}

/** Replaces "Nơi nhận", in the given order. */
export async function setRecipients(tx: Db, documentId: string, recipients: readonly Recipient[], actorId: string): Promise<void> {
  const db = on<DocumentsTables>(tx);
  await db.deleteFrom('documents.recipient').where('document_id', '=', documentId).execute();
  if (recipients.length > 0) {
    const rows = recipients.map((recipient, position) => ({
      id: newId(),
      document_id: documentId,
      role: recipient.role,
      agency_id: recipient.agencyId ?? null,
      group_key: recipient.groupKey ?? null,
      label: recipient.label,
      position,
    }));
    await db.insertInto('documents.recipient').values(rows).execute();
  }
  await recordHistory(tx, { documentId, actorId, event: 'recipients-set', details: { count: recipients.length } });
}

/** Notes a signature that stands in a file, so that it can be listed without opening the PDF. */
export async function addSignature(tx: Db, signature: Omit<DocumentSignature, 'id'>): Promise<void> {
  await on<DocumentsTables>(tx)
    .insertInto('documents.signature')
    .values({
      id: newId(),
      document_id: signature.documentId,
      file_id: signature.fileId,
      role: signature.role,
      holder_name: signature.holderName,
      certificate_serial: signature.certificateSerial,
      signed_at: signature.signedAt,
    })
    .execute();
}
