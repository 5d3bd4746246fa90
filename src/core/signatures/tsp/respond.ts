import { Buffer } from 'node:buffer';
import { WeakAlgorithmError } from '../certificates/algorithms.ts';
import type { CmsSigner } from '../cms/signer.ts';
import { booleanOf, DerError, type DerNode, integerOf, integerHex, oidOf, readDer, sequenceOf } from '../der/read.ts';
import { integer, namedBits, sequence, Tag, utf8String } from '../der/write.ts';
import { issueToken, readImprint, type StampRequest, TSA_POLICY } from './token.ts';

/** Bits of PKIFailureInfo (RFC 3161 §2.4.2). */
const Failure = {
  badAlgorithm: 0,
  badRequest: 2,
  badDataFormat: 5,
  timeNotAvailable: 14,
  unacceptedPolicy: 15,
  unacceptedExtension: 16,
} as const;

class Rejection extends Error {
  readonly bit: number;

  constructor(bit: number, text: string) {
    super(text);
    this.bit = bit;
  }
}

const GRANTED = sequence(integer(0));
const REJECTION = 2;

/** Answers a TimeStampReq with a TimeStampResp; what cannot be stamped is rejected inside the response, never by a throw. */
export function respond(tsa: CmsSigner, request: Buffer, at: Date): Buffer {
  try {
    return sequence(GRANTED, issueToken(tsa, readRequest(request), at));
  } catch (error) {
    return reject(rejectionOf(error));
  }
}

/** The answer while the clock cannot be believed. */
export function timeNotAvailable(): Buffer {
  return reject(new Rejection(Failure.timeNotAvailable, 'the clock is not sound'));
}

function reject({ message, bit }: Rejection): Buffer {
  return sequence(sequence(integer(REJECTION), sequence(utf8String(message)), namedBits([bit])));
}

function rejectionOf(error: unknown): Rejection {
  if (error instanceof Rejection) return error;
  if (error instanceof WeakAlgorithmError) return new Rejection(Failure.badAlgorithm, 'SHA-256, SHA-384 or SHA-512 only');
  if (error instanceof DerError) return new Rejection(Failure.badDataFormat, 'not a TimeStampReq');
  throw error;
}

function readRequest(der: Buffer): StampRequest {
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
    if (error instanceof DerError && error.message.startsWith('unknown'))
      throw new Rejection(Failure.badAlgorithm, 'SHA-256, SHA-384 or SHA-512 only');
    throw error;
  }
}
