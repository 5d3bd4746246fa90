import type { Selectable } from 'kysely';
import { type Db, on } from '#kernel/db.ts';
import { isId } from '#kernel/id.ts';
import { notFound } from '#kernel/problem.ts';
import type { DocumentRow, DocumentsTables } from '../db.gen.ts';
import { numberKey } from '../rules/number.ts';
import type { DocumentFile, DocumentSignature, Edition, FileRole, HistoryRow, OfficialDocument, Recipient, Urgency } from '../types.ts';

type Row = Selectable<DocumentRow> & { kind_name: string };

function toDocument(row: Row): OfficialDocument {
  return {
    id: row.id,
    issuerAgencyId: row.issuer_agency_id,
    issuerName: row.issuer_name,
    issuerCode: row.issuer_code,
    kind: row.kind,
    kindName: row.kind_name,
    normative: row.normative,
    book: row.book,
    year: row.year,
    number: row.number,
    notation: row.notation,
    numberNotation: row.number_notation,
    numberKey: row.number_key,
    issuedOn: row.issued_on,
    place: row.place,
    abstract: row.abstract,
    field: row.field,
    unitCode: row.unit_code,
    language: row.language,
    urgency: row.urgency as Urgency,
    signer: { competence: row.signer_competence, position: row.signer_position, name: row.signer_name },
    pageCount: row.page_count,
    visibility: row.visibility as OfficialDocument['visibility'],
    state: row.state as OfficialDocument['state'],
    recallReason: row.recall_reason,
    releasedAt: row.released_at,
    effectiveFrom: row.effective_from,
    effectiveTo: row.effective_to,
    source: row.source as OfficialDocument['source'],
    sourceDetail: row.source_detail,
    version: row.version,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
  };
}

function select(db: Db) {
  return on<DocumentsTables>(db)
    .selectFrom('documents.document')
    .innerJoin('documents.kind', 'documents.kind.code', 'documents.document.kind')
    .selectAll('documents.document')
    .select('documents.kind.name as kind_name');
}

/** One document, or undefined when there is none (a string that is no id counts as none). */
export async function findDocument(db: Db, id: string): Promise<OfficialDocument | undefined> {
  if (!isId(id)) return undefined;
  const row = await select(db).where('documents.document.id', '=', id).executeTakeFirst();
  return row && toDocument(row);
}

/** The id in a subject as the ledger names a document, `document:0190…`; empty for anything else, which is no document's. */
export function documentIn(subject: string): string {
  return /^document:([0-9a-f-]{36})$/.exec(subject)?.[1] ?? '';
}

/** The id in `held-document:0190…`: whether somebody's agency itself issued or received a document, and not merely may read it like everybody. */
export function heldDocumentIn(subject: string): string {
  return /^held-document:([0-9a-f-]{36})$/.exec(subject)?.[1] ?? '';
}

/** One document; throws Problem 404. */
export async function getDocument(db: Db, id: string): Promise<OfficialDocument> {
  const found = await findDocument(db, id);
  if (!found) throw notFound({ vi: 'Không tìm thấy văn bản này.', en: 'This document does not exist.' });
  return found;
}

/** Several documents by id, in no order; unknown ids are left out. */
export async function documentsByIds(db: Db, ids: readonly string[]): Promise<OfficialDocument[]> {
  if (ids.length === 0) return [];
  const rows = await select(db)
    .where('documents.document.id', 'in', [...ids])
    .execute();
  return rows.map(toDocument);
}

export interface ByNumberOptions {
  /** Only these; default any visibility. */
  readonly visibility?: 'public' | 'internal';
  readonly issuerAgencyId?: string;
  /** Default 20. */
  readonly limit?: number;
}

/**
 * Documents with this số/ký hiệu, however badly typed, newest first: exact ones, or when there are none, those whose
 * number begins so (118/2025). Several issuers may share a number. Drafts are left out. Empty for text without a number.
 */
export async function documentByNumber(db: Db, text: string, options: ByNumberOptions = {}): Promise<OfficialDocument[]> {
  const key = numberKey(text);
  if (key === undefined) return [];
  let base = select(db)
    .where('state', '<>', 'draft')
    .orderBy('issued_on', (order) => order.desc().nullsLast())
    .orderBy('id')
    .limit(options.limit ?? 20);
  if (options.visibility) base = base.where('visibility', '=', options.visibility);
  if (options.issuerAgencyId) base = base.where('issuer_agency_id', '=', options.issuerAgencyId);
  const exact = await base.where('number_key', '=', key).execute();
  if (exact.length > 0) return exact.map(toDocument);
  return (await base.where('number_key', 'like', `${key}%`).execute()).map(toDocument);
}

/** Documents after an id in the order of creation, for indexers: page with the last id. */
export async function documentsAfter(db: Db, afterId: string | undefined, limit: number): Promise<OfficialDocument[]> {
  let rows = select(db).orderBy('documents.document.id').limit(limit);
  if (afterId !== undefined) rows = rows.where('documents.document.id', '>', afterId);
  return (await rows.execute()).map(toDocument);
}

/** The wording; without an edition the newest. */
export async function editionOf(db: Db, documentId: string, edition?: number): Promise<Edition | undefined> {
  let rows = on<DocumentsTables>(db).selectFrom('documents.edition').selectAll().where('document_id', '=', documentId);
  if (edition !== undefined) rows = rows.where('edition', '=', edition);
  const row = await rows.orderBy('edition', 'desc').limit(1).executeTakeFirst();
  if (!row) return undefined;
  const { document_id, created_at, ...rest } = row;
  return { ...rest, documentId: document_id, createdAt: created_at };
}

/** Files of a document, main first, then attachments, then sources; all editions, oldest first. */
export async function filesOf(db: Db, documentId: string): Promise<DocumentFile[]> {
  const rows = await on<DocumentsTables>(db)
    .selectFrom('documents.file')
    .selectAll()
    .where('document_id', '=', documentId)
    .orderBy('edition')
    .orderBy((eb) => eb.fn('array_position', [eb.val(['main', 'attachment', 'source']), 'role']))
    .orderBy('position')
    .orderBy('id')
    .execute();
  return rows.map(toFile);
}

export function toFile(row: Selectable<DocumentsTables['documents.file']>): DocumentFile {
  const { id, edition, name, size, sha256, position } = row;
  const { document_id: documentId, media_type: mediaType, page_count: pageCount } = row;
  return { id, documentId, edition, role: row.role as FileRole, name, mediaType, size, sha256, pageCount, position };
}

/** Files with these bytes, anywhere: which document does a dropped file belong to? */
export async function filesByHash(db: Db, sha256: string): Promise<DocumentFile[]> {
  const rows = await on<DocumentsTables>(db).selectFrom('documents.file').selectAll().where('sha256', '=', sha256).limit(50).execute();
  return rows.map(toFile);
}

/** "Nơi nhận" in the printed order. */
export async function recipientsOf(db: Db, documentId: string): Promise<Recipient[]> {
  const rows = await on<DocumentsTables>(db)
    .selectFrom('documents.recipient')
    .selectAll()
    .where('document_id', '=', documentId)
    .orderBy('position')
    .execute();
  return rows.map((row) => ({ role: row.role as Recipient['role'], agencyId: row.agency_id, groupKey: row.group_key, label: row.label }));
}

export async function signaturesOf(db: Db, documentId: string): Promise<DocumentSignature[]> {
  const rows = await on<DocumentsTables>(db)
    .selectFrom('documents.signature')
    .selectAll()
    .where('document_id', '=', documentId)
    .orderBy('signed_at')
    .execute();
  return rows.map((row) => ({
    id: row.id,
    documentId: row.document_id,
    fileId: row.file_id,
    role: row.role as DocumentSignature['role'],
    holderName: row.holder_name,
    certificateSerial: row.certificate_serial,
    signedAt: row.signed_at,
  }));
}

/** What happened to a document, oldest first. */
export async function historyOf(db: Db, documentId: string): Promise<HistoryRow[]> {
  const rows = await on<DocumentsTables>(db)
    .selectFrom('documents.history')
    .selectAll()
    .where('document_id', '=', documentId)
    .orderBy('id')
    .execute();
  return rows.map((row) => ({ at: row.at, actorId: row.actor_id, event: row.event, note: row.note, details: row.details }));
}
