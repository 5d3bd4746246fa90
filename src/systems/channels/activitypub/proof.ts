import { constants, createPublicKey, type KeyObject, verify } from 'node:crypto';
import { readDraftSignature } from './draft-signature.ts';
import { readMessageSignature } from './message-signature.ts';
import { type Claim, header, type SignedRequest } from './signed-request.ts';

/** What a request claims, by RFC 9421 or by the draft before it; undefined: nothing that could prove anything. Asks nobody. */
export function readClaim(request: SignedRequest): Claim | undefined {
  return header(request, 'signature-input') === undefined ? readDraftSignature(request) : readMessageSignature(request);
}

/** What a key can have signed with; the first is meant when nothing is said. */
const ALGORITHMS: Readonly<Record<string, readonly string[]>> = {
  rsa: ['rsa-v1_5-sha256', 'rsa-pss-sha512'],
  'rsa-pss': ['rsa-pss-sha512'],
  ed25519: ['ed25519'],
};
const RSA_BITS = { least: 2_048, most: 8_192 };

/** Whether a claim was signed with the private half of this key. A key serves only for what keys of its kind are for. */
export function isProven(claim: Claim, publicPem: string): boolean {
  try {
    const key = createPublicKey(publicPem);
    const possible = ALGORITHMS[key.asymmetricKeyType ?? ''] ?? [];
    const algorithm = claim.algorithm ?? possible[0];
    if (algorithm === undefined || !possible.includes(algorithm) || isUnfit(key)) return false;
    const text = Buffer.from(claim.text);
    if (algorithm === 'ed25519') return verify(null, text, key, claim.signature);
    if (algorithm === 'rsa-v1_5-sha256') return verify('sha256', text, key, claim.signature);
    return verify('sha512', text, { key, padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: 64 }, claim.signature);
  } catch {
    return false;
  }
}

/** Too short to prove anything, or so long that checking it is an attack. */
function isUnfit(key: KeyObject): boolean {
  const bits = key.asymmetricKeyDetails?.modulusLength;
  return bits !== undefined && (bits < RSA_BITS.least || bits > RSA_BITS.most);
}
