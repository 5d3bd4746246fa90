import { type Db, on } from '#kernel/db.ts';
import type { IdentityTables } from '../db.gen.ts';
import { hashToken, secondsAfter } from '../sessions.ts';
import { limitsAt } from '../settings.ts';

/** What a challenge was made for: a new passkey of an account, or one authentication. */
export type ChallengeFor = { readonly accountId: string } | { readonly authenticationId: string };

/** Remembers a challenge (base64url, 256 random bits) until it is answered. */
export async function rememberChallenge(tx: Db, challenge: string, what: ChallengeFor, at: Date): Promise<void> {
  const { challengeSeconds } = await limitsAt(tx, at);
  const row =
    'accountId' in what ? { purpose: 'add', account_id: what.accountId } : { purpose: 'prove', authentication_id: what.authenticationId };
  await on<IdentityTables>(tx)
    .insertInto('identity.passkey_challenge')
    .values({ ...row, hash: hashToken(challenge), expires_at: secondsAfter(at, challengeSeconds) })
    .execute();
}

/** Takes a challenge out, once: true when it was made for this and has not lapsed. */
export async function takeChallenge(tx: Db, challenge: string, what: ChallengeFor, at: Date): Promise<boolean> {
  const db = on<IdentityTables>(tx);
  const taken = await db
    .deleteFrom('identity.passkey_challenge')
    .where('hash', '=', hashToken(challenge))
    .returning(['account_id', 'authentication_id', 'expires_at'])
    .executeTakeFirst();
  await db.deleteFrom('identity.passkey_challenge').where('expires_at', '<', at).execute();
  if (!taken || taken.expires_at <= at) return false;
  return 'accountId' in what ? taken.account_id === what.accountId : taken.authentication_id === what.authenticationId;
}
