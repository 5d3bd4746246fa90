import { createHash } from 'node:crypto';
import { type Db, on } from '#kernel/db.ts';
import type { IdentityTables } from '../db.gen.ts';
import { hashToken, secondsAfter } from '../sessions.ts';
import { limitsAt } from '../settings.ts';

/**
 * The question that an authentication puts to a passkey, base64url: known from the page on, without another question to the
 * server on a slow line. It hangs on the random token of the browser in which the authentication was opened, so that it cannot
 * be guessed, is never put twice, and is answered in vain once the authentication is decided or over.
 */
export function challengeOf(authenticationId: string, tokenHash: string): string {
  return createHash('sha256').update(`passkey ${authenticationId} ${tokenHash}`).digest('base64url');
}

/** Remembers the question (base64url, 256 random bits) put to a new passkey of an account until it is answered. */
export async function rememberChallenge(tx: Db, challenge: string, accountId: string, at: Date): Promise<void> {
  const { challengeSeconds } = await limitsAt(tx, at);
  await on<IdentityTables>(tx)
    .insertInto('identity.passkey_challenge')
    .values({ account_id: accountId, hash: hashToken(challenge), expires_at: secondsAfter(at, challengeSeconds) })
    .execute();
}

/** Takes a question out, once: true when it was put to this account and has not lapsed. */
export async function takeChallenge(tx: Db, challenge: string, accountId: string, at: Date): Promise<boolean> {
  const db = on<IdentityTables>(tx);
  const taken = await db
    .deleteFrom('identity.passkey_challenge')
    .where('hash', '=', hashToken(challenge))
    .returning(['account_id', 'expires_at'])
    .executeTakeFirst();
  await db.deleteFrom('identity.passkey_challenge').where('expires_at', '<', at).execute();
  return taken !== undefined && taken.expires_at > at && taken.account_id === accountId;
}
