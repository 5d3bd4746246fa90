import { Buffer } from 'node:buffer';
import { createPublicKey, hash, type KeyObject, verify } from 'node:crypto';
import type { StoredPasskey } from './store.ts';
import type { PasskeySite } from './verify.ts';

/** COSE_Key of ES256 on P-256 in the order that CTAP2 prescribes: all but the two coordinates (RFC 9053 §7.1.1). */
const COSE = [Buffer.from('a5010203262001215820', 'hex'), Buffer.from('225820', 'hex')] as const;
/** SubjectPublicKeyInfo of an uncompressed point on P-256 (RFC 5480 §2). */
const SPKI = Buffer.from('3059301306072a8648ce3d020106082a8648ce3d03010703420004', 'hex');
const COORDINATE = 32;
/** Hash of the site, flags, counter (Web Authentication §6.1): nothing attested, no extensions. */
const PLAIN_LENGTH = 37;
const FLAGS = { present: 1, verified: 4, mayBeCopied: 8, copied: 16 } as const;
const ENCODED = /^[\w-]+$/;

/** The key as OpenSSL takes it; undefined: of another kind. */
function keyOf(cose: Buffer): KeyObject | undefined {
  const [head, between] = COSE;
  const second = head.length + COORDINATE;
  const plain =
    cose.length === second + between.length + COORDINATE &&
    cose.subarray(0, head.length).equals(head) &&
    cose.subarray(second, second + between.length).equals(between);
  if (!plain) return undefined;
  const point = [cose.subarray(head.length, second), cose.subarray(second + between.length)];
  return createPublicKey({ key: Buffer.concat([SPKI, ...point]), format: 'der', type: 'spki' });
}

interface PlainAnswer {
  readonly clientData: Buffer;
  readonly authenticatorData: Buffer;
  readonly signature: Buffer;
}

function partsOf(answer: unknown): PlainAnswer | undefined {
  const { id, rawId, type, response } = (answer ?? {}) as Readonly<Record<string, unknown>>;
  const { clientDataJSON, authenticatorData, signature } = (response ?? {}) as Readonly<Record<string, unknown>>;
  const coded = [clientDataJSON, authenticatorData, signature];
  if (typeof id !== 'string' || id !== rawId || type !== 'public-key') return undefined;
  if (!coded.every((one): one is string => typeof one === 'string' && ENCODED.test(one))) return undefined;
  const [client, authenticator, signed] = coded.map((one) => Buffer.from(one, 'base64url'));
  return { clientData: client!, authenticatorData: authenticator!, signature: signed! };
}

/** What the browser says it did (Web Authentication §7.2, steps 11 to 14). */
function isAsked(clientData: Buffer, challenge: string, { origin }: PasskeySite): boolean {
  const said = JSON.parse(clientData.toString('utf8')) as Readonly<Record<string, unknown>>;
  const usual = said['crossOrigin'] !== true && said['topOrigin'] === undefined && said['tokenBinding'] === undefined;
  return usual && said['type'] === 'webauthn.get' && said['challenge'] === challenge && said['origin'] === origin;
}

/** What the authenticator says (steps 15 to 19): for this site, with somebody there whom it knew by finger, face or PIN. */
function isOfSite(data: Buffer, { rpId }: PasskeySite): boolean {
  if (data.length !== PLAIN_LENGTH || !data.subarray(0, 32).equals(hash('sha256', rpId, 'buffer'))) return false;
  const flags = data[32]!;
  const known = FLAGS.present | FLAGS.verified;
  const others = flags & ~(known | FLAGS.mayBeCopied | FLAGS.copied);
  const impossible = (flags & FLAGS.copied) !== 0 && (flags & FLAGS.mayBeCopied) === 0;
  return (flags & known) === known && others === 0 && !impossible;
}

/**
 * Checks the answer that nearly every passkey gives: ES256, no extensions, asked by a page of this site. Undefined: it is another
 * one, or wrong; the library then looks at it, and says which. It costs a third of the library's, whose signatures are checked
 * in other threads.
 */
export function checkPlainAnswer(
  answer: unknown,
  challenge: string,
  passkey: Pick<StoredPasskey, 'publicKey'>,
  site: PasskeySite,
): { counter: number; backedUp: boolean } | undefined {
  const parts = partsOf(answer);
  const key = parts && keyOf(passkey.publicKey);
  if (!key) return undefined;
  const { clientData, authenticatorData, signature } = parts;
  try {
    if (!isOfSite(authenticatorData, site) || !isAsked(clientData, challenge, site)) return undefined;
    const signed = Buffer.concat([authenticatorData, hash('sha256', clientData, 'buffer')]);
    if (!verify('sha256', signed, key, signature)) return undefined;
    return { counter: authenticatorData.readUInt32BE(33), backedUp: (authenticatorData[32]! & FLAGS.copied) !== 0 };
  } catch {
    return undefined;
  }
}
