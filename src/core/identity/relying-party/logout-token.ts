import { jwtVerify } from 'jose';
import { CLOCK_TOLERANCE_S, type Provider } from './provider.ts';

const EVENT = 'http://schemas.openid.net/event/backchannel-logout';
/** A message that was kept longer than this by somebody is not taken. */
const OLDEST_S = 600;

/** A provider's word that its session, or all sessions of a subject, are over. */
export interface LogoutToken {
  readonly subject?: string;
  readonly providerSession?: string;
  readonly messageId: string;
  readonly expiresAt: number;
}

/**
 * Checks a log-out message (OpenID Connect Back-Channel Logout 1.0 §2.6): signature, issuer, audience, age, the event, no nonce,
 * and whom it is about. Throws what is wrong with it. Whether it came before is the caller's to ask.
 */
export async function readLogoutToken(provider: Provider, token: string): Promise<LogoutToken> {
  const configuration = await provider.configuration();
  const { payload, protectedHeader } = await jwtVerify(token, await provider.keys(), {
    issuer: configuration.serverMetadata().issuer,
    audience: provider.clientId,
    algorithms: ['ES256', 'ES384', 'EdDSA', 'Ed25519', 'PS256', 'RS256'],
    clockTolerance: CLOCK_TOLERANCE_S,
    maxTokenAge: OLDEST_S,
    requiredClaims: ['iat', 'jti'],
  });
  const { typ } = protectedHeader;
  if (typ !== undefined && !['logout+jwt', 'application/logout+jwt', 'jwt'].includes(typ.toLowerCase()))
    throw new Error('not a log-out token');
  const events = payload['events'];
  if (typeof events !== 'object' || events === null || !(EVENT in events)) throw new Error('it does not tell of a log-out');
  if ('nonce' in payload) throw new Error('an ID token is no log-out token');
  const { sub, sid, jti = '', iat = 0 } = payload;
  if (sub === undefined && typeof sid !== 'string') throw new Error('it does not say who logged out');
  return {
    ...(sub === undefined ? {} : { subject: sub }),
    ...(typeof sid === 'string' ? { providerSession: sid } : {}),
    messageId: jti,
    expiresAt: (iat + OLDEST_S + CLOCK_TOLERANCE_S) * 1000,
  };
}
