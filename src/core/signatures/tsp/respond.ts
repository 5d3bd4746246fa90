import type { Buffer } from 'node:buffer';
import type { CmsSigner } from '../cms/signer.ts';
import { DerError } from '../der/read.ts';
import { integer, namedBits, sequence, utf8String } from '../der/write.ts';
import { Failure, readStampRequest, Rejection } from './request.ts';
import { issueToken } from './token.ts';

const GRANTED = sequence(integer(0));
const REJECTION = 2;

/** Answers a TimeStampReq with a TimeStampResp; what cannot be stamped is rejected inside the response, never by a throw. */
export function respond(tsa: CmsSigner, request: Buffer, at: Date): Buffer {
  try {
    return sequence(GRANTED, issueToken(tsa, readStampRequest(request), at));
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
  if (error instanceof DerError) return new Rejection(Failure.badDataFormat, 'not a TimeStampReq');
  throw error;
}
