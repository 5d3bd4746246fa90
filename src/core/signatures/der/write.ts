import { Buffer } from 'node:buffer';

/** Tags of the universal types that our structures use (X.690 §8). */
export const Tag = {
  boolean: 0x01,
  integer: 0x02,
  bitString: 0x03,
  octetString: 0x04,
  null: 0x05,
  oid: 0x06,
  enumerated: 0x0a,
  utf8String: 0x0c,
  printableString: 0x13,
  ia5String: 0x16,
  utcTime: 0x17,
  generalizedTime: 0x18,
  sequence: 0x30,
  set: 0x31,
} as const;

/** How many bytes the tag and the length of a value take. */
function headerLength(contentLength: number): number {
  if (contentLength < 0x80) return 2;
  if (contentLength < 0x100) return 3;
  if (contentLength < 0x1_0000) return 4;
  if (contentLength < 0x100_0000) return 5;
  return 6;
}

/** Writes tag and length at `at`; returns the position after them. */
function writeHeader(target: Buffer, at: number, tag: number, length: number): number {
  target[at] = tag;
  if (length < 0x80) {
    target[at + 1] = length;
    return at + 2;
  }
  const bytes = headerLength(length) - 2;
  target[at + 1] = 0x80 | bytes;
  target.writeUIntBE(length, at + 2, bytes);
  return at + 2 + bytes;
}

/** One value: tag, length and the parts one after another. */
export function tlv(tag: number, ...parts: readonly Uint8Array[]): Buffer {
  let length = 0;
  for (const part of parts) length += part.length;
  const out = Buffer.allocUnsafe(headerLength(length) + length);
  let at = writeHeader(out, 0, tag, length);
  for (const part of parts) {
    out.set(part, at);
    at += part.length;
  }
  return out;
}

export const sequence = (...parts: readonly Uint8Array[]): Buffer => tlv(Tag.sequence, ...parts);

/** SET OF: the members sorted by their encoding, as DER demands (X.690 §11.6). */
export const setOf = (...parts: readonly Uint8Array[]): Buffer => tlv(Tag.set, ...parts.toSorted(Buffer.compare));

/** `[n]` constructed: EXPLICIT around one value, or IMPLICIT of a constructed type. */
export const context = (n: number, ...parts: readonly Uint8Array[]): Buffer => tlv(0xa0 | n, ...parts);

/** `[n]` IMPLICIT of a primitive type. */
export const contextPrimitive = (n: number, ...parts: readonly Uint8Array[]): Buffer => tlv(0x80 | n, ...parts);

export const octetString = (...parts: readonly Uint8Array[]): Buffer => tlv(Tag.octetString, ...parts);

const NO_UNUSED_BITS = Buffer.from([0]);

/** BIT STRING of whole bytes. */
export const bitString = (bytes: Uint8Array): Buffer => tlv(Tag.bitString, NO_UNUSED_BITS, bytes);

/** BIT STRING of named bits (bit 0 is the first), trailing zero bits dropped as DER demands. */
export function namedBits(bits: readonly number[]): Buffer {
  const highest = Math.max(-1, ...bits);
  const bytes = Buffer.alloc((highest >> 3) + 1);
  for (const bit of bits) bytes[bit >> 3] = bytes[bit >> 3]! | (0x80 >> (bit & 7));
  return tlv(Tag.bitString, Buffer.from([highest < 0 ? 0 : 7 - (highest & 7)]), bytes);
}

export const boolean = (value: boolean): Buffer => tlv(Tag.boolean, Buffer.from([value ? 0xff : 0]));

export const nullValue = Buffer.from([Tag.null, 0]);

/** INTEGER of a whole number ≥ 0. */
export function integer(value: number | bigint): Buffer {
  if (value < 0x80) return Buffer.from([Tag.integer, 1, Number(value)]);
  const hex = BigInt(value).toString(16);
  return unsignedInteger(Buffer.from(hex.length % 2 === 0 ? hex : `0${hex}`, 'hex'));
}

/** INTEGER of big-endian magnitude bytes; leading zeros are dropped and a sign byte added where needed. */
export function unsignedInteger(magnitude: Uint8Array): Buffer {
  let from = 0;
  while (from < magnitude.length - 1 && magnitude[from] === 0) from += 1;
  const bytes = magnitude.subarray(from);
  return (bytes[0] ?? 0) >= 0x80 ? tlv(Tag.integer, NO_UNUSED_BITS, bytes) : tlv(Tag.integer, bytes);
}

const oids = new Map<string, Buffer>();

/** OBJECT IDENTIFIER from its dotted form; encodings are kept, since only a few dozen exist. */
export function oid(dotted: string): Buffer {
  const known = oids.get(dotted);
  if (known) return known;
  const [first = 0n, second = 0n, ...rest] = dotted.split('.').map(BigInt);
  const encoded = tlv(Tag.oid, Buffer.from([first * 40n + second, ...rest].flatMap(base128)));
  oids.set(dotted, encoded);
  return encoded;
}

function base128(value: bigint): number[] {
  const bytes = [Number(value & 0x7fn)];
  for (let left = value >> 7n; left > 0n; left >>= 7n) bytes.unshift(Number(left & 0x7fn) | 0x80);
  return bytes;
}

export const utf8String = (text: string): Buffer => tlv(Tag.utf8String, Buffer.from(text, 'utf8'));
export const printableString = (text: string): Buffer => tlv(Tag.printableString, Buffer.from(text, 'latin1'));

let lastSecond = { second: Number.NaN, text: '' };

/** `20261122004435Z`: GeneralizedTime in whole seconds. Time-stamps come many to a second, so the last text is kept. */
function generalizedTimeText(at: Date): string {
  const second = Math.floor(at.getTime() / 1000);
  if (lastSecond.second !== second) lastSecond = { second, text: `${at.toISOString().slice(0, 19).replace(/[-T:]/g, '')}Z` };
  return lastSecond.text;
}

export const generalizedTime = (at: Date): Buffer => tlv(Tag.generalizedTime, Buffer.from(generalizedTimeText(at), 'latin1'));

/** Time as certificates write it: UTCTime up to 2049, GeneralizedTime from 2050 (RFC 5280 §4.1.2.5). */
export function time(at: Date): Buffer {
  if (at.getUTCFullYear() >= 2050) return generalizedTime(at);
  return tlv(Tag.utcTime, Buffer.from(generalizedTimeText(at).slice(2), 'latin1'));
}
