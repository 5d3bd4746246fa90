import type { Buffer } from 'node:buffer';
import { instant } from '#kernel/time.ts';
import { Tag } from './write.ts';

/** Bytes that are not the DER we expect; the message is for a log or a test, not for a person. */
export class DerError extends Error {}

/** A value read: `raw` is all of it, `content` what follows the length; views into the bytes given, never copies. */
export interface DerNode {
  readonly tag: number;
  readonly raw: Buffer;
  readonly content: Buffer;
  /** Members of a constructed value; empty for a primitive one. */
  readonly children: readonly DerNode[];
}

export interface DerLimits {
  readonly maxBytes: number;
  readonly maxDepth: number;
  /** Values in all, so that a small file cannot make a huge tree. */
  readonly maxNodes: number;
}

const defaults: DerLimits = { maxBytes: 1 << 20, maxDepth: 24, maxNodes: 20_000 };

/**
 * Reads one value that fills `bytes` exactly. Strict DER: definite lengths in their shortest form, single-byte tags.
 * Throws DerError, within the limits and in time linear in the bytes.
 */
export function readDer(bytes: Buffer, limits: Partial<DerLimits> = {}): DerNode {
  const { node, end } = readDerPrefix(bytes, limits);
  if (end !== bytes.length) throw new DerError('bytes after the value');
  return node;
}

/** Reads the value at the start of `bytes` and says where it ends; what follows is the caller's to judge. */
export function readDerPrefix(bytes: Buffer, limits: Partial<DerLimits> = {}): { node: DerNode; end: number } {
  const bounds = { ...defaults, ...limits };
  const state = { bytes, left: bounds.maxNodes, maxDepth: bounds.maxDepth };
  const node = readAt(state, 0, bytes.length, 0);
  if (node.raw.length > bounds.maxBytes) throw new DerError('value too large');
  return { node, end: node.raw.length };
}

interface ReadState {
  readonly bytes: Buffer;
  readonly maxDepth: number;
  left: number;
}

function readAt(state: ReadState, at: number, limit: number, depth: number): DerNode {
  if (depth > state.maxDepth) throw new DerError('nested too deep');
  state.left -= 1;
  if (state.left < 0) throw new DerError('too many values');
  const tag = state.bytes[at];
  if (tag === undefined || at + 2 > limit) throw new DerError('cut short');
  if ((tag & 0x1f) === 0x1f) throw new DerError('long tag');
  const { length, start } = readLength(state.bytes, at + 1, limit);
  const end = start + length;
  if (end > limit) throw new DerError('length beyond the end');
  const children: DerNode[] = [];
  if ((tag & 0x20) !== 0) {
    for (let next = start; next < end;) {
      const child = readAt(state, next, end, depth + 1);
      children.push(child);
      next += child.raw.length;
    }
  }
  return { tag, raw: state.bytes.subarray(at, end), content: state.bytes.subarray(start, end), children };
}

function readLength(bytes: Buffer, at: number, limit: number): { length: number; start: number } {
  const first = bytes[at]!;
  if (first < 0x80) return { length: first, start: at + 1 };
  const count = first & 0x7f;
  if (count === 0) throw new DerError('indefinite length');
  if (count > 4 || at + 1 + count > limit) throw new DerError('length of the length');
  const length = bytes.readUIntBE(at + 1, count);
  if (length < 0x80 || (count > 1 && length < 2 ** (8 * (count - 1)))) throw new DerError('length not in shortest form');
  return { length, start: at + 1 + count };
}

function expectTag(node: DerNode | undefined, tag: number, what: string): DerNode {
  if (node?.tag !== tag) throw new DerError(`${what} expected`);
  return node;
}

/** Members of a SEQUENCE. */
export function sequenceOf(node: DerNode | undefined): readonly DerNode[] {
  return expectTag(node, Tag.sequence, 'SEQUENCE').children;
}

/** Members of a SET. */
export function membersOf(node: DerNode | undefined): readonly DerNode[] {
  return expectTag(node, Tag.set, 'SET').children;
}

/** The value inside `[n]` EXPLICIT. */
export function explicit(node: DerNode, n: number): DerNode {
  const inner = expectTag(node, 0xa0 | n, `[${n}]`).children;
  if (inner.length !== 1) throw new DerError(`one value expected in [${n}]`);
  return inner[0]!;
}

export function octetsOf(node: DerNode | undefined): Buffer {
  return expectTag(node, Tag.octetString, 'OCTET STRING').content;
}

/** Magnitude bytes of an INTEGER ≥ 0 in hex, without leading zeros: how serial numbers are compared. */
export function integerHex(node: DerNode | undefined): string {
  const { content } = expectTag(node, Tag.integer, 'INTEGER');
  const first = content[0];
  if (first === undefined || first >= 0x80) throw new DerError('INTEGER empty or negative');
  if (content.length > 1 && first === 0 && content[1]! < 0x80) throw new DerError('INTEGER not in shortest form');
  return content.toString('hex').replace(/^0+(?=.)/, '');
}

/** A small INTEGER ≥ 0. */
export function integerOf(node: DerNode | undefined): number {
  const hex = integerHex(node);
  if (hex.length > 12) throw new DerError('INTEGER too large');
  return Number.parseInt(hex, 16);
}

const MOST_DOTTED = 500;
const dotted = new Map<string, string>();

/** Dotted form of an OBJECT IDENTIFIER; those read are kept, since the same few come again and again. */
export function oidOf(node: DerNode | undefined): string {
  const { content } = expectTag(node, Tag.oid, 'OBJECT IDENTIFIER');
  const bytes = content.toString('latin1');
  let text = dotted.get(bytes);
  if (text === undefined) {
    text = dottedForm(content);
    if (dotted.size >= MOST_DOTTED) dotted.clear();
    dotted.set(bytes, text);
  }
  return text;
}

function dottedForm(content: Buffer): string {
  if (content.length === 0 || content.length > 64 || content[content.length - 1]! >= 0x80) throw new DerError('bad OBJECT IDENTIFIER');
  const arcs: bigint[] = [];
  let value = 0n;
  for (const byte of content) {
    if (value === 0n && byte === 0x80) throw new DerError('OBJECT IDENTIFIER not in shortest form');
    value = (value << 7n) | BigInt(byte & 0x7f);
    if (byte < 0x80) {
      arcs.push(value);
      value = 0n;
    }
  }
  const head = arcs[0]!;
  const top = head >= 80n ? 2n : head / 40n;
  return [top, head - top * 40n, ...arcs.slice(1)].join('.');
}

export function booleanOf(node: DerNode | undefined): boolean {
  const { content } = expectTag(node, Tag.boolean, 'BOOLEAN');
  if (content.length !== 1 || (content[0] !== 0 && content[0] !== 0xff)) throw new DerError('bad BOOLEAN');
  return content[0] === 0xff;
}

/** Content of a BIT STRING of whole bytes. */
export function bitsOf(node: DerNode | undefined): Buffer {
  const { content } = expectTag(node, Tag.bitString, 'BIT STRING');
  if (content[0] !== 0) throw new DerError('BIT STRING of whole bytes expected');
  return content.subarray(1);
}

/** Positions of the bits set in a BIT STRING of named bits. */
export function namedBitsOf(node: DerNode | undefined): ReadonlySet<number> {
  const { content } = expectTag(node, Tag.bitString, 'BIT STRING');
  if (content.length === 0 || content[0]! > 7 || content.length > 17) throw new DerError('bad BIT STRING');
  const bits = new Set<number>();
  for (let bit = 0; bit < (content.length - 1) * 8; bit += 1) {
    if ((content[1 + (bit >> 3)]! & (0x80 >> (bit & 7))) !== 0) bits.add(bit);
  }
  return bits;
}

const utf8 = new TextDecoder('utf-8', { fatal: true });

/** Text of the string types that names use. */
export function textOf(node: DerNode): string {
  switch (node.tag) {
    case Tag.utf8String:
      try {
        return utf8.decode(node.content);
      } catch {
        throw new DerError('bad UTF-8');
      }
    case Tag.printableString:
    case Tag.ia5String:
    case 0x14: // TeletexString: some old certificates; Latin-1 is what they mean
      return node.content.toString('latin1');
    case 0x1e: // BMPString
      if (node.content.length % 2 !== 0) throw new DerError('bad BMPString');
      return Uint8Array.from(node.content).length === 0 ? '' : new TextDecoder('utf-16be').decode(node.content);
    default:
      throw new DerError('text expected');
  }
}

/** Instant of a UTCTime or GeneralizedTime in UTC; fractions of a second are kept to milliseconds. */
export function instantOf(node: DerNode | undefined): Date {
  const text = node?.content.toString('latin1') ?? '';
  const utc = node?.tag === Tag.utcTime ? /^(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)Z$/.exec(text) : null;
  const general = node?.tag === Tag.generalizedTime ? /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)(\.\d{1,9})?Z$/.exec(text) : null;
  const match = utc ?? general;
  if (!match) throw new DerError('time expected');
  const [, year = '', month, day, hour, minute, second, fraction = ''] = match;
  const century = utc ? (Number(year) < 50 ? '20' : '19') : '';
  const millis = fraction.slice(1, 4).padEnd(3, '0');
  try {
    return instant(`${century}${year}-${month}-${day}T${hour}:${minute}:${second}.${millis}Z`);
  } catch {
    throw new DerError('impossible time');
  }
}
