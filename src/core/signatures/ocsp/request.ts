import type { Buffer } from 'node:buffer';
import { DerError, type DerNode, explicit, integerHex, octetsOf, oidOf, readDer, sequenceOf } from '../der/read.ts';
import { Oid } from '../der/oids.ts';
import { nullValue } from '../der/write.ts';

/** Ways of naming a certificate (CertID) that we answer; SHA-1 is a label here, no security rests on it. */
export type CertIdHash = 'sha1' | 'sha256';

/** A certificate asked about. */
export interface CertId {
  /** CertID as it was sent. */
  readonly raw: Buffer;
  /** `undefined`: a hash that we do not know. */
  readonly hash: CertIdHash | undefined;
  /** Hash of the issuer's name and hash of its key, one after the other, hex. */
  readonly issuer: string;
  /** Hex, as `Certificate.serial`. */
  readonly serial: string;
}

export interface OcspRequest {
  readonly asked: readonly CertId[];
  /** The nonce extension as it was sent, to be echoed. */
  readonly nonce: Buffer | undefined;
}

const MAX_ASKED = 16;
const MAX_NONCE_BYTES = 128;
const hashes: Readonly<Record<string, CertIdHash>> = { [Oid.sha1]: 'sha1', [Oid.sha256]: 'sha256' };

/** Reads an OCSPRequest (RFC 6960 §4.1). A signature on it is not looked at. Throws DerError for anything else. */
export function readOcspRequest(der: Buffer): OcspRequest {
  const fields = sequenceOf(sequenceOf(readDer(der, { maxBytes: 8192, maxNodes: 400 }))[0]);
  const list = fields.find((node) => node.tag === 0x30);
  const asked = sequenceOf(list).map((request) => readCertId(sequenceOf(request)[0]));
  if (asked.length === 0 || asked.length > MAX_ASKED) throw new DerError(`1 to ${MAX_ASKED} certificates`);
  const extensions = fields.find((node) => node.tag === 0xa2);
  return { asked, nonce: extensions && findNonce(sequenceOf(explicit(extensions, 2))) };
}

function readCertId(node: DerNode | undefined): CertId {
  const [algorithm, name, key, serial, ...more] = sequenceOf(node);
  const [dotted, parameters] = sequenceOf(algorithm);
  if (more.length > 0 || (parameters && !parameters.raw.equals(nullValue))) throw new DerError('CertID');
  return {
    raw: node!.raw,
    hash: hashes[oidOf(dotted)],
    issuer: `${octetsOf(name).toString('hex')}${octetsOf(key).toString('hex')}`,
    serial: integerHex(serial),
  };
}

function findNonce(extensions: readonly DerNode[]): Buffer | undefined {
  for (const extension of extensions) {
    const parts = sequenceOf(extension);
    if (oidOf(parts[0]) !== Oid.ocspNonce) continue;
    const value = octetsOf(parts.at(-1));
    if (value.length === 0 || value.length > MAX_NONCE_BYTES + 3) throw new DerError('nonce of 1 to 128 bytes');
    return extension.raw;
  }
  return undefined;
}
