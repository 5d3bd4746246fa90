import { defineAction } from '#kernel/action.ts';
import { type Db, on } from '#kernel/db.ts';
import { accountMark } from '#kernel/ledger/actor-mark.ts';
import { Type } from '#kernel/schema.ts';
import { acceptCode, findPassword } from '../credentials.ts';
import type { IdentityTables } from '../db.gen.ts';
import { TypedCode } from '../schemas.ts';
import { endSessions, Origin, secondsAfter, TokenHash } from '../sessions.ts';
import { type Limits, limitsAt } from '../settings.ts';
import { countFailure, forgetFailures, guessOf, noteAttempt, secondsToWait } from '../throttle.ts';
import type { SignInResult } from './sign-in.ts';

const nobody: SignInResult = { outcome: 'wrong', waitSeconds: 0, mustChangePassword: false, account: undefined };

/**
 * The second step of a sign-in: the code for the session that the password opened. The token is changed for a new one.
 * `wrong`: that session is over and the password must be given again; `wrong-code`: the code alone was wrong.
 */
export const giveCode = defineAction({
  name: 'identity.give-code',
  title: { vi: 'Nhập mã xác thực', en: 'Give the second factor’s code' },
  input: Type.Object({ code: TypedCode, tokenHash: TokenHash, newTokenHash: TokenHash, origin: Origin }),
  permission: 'public',
  secret: true,
  async run({ tx, now }, input): Promise<SignInResult> {
    const session = await waitingSession(tx, input.tokenHash, now);
    const owner = session && (await findPassword(tx, { accountId: session.accountId }));
    if (!session || !owner) return nobody;
    const limits = await limitsAt(tx, now);
    const guess = guessOf(owner.signInName, input.origin.addressPrefix, limits, now);
    const waitSeconds = await secondsToWait(tx, guess);
    if (waitSeconds > 0) {
      await noteAttempt(tx, guess, 'waiting', owner.accountId);
      return { ...nobody, outcome: 'waiting', waitSeconds };
    }
    if (!(await acceptCode(tx, owner.accountId, input.code, now))) {
      await countFailure(tx, guess);
      await noteAttempt(tx, guess, 'wrong-code', owner.accountId);
      return (await isLocked(tx, guess)) ? end(tx, owner.accountId, session.id, now) : { ...nobody, outcome: 'wrong-code' };
    }
    await verify(tx, session.id, input.newTokenHash, limits, now);
    await forgetFailures(tx, guess);
    await noteAttempt(tx, guess, 'signed-in', owner.accountId);
    return { outcome: 'signed-in', waitSeconds: 0, mustChangePassword: owner.mustChange, account: accountMark(owner.accountId) };
  },
  ledger: (_input, result) =>
    result.outcome === 'signed-in'
      ? { subject: `account:${result.account}`, facts: { account: result.account, secondFactor: true } }
      : undefined,
});

/** The session whose code is awaited, if it still is. */
async function waitingSession(tx: Db, tokenHash: string, at: Date): Promise<{ id: string; accountId: string } | undefined> {
  const row = await on<IdentityTables>(tx)
    .selectFrom('identity.session')
    .select(['id', 'account_id'])
    .where('token_hash', '=', Buffer.from(tokenHash, 'hex'))
    .where('verified_at', 'is', null)
    .where('ended_at', 'is', null)
    .where('expires_at', '>', at)
    .executeTakeFirst();
  return row && { id: row.id, accountId: row.account_id };
}

async function isLocked(tx: Db, guess: Parameters<typeof secondsToWait>[1]): Promise<boolean> {
  return (await secondsToWait(tx, guess)) > 0;
}

async function end(tx: Db, accountId: string, sessionId: string, at: Date): Promise<SignInResult> {
  await endSessions(tx, { accountId, sessionId }, 'too-many-codes', at);
  return nobody;
}

async function verify(tx: Db, sessionId: string, newTokenHash: string, limits: Limits, at: Date): Promise<void> {
  await on<IdentityTables>(tx)
    .updateTable('identity.session')
    .set({
      token_hash: Buffer.from(newTokenHash, 'hex'),
      verified_at: at,
      last_seen_at: at,
      expires_at: secondsAfter(at, limits.sessionLongestSeconds),
    })
    .where('id', '=', sessionId)
    .where('verified_at', 'is', null)
    .execute();
}
