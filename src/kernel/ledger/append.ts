import { createHash } from 'node:crypto';
import { canonicalJson } from '../canonical-json.ts';
import { type Db, type Prepared, runLater } from '../db.ts';
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

/** Leaves an entry in the caller's transaction, at its end; the sealer numbers it once that has committed. */
export async function appendLedgerEntry(tx: Db, entry: NewLedgerEntry): Promise<void> {
  const { at, action, scope = null, subject, facts } = entry;
  const actor = actorMark(entry.actor, { at: at.toISOString(), action, subject });
  await runLater(tx, { prepared: APPEND, values: [at, action, actor, scope, subject, factsHash(facts)] });
}

const APPEND: Prepared = {
  name: 'kernel-ledger-append',
  text: 'insert into kernel.ledger_pending (at, action, actor, scope, subject, facts_hash) values ($1, $2, $3, $4, $5, $6)',
};
