import { queueLetter, wakePost, whoGot } from '#core/notifications/index.ts';
import { defineAction } from '#kernel/action.ts';
import { type Db, query, sql } from '#kernel/db.ts';
import { Type } from '#kernel/schema.ts';
import { findLetter, type LetterOf, lettersAbout, matching } from '../queries/releases.ts';

/** Numbers of addresses that one statement looks at: some hundredths of a second of locks and log at a time. */
export const SPAN = 50_000;

/**
 * Queues a letter for the next portion of those it is for, in one statement. `next` is where to go on; undefined at the end. A
 * repeat queues nobody twice.
 */
export const fanOut = defineAction({
  name: 'subscriptions.fan-out',
  title: { vi: 'Xếp thư vào hàng gửi', en: 'Queue a letter for its readers' },
  input: Type.Object({ letterId: Type.Integer({ minimum: 1 }), after: Type.Integer({ minimum: 0 }) }),
  permission: 'subscriptions.carry',
  async run({ tx }, { letterId, after }): Promise<{ queued: number; next?: number }> {
    const letter = await findLetter(tx, letterId);
    if (!letter) return { queued: 0 };
    const told = letter.kind === 'correction' || letter.kind === 'end';
    const queued = told ? await queueForThoseToTell(tx, letter) : await queueForFollowers(tx, letter, after);
    if (queued > 0) await wakePost(tx, letter.channel);
    const next = after + SPAN;
    return told || next >= (await lastNumber(tx)) ? { queued } : { queued, next };
  },
  ledger: () => undefined,
});

async function lastNumber(tx: Db): Promise<number> {
  const [row] = await query<{ last: number | null }>(
    tx,
    sql<{ last: number | null }>`select max(address_id) as last from subscriptions.follow`,
  );
  return row?.last ?? 0;
}

function queueForFollowers(tx: Db, { letterId, channel, lang, releases }: LetterOf, after: number): Promise<number> {
  const [releaseId] = releases;
  return queueLetter(
    tx,
    channel,
    letterId,
    sql`select distinct f.address_id from subscriptions.follow f, subscriptions.release r
      where r.id = ${releaseId} and f.frequency = 'immediate' and f.channel = ${channel} and f.lang = ${lang}
        and f.address_id > ${after} and f.address_id <= ${after + SPAN} and ${matching('r')}`,
  );
}

/** Whoever was sent an earlier letter about the release, in this language and on this channel. */
async function queueForThoseToTell(tx: Db, { letterId, channel, lang, releases }: LetterOf): Promise<number> {
  const earlier = (await lettersAbout(tx, releases[0] ?? '')).filter(
    (one) => one.letterId < letterId && one.channel === channel && one.lang === lang && (one.kind === 'release' || one.kind === 'digest'),
  );
  return queueLetter(tx, channel, letterId, whoGot(earlier.map((one) => one.letterId)));
}
