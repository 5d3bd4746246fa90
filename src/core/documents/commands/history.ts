import { type Db, on } from '#kernel/db.ts';
import { now } from '#kernel/time.ts';
import type { DocumentsTables } from '../db.gen.ts';

export interface HistoryEntry {
  readonly documentId: string;
  /** Stable id of who did it: an account or `system:import`. */
  readonly actorId: string;
  /** created, changed, corrected, file-added, issued, recalled, … systems may add their own (reviewed, format-checked). */
  readonly event: string;
  readonly note?: string | null;
  readonly details?: Readonly<Record<string, unknown>>;
}

/** Adds a line to a document's history; lines are never changed. */
export async function recordHistory(tx: Db, entry: HistoryEntry): Promise<void> {
  await on<DocumentsTables>(tx)
    .insertInto('documents.history')
    .values({
      document_id: entry.documentId,
      at: now(),
      actor_id: entry.actorId,
      event: entry.event,
      note: entry.note ?? null,
      details: entry.details ? JSON.stringify(entry.details) : null,
    })
    .execute();
}
