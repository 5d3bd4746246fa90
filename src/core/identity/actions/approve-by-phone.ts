import { defineAction } from '#kernel/action.ts';
import { type Db, on } from '#kernel/db.ts';
import { isId } from '#kernel/id.ts';
import { accountMark } from '#kernel/ledger/actor-mark.ts';
import { Type } from '#kernel/schema.ts';
import { authenticationResult } from '../authentication/open.ts';
import { findUnderWay, type UnderWay } from '../authentication/under-way.ts';
import { proveFactors } from '../authentication/prove-factors.ts';
import { decideRequest, requestOfPhone } from '../by-phone/requests.ts';
import type { IdentityTables } from '../db.gen.ts';

interface Approved {
  readonly outcome: 'approved' | 'refused' | 'over';
  /** How the ledger names the account. */
  readonly account?: string;
  readonly factors?: readonly string[];
}

/** The computer's authentication, by its row: its browser is elsewhere and will be let on by its own cookie. */
async function ofComputer(tx: Db, id: string, at: Date): Promise<UnderWay | undefined> {
  const row = await on<IdentityTables>(tx)
    .selectFrom('identity.authentication')
    .select('token_hash')
    .where('id', '=', id)
    .executeTakeFirst();
  const under = row && (await findUnderWay(tx, id, row.token_hash.toString('hex'), at, { lock: true }));
  return under && !under.decided ? under : undefined;
}

/** The proof on the telephone counts for the computer that waits; `mca` says that two devices took part (RFC 8176). */
export const approveByPhone = defineAction({
  name: 'identity.approve-by-phone',
  title: { vi: 'Đăng nhập trên máy tính bằng điện thoại', en: 'Sign in on a computer by telephone' },
  input: Type.Object({ authenticationId: Type.String({ maxLength: 64 }), token: Type.String({ maxLength: 100 }) }),
  permission: 'public',
  secret: true,
  async run(context, { authenticationId, token }): Promise<Approved> {
    const { tx, now } = context;
    const result = await authenticationResult(tx, authenticationId, token, now);
    const request = result && isId(authenticationId) ? await requestOfPhone(tx, authenticationId, now) : undefined;
    if (!result || request?.state !== 'chosen') return { outcome: 'over' };
    const under = await ofComputer(tx, request.authenticationId, now);
    if ('failed' in result) {
      await decideRequest(tx, request.id, 'refused', now);
      return { outcome: 'refused' };
    }
    if (!under || (under.accountId !== undefined && under.accountId !== result.accountId)) return { outcome: 'over' };
    const factors = [...result.amr, 'mca'];
    await proveFactors(context, under, result.accountId, factors, request);
    await decideRequest(tx, request.id, 'approved', now);
    return { outcome: 'approved', account: accountMark(result.accountId), factors };
  },
  ledger: (_input, { account, factors }) =>
    account === undefined ? undefined : { subject: `account:${account}`, facts: { account, factors: factors ?? [], byPhone: true } },
});
