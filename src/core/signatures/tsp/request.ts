import { Buffer } from 'node:buffer';
import { WeakAlgorithmError } from '../certificates/algorithms.ts';
import { booleanOf, DerError, type DerNode, integerHex, integerOf, oidOf, readDer, sequenceOf } from '../der/read.ts';
import { Oid } from '../der/oids.ts';
import { nullValue, oid, sequence, Tag } from '../der/write.ts';
import { readImprint, type StampRequest, TSA_POLICY } from './token.ts';

/** Bits of PKIFailureInfo (RFC 3161 §2.4.2). */
export const Failure = {
  badAlgorithm: 0,
  badRequest: 2,
  badDataFormat: 5,
  timeNotAvailable: 14,
  unacceptedPolicy: 15,
  unacceptedExtension: 16,
} as const;

/** Why no time-stamp is given, as the answer says it. */
export class Rejection extends Error {
  readonly bit: number;

  constructor(bit: number, text: string) {
    super(text);
    this.bit = bit;
  }
}

/** Reads a TimeStampReq. Throws Rejection or DerError. */
export function readStampRequest(der: Buffer): StampRequest {
  return readUsualRequest(der) ?? readAnyRequest(der);
}

/** Everything of a MessageImprint before its digest, by the length that the whole says: with and without parameters. */
const imprints: ReadonlyMap<number, Buffer> = new Map(
  ([32, 48, 64] as const).flatMap((bytes) => {
    const name = oid({ 32: Oid.sha256, 48: Oid.sha384, 64: Oid.sha512 }[bytes]);
    return [sequence(name, nullValue), sequence(name)].map((algorithm) => {
      const length = algorithm.length + 2 + bytes;
      return [length, Buffer.concat([Buffer.from([Tag.sequence, length]), algorithm, Buffer.from([Tag.octetString, bytes])])] as const;
    });
  }),
);
const VERSION_1 = [Tag.integer, 1, 1];
const POLICY = oid(TSA_POLICY);
const TRUE = [Tag.boolean, 1, 0xff];

/** Whether `bytes` has these bytes at a place; a reader of the few forms that programs send makes no tree of values. */
function hasAt(bytes: Buffer, at: number, wanted: ArrayLike<number>): boolean {
  for (let index = 0; index < wanted.length; index += 1) if (bytes[at + index] !== wanted[index]) return false;
  return true;
}

/** Reads a request of the usual form; `undefined`: another form, or none. It takes nothing that `readAnyRequest` would not. */
export function readUsualRequest(der: Buffer): StampRequest | undefined {
  const isLong = der[1] === 0x81;
  let at = isLong ? 3 : 2;
  const length = der[at - 1] ?? 0;
  if (der[0] !== Tag.sequence || at + length !== der.length || (isLong ? length < 0x80 : length >= 0x80)) return undefined;
  if (!hasAt(der, at, VERSION_1)) return undefined;
  at += VERSION_1.length;
  const head = imprints.get(der[at + 1] ?? 0);
  if (!head || !hasAt(der, at, head)) return undefined;
  const imprintEnd = at + 2 + der[at + 1]!;
  if (imprintEnd > der.length) return undefined;
  const imprint = der.subarray(at, imprintEnd);
  at = hasAt(der, imprintEnd, POLICY) ? imprintEnd + POLICY.length : imprintEnd;
  const nonceEnd = endOfNonce(der, at);
  const nonce = nonceEnd > at ? der.subarray(at, nonceEnd) : undefined;
  const withCertificates = hasAt(der, nonceEnd, TRUE);
  return nonceEnd + (withCertificates ? TRUE.length : 0) === der.length ? { imprint, nonce, withCertificates } : undefined;
}

/** Where an INTEGER ≥ 0 in its shortest form ends that begins at a place; the place itself: none does. */
function endOfNonce(der: Buffer, at: number): number {
  const length = der[at + 1] ?? 0;
  const end = at + 2 + length;
  const first = der[at + 2] ?? 0x80;
  const isWhole = der[at] === Tag.integer && length > 0 && length < 0x80 && end <= der.length && first < 0x80;
  return isWhole && (length === 1 || first > 0 || der[at + 3]! >= 0x80) ? end : at;
}

/** Reads any TimeStampReq; says by its Rejection why one cannot be answered. */
export function readAnyRequest(der: Buffer): StampRequest {
  const [version, imprint, ...rest] = sequenceOf(readDer(der, { maxBytes: 4096, maxNodes: 64 }));
  if (integerOf(version) !== 1) throw new Rejection(Failure.badRequest, 'version 1 only');
  readKnownImprint(imprint);
  const policy = rest.find((node) => node.tag === Tag.oid);
  if (policy && oidOf(policy) !== TSA_POLICY) throw new Rejection(Failure.unacceptedPolicy, `policy ${TSA_POLICY} only`);
  if (rest.some((node) => node.tag === 0xa0)) throw new Rejection(Failure.unacceptedExtension, 'no extensions');
  const nonce = rest.find((node) => node.tag === Tag.integer);
  if (nonce) integerHex(nonce);
  const wanted = rest.find((node) => node.tag === Tag.boolean);
  return { imprint: imprint!.raw, nonce: nonce?.raw, withCertificates: wanted ? booleanOf(wanted) : false };
}

function readKnownImprint(node: DerNode | undefined): void {
  try {
    readImprint(node);
  } catch (error) {
    const isUnknown = error instanceof WeakAlgorithmError || (error instanceof DerError && error.message.startsWith('unknown'));
    if (isUnknown) throw new Rejection(Failure.badAlgorithm, 'SHA-256, SHA-384 or SHA-512 only');
    throw error;
  }
}
