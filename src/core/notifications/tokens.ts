import { Buffer } from 'node:buffer';
import { timingSafeEqual } from 'node:crypto';
import { postKeys } from './keys.ts';

/** Whom a link in a letter was made for, and in which letter it stands. */
export interface LinkOwner {
  readonly addressId: number;
  readonly letterId: number;
}

const MARK_BYTES = 16;

/**
 * The part of a link that lets its owner do one thing (`purpose`) without an account: two numbers and a mark that only this
 * site makes. 43 signs of base64url. Nothing is stored, so it holds as long as the address does.
 */
export function linkToken(purpose: string, { addressId, letterId }: LinkOwner): string {
  const bytes = Buffer.alloc(16);
  bytes.writeBigUInt64BE(BigInt(addressId), 0);
  bytes.writeBigUInt64BE(BigInt(letterId), 8);
  return Buffer.concat([bytes, markOf(purpose, bytes)]).toString('base64url');
}

/** Whom the link was made for; undefined when this site did not make it for this purpose. */
export function readLinkToken(purpose: string, token: string): LinkOwner | undefined {
  if (!/^[\w-]{43}$/.test(token)) return undefined;
  const bytes = Buffer.from(token, 'base64url');
  // The last sign has two bits too many: only one of its four spellings is the link that was sent.
  if (
    bytes.length !== 32 ||
    bytes.toString('base64url') !== token ||
    !timingSafeEqual(bytes.subarray(16), markOf(purpose, bytes.subarray(0, 16)))
  )
    return undefined;
  return { addressId: Number(bytes.readBigUInt64BE(0)), letterId: Number(bytes.readBigUInt64BE(8)) };
}

function markOf(purpose: string, bytes: Uint8Array): Buffer {
  return postKeys().mark(`link ${purpose}`, bytes).subarray(0, MARK_BYTES);
}
