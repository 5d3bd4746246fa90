import { type Db, on } from '#kernel/db.ts';
import { isId, newId } from '#kernel/id.ts';
import { instant, now } from '#kernel/time.ts';
import type { IdentityTables } from '../db.gen.ts';
import type { Level } from '../rules/levels.ts';
import { hashToken, newSessionToken, secondsAfter } from '../sessions.ts';
import { limitsAt } from '../settings.ts';
import { highestLevel, loadLevelRules } from './levels.ts';

/** Name of the cookie that binds an authentication to the browser in which it was opened. */
export const AUTHENTICATION_COOKIE = 'xac-thuc';

export interface WantedAuthentication {
  readonly minimumLevel: Level;
  /** Step-up: this account and no other. */
  readonly accountId?: string;
  /** Sign-in name to fill in. */
  readonly loginHint?: string;
  /** Factors proven longer ago do not count; 0: everything anew. */
  readonly freshSeconds?: number;
  /** Step-up: what the provider's session of this browser has proven for `accountId`, and when (absent: now). */
  readonly factorsSoFar?: readonly string[];
  readonly factorsAt?: Date;
  /** Title of whoever asks, shown on the page. */
  readonly forWhom: { readonly vi: string; readonly en: string };
  /** A temporary password counts: only where it is then changed. */
  readonly takesTemporary?: boolean;
  /** Path on this site to come back to; gets `xac-thuc=<id>`. */
  readonly returnPath: string;
}

/** Stands in `amr` beside `pwd` when the password was a temporary one. */
export const TEMPORARY = 'temporary';

/** The way back with the authentication's id. */
export function wayBack(returnPath: string, id: string): string {
  return `${returnPath}${returnPath.includes('?') ? '&' : '?'}xac-thuc=${id}`;
}

/**
 * Opens an authentication. The caller sets `token` as AUTHENTICATION_COOKIE (httpOnly, sameSite lax) and sends the browser to
 * `path`; it comes back to `returnPath`. A level that nobody can reach on this site is answered at once: `path` is then the way back.
 */
export async function openAuthentication(
  tx: Db,
  wanted: WantedAuthentication,
  at: Date,
): Promise<{ id: string; path: string; token: string }> {
  if (!/^\/(?![/\\])/.test(wanted.returnPath)) throw new Error('an authentication comes back to a path of this site');
  await loadLevelRules(tx);
  const id = newId();
  const { token } = newSessionToken();
  const unmet = (highestLevel(at) ?? 0) < wanted.minimumLevel;
  const stepUp = wanted.accountId !== undefined && wanted.factorsSoFar !== undefined && wanted.factorsSoFar.length > 0;
  const provenAt = wanted.factorsAt ?? at;
  const proofs = stepUp ? (wanted.factorsSoFar ?? []).map((factor) => ({ factor, at: provenAt })) : [];
  await on<IdentityTables>(tx)
    .insertInto('identity.authentication')
    .values({
      id,
      token_hash: hashToken(token),
      minimum_level: wanted.minimumLevel,
      account_id: wanted.accountId ?? null,
      login_hint: wanted.loginHint?.slice(0, 200) ?? null,
      fresh_seconds: wanted.freshSeconds ?? null,
      takes_temporary: wanted.takesTemporary ?? false,
      for_vi: wanted.forWhom.vi.slice(0, 200),
      for_en: wanted.forWhom.en.slice(0, 200),
      return_path: wanted.returnPath,
      proven_account_id: stepUp ? (wanted.accountId ?? null) : null,
      proofs: JSON.stringify(proofs),
      created_at: at,
      expires_at: secondsAfter(at, (await limitsAt(tx, at)).authenticationSeconds),
      outcome: unmet ? 'unmet' : null,
      decided_at: unmet ? at : null,
    })
    .execute();
  return { id, token, path: unmet ? wayBack(wanted.returnPath, id) : `/xac-thuc/${id}` };
}

export interface ProvenAuthentication {
  readonly accountId: string;
  readonly personId: string;
  readonly level: Level;
  readonly amr: readonly string[];
  /** When it was proven, by the oldest factor that counts: `auth_time`. A step-up does not make an old password young. */
  readonly at: Date;
}

/** Seconds within which a result must be taken after the page has sent the browser back. */
const TAKE_SECONDS = 120;

/**
 * The result of an authentication for the browser that holds its token; it can be taken once, by one of many at the same time.
 * Undefined: not decided yet, taken already, over, or another browser's.
 */
export async function authenticationResult(
  db: Db,
  id: string,
  token: string | undefined,
  at: Date = now(),
): Promise<ProvenAuthentication | { readonly failed: 'cancelled' | 'unmet' } | undefined> {
  if (!token || token.length > 100 || !isId(id)) return undefined;
  const row = await on<IdentityTables>(db)
    .updateTable('identity.authentication as t')
    .set({ taken_at: at })
    .where('t.id', '=', id)
    .where('t.token_hash', '=', hashToken(token))
    .where('t.taken_at', 'is', null)
    .where('t.decided_at', '>', secondsAfter(at, -TAKE_SECONDS))
    .returning((t) => [
      't.outcome',
      't.level',
      't.factors',
      't.proofs',
      't.proven_account_id',
      t
        .selectFrom('identity.account as a')
        .select('a.person_id')
        .whereRef('a.id', '=', 't.proven_account_id')
        .where('a.closed_at', 'is', null)
        .as('person_id'),
    ])
    .executeTakeFirst();
  if (!row) return undefined;
  if (row.outcome === 'cancelled' || row.outcome === 'unmet') return { failed: row.outcome };
  if (!row.person_id || !row.proven_account_id) return undefined;
  const proofs = row.proofs as readonly { readonly factor: string; readonly at: string }[];
  const times = proofs.filter(({ factor }) => row.factors.includes(factor)).map((proof) => instant(proof.at).getTime());
  const provenAt = instant(Math.min(at.getTime(), ...times));
  return { accountId: row.proven_account_id, personId: row.person_id, level: row.level as Level, amr: row.factors, at: provenAt };
}
