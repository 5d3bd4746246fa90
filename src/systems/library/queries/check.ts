import {
  documentByNumber,
  documentsByIds,
  filesByHash,
  type InForce,
  type OfficialDocument,
  statusInForce,
} from '#core/documents/index.ts';
import { publishedHash, theVault, validateKept, type Validation } from '#core/signatures/index.ts';
import type { Db } from '#kernel/db.ts';
import { type FileStore, sha256Hex } from '#kernel/files.ts';
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
  /** When the proof of this file was last renewed; absent: what was judged is the file itself. */
  readonly renewedAt: Date | undefined;
  /** Public documents that have this very file, or of whose file it is a renewed form. */
  readonly known: readonly KnownDocument[];
}

const MOST_DOCUMENTS = 20;

/** What can be said of a file: its signatures, and which public document it is. The bytes are only read. */
export async function checkFile({ db, files: store }: { db: Db; files: FileStore }, name: string, bytes: Buffer): Promise<FileCheck> {
  const isPdf = bytes.subarray(0, 1024).includes('%PDF-');
  const kept = isPdf ? await validateKept(db, theVault(), store, { bytes, kind: 'pdf' }) : undefined;
  const published = kept?.publishedSha256 ?? (await publishedHash(db, sha256Hex(bytes)));
  const files = (await filesByHash(db, published)).filter((file) => file.role !== 'source');
  const documents = await documentsByIds(db, [...new Set(files.map((file) => file.documentId))]);
  const { validation, renewed } = kept ?? {};
  return { name: name.slice(0, 100), validation, renewedAt: renewed?.renewedAt, known: await withStatus(db, documents.filter(isPublic)) };
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
