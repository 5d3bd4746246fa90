import type { ActionContext } from '#kernel/action.ts';
import { type Db, on, sql } from '#kernel/db.ts';
import { newId } from '#kernel/id.ts';
import type { ImportResult } from '../actions/import-document.ts';
import type { ImportDocument } from '../schemas.ts';
import type { Tables } from '../tables.ts';

/** The document that this content was imported as, if it was. */
export async function knownContent(tx: Db, contentHash: string): Promise<string | undefined> {
  const row = await on<Tables>(tx)
    .selectFrom('library.import_content')
    .select('document_id')
    .where('content_hash', '=', Buffer.from(contentHash, 'hex'))
    .executeTakeFirst();
  return row?.document_id;
}

export async function keepContent(tx: Db, contentHash: string, documentId: string): Promise<void> {
  await on<Tables>(tx)
    .insertInto('library.import_content')
    .values({ content_hash: Buffer.from(contentHash, 'hex'), document_id: documentId })
    .execute();
}

/** Who else has a document of this number: "ỦY BAN NHÂN DÂN TỈNH LAI CHÂU, 2025-11-19". */
export async function sameNumber(tx: Db, key: string): Promise<string | undefined> {
  const row = await on<Tables>(tx)
    .selectFrom('documents.document')
    .select(['issuer_name', 'issued_on'])
    .where('number_key', '=', key)
    .where('state', '<>', 'draft')
    .limit(1)
    .executeTakeFirst();
  return row && [row.issuer_name, row.issued_on].filter(Boolean).join(', ');
}

/**
 * The agency whose editors answer for a document: the one that imported it; for documents the product imported itself
 * every editor's own; else the issuer.
 */
export async function keeperOf(tx: Db, documentId: string, actorScope: string | undefined): Promise<string | undefined> {
  const row = await on<Tables>(tx)
    .selectFrom('documents.document as document')
    .leftJoin('library.import_row as row', (join) => join.onRef('row.document_id', '=', 'document.id').on('row.outcome', '=', 'added'))
    .leftJoin('library.import_run as run', 'run.id', 'row.run_id')
    .select(['document.issuer_agency_id', 'run.id as run_id', 'run.agency_id'])
    .where('document.id', '=', documentId)
    .executeTakeFirst();
  if (!row) return actorScope;
  const keeper = row.run_id === null ? row.issuer_agency_id : row.agency_id;
  return keeper ?? actorScope;
}

/** Notes in the run what became of a line; the run itself is opened by its first line. */
export async function recordRow(
  { tx, actor, now }: ActionContext,
  input: Pick<ImportDocument, 'runId' | 'runName' | 'line' | 'name'>,
  result: ImportResult,
  reason: string | null,
) {
  const db = on<Tables>(tx);
  const { runId, line } = input;
  await db
    .insertInto('library.import_run')
    .values({ id: runId, name: input.runName, agency_id: actor.scope ?? null, started_by: actor.id, started_at: now })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  const { outcome, documentId, numberNotation, abstract } = result;
  await db
    .insertInto('library.import_row')
    .values({ run_id: runId, line, name: input.name, outcome, document_id: documentId, number_notation: numberNotation, abstract, reason })
    .execute();
  const counter = sql.ref<number>(outcome);
  await db
    .updateTable('library.import_run')
    .set({ [outcome]: sql`${counter} + 1` })
    .where('id', '=', runId)
    .execute();
  if (documentId === null || result.findings.length === 0) return;
  await db
    .insertInto('library.finding')
    .values(result.findings.map((finding) => ({ id: newId(), run_id: runId, line, document_id: documentId, ...finding })))
    .execute();
}
