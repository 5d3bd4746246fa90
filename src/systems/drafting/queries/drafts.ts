import {
  type DocumentsTables,
  editionOf,
  filesOf,
  findDocument,
  historyOf,
  type HistoryRow,
  type OfficialDocument,
  type DocumentFile,
  recipientsOf,
  type Recipient,
  signaturesOf,
  type DocumentSignature,
} from '#core/documents/index.ts';
import { type Db, on } from '#kernel/db.ts';
import { notFound } from '#kernel/problem.ts';
import type { DraftingTables } from '../db.gen.ts';
import type { Stage } from '../rules.ts';

export interface Draft {
  readonly documentId: string;
  readonly agencyId: string;
  readonly stage: Stage;
  readonly stageSince: Date;
  readonly drafterId: string;
  readonly notation: string;
  readonly superiorName: string | null;
  readonly addressees: string;
  readonly recipientsText: string;
  readonly publish: boolean;
  readonly keptFileId: string | null;
  readonly answersDocumentId: string | null;
  readonly returnedReason: string | null;
  readonly version: number;
}

function drafts(db: Db) {
  return on<DraftingTables>(db)
    .selectFrom('drafting.draft')
    .select([
      'document_id as documentId',
      'agency_id as agencyId',
      'stage',
      'stage_since as stageSince',
      'drafter_id as drafterId',
      'notation',
      'superior_name as superiorName',
      'addressees',
      'recipients_text as recipientsText',
      'publish',
      'kept_file_id as keptFileId',
      'answers_document_id as answersDocumentId',
      'returned_reason as returnedReason',
      'version',
    ]);
}

export async function findDraft(db: Db, documentId: string): Promise<Draft | undefined> {
  return (await drafts(db).where('document_id', '=', documentId).executeTakeFirst()) as Draft | undefined;
}

/** The draft, locked until the transaction ends; 404 when there is none. */
export async function lockDraft(tx: Db, documentId: string): Promise<Draft> {
  const draft = (await drafts(tx).where('document_id', '=', documentId).forUpdate().executeTakeFirst()) as Draft | undefined;
  if (!draft) throw notFound();
  return draft;
}

/** Everything a draft's page shows. */
export interface DraftView {
  readonly draft: Draft;
  readonly document: OfficialDocument;
  readonly markdown: string;
  readonly files: readonly DocumentFile[];
  readonly recipients: readonly Recipient[];
  readonly signatures: readonly DocumentSignature[];
  readonly history: readonly HistoryRow[];
}

export async function readDraft(db: Db, documentId: string): Promise<DraftView | undefined> {
  const [draft, document] = await Promise.all([findDraft(db, documentId), findDocument(db, documentId)]);
  if (!draft || !document) return undefined;
  const [edition, files, recipients, signatures, history] = await Promise.all([
    editionOf(db, documentId),
    filesOf(db, documentId),
    recipientsOf(db, documentId),
    signaturesOf(db, documentId),
    historyOf(db, documentId),
  ]);
  return { draft, document, markdown: edition?.markdown ?? '', files, recipients, signatures, history };
}

/** A line of the list of drafts. */
export interface DraftLine {
  readonly documentId: string;
  readonly agencyId: string;
  readonly stage: Stage;
  readonly stageSince: Date;
  readonly kind: string;
  readonly kindName: string;
  readonly abstract: string;
  readonly numberNotation: string | null;
  readonly urgency: number;
  readonly returnedReason: string | null;
}

/** Drafts of an agency in some stages, the most urgent and longest waiting first; at most 200. */
export async function draftsAt(db: Db, agencyId: string, stages: readonly Stage[], drafterId?: string): Promise<DraftLine[]> {
  let select = on<DraftingTables & DocumentsTables>(db)
    .selectFrom('drafting.draft as draft')
    .innerJoin('documents.document as document', 'document.id', 'draft.document_id')
    .innerJoin('documents.kind as kind', 'kind.code', 'document.kind')
    .select([
      'draft.document_id as documentId',
      'draft.agency_id as agencyId',
      'draft.stage',
      'draft.stage_since as stageSince',
      'document.kind',
      'kind.name as kindName',
      'document.abstract',
      'document.number_notation as numberNotation',
      'document.urgency',
      'draft.returned_reason as returnedReason',
    ])
    .where('draft.agency_id', '=', agencyId)
    .where('draft.stage', 'in', [...stages])
    .orderBy('document.urgency', 'desc')
    .orderBy('draft.stage_since', stages.includes('issued') ? 'desc' : 'asc')
    .limit(200);
  if (drafterId !== undefined) select = select.where('draft.drafter_id', '=', drafterId);
  return (await select.execute()) as DraftLine[];
}

/** How many drafts stand at each stage in an agency. */
export async function stageCounts(db: Db, agencyId: string): Promise<Map<Stage, number>> {
  const rows = await on<DraftingTables>(db)
    .selectFrom('drafting.draft')
    .select(({ fn }) => ['stage', fn.countAll<number>().as('count')])
    .where('agency_id', '=', agencyId)
    .groupBy('stage')
    .execute();
  return new Map(rows.map((row) => [row.stage as Stage, row.count]));
}
