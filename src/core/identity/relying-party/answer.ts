import { errors, type JWTPayload, jwtVerify } from 'jose';
import { authorizationCodeGrant, AuthorizationResponseError, ClientError, fetchUserInfo, ResponseBodyError } from 'openid-client';
import type { Logger } from '#kernel/log.ts';
import { Problem } from '#kernel/problem.ts';
import { machineClock } from '#kernel/time.ts';
import type { Level } from '../rules/levels.ts';
import { answerRefused, levelNotReached, providerAway, signInStopped } from './errors.ts';
import type { Flow } from './flow.ts';
import { CLOCK_TOLERANCE_S, type Provider } from './provider.ts';
import { levelFromAcr, type ProviderClaims, type ProviderRule, readClaims } from './rules.ts';

/** Keys that others could know (HS256) and no key at all (none) are not among them. */
const ALGORITHMS = ['ES256', 'ES384', 'EdDSA', 'Ed25519', 'PS256', 'RS256'];

/** What a provider has said of somebody, checked. */
export interface Answer {
  readonly subject: string;
  readonly level: Level;
  readonly amr: readonly string[];
  readonly authenticatedAt: number;
  readonly providerSession: string | undefined;
  readonly idToken: string;
  readonly accountLevel: 1 | 2 | undefined;
  /** Asks the provider who the person is; only when they are not known here. */
  claims(): Promise<ProviderClaims>;
}

/**
 * Redeems the code that came back to `url` and checks all that comes of it: state, iss, PKCE, nonce, issuer, audience, times,
 * signature, level. Throws a Problem that says what to do; the reason is logged, without what the tokens hold.
 */
export async function readAnswer(provider: Provider, flow: Flow, url: URL, rules: readonly ProviderRule[], log: Logger): Promise<Answer> {
  try {
    return await redeem(provider, flow, url, rules);
  } catch (error) {
    const { code, cause, message } = error as { code?: string; cause?: { code?: string }; message?: string };
    log.warn({ issuer: provider.issuer, code: code ?? cause?.code, reason: message }, 'a sign-in at the identity provider failed');
    throw problemOf(error, flow);
  }
}

async function redeem(provider: Provider, flow: Flow, url: URL, rules: readonly ProviderRule[]): Promise<Answer> {
  const configuration = await provider.configuration();
  const tokens = await authorizationCodeGrant(configuration, url, {
    expectedState: flow.state,
    expectedNonce: flow.nonce,
    pkceCodeVerifier: flow.verifier,
    idTokenExpected: true,
  });
  const idToken = tokens.id_token ?? '';
  const { issuer } = configuration.serverMetadata();
  const payload = await verified(idToken, provider, issuer);
  const latest = machineClock() / 1000 + CLOCK_TOLERANCE_S;
  const authTime = typeof payload['auth_time'] === 'number' ? payload['auth_time'] : (payload.iat ?? 0);
  if ((payload.iat ?? 0) > latest || authTime > latest) throw new Refused('the answer comes from the future');
  const level = levelFromAcr(rules, issuer, payload['acr']);
  if (level === undefined || level < flow.level) throw levelNotReached(Math.max(flow.level, 1));
  const subject = payload.sub ?? '';
  const amr = payload['amr'];
  return {
    subject,
    level,
    amr: Array.isArray(amr) ? amr.filter((one): one is string => typeof one === 'string').slice(0, 20) : [],
    authenticatedAt: authTime * 1000,
    providerSession: typeof payload['sid'] === 'string' ? payload['sid'] : undefined,
    idToken,
    accountLevel: readClaims(rules, issuer, payload).accountLevel,
    claims: async () => readClaims(rules, issuer, { ...payload, ...(await fetchUserInfo(configuration, tokens.access_token, subject)) }),
  };
}

/** The claims of an ID token that the provider signed. It came from the provider itself, so a key not known yet may be asked for at once. */
async function verified(idToken: string, provider: Provider, issuer: string): Promise<JWTPayload> {
  const keys = await provider.keys();
  const checks = { issuer, audience: provider.clientId, algorithms: ALGORITHMS, clockTolerance: CLOCK_TOLERANCE_S };
  try {
    return (await jwtVerify(idToken, keys, checks)).payload;
  } catch (error) {
    if (!(error instanceof errors.JWKSNoMatchingKey)) throw error;
    await keys.reload();
    return (await jwtVerify(idToken, keys, checks)).payload;
  }
}

class Refused extends Error {}

/** What an error of the exchange means for the person. */
function problemOf(error: unknown, flow: Flow): unknown {
  if (error instanceof Problem) return error;
  if (error instanceof AuthorizationResponseError) {
    if (error.error === 'access_denied') return signInStopped();
    if (error.error === 'unmet_authentication_requirements') return levelNotReached(flow.level);
    return error.error === 'server_error' || error.error === 'temporarily_unavailable' ? providerAway() : answerRefused();
  }
  if (error instanceof ResponseBodyError) return error.status >= 500 ? providerAway() : answerRefused();
  if (error instanceof ClientError) return isAway(error) ? providerAway() : answerRefused();
  const { code, name } = error as { code?: string; name?: string };
  if (error instanceof Refused || code?.startsWith('ERR_J')) return code === 'ERR_JWKS_TIMEOUT' ? providerAway() : answerRefused();
  return name === 'TimeoutError' || error instanceof TypeError ? providerAway() : error;
}

/** The provider could not be reached, took too long, or answered with an error page. */
function isAway(error: ClientError): boolean {
  const cause = error.cause as { status?: number; name?: string } | undefined;
  if (error.code === 'OAUTH_TIMEOUT' || error.code === 'OAUTH_RESPONSE_IS_NOT_CONFORM') return (cause?.status ?? 500) >= 500;
  return cause instanceof TypeError;
}
