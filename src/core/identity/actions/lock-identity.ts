import { defineAction } from '#kernel/action.ts';
import { on } from '#kernel/db.ts';
import { accountMark } from '#kernel/ledger/actor-mark.ts';
import { Type } from '#kernel/schema.ts';
import { asAccount } from '../actor.ts';
import { openAuthentication } from '../authentication/open.ts';
import { findUnderWay, nextStep, reachedLevel, settle } from '../authentication/under-way.ts';
import type { IdentityTables } from '../db.gen.ts';
import { lockAccount, lockOf, unlock } from '../lock.ts';
import { steppedOn, type StepResult, stepResult, Which } from './prove-password.ts';

/** The owner locks the own electronic identity (Decree 69/2024/NĐ-CP): every session ends and nobody signs in until it is unlocked. */
export const lockIdentity = defineAction({
  name: 'identity.lock',
  title: { vi: 'Khóa danh tính điện tử', en: 'Lock the electronic identity' },
  input: Type.Object({}),
  permission: 'signed-in',
  async run(context) {
    await lockAccount(context, asAccount(context.actor).id);
    return {};
  },
  ledger: (_input, _result, actor) => ({ subject: `account:${accountMark(actor.id)}`, facts: { locked: true } }),
});

/** Opens the authentication in which a locked identity is unlocked; afterwards the person signs in. */
export const openUnlocking = defineAction({
  name: 'identity.open-unlocking',
  title: { vi: 'Bắt đầu mở khóa danh tính', en: 'Begin unlocking' },
  input: Type.Object({}),
  permission: 'public',
  secret: true,
  run: ({ tx, now }): Promise<{ path: string; token: string }> =>
    openAuthentication(
      tx,
      {
        minimumLevel: 1,
        forWhom: { vi: 'Mở khóa danh tính điện tử', en: 'Unlocking the electronic identity' },
        returnPath: '/dang-nhap',
        takesTemporary: true,
      },
      now,
    ),
  ledger: () => undefined,
});

/** Unlocks in an authentication whose factors reach at least the level that the account had when it was locked. */
export const unlockIdentity = defineAction({
  name: 'identity.unlock',
  title: { vi: 'Mở khóa danh tính điện tử', en: 'Unlock the electronic identity' },
  input: Type.Object(Which),
  permission: 'public',
  async run({ tx, now, emit }, input): Promise<StepResult> {
    const under = await findUnderWay(tx, input.authenticationId, input.tokenHash, now, { lock: true });
    const accountId = under?.provenAccountId;
    if (!under || under.decided || !accountId || (await nextStep(tx, under, now)) !== 'locked') return stepResult('over');
    const locked = await lockOf(tx, accountId);
    if (!locked || (reachedLevel(under, now) ?? 0) < locked.level) return stepResult('wrong');
    await unlock(tx, accountId);
    const { person_id: personId } = await on<IdentityTables>(tx)
      .selectFrom('identity.account')
      .select('person_id')
      .where('id', '=', accountId)
      .executeTakeFirstOrThrow();
    await emit('identity.unlocked', { accountId, personId });
    const { step } = await settle(tx, under, input.origin, now);
    return { ...steppedOn(under, step, accountId, []), proven: accountMark(accountId) };
  },
  ledger: (_input, { proven }) => (proven ? { subject: `account:${proven}`, facts: { locked: false } } : undefined),
});
