import { defineAction } from '#kernel/action.ts';
import { type Db, on } from '#kernel/db.ts';
import { accountMark } from '#kernel/ledger/actor-mark.ts';
import { sentence, Type } from '#kernel/schema.ts';
import { tidy } from '#kernel/text.ts';
import { asAccount } from '../actor.ts';
import { refuseUnconfirmed } from '../confirmed.ts';
import type { IdentityTables } from '../db.gen.ts';
import { rememberChallenge, takeChallenge } from '../passkeys/challenges.ts';
import { answeredChallenge, checkNewPasskey, type MadePasskey } from '../passkeys/verify.ts';
import { PasskeyAnswer, Site } from './prove-passkey.ts';

/** More than a family has devices; a list nobody can look over is no list. */
const MOST_PASSKEYS = 20;

export const PasskeyName = Type.String({
  minLength: 1,
  maxLength: 60,
  pattern: '\\S',
  ...sentence('Hãy đặt tên cho khóa truy cập, ví dụ: Điện thoại của tôi.', 'Name the passkey, for example: My telephone.'),
});

/** Keeps the challenge for a new passkey. */
export const askNewPasskey = defineAction({
  name: 'identity.ask-new-passkey',
  title: { vi: 'Chuẩn bị thêm khóa truy cập', en: 'Prepare a new passkey' },
  input: Type.Object({ challenge: Type.String({ minLength: 20, maxLength: 100 }) }),
  permission: 'signed-in',
  refuse: ({ tx, actor, now }) => refuseUnconfirmed(tx, asAccount(actor), now),
  async run({ tx, actor, now }, { challenge }) {
    await rememberChallenge(tx, challenge, asAccount(actor).id, now);
    return {};
  },
  ledger: () => undefined,
});

/** Adds the passkey that the browser has just made. `added` is false when the answer does not hold; its challenge is used up all the same. */
export const addPasskey = defineAction({
  name: 'identity.add-passkey',
  title: { vi: 'Thêm khóa truy cập', en: 'Add a passkey' },
  input: Type.Object({ name: PasskeyName, answer: PasskeyAnswer, site: Site }),
  permission: 'signed-in',
  secret: true,
  async refuse({ tx, actor, now }) {
    const account = asAccount(actor);
    const unconfirmed = await refuseUnconfirmed(tx, account, now);
    const { many } = await on<IdentityTables>(tx)
      .selectFrom('identity.passkey')
      .select((select) => select.fn.countAll<number>().as('many'))
      .where('account_id', '=', account.id)
      .where('removed_at', 'is', null)
      .executeTakeFirstOrThrow();
    if (many < MOST_PASSKEYS) return unconfirmed;
    const message = {
      vi: `Mỗi tài khoản có nhiều nhất ${MOST_PASSKEYS} khóa truy cập.`,
      en: `An account has ${MOST_PASSKEYS} passkeys at most.`,
    };
    return [{ code: 'too-many', message }, ...unconfirmed];
  },
  async run({ tx, actor, now, emit }, input): Promise<{ added: boolean }> {
    const accountId = asAccount(actor).id;
    const challenge = answeredChallenge(input.answer);
    if (!challenge || !(await takeChallenge(tx, challenge, accountId, now))) return { added: false };
    const made = await checkNewPasskey(input.answer, challenge, input.site);
    if (!made || !(await keep(tx, made, accountId, input.name, now))) return { added: false };
    await emit('identity.credential-changed', { accountId, change: 'passkey-added' });
    return { added: true };
  },
  ledger: (_input, { added }, actor) => (added ? { subject: `account:${accountMark(actor.id)}`, facts: { added: 'passkey' } } : undefined),
});

/** False: that credential id is known already, as nobody's device makes it twice. */
async function keep(tx: Db, made: MadePasskey, accountId: string, name: string, at: Date): Promise<boolean> {
  const kept = await on<IdentityTables>(tx)
    .insertInto('identity.passkey')
    .values({
      id: made.id,
      account_id: accountId,
      public_key: made.publicKey,
      counter: made.counter,
      transports: [...made.transports],
      device_type: made.deviceType,
      backed_up: made.backedUp,
      aaguid: made.aaguid,
      name: tidy(name),
      created_at: at,
    })
    .onConflict((conflict) => conflict.column('id').doNothing())
    .returning('id')
    .executeTakeFirst();
  return kept !== undefined;
}
