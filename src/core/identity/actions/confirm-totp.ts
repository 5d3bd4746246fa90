import { defineAction } from '#kernel/action.ts';
import { on } from '#kernel/db.ts';
import { newId } from '#kernel/id.ts';
import { accountMark } from '#kernel/ledger/actor-mark.ts';
import type { Refusal } from '#kernel/problem.ts';
import { Type } from '#kernel/schema.ts';
import { asAccount } from '../actor.ts';
import { findTotp, useStep } from '../credentials.ts';
import type { IdentityTables } from '../db.gen.ts';
import { acceptedStep } from '../one-time-codes.ts';
import { TypedCode } from '../schemas.ts';
import { endSessions } from '../sessions.ts';

/** Ten, so that a lost telephone is not a lost account. */
export const RECOVERY_CODES = 10;

/** Turns the second factor on once the app has given a right code; stores the hashes of the recovery codes and ends all other sessions. */
export const confirmTotp = defineAction({
  name: 'identity.confirm-totp',
  title: { vi: 'Bật xác thực hai lớp', en: 'Turn two-step sign-in on' },
  input: Type.Object({
    code: TypedCode,
    recoveryCodeHashes: Type.Array(Type.String({ pattern: '^[0-9a-f]{64}$' }), { minItems: RECOVERY_CODES, maxItems: RECOVERY_CODES }),
  }),
  permission: 'signed-in',
  async refuse({ tx, actor, now }, input): Promise<Refusal[]> {
    const totp = await findTotp(tx, asAccount(actor).id);
    if (!totp || totp.confirmed) {
      return [
        {
          code: 'not-begun',
          message: { vi: 'Hãy bắt đầu lại việc bật xác thực hai lớp.', en: 'Begin setting up two-step sign-in again.' },
        },
      ];
    }
    if (acceptedStep(totp.secret, input.code, now, totp.lastStep) !== undefined) return [];
    const message = {
      vi: 'Mã chưa đúng. Hãy kiểm tra đồng hồ điện thoại và nhập mã đang hiện.',
      en: 'The code is wrong. Check the clock of the telephone and type the code shown now.',
    };
    return [{ code: 'wrong-code', field: 'code', message }];
  },
  async run(context, input) {
    const { tx, actor, now, emit } = context;
    const { id: accountId, sessionId } = asAccount(actor);
    const totp = await findTotp(tx, accountId);
    if (!totp || !(await useStep(tx, totp, input.code, now))) throw new Error('the code was used by another request at the same time');
    const db = on<IdentityTables>(tx);
    await db.updateTable('identity.credential').set({ confirmed_at: now }).where('id', '=', totp.id).execute();
    const codes = input.recoveryCodeHashes.map((secret) => ({
      id: newId(),
      account_id: accountId,
      method: 'recovery-code',
      secret,
      confirmed_at: now,
      created_at: now,
    }));
    await db.insertInto('identity.credential').values(codes).execute();
    await endSessions(context, { accountId, except: sessionId }, 'second-factor-changed');
    await emit('identity.credential-changed', { accountId, change: 'totp-added' });
    return {};
  },
  ledger: (_input, _result, actor) => ({ subject: `account:${accountMark(actor.id)}`, facts: { on: 'totp' } }),
});
