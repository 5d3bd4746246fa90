import { type ActionContext, defineAction } from '#kernel/action.ts';
import { type Db, on } from '#kernel/db.ts';
import { accountMark } from '#kernel/ledger/actor-mark.ts';
import { Type } from '#kernel/schema.ts';
import { levelOf } from '../authentication/levels.ts';
import { findPassword } from '../credentials.ts';
import type { IdentityTables } from '../db.gen.ts';
import { proveCode } from '../prove.ts';
import { TypedCode } from '../schemas.ts';
import { endSessions, Origin, secondsAfter, TokenHash } from '../sessions.ts';
import { type Limits, limitsAt } from '../settings.ts';
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
  async run(context, input): Promise<SignInResult> {
    const { tx, now } = context;
    const session = await waitingSession(tx, input.tokenHash, now);
    const owner = session && (await findPassword(tx, { accountId: session.accountId }));
    if (!session || !owner) return nobody;
    const limits = await limitsAt(tx, now);
    const proof = await proveCode(tx, owner.accountId, input.code, input.origin, limits, now);
    if (proof.outcome === 'waiting') return { ...nobody, outcome: 'waiting', waitSeconds: proof.waitSeconds };
    if (proof.locked) return end(context, owner.accountId, session.id);
    if (proof.outcome === 'wrong') return { ...nobody, outcome: 'wrong-code' };
    await verify(tx, session.id, input.newTokenHash, limits, now);
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

async function end(context: ActionContext, accountId: string, sessionId: string): Promise<SignInResult> {
  await endSessions(context, { accountId, sessionId }, 'too-many-codes');
  return nobody;
}

async function verify(tx: Db, sessionId: string, newTokenHash: string, limits: Limits, at: Date): Promise<void> {
  await on<IdentityTables>(tx)
    .updateTable('identity.session')
    .set({
      token_hash: Buffer.from(newTokenHash, 'hex'),
      verified_at: at,
      proven_level: levelOf(['pwd', 'otp'], at) ?? null,
      proven_at: at,
      last_seen_at: at,
      expires_at: secondsAfter(at, limits.sessionLongestSeconds),
    })
    .where('id', '=', sessionId)
    .where('verified_at', 'is', null)
    .execute();
}
