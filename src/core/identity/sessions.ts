import { createHash, randomBytes } from 'node:crypto';
import type { ActionContext } from '#kernel/action.ts';
import { type Db, on } from '#kernel/db.ts';
import { newId } from '#kernel/id.ts';
import { Type } from '#kernel/schema.ts';
import { instant } from '#kernel/time.ts';
import type { IdentityTables } from './db.gen.ts';
import type { Limits } from './settings.ts';

/** Name of the session cookie. */
export const SESSION_COOKIE = 'phien';

/**
 * A new session token: 256 random bits. Only its hash goes into an action, so that neither the database, the ledger nor
 * the stored answers of repeated requests ever hold the token.
 */
export function newSessionToken(): { token: string; tokenHash: string } {
  const token = randomBytes(32).toString('base64url');
  return { token, tokenHash: hashToken(token).toString('hex') };
}

export function hashToken(token: string): Buffer {
  return createHash('sha256').update(token).digest();
}

/** SHA-256 of a session token in hex, as actions take it. */
export const TokenHash = Type.String({ pattern: '^[0-9a-f]{64}$' });

/** Where a request came from, as far as it is kept; the route fills it in from the connection, never from the form. */
export const Origin = Type.Object({
  addressPrefix: Type.String({ maxLength: 60 }),
  device: Type.String({ maxLength: 60 }),
});

export interface NewSession {
  readonly accountId: string;
  readonly tokenHash: string;
  readonly addressPrefix: string;
  readonly device: string;
  /** At which level the owner has just proven who they are; absent: unknown, and asked for again before ways in are changed. */
  readonly provenLevel?: number | undefined;
  /** The post to go on in, when another session is replaced. */
  readonly assignmentId?: string | undefined;
}

/** Opens a session; the limits of today stay with it. Returns its id. */
export async function openSession(tx: Db, session: NewSession, limits: Limits, at: Date): Promise<string> {
  const id = newId();
  await on<IdentityTables>(tx)
    .insertInto('identity.session')
    .values({
      id,
      account_id: session.accountId,
      token_hash: Buffer.from(session.tokenHash, 'hex'),
      assignment_id: session.assignmentId ?? null,
      created_at: at,
      verified_at: at,
      proven_level: session.provenLevel ?? null,
      proven_at: session.provenLevel === undefined ? null : at,
      last_seen_at: at,
      idle_seconds: limits.sessionIdleSeconds,
      expires_at: secondsAfter(at, limits.sessionLongestSeconds),
      device: session.device,
      address_prefix: session.addressPrefix,
    })
    .execute();
  return id;
}

export type EndReason =
  | 'signed-out'
  | 'ended-by-owner'
  | 'password-changed'
  | 'second-factor-changed'
  | 'locked'
  | 'recovered'
  | 'provider-logout';

/** Ends an account's open sessions, or one of them, and announces it; returns how many. `except` stays. */
export async function endSessions(
  { tx, now: at, emit }: Pick<ActionContext, 'tx' | 'now' | 'emit'>,
  which: { accountId: string; sessionId?: string; except?: string },
  because: EndReason,
): Promise<number> {
  let update = on<IdentityTables>(tx)
    .updateTable('identity.session')
    .set({ ended_at: at, ended_because: because })
    .where('account_id', '=', which.accountId)
    .where('ended_at', 'is', null);
  if (which.sessionId !== undefined) update = update.where('id', '=', which.sessionId);
  if (which.except !== undefined) update = update.where('id', '!=', which.except);
  const ended = await update.returning('id').execute();
  const { accountId } = which;
  if (ended.length > 0) await emit('identity.session-ended', { accountId, sessionIds: ended.map(({ id }) => id), because });
  return ended.length;
}

/** A session gives way to the same browser's next one: nobody has left, so nothing is announced. */
export async function replaceSession(tx: Db, which: { accountId: string; sessionId: string }, at: Date): Promise<void> {
  await on<IdentityTables>(tx)
    .updateTable('identity.session')
    .set({ ended_at: at, ended_because: 'replaced' })
    .where('account_id', '=', which.accountId)
    .where('id', '=', which.sessionId)
    .where('ended_at', 'is', null)
    .execute();
}

/** An instant some seconds later. */
export function secondsAfter(at: Date, seconds: number): Date {
  return instant(at.getTime() + seconds * 1000);
}
