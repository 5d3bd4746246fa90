import type { Arrival, EnvelopesArrived } from '#core/exchange/index.ts';
import type { Db } from '#kernel/db.ts';
import { applyStatus } from './commands/apply-status.ts';
import { contentOf, receiveChange, receiveNewDocuments } from './commands/receive-document.ts';

/**
 * Envelopes reached agencies of this site, in this order: documents become incoming records, status messages tell their
 * senders. New documents that follow one another are received together.
 */
export async function onArrival(tx: Db, { arrivals }: EnvelopesArrived): Promise<void> {
  let fresh: Arrival[] = [];
  const receiveFresh = async (): Promise<void> => {
    const together = fresh;
    fresh = [];
    if (together.length > 0) await receiveNewDocuments(tx, together);
  };
  for (const arrival of arrivals) {
    const document = arrival.header.kind === 'document';
    if (document && contentOf(arrival).business === 'new') {
      fresh.push(arrival);
      continue;
    }
    await receiveFresh();
    await (document ? receiveChange(tx, arrival) : applyStatus(tx, arrival));
  }
  await receiveFresh();
}
