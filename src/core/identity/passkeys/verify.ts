import { verifyAuthenticationResponse, verifyRegistrationResponse } from '@simplewebauthn/server';
import type { AuthenticationResponseJSON, RegistrationResponseJSON } from '@simplewebauthn/server';
import { checkPlainAnswer } from './plain-answer.ts';
import type { StoredPasskey } from './store.ts';

/** For which site passkeys are: its origin, and its host name (`rpId`), to which authenticators bind them. */
export interface PasskeySite {
  readonly origin: string;
  readonly rpId: string;
}

export function passkeySite(publicUrl: string): PasskeySite {
  const { origin, hostname } = new URL(publicUrl);
  return { origin, rpId: hostname };
}

/** The challenge that an answer says it answers; undefined: no answer of a passkey. It is compared with those that are open. */
export function answeredChallenge(answer: unknown): string | undefined {
  const { response } = (answer ?? {}) as { response?: { clientDataJSON?: unknown } };
  if (typeof response?.clientDataJSON !== 'string') return undefined;
  try {
    const { challenge } = JSON.parse(Buffer.from(response.clientDataJSON, 'base64url').toString('utf8')) as { challenge?: unknown };
    return typeof challenge === 'string' ? challenge : undefined;
  } catch {
    return undefined;
  }
}

/** A passkey as it was just made. */
export interface MadePasskey {
  readonly id: string;
  readonly publicKey: Buffer;
  readonly counter: number;
  readonly transports: readonly string[];
  readonly deviceType: 'singleDevice' | 'multiDevice';
  readonly backedUp: boolean;
  readonly aaguid: string;
}

/** Checks a new passkey's answer: origin, site, challenge, that the device asked for finger, face or PIN. Undefined: it does not hold. */
export async function checkNewPasskey(answer: unknown, challenge: string, site: PasskeySite): Promise<MadePasskey | undefined> {
  const response = answer as RegistrationResponseJSON;
  const { registrationInfo } = await verifyRegistrationResponse({
    response,
    expectedChallenge: challenge,
    expectedOrigin: site.origin,
    expectedRPID: site.rpId,
    requireUserVerification: true,
  }).catch(() => ({ registrationInfo: undefined }));
  if (!registrationInfo?.userVerified) return undefined;
  const { credential, credentialDeviceType, credentialBackedUp, aaguid } = registrationInfo;
  return {
    id: credential.id,
    publicKey: Buffer.from(credential.publicKey),
    counter: credential.counter,
    transports: (credential.transports ?? []).filter((one) => typeof one === 'string').slice(0, 8),
    deviceType: credentialDeviceType,
    backedUp: credentialBackedUp,
    aaguid,
  };
}

/**
 * Checks a passkey's answer to a challenge. The counter is not compared: synchronised keys do not count evenly, and the
 * challenge, which is good for one answer, already prevents replay.
 */
export async function checkPasskey(
  answer: unknown,
  challenge: string,
  passkey: StoredPasskey,
  site: PasskeySite,
): Promise<{ counter: number; backedUp: boolean } | undefined> {
  const response = answer as AuthenticationResponseJSON;
  const owner = response.response?.userHandle;
  if (owner && Buffer.from(owner, 'base64url').toString('utf8') !== passkey.accountId) return undefined;
  const plain = checkPlainAnswer(answer, challenge, passkey, site);
  if (plain) return plain;
  const checked = await verifyAuthenticationResponse({
    response,
    expectedChallenge: challenge,
    expectedOrigin: site.origin,
    expectedRPID: site.rpId,
    requireUserVerification: true,
    credential: { id: passkey.id, publicKey: new Uint8Array(passkey.publicKey), counter: 0 },
  }).catch(() => undefined);
  if (!checked?.verified || !checked.authenticationInfo.userVerified) return undefined;
  return { counter: checked.authenticationInfo.newCounter, backedUp: checked.authenticationInfo.credentialBackedUp };
}
