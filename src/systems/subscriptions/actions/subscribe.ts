import { keepMailAddress, postKeys, queueLetter, wakePost, writeLetter } from '#core/notifications/index.ts';
import { type ActionContext, defineAction } from '#kernel/action.ts';
import { type Db, on, query, sql } from '#kernel/db.ts';
import type { Refusal } from '#kernel/problem.ts';
import { instant } from '#kernel/time.ts';
import type { SubscriptionsTables } from '../db.gen.ts';
import { confirmationLetter } from '../letters/confirmation.ts';
import type { Wanted } from '../queries/wanted.ts';
import { Subscribe } from '../schemas.ts';

const HOUR_MS = 3_600_000;
/** Enough for a family or an office behind one address of the network, too few to fill somebody's mailbox. */
export const MOST_OF_NETWORK = { count: 20, ms: HOUR_MS };
const MOST_OF_ADDRESS = { count: 3, ms: 24 * HOUR_MS };
export const CONFIRM_WITHIN_MS = 48 * HOUR_MS;

export const tooMany: Refusal = {
  code: 'too-many',
  message: {
    vi: 'Đã có quá nhiều yêu cầu từ mạng của bạn. Hãy thử lại sau một giờ.',
    en: 'Too many requests have come from your network. Try again in an hour.',
  },
};

/**
 * Somebody asks to be told; the owner of the address must say yes by the link in a letter. The answer is the same whether the
 * address is known, was asked for too often or never heard of: nobody learns who reads what.
 */
export const subscribe = defineAction({
  name: 'subscriptions.subscribe',
  title: { vi: 'Đăng ký nhận tin', en: 'Subscribe' },
  input: Subscribe,
  permission: 'public',
  secret: true,
  async refuse({ tx, now }, input) {
    return (await askedSince(tx, networkKey(input.from), now, MOST_OF_NETWORK.ms)) >= MOST_OF_NETWORK.count ? [tooMany] : [];
  },
  async run(context, input) {
    const { tx, now } = context;
    const addressKey = postKeys().mark('asked for', input.email.trim().toLowerCase());
    const before = await askedSince(tx, addressKey, now, MOST_OF_ADDRESS.ms);
    await note(context, [networkKey(input.from), addressKey]);
    if (before >= MOST_OF_ADDRESS.count) return {};
    const addressId = await keepMailAddress(tx, input.email);
    const content = confirmationLetter(input.lang, input.frequency, input.labels);
    const letterId = await writeLetter(tx, {
      channel: 'mail',
      about: 'confirmation',
      content,
      until: instant(now.getTime() + CONFIRM_WITHIN_MS),
    });
    await on<SubscriptionsTables>(tx)
      .insertInto('subscriptions.request')
      .values({
        letter_id: letterId,
        address_id: addressId,
        lang: input.lang,
        frequency: input.frequency,
        ...columnsOf(input),
        asked_at: now,
      })
      .execute();
    await queueLetter(tx, 'mail', letterId, sql`select ${addressId}::bigint`);
    await wakePost(tx, 'mail');
    return {};
  },
  ledger: () => undefined,
});

/** What is wanted, as the tables hold it. */
export function columnsOf({ topic, agencyId, placeCode, person }: Wanted) {
  return { agency_id: agencyId, topic, place_code: placeCode, person };
}

export function networkKey(from: string): Buffer {
  return postKeys().mark('asked from', from);
}

/** How often a network or an address was asked for lately. Those who ask at once wait for one another. */
export async function askedSince(tx: Db, key: Buffer, at: Date, ms: number): Promise<number> {
  await query(tx, sql`select pg_advisory_xact_lock(hashtextextended(${key.toString('hex')}, 7207))`);
  const [row] = await query<{ count: number }>(
    tx,
    sql<{ count: number }>`select count(*) as count from subscriptions.asked where key = ${key} and at > ${instant(at.getTime() - ms)}`,
  );
  return row?.count ?? 0;
}

export async function note({ tx, now }: ActionContext, keys: readonly Buffer[]): Promise<void> {
  await on<SubscriptionsTables>(tx)
    .insertInto('subscriptions.asked')
    .values(keys.map((key) => ({ key, at: now })))
    .execute();
}
