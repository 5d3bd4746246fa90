import { Buffer } from 'node:buffer';
import { hash, randomBytes, timingSafeEqual } from 'node:crypto';
import type { AdapterPayload } from 'oidc-provider';
import type { ProvenPerson } from '#core/identity/index.ts';
import { runPrepared } from '#kernel/db.ts';
import type { PlainRequest } from '#kernel/http/plain-requests.ts';
import type { Services } from '#kernel/http/services.ts';
import { instant, now } from '#kernel/time.ts';
import type { Client } from '../clients.ts';
import { keyOf } from '../provider/adapter.ts';
import { issuerOf, type OpenProvider, providerOf } from '../provider/provider.ts';
import { redeem } from '../provider/statements.ts';
import { subjectFor } from '../provider/whom.ts';
import { subjectOf } from '../rules/subjects.ts';
import { type Asked, provenClient } from './proven-client.ts';
import { grantedScope } from './scopes.ts';
import { holds, looksLikeOurs, readTiedToPerson, type Tied } from './tied.ts';

/** PKCE (RFC 7636 §4.1): what a client made up for this one log-in. */
const VERIFIER = /^[\w.~-]{43,128}$/;
/** Claims that an ID token names whatever a client may know of the person. */
const OF_THE_LOG_IN: ReadonlySet<string> = new Set(['acr', 'auth_time']);

function provesItself({ payload }: Tied, verifier: string | undefined): boolean {
  if (payload.codeChallengeMethod !== 'S256' || verifier === undefined || !VERIFIER.test(verifier)) return false;
  const [mine, theirs] = [hash('sha256', verifier, 'buffer'), Buffer.from(payload.codeChallenge ?? '', 'base64url')];
  return mine.length === theirs.length && timingSafeEqual(mine, theirs);
}

/** Whether a code and its grant ask for nothing but scopes: no claims by name, no key that tokens hang on, no refresh token. */
function isPlain({ payload, grant_payload: grant }: Tied, scope: string): boolean {
  const { claims, dpopJkt, attestationJkt, resource, rar } = payload as AdapterPayload & Readonly<Record<string, unknown>>;
  const byName = [
    ...Object.keys(claims?.id_token ?? {}).filter((name) => !OF_THE_LOG_IN.has(name)),
    ...Object.keys(claims?.userinfo ?? {}),
  ];
  const bound = [dpopJkt, attestationJkt, resource, rar, grant?.rejected].some((one) => one !== undefined);
  const scopes = scope.split(' ');
  return !bound && byName.length === 0 && scopes.includes('openid') && !scopes.includes('offline_access');
}

/** The code that a client may redeem, with what it is for; undefined: anything is unusual, or wrong. */
async function redeemable({ db }: Services, { client, fields }: { readonly client: Client; readonly fields: Asked }, at: Date) {
  const { grant_type: kind, code, redirect_uri: redirect, code_verifier: verifier } = fields;
  if (kind !== 'authorization_code' || client.profile !== 'standard' || client.represents || !looksLikeOurs(code)) return undefined;
  const found = await readTiedToPerson(db, 'AuthorizationCode', code);
  if (!found?.person || !holds(found.tied, at) || !provesItself(found.tied, verifier)) return undefined;
  const { payload, grant_payload: grant } = found.tied;
  if (payload.clientId !== client.client_id || payload.redirectUri !== redirect) return undefined;
  if (subjectOf(payload.accountId ?? '').mandateId !== undefined) return undefined;
  const scope = grantedScope(payload.scope, grant);
  return isPlain(found.tied, payload.scope ?? '') ? { code, payload, person: found.person, scope } : undefined;
}

type Redeemable = NonNullable<Awaited<ReturnType<typeof redeemable>>>;

/** Uses the code up and stores the access token for it, of which the value is returned; undefined: somebody was faster. */
async function keepToken({ db }: Services, { code, payload, scope }: Redeemable, seconds: number, at: Date): Promise<string | undefined> {
  const { accountId, claims, clientId, expiresWithSession, grantId, sessionUid, sid } = payload;
  const iat = Math.floor(at.getTime() / 1000);
  const given = { iat, exp: iat + seconds, kind: 'AccessToken', gty: 'authorization_code', scope };
  const kept = { ...given, accountId, claims, clientId, expiresWithSession, grantId, sessionUid, sid };
  const value = randomBytes(32).toString('base64url');
  const until = instant(at.getTime() + seconds * 1000);
  const [won] = await runPrepared(db, redeem, [keyOf(code), at, keyOf(value), JSON.stringify(kept), grantId, accountId, clientId, until]);
  return won && value;
}

function idClaims(payload: AdapterPayload, { level }: ProvenPerson, sub: string, seconds: number, issuer: string, at: Date): object {
  const { acr, amr, authTime, claims, clientId, nonce, sid } = payload;
  const iat = Math.floor(at.getTime() / 1000);
  const asked = claims?.id_token && 'auth_time' in claims.id_token ? { auth_time: authTime } : {};
  return { sub, account_level: level, acr, amr, ...asked, nonce, sid, aud: clientId, exp: iat + seconds, iat, iss: issuer };
}

/**
 * Tokens for a code (RFC 6749 §4.1.3, OpenID Connect Core §3.1.3), where a client shows all that it has to, and nothing of it is
 * unusual. A code that was used before, by whatever process, is the library's: it ends all that came of it.
 */
export async function redeemCode(services: Services, request: PlainRequest): Promise<object | undefined> {
  const at = now();
  const proven = await provenClient(services.db, request);
  const found = proven && (await redeemable(services, proven, at));
  if (!found) return undefined;
  const { limits, secrets, signClaims }: OpenProvider = await providerOf(services);
  const { payload, person, scope } = found;
  const sub = await subjectFor(services.db, secrets, payload.accountId ?? '', proven.client);
  const token = await keepToken(services, found, limits.accessTokenSeconds, at);
  if (token === undefined) return undefined;
  const idToken = signClaims(idClaims(payload, person, sub, limits.idTokenSeconds, issuerOf(services), at));
  return { access_token: token, expires_in: limits.accessTokenSeconds, id_token: idToken, scope, token_type: 'Bearer' };
}
