import { safeFileName } from '#core/documents/index.ts';
import type { ActionContext } from '#kernel/action.ts';
import { type Db, on } from '#kernel/db.ts';
import { newId } from '#kernel/id.ts';
import { forbidden, notFound, refused } from '#kernel/problem.ts';
import type { Actor } from '#kernel/permission.ts';
import type { SigningTables } from './db.gen.ts';
import { fileRefusal, kindOf } from './inspect-file.ts';
import { isSignerOf, itemsOf, lockBatch } from './queries.ts';
import { MOST_ITEMS, refusals } from './rules.ts';
import type { Batch, BatchState } from './types.ts';

/** The agency in which an action on a list is permitted. */
export async function scopeOfBatch(tx: Db, input: { id: string }): Promise<string | undefined> {
  return (await lockBatch(tx, input.id))?.agencyId;
}

/** The list, held; throws 404, and a refusal when it has left that state. */
export async function batchIn(tx: Db, id: string, state: BatchState): Promise<Batch> {
  const batch = await lockBatch(tx, id);
  if (!batch) throw notFound();
  if (batch.state !== state) throw refused([refusals.otherState]);
  return batch;
}

/** Throws 403 for everybody but whose signature is asked for. */
export function onlySigner(actor: Actor, batch: Batch): void {
  if (!isSignerOf(actor, batch)) throw forbidden();
}

export async function setState(tx: Db, id: string, state: BatchState, at: Date): Promise<void> {
  await on<SigningTables>(tx)
    .updateTable('signing.batch')
    .set((one) => ({ state, state_since: at, version: one('version', '+', 1) }))
    .where('id', '=', id)
    .execute();
}

/**
 * Appends files to a list. What may not be signed in this step stays in the list with its reason, outside what is
 * authorised: one bad file does not send eighty back. Whatever was authorised before counts no more.
 */
export async function appendFiles(
  context: ActionContext,
  batch: Batch,
  files: readonly { readonly name: string; readonly sha256: string }[],
): Promise<void> {
  const { tx } = context;
  const known = await itemsOf(tx, batch.id);
  if (known.length + files.length > MOST_ITEMS) throw refused([refusals.tooMany]);
  const first = (known.at(-1)?.position ?? 0) + 1;
  for (const [index, file] of files.entries()) {
    const bytes = await context.files.get(file.sha256);
    const kind = kindOf(file.name, bytes);
    const reason = await fileRefusal(tx, batch, kind, bytes);
    await on<SigningTables>(tx)
      .insertInto('signing.item')
      .values({
        id: newId(),
        batch_id: batch.id,
        position: first + index,
        name: safeFileName(file.name),
        kind,
        size: bytes.length,
        sha256: file.sha256,
        state: reason ? 'failed' : 'waiting',
        reason_vi: reason?.message.vi ?? null,
        reason_en: reason?.message.en ?? null,
      })
      .execute();
  }
  await voidAuthorisations(tx, batch.id, context.now);
}

/** The list has changed: no word given for it counts any more. */
export async function voidAuthorisations(tx: Db, batchId: string, at: Date): Promise<void> {
  await on<SigningTables>(tx)
    .updateTable('signing.authorisation')
    .set({ voided_at: at })
    .where('batch_id', '=', batchId)
    .where('voided_at', 'is', null)
    .execute();
}
