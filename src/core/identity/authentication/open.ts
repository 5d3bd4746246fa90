import { type Db, type Prepared, runTogether, type Statement } from '#kernel/db.ts';
import { isId, newId } from '#kernel/id.ts';
import { instant, now } from '#kernel/time.ts';
import type { Level } from '../rules/levels.ts';
import { hashToken, newSessionToken, secondsAfter } from '../sessions.ts';
import { believedLimits } from '../settings.ts';
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
 * `write`: stores it, alone or together with what the caller has to store; before the browser is told.
 */
export async function openAuthentication(
  tx: Db,
  wanted: WantedAuthentication,
  at: Date,
  write: (statement: Statement) => Promise<unknown> = (statement) => runTogether(tx, [statement]),
): Promise<{ id: string; path: string; token: string }> {
  if (!/^\/(?![/\\])/.test(wanted.returnPath)) throw new Error('an authentication comes back to a path of this site');
  await loadLevelRules(tx, at);
  const { authenticationSeconds } = await believedLimits(tx, at);
  const id = newId();
  const { token } = newSessionToken();
  const unmet = (highestLevel(at) ?? 0) < wanted.minimumLevel;
  const stepUp = wanted.accountId !== undefined && wanted.factorsSoFar !== undefined && wanted.factorsSoFar.length > 0;
  const provenAt = wanted.factorsAt ?? at;
  const proofs = stepUp ? (wanted.factorsSoFar ?? []).map((factor) => ({ factor, at: provenAt })) : [];
  const values = [
    id,
    hashToken(token),
    wanted.minimumLevel,
    wanted.accountId ?? null,
    wanted.loginHint?.slice(0, 200) ?? null,
    wanted.freshSeconds ?? null,
    wanted.takesTemporary ?? false,
    wanted.forWhom.vi.slice(0, 200),
    wanted.forWhom.en.slice(0, 200),
    wanted.returnPath,
    stepUp ? (wanted.accountId ?? null) : null,
    JSON.stringify(proofs),
    at,
    secondsAfter(at, authenticationSeconds),
    unmet ? 'unmet' : null,
    unmet ? at : null,
  ];
  await write({ prepared: OPEN, values });
  return { id, token, path: unmet ? wayBack(wanted.returnPath, id) : `/xac-thuc/${id}` };
}

const OPEN: Prepared = {
  name: 'identity-open-authentication',
  text: `insert into identity.authentication (id, token_hash, minimum_level, account_id, login_hint, fresh_seconds, takes_temporary,
      for_vi, for_en, return_path, proven_account_id, proofs, created_at, expires_at, outcome, decided_at)
    values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)`,
};

export interface ProvenAuthentication {
  readonly accountId: string;
  readonly personId: string;
  readonly level: Level;
  readonly amr: readonly string[];
  /** When it was proven, by the oldest factor that counts: `auth_time`. A step-up does not make an old password young. */
  readonly at: Date;
}

interface TakenRow {
  readonly outcome: string;
  readonly level: Level;
  readonly factors: string[];
  readonly proofs: readonly { readonly factor: string; readonly at: string }[];
  readonly proven_account_id: string | null;
  readonly person_id: string | null;
}

const TAKE: Prepared = {
  name: 'identity-take-authentication',
  text: `update identity.authentication t set taken_at = $1
    where t.id = $2 and t.token_hash = $3 and t.taken_at is null and t.decided_at > $4
    returning t.outcome, t.level, t.factors, t.proofs, t.proven_account_id,
      (select a.person_id from identity.account a where a.id = t.proven_account_id and a.closed_at is null) as person_id`,
};

/** Seconds within which a result must be taken after the page has sent the browser back. */
const TAKE_SECONDS = 120;

export type AuthenticationResult = ProvenAuthentication | { readonly failed: 'cancelled' | 'unmet' };

/**
 * The question for the result of an authentication for the browser that holds its token, and what its answer says; asking takes
 * it, once, by one of many at the same time. Undefined: there can be none.
 */
export function askResult(
  id: string,
  token: string | undefined,
  at: Date,
): { readonly statement: Statement; read(rows: readonly object[]): AuthenticationResult | undefined } | undefined {
  if (!token || token.length > 100 || !isId(id)) return undefined;
  const statement = { prepared: TAKE, values: [at, id, hashToken(token), secondsAfter(at, -TAKE_SECONDS)] };
  return { statement, read: ([row]) => row && resultOf(row as TakenRow, at) };
}

/** The result itself. Undefined: not decided yet, taken already, over, or another browser's. */
export async function authenticationResult(
  db: Db,
  id: string,
  token: string | undefined,
  at: Date = now(),
): Promise<AuthenticationResult | undefined> {
  const asked = askResult(id, token, at);
  if (!asked) return undefined;
  const [rows = []] = await runTogether(db, [asked.statement]);
  return asked.read(rows);
}

function resultOf(row: TakenRow, at: Date): AuthenticationResult | undefined {
  if (row.outcome === 'cancelled' || row.outcome === 'unmet') return { failed: row.outcome };
  if (!row.person_id || !row.proven_account_id) return undefined;
  const times = row.proofs.filter(({ factor }) => row.factors.includes(factor)).map((proof) => instant(proof.at).getTime());
  const provenAt = instant(Math.min(at.getTime(), ...times));
  return { accountId: row.proven_account_id, personId: row.person_id, level: row.level, amr: row.factors, at: provenAt };
}
