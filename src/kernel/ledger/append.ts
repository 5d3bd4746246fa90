import { createHash } from 'node:crypto';
import { canonicalJson } from '../canonical-json.ts';
import { type Db, on } from '../db.ts';
import type { KernelTables } from '../db.gen.ts';
import { actorMark } from './actor-mark.ts';

export interface NewLedgerEntry {
  readonly action: string;
  /** Account id; only a mark of it is kept, see actor-mark.ts. */
  readonly actor: string;
  readonly scope: string | undefined;
  readonly subject: string;
  readonly facts: Readonly<Record<string, unknown>>;
  readonly at: Date;
}

/** SHA-256 over the canonical JSON of an action's facts: what an entry keeps of them. */
export function factsHash(facts: Readonly<Record<string, unknown>>): Buffer {
  return createHash('sha256').update(canonicalJson(facts)).digest();
}

/** Leaves an entry in the caller's transaction; the sealer numbers it once that has committed. */
export async function appendLedgerEntry(tx: Db, entry: NewLedgerEntry): Promise<void> {
  await on<KernelTables>(tx)
    .insertInto('kernel.ledger_pending')
    .values({
      at: entry.at,
      action: entry.action,
      actor: actorMark(entry.actor, { at: entry.at.toISOString(), action: entry.action, subject: entry.subject }),
      scope: entry.scope ?? null,
      subject: entry.subject,
      facts_hash: factsHash(entry.facts),
    })
    .execute();
}
