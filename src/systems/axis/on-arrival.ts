import type { EnvelopesArrived } from '#core/exchange/index.ts';
import type { Db } from '#kernel/db.ts';
import { applyStatus } from './commands/apply-status.ts';
import { receiveDocument } from './commands/receive-document.ts';

/** Envelopes reached agencies of this site: documents become incoming records, status messages tell their senders. */
export async function onArrival(tx: Db, { arrivals }: EnvelopesArrived): Promise<void> {
  for (const arrival of arrivals) {
    await (arrival.header.kind === 'document' ? receiveDocument(tx, arrival) : applyStatus(tx, arrival));
  }
}
