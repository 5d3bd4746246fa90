import { Buffer } from 'node:buffer';
import { createHash, randomBytes } from 'node:crypto';
import { failpoint } from '#kernel/failpoint.ts';
import { machineClock } from '#kernel/time.ts';
import { type HashName, hashOf, sha256Identifier } from '../certificates/algorithms.ts';
import type { Certificate } from '../certificates/certificate.ts';
import { buildChain, type Chain, type Trust } from '../certificates/chain.ts';
import { type CmsSigner, signEnclosed } from '../cms/signer.ts';
import { readSignedData, type SignedData } from '../cms/read.ts';
import { signatureFault, strayCertificates } from '../cms/verify.ts';
import { Oid } from '../der/oids.ts';
import { DerError, type DerNode, instantOf, integerHex, integerOf, octetsOf, oidOf, readDer, sequenceOf } from '../der/read.ts';
import { generalizedTime, integer, octetString, oid, sequence, Tag, unsignedInteger } from '../der/write.ts';

/**
 * Our time-stamping policy: whole seconds, accurate to one second. An OID under 2.25 needs no registration
 * (X.667: a UUID as a number).
 */
export const TSA_POLICY = '2.25.143527816235017408293345260108254321991';

const POLICY = oid(TSA_POLICY);
const VERSION = integer(1);
/** Accuracy { seconds 1 } */
const ACCURACY = sequence(integer(1));
const SHA256_DIGEST_BYTES = 32;

/**
 * Serial numbers of 160 bits, the most that everybody must take (RFC 3161 §2.4.2), unique without asking anybody: the
 * clock in ms (48 bits), a count (32), and what this process drew when it began (80). A killed process begins anew with
 * another draw; a copy of a running machine has the same draw and count, but not the same clock.
 */
const serialDraw = randomBytes(10);
let serialCount = 0;

function nextSerial(): Buffer {
  const serial = Buffer.allocUnsafe(20);
  serial.writeUIntBE(machineClock(), 0, 6);
  serialCount = (serialCount + 1) >>> 0;
  serial.writeUInt32BE(serialCount, 6);
  serialDraw.copy(serial, 10);
  return unsignedInteger(serial);
}

export interface StampRequest {
  /** MessageImprint as the asker sent it, or made by `sha256Imprint`. */
  readonly imprint: Buffer;
  /** INTEGER as sent. */
  readonly nonce?: Buffer | undefined;
  readonly withCertificates: boolean;
}

/** MessageImprint of a SHA-256 digest. */
export function sha256Imprint(digest: Buffer): Buffer {
  if (digest.length !== SHA256_DIGEST_BYTES) throw new DerError('SHA-256 digest expected');
  return sequence(sha256Identifier, octetString(digest));
}

/** Issues a time-stamp token (RFC 3161 §2.4.2) for the instant given. */
export function issueToken(tsa: CmsSigner, request: StampRequest, at: Date): Buffer {
  const nonce = request.nonce ? [request.nonce] : [];
  const info = sequence(VERSION, POLICY, request.imprint, nextSerial(), generalizedTime(at), ACCURACY, ...nonce);
  const token = signEnclosed(tsa, info, request.withCertificates);
  failpoint('time-stamp-signed');
  return token;
}

/** What a token says; believed only after `checkToken`. */
export interface TokenInfo {
  readonly policy: string;
  readonly hash: HashName;
  readonly digest: Buffer;
  readonly serial: string;
  readonly at: Date;
  readonly nonce: string | undefined;
}

function readInfo(content: Buffer): TokenInfo {
  const [version, policy, imprint, serial, at, ...rest] = sequenceOf(readDer(content));
  if (integerOf(version) !== 1) throw new DerError('version of TSTInfo');
  const { hash, digest } = readImprint(imprint);
  const nonce = rest.find((node) => node.tag === Tag.integer);
  return { policy: oidOf(policy), hash, digest, serial: integerHex(serial), at: instantOf(at), nonce: nonce && integerHex(nonce) };
}

/** Reads a MessageImprint; the digest has the length of its algorithm. */
export function readImprint(node: DerNode | undefined): { hash: HashName; digest: Buffer } {
  const [algorithm, digestNode, ...more] = sequenceOf(node);
  const hash = hashOf(algorithm);
  const digest = octetsOf(digestNode);
  if (more.length > 0 || digest.length * 8 !== Number(hash.slice(3))) throw new DerError('message imprint');
  return { hash, digest };
}

/** A token judged: when, by whom, and why not. */
export interface CheckedToken {
  readonly at: Date;
  readonly serial: string;
  readonly authority: Certificate | undefined;
  readonly chain: Chain | undefined;
  /** Absent: the token is good and its authority trusted. */
  readonly fault: 'wrong-imprint' | 'bad-token' | 'unknown-authority' | undefined;
}

/** A token read, with its signature and imprint checked; whether to believe its authority is another question. */
export interface OpenedToken {
  readonly info: TokenInfo;
  readonly data: SignedData;
  readonly fault: 'wrong-imprint' | 'bad-token' | undefined;
}

/** Reads a token; `digestOf` gives the digest of what should be stamped. Throws DerError when it is no token. */
export function openToken(token: Buffer, digestOf: (hash: HashName) => Buffer): OpenedToken {
  const data = readSignedData(token);
  if (data.contentType !== Oid.tstInfo || !data.content) throw new DerError('time-stamp token expected');
  const { content } = data;
  const info = readInfo(content);
  if (!digestOf(info.hash).equals(info.digest)) return { info, data, fault: 'wrong-imprint' };
  const broken = signatureFault(data, (name) => createHash(name).update(content).digest());
  return { info, data, fault: broken && 'bad-token' };
}

/** The instant that a token names, ms; nothing of it is checked. Throws DerError when it is no token. */
export function stampedAt(token: Buffer): number {
  const { content } = readSignedData(token);
  if (!content) throw new DerError('time-stamp token expected');
  return readInfo(content).at.getTime();
}

/** Whether a certificate has the one right to stamp, and no other, and says so to everybody (RFC 3161 §2.3). */
export function mayStamp(authority: Certificate): boolean {
  return authority.extendedUseCritical && authority.extendedKeyUsage?.length === 1 && authority.extendedKeyUsage[0] === Oid.timeStamping;
}

/**
 * Checks a token: imprint (`digestOf` gives the digest of what should be stamped), signature, the authority's chain
 * and its one right to stamp. Throws DerError when it is no token.
 */
export function checkToken(token: Buffer, digestOf: (hash: HashName) => Buffer, trust: Trust): CheckedToken {
  const { info, data, fault } = openToken(token, digestOf);
  const authority = data.signer.certificate;
  const chain = authority ? buildChain(authority, data.certificates, trust, info.at) : undefined;
  const base = { at: info.at, serial: info.serial, authority, chain };
  if (fault) return { ...base, fault };
  if (!authority || !mayStamp(authority) || chain?.problem) return { ...base, fault: 'unknown-authority' };
  if (strayCertificates(data, trust).length > 0) return { ...base, fault: 'bad-token' };
  return { ...base, fault: undefined };
}
