import { lockAccount } from '#core/identity/index.ts';
import type { LinkOwner } from '#core/notifications/index.ts';
import { defineAction } from '#kernel/action.ts';
import { type Db, on } from '#kernel/db.ts';
import { accountMark } from '#kernel/ledger/actor-mark.ts';
import { notFound } from '#kernel/problem.ts';
import { Type } from '#kernel/schema.ts';
import { instant } from '#kernel/time.ts';
import type { EidTables } from '../db.gen.ts';

/** A link in an old letter no longer locks. */
const LINK_DAYS = 30;

/** The account of a letter whose link was opened; undefined: no such letter, or too old. */
export async function accountOfLetter(db: Db, { addressId, letterId }: LinkOwner, at: Date): Promise<string | undefined> {
  const row = await on<EidTables>(db)
    .selectFrom('eid.letter')
    .select('account_id')
    .where(addressId === 0 ? 'id' : 'mail_letter_id', '=', letterId)
    .where((letter) => (addressId === 0 ? letter('mail_letter_id', 'is', null) : letter.lit(true)))
    .where('made_at', '>', instant(at.getTime() - LINK_DAYS * 86_400_000))
    .executeTakeFirst();
  return row?.account_id;
}

/**
 * Whoever reads a letter to an owner locks the account without signing in: a stranger who reads it can do no more harm than that.
 * The route has made sure of the link, so that it runs as the product.
 */
export const lockByLetter = defineAction({
  name: 'eid.lock-by-letter',
  title: { vi: 'Khóa danh tính từ thư báo', en: 'Lock an identity from a letter' },
  input: Type.Object({ addressId: Type.Integer({ minimum: 0 }), letterId: Type.Integer({ minimum: 1 }) }),
  permission: 'eid.lock',
  async run(context, owner) {
    const accountId = await accountOfLetter(context.tx, owner, context.now);
    if (accountId === undefined) throw notFound();
    return { account: accountMark(accountId), locked: await lockAccount(context, accountId) };
  },
  ledger: (_input, { account, locked }) => (locked ? { subject: `account:${account}`, facts: { locked: true, by: 'letter' } } : undefined),
});
