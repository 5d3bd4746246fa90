import type { Db } from '#kernel/db.ts';
import { shortInstant } from '#kernel/time.ts';
import { messages } from './reconcile-messages.ts';
import { type After, toldLines } from './reconciliation.ts';

const PORTION = 1_000;

/** Everything that was told of, a portion at a time; amounts as bare numbers, so that a spreadsheet adds them. */
export async function* csvRows(db: Db, agencyId: string | undefined): AsyncGenerator<readonly string[]> {
  const m = messages.vi;
  yield [m.provider, m.transaction, m.case, m.content, m.when, m.toldAt, m.times, m.amount, m.kept, m.back, m.waits, m.status];
  let after: After | undefined;
  for (;;) {
    const lines = await toldLines(db, agencyId, 'tat-ca', after, PORTION);
    for (const line of lines) {
      const { amount, kept, givenBack } = line;
      const numbers = [line.toldTimes, amount, kept, givenBack, amount - kept - givenBack].map(String);
      const { provider, providerId, caseCode, content, paidAt, toldAt, outcome } = line;
      yield [provider, providerId, caseCode ?? '', content, shortInstant(paidAt), shortInstant(toldAt), ...numbers, m[outcome]];
    }
    const last = lines.at(-1);
    if (!last || lines.length < PORTION) return;
    after = { at: last.toldAt.toISOString(), id: last.id };
  }
}
