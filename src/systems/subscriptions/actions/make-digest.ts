import { type Channel, queueLetter, wakePost, writeLetter } from '#core/notifications/index.ts';
import { defineAction } from '#kernel/action.ts';
import { type Db, on, query, sql } from '#kernel/db.ts';
import type { Lang } from '#kernel/i18n.ts';
import { Type } from '#kernel/schema.ts';
import { instant } from '#kernel/time.ts';
import type { SubscriptionsTables } from '../db.gen.ts';
import { digestLetters } from '../letters/digest-letters.ts';
import { findReleases, matching } from '../queries/releases.ts';
import { SPAN } from './fan-out.ts';

const DAY_MS = 86_400_000;
const SPAN_MS = { daily: DAY_MS, weekly: 7 * DAY_MS } as const;
const KEPT_MS = 3 * DAY_MS;

interface Digest {
  readonly id: number;
  readonly frequency: string;
  readonly fromAt: Date;
  readonly toAt: Date;
  readonly doneTo: number;
}

/**
 * Queues the digest of a day or week for the next portion of its readers. Those for whom the same releases are new share one
 * letter; whoever has nothing new gets none. What was done is written down with it, so that a repeat goes on where it ended.
 */
export const makeDigest = defineAction({
  name: 'subscriptions.make-digest',
  title: { vi: 'Lập bản tổng hợp', en: 'Make a digest' },
  input: Type.Object({
    frequency: Type.Union([Type.Literal('daily'), Type.Literal('weekly')]),
    day: Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}$' }),
  }),
  permission: 'subscriptions.carry',
  async run({ tx, now }, { frequency, day }): Promise<{ queued: number; more: boolean }> {
    const digest = await begin(tx, frequency, day, now);
    if (!digest) return { queued: 0, more: false };
    const upTo = digest.doneTo + SPAN;
    const queued = await queuePortion(tx, digest, upTo, now);
    const last = await lastNumber(tx);
    await on<SubscriptionsTables>(tx)
      .updateTable('subscriptions.digest')
      .set({ done_to: upTo, finished_at: upTo >= last ? now : null })
      .where('id', '=', digest.id)
      .execute();
    for (const channel of ['mail', 'push'] as const) if (queued > 0) await wakePost(tx, channel);
    return { queued, more: upTo < last };
  },
  ledger: () => undefined,
});

/** The digest, locked; begun where the one before ended. Undefined when it is finished. */
async function begin(tx: Db, frequency: 'daily' | 'weekly', day: string, at: Date): Promise<Digest | undefined> {
  await query(
    tx,
    sql`insert into subscriptions.digest (frequency, day, from_at, to_at)
      select ${frequency}, ${day}::date, coalesce(max(to_at), ${instant(at.getTime() - SPAN_MS[frequency])}::timestamptz), ${at}::timestamptz
      from subscriptions.digest where frequency = ${frequency} and day < ${day}::date
      on conflict do nothing`,
  );
  const [digest] = await query<Digest>(
    tx,
    sql<Digest>`select id, frequency, from_at as "fromAt", to_at as "toAt", done_to as "doneTo" from subscriptions.digest
      where frequency = ${frequency} and day = ${day}::date and finished_at is null for update`,
  );
  return digest;
}

interface Set {
  readonly channel: Channel;
  readonly lang: Lang;
  readonly releases: readonly string[];
}

async function queuePortion(tx: Db, digest: Digest, upTo: number, at: Date): Promise<number> {
  await query(tx, sql`drop table if exists pg_temp.digest_reader`);
  await query(
    tx,
    sql`create temporary table digest_reader on commit drop as
      select f.address_id, f.channel, f.lang, array_agg(distinct r.id order by r.id) as releases
      from subscriptions.follow f join subscriptions.release r on ${matching('r')}
      where f.frequency = ${sql.lit(digest.frequency)} and f.address_id > ${sql.lit(digest.doneTo)} and f.address_id <= ${sql.lit(upTo)}
        and r.announced_at > ${sql.lit(digest.fromAt.toISOString())}::timestamptz
        and r.announced_at <= ${sql.lit(digest.toAt.toISOString())}::timestamptz and r.ended is null
      group by f.address_id, f.channel, f.lang`,
  );
  const sets = await query<Set>(tx, sql<Set>`select distinct channel, lang, releases from pg_temp.digest_reader`);
  let queued = 0;
  for (const set of sets) {
    const letterId = await letterFor(tx, digest.id, set, at);
    const readers = sql`select address_id from pg_temp.digest_reader
      where channel = ${set.channel} and lang = ${set.lang} and releases = ${[...set.releases]}::uuid[]`;
    queued += await queueLetter(tx, set.channel, letterId, readers);
  }
  return queued;
}

/** The letter of a digest that tells of these releases; written when an earlier portion has not. */
async function letterFor(tx: Db, digestId: number, { channel, lang, releases }: Set, at: Date): Promise<number> {
  const [known] = await query<{ id: number }>(
    tx,
    sql<{ id: number }>`select letter_id as id from subscriptions.letter where digest_id = ${digestId} and channel = ${channel}
      and lang = ${lang} and releases = ${[...releases]}::uuid[]`,
  );
  if (known) return known.id;
  const content = digestLetters(lang, await findReleases(tx, releases))[channel];
  const letterId = await writeLetter(tx, { channel, about: `digest:${digestId}`, content, until: instant(at.getTime() + KEPT_MS) });
  await on<SubscriptionsTables>(tx)
    .insertInto('subscriptions.letter')
    .values({ letter_id: letterId, kind: 'digest', channel, lang, releases: [...releases], digest_id: digestId })
    .execute();
  return letterId;
}

async function lastNumber(tx: Db): Promise<number> {
  const [row] = await query<{ last: number | null }>(
    tx,
    sql<{ last: number | null }>`select max(address_id) as last from subscriptions.follow`,
  );
  return row?.last ?? 0;
}
