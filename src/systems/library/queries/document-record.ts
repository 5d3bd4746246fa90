import {
  type DocumentFile,
  type DocumentSignature,
  documentsByIds,
  editionOf,
  filesOf,
  findDocument,
  historyOf,
  type InForce,
  type OfficialDocument,
  type Recipient,
  recipientsOf,
  relationsOf,
  type RelationView,
  signaturesOf,
  statusInForce,
} from '#core/documents/index.ts';
import { type Db, on } from '#kernel/db.ts';
import { isPublic } from '../indexing.ts';
import type { Tables } from '../tables.ts';

export interface PublicEvent {
  readonly at: Date;
  readonly event: 'created' | 'issued' | 'corrected' | 'recalled';
  readonly note: string | null;
}

/** Everything the public may know of a document. */
export interface DocumentRecord {
  readonly document: OfficialDocument;
  readonly markdown: string;
  readonly inForce: InForce;
  /** What ended it, if that is public. */
  readonly endedBy: OfficialDocument | undefined;
  readonly files: readonly DocumentFile[];
  readonly signatures: readonly DocumentSignature[];
  readonly relations: readonly RelationView[];
  readonly recipients: readonly Recipient[];
  readonly history: readonly PublicEvent[];
}

/** A public document; undefined when there is none, or the public may not know that there is one. */
export async function findPublicDocument(db: Db, id: string): Promise<OfficialDocument | undefined> {
  const document = await findDocument(db, id);
  return document && isPublic(document) ? document : undefined;
}

export async function documentRecord(db: Db, document: OfficialDocument): Promise<DocumentRecord> {
  const { id } = document;
  const [edition, inForce, files, signatures, relations, recipients, history] = await Promise.all([
    editionOf(db, id),
    statusInForce(db, id),
    filesOf(db, id),
    signaturesOf(db, id),
    relationsOf(db, id),
    recipientsOf(db, id),
    historyOf(db, id),
  ]);
  const [ender] = inForce.byDocumentId === null ? [] : await documentsByIds(db, [inForce.byDocumentId]);
  return {
    document,
    markdown: edition?.markdown ?? '',
    inForce,
    endedBy: ender && isPublic(ender) ? ender : undefined,
    files: files.filter((file) => file.role !== 'source'),
    signatures,
    relations: relations.flatMap(publicRelation),
    recipients,
    history: history.flatMap((row) => publicEvent(row.event, row.at, row.note)),
  };
}

/**
 * A document that is not public is not shown to exist: what it says of this one is left out, and of what this one says
 * about it only the printed words of this one remain.
 */
function publicRelation(relation: RelationView): RelationView[] {
  if (relation.documentId === null || (relation.visibility === 'public' && relation.state !== 'draft')) return [relation];
  if (relation.direction === 'in') return [];
  return [{ ...relation, documentId: null, issuerName: null, issuedOn: null, abstract: null, visibility: null, state: null }];
}

const shown = new Set(['created', 'issued', 'corrected', 'recalled']);
const noted = new Set(['corrected', 'recalled']);

function publicEvent(event: string, at: Date, note: string | null): PublicEvent[] {
  if (!shown.has(event)) return [];
  return [{ event: event as PublicEvent['event'], at, note: noted.has(event) ? note : null }];
}

/** Changes with every change of the document; undefined while the public may not see it. */
export async function publicVersion(db: Db, id: string): Promise<number | undefined> {
  const row = await on<Tables>(db)
    .selectFrom('documents.document')
    .select('version')
    .where('id', '=', id)
    .where('visibility', '=', 'public')
    .where('state', '<>', 'draft')
    .executeTakeFirst();
  return row?.version;
}
