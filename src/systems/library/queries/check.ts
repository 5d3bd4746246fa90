import {
  documentByNumber,
  documentsByIds,
  filesByHash,
  type InForce,
  type OfficialDocument,
  statusInForce,
} from '#core/documents/index.ts';
import { theVault, validateFile, type Validation } from '#core/signatures/index.ts';
import type { Db } from '#kernel/db.ts';
import { sha256Hex } from '#kernel/files.ts';
import { isPublic } from '../indexing.ts';

/** A public document that a file or number belongs to, with its status today. */
export interface KnownDocument {
  readonly document: OfficialDocument;
  readonly inForce: InForce;
  /** What ended it, if that is public. */
  readonly endedBy: OfficialDocument | undefined;
}

export interface FileCheck {
  readonly name: string;
  /** Absent: no PDF. */
  readonly validation: Validation | undefined;
  /** Public documents that have this very file. */
  readonly known: readonly KnownDocument[];
}

const MOST_DOCUMENTS = 20;

/** What can be said of a file: its signatures, and which public document it is. The bytes are only read. */
export async function checkFile(db: Db, name: string, bytes: Buffer): Promise<FileCheck> {
  const isPdf = bytes.subarray(0, 1024).includes('%PDF-');
  const validation = isPdf ? await validateFile(db, theVault(), { bytes, kind: 'pdf' }) : undefined;
  const files = (await filesByHash(db, sha256Hex(bytes))).filter((file) => file.role !== 'source');
  const documents = await documentsByIds(db, [...new Set(files.map((file) => file.documentId))]);
  return { name: name.slice(0, 100), validation, known: await withStatus(db, documents.filter(isPublic)) };
}

/** Public documents with a number, however it is typed. */
export async function checkNumber(db: Db, text: string): Promise<KnownDocument[]> {
  return withStatus(db, await documentByNumber(db, text, { visibility: 'public', limit: MOST_DOCUMENTS }));
}

export function withStatus(db: Db, documents: readonly OfficialDocument[]): Promise<KnownDocument[]> {
  return Promise.all(
    documents.map(async (document) => {
      const inForce = await statusInForce(db, document.id);
      const [ender] = inForce.byDocumentId === null ? [] : await documentsByIds(db, [inForce.byDocumentId]);
      return { document, inForce, endedBy: ender && isPublic(ender) ? ender : undefined };
    }),
  );
}
