import { generateAuthenticationOptions, generateRegistrationOptions } from '@simplewebauthn/server';
import type { PasskeySite } from './verify.ts';

/** What the browser needs to make a passkey: kept in the device so that no name has to be typed, with finger, face or PIN. */
export function optionsToAdd(
  site: PasskeySite,
  owner: { readonly accountId: string; readonly name: string },
  present: readonly string[],
): ReturnType<typeof generateRegistrationOptions> {
  return generateRegistrationOptions({
    rpName: 'Một Cửa',
    rpID: site.rpId,
    userName: owner.name,
    userDisplayName: owner.name,
    userID: new Uint8Array(Buffer.from(owner.accountId)),
    timeout: 300_000,
    attestationType: 'none',
    excludeCredentials: present.map((id) => ({ id })),
    authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
  });
}

/** What the browser needs to ask for a passkey: any of this site, or in a step-up those of the one account. */
export function optionsToProve(
  site: PasskeySite,
  challenge: string,
  allowed: readonly string[],
): ReturnType<typeof generateAuthenticationOptions> {
  return generateAuthenticationOptions({
    challenge: new Uint8Array(Buffer.from(challenge, 'base64url')),
    rpID: site.rpId,
    timeout: 300_000,
    userVerification: 'required',
    allowCredentials: allowed.map((id) => ({ id })),
  });
}
