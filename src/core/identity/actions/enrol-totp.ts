import { defineAction } from '#kernel/action.ts';
import { on } from '#kernel/db.ts';
import { newId } from '#kernel/id.ts';
import { accountMark } from '#kernel/ledger/actor-mark.ts';
import { Type } from '#kernel/schema.ts';
import { asAccount } from '../actor.ts';
import { reachableLevel, refuseUnconfirmed } from '../confirmed.ts';
import { hasSecondFactor, removeSecondFactor } from '../credentials.ts';
import type { IdentityTables } from '../db.gen.ts';
import { newTotpSecret } from '../one-time-codes.ts';
import { type Proof, proveOwner } from '../prove.ts';
import { TypedPassword } from '../schemas.ts';
import { seal } from '../secrets.ts';
import { Origin } from '../sessions.ts';
import { limitsAt } from '../settings.ts';

/** Begins setting up a second factor: makes a secret, which counts only once a code of it has been given. */
export const enrolTotp = defineAction({
  name: 'identity.enrol-totp',
  title: { vi: 'Bắt đầu bật xác thực hai lớp', en: 'Begin two-step sign-in' },
  input: Type.Object({ password: TypedPassword, origin: Origin }),
  permission: 'signed-in',
  secret: true,
  async refuse({ tx, actor, now }) {
    const account = asAccount(actor);
    if (!(await hasSecondFactor(tx, account.id))) {
      // Whoever knows the password alone must not add a second factor beside a passkey that they do not have.
      return (await reachableLevel(tx, account.id, now)) > 1 ? refuseUnconfirmed(tx, account, now) : [];
    }
    return [{ code: 'already-on', message: { vi: 'Xác thực hai lớp đang bật rồi.', en: 'Two-step sign-in is already on.' } }];
  },
  async run({ tx, actor, now }, input): Promise<Proof> {
    const accountId = asAccount(actor).id;
    const proof = await proveOwner(tx, accountId, { password: input.password }, input.origin, await limitsAt(tx, now), now);
    if (proof.outcome !== 'right') return proof;
    await removeSecondFactor(tx, accountId);
    const id = newId();
    const secret = seal(newTotpSecret(), id);
    await on<IdentityTables>(tx)
      .insertInto('identity.credential')
      .values({ id, account_id: accountId, method: 'totp', secret, created_at: now })
      .execute();
    return proof;
  },
  ledger: (_input, result, actor) =>
    result.outcome === 'right' ? { subject: `account:${accountMark(actor.id)}`, facts: { began: 'totp' } } : undefined,
});
