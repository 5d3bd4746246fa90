import { defineAction } from '#kernel/action.ts';
import { type Db, on } from '#kernel/db.ts';
import { accountMark } from '#kernel/ledger/actor-mark.ts';
import { type Static, Type } from '#kernel/schema.ts';
import { instant } from '#kernel/time.ts';
import type { IdentityTables } from '../db.gen.ts';
import { lockOf } from '../lock.ts';
import { seal } from '../secrets.ts';
import { openSession, Origin, replaceSession, secondsAfter, TokenHash } from '../sessions.ts';
import { limitsAt } from '../settings.ts';
import { FLOW_SECONDS } from './flow.ts';
import { onceMark, useOnce } from './queries.ts';
import { resolveAccount } from './resolve-account.ts';

/** Who may run what only the relying party itself does, after the provider's answer has been checked. */
export const RELYING_PARTY = 'identity.relying-party';

/** An authentication older than this is not one of this moment: the provider remembered the person. */
const JUST_NOW_MS = 120_000;

const Claims = Type.Object({
  fullName: Type.Optional(Type.String()),
  birthDate: Type.Optional(Type.String()),
  personalNumber: Type.Optional(Type.String()),
  accountLevel: Type.Optional(Type.Union([Type.Literal(1), Type.Literal(2)])),
});

const Input = Type.Object({
  state: Type.String({ minLength: 20, maxLength: 200 }),
  provider: Type.Union([Type.Literal('own'), Type.Literal('outside')]),
  issuer: Type.String({ maxLength: 500 }),
  subject: Type.String({ minLength: 1, maxLength: 255 }),
  level: Type.Integer({ minimum: 1, maximum: 4 }),
  accountLevel: Type.Optional(Type.Integer({ minimum: 1, maximum: 2 })),
  amr: Type.Array(Type.String({ maxLength: 40 }), { maxItems: 20 }),
  /** Milliseconds since 1970. */
  authenticatedAt: Type.Integer(),
  providerSession: Type.Optional(Type.String({ maxLength: 255 })),
  idToken: Type.String({ maxLength: 20_000 }),
  claims: Type.Optional(Claims),
  browserHash: TokenHash,
  /** Step-up: nobody else may come back. */
  accountId: Type.Optional(Type.String()),
  /** The session of this browser until now. */
  replaces: Type.Optional(Type.Object({ accountId: Type.String(), sessionId: Type.String(), assignmentId: Type.Optional(Type.String()) })),
  tokenHash: TokenHash,
  origin: Origin,
});

export type FinishSignInInput = Static<typeof Input>;

/** How it went. Refusals are results: the state stays used whatever comes of it. */
export interface FinishedSignIn {
  readonly outcome: 'signed-in' | 'replayed' | 'other-account' | 'closed' | 'locked' | 'unlinked';
  /** With `unlinked`. */
  readonly linkId?: string;
  readonly accountId?: string;
  readonly how?: 'known' | 'linked' | 'opened';
}

/** A provider's checked answer for a session: once for each state, and for the account that it belongs to. */
export const finishSignIn = defineAction({
  name: 'identity.finish-sign-in',
  title: { vi: 'Đăng nhập bằng định danh điện tử', en: 'Sign in with an electronic identity' },
  input: Input,
  permission: RELYING_PARTY,
  secret: true,
  async run({ tx, now }, input): Promise<FinishedSignIn> {
    if (!(await useOnce(tx, onceMark('state', input.state), secondsAfter(now, FLOW_SECONDS)))) return { outcome: 'replayed' };
    const { provider, issuer, subject, browserHash } = input;
    const { fullName, birthDate, personalNumber, accountLevel } = input.claims ?? {};
    const claims = input.claims && { fullName, birthDate, personalNumber, accountLevel };
    const found = await resolveAccount(tx, { provider, issuer, subject, browserHash, claims }, now);
    if (found.outcome !== 'account') return found;
    if (await lockOf(tx, found.accountId)) return { outcome: 'locked' };
    if (input.accountId !== undefined && input.accountId !== found.accountId) return { outcome: 'other-account' };
    const old = input.replaces;
    if (old) await replaceSession(tx, old, now);
    const session = {
      ...input.origin,
      accountId: found.accountId,
      tokenHash: input.tokenHash,
      provenLevel: now.getTime() - input.authenticatedAt < JUST_NOW_MS ? input.level : undefined,
      assignmentId: old?.accountId === found.accountId ? old.assignmentId : undefined,
    };
    const sessionId = await openSession(tx, session, await limitsAt(tx, now), now);
    await noteLogin(tx, sessionId, input);
    return { outcome: 'signed-in', accountId: found.accountId, how: found.how };
  },
  ledger({ issuer, level, accountLevel, amr }, { outcome, accountId, how }) {
    if (outcome !== 'signed-in' || accountId === undefined) return undefined;
    const account = accountMark(accountId);
    return {
      subject: `account:${account}`,
      facts: { account, issuer, level, accountLevel: accountLevel ?? null, amr, how },
      by: { actor: accountId, scope: undefined },
    };
  },
});

async function noteLogin(tx: Db, sessionId: string, input: FinishSignInInput): Promise<void> {
  await on<IdentityTables>(tx)
    .insertInto('identity.provider_login')
    .values({
      session_id: sessionId,
      issuer: input.issuer,
      subject: input.subject,
      provider_session: input.providerSession ?? null,
      level: input.level,
      account_level: input.accountLevel ?? null,
      amr: input.amr,
      authenticated_at: instant(input.authenticatedAt),
      id_token: seal(Buffer.from(input.idToken), sessionId),
    })
    .execute();
}
