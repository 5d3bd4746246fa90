import { hash as digest } from 'node:crypto';
import { canonicalJson } from '../canonical-json.ts';

/** A numbered entry as it is hashed and exported. */
export interface LedgerEntry {
  readonly seq: number;
  readonly at: string;
  readonly action: string;
  readonly actor: string;
  readonly scope: string | null;
  readonly subject: string;
  readonly factsHash: string;
}

/** First byte of what is hashed. */
const LEAF = '\u0000';
const NODE = Buffer.from([0x01]);
const SEAL = '\u0002';

const FIELDS = 7;

/** The same text as `canonicalJson` gives for an entry, five times as fast: its fields are known and written in their order. */
function canonicalEntry(entry: LedgerEntry): string {
  if (Object.keys(entry).length !== FIELDS) return canonicalJson(entry);
  const { action, actor, at, factsHash, scope, seq, subject } = entry;
  return JSON.stringify({ action, actor, at, factsHash, scope, seq, subject });
}

/** RFC 6962 §2.1: a leaf cannot be passed off as a node because their hashes start from different bytes. */
export function leafHash(entry: LedgerEntry): Buffer {
  return digest('sha256', LEAF + canonicalEntry(entry), 'buffer');
}

/** Merkle tree hash of leaf hashes (RFC 6962 §2.1); at least one. */
export function merkleRoot(leaves: readonly Buffer[]): Buffer {
  if (leaves.length === 0) throw new RangeError('a tree has at least one leaf');
  let level = leaves;
  while (level.length > 1) level = levelAbove(level);
  return level[0]!;
}

function nodeHash(left: Buffer, right: Buffer): Buffer {
  return digest('sha256', Buffer.concat([NODE, left, right]), 'buffer');
}

function levelAbove(level: readonly Buffer[]): Buffer[] {
  const above: Buffer[] = [];
  for (let i = 0; i < level.length; i += 2) {
    const right = level[i + 1];
    // An odd node is carried up unchanged, which gives RFC 6962's split at the largest power of two.
    above.push(right ? nodeHash(level[i]!, right) : level[i]!);
  }
  return above;
}

/** A step from a leaf up to the root: the hash beside it, and on which side that stands. */
export interface ProofStep {
  readonly side: 'left' | 'right';
  readonly hash: Buffer;
}

/** The audit path of a leaf (RFC 6962 §2.1.1), from the leaf upwards; at most 14 steps for a full seal. */
export function inclusionProof(leaves: readonly Buffer[], index: number): ProofStep[] {
  if (!Number.isInteger(index) || index < 0 || index >= leaves.length) throw new RangeError('no leaf has that index');
  const path: ProofStep[] = [];
  let level = leaves;
  for (let at = index; level.length > 1; at >>= 1) {
    const sibling = level[at ^ 1];
    if (sibling) path.push({ side: at % 2 === 0 ? 'right' : 'left', hash: sibling });
    level = levelAbove(level);
  }
  return path;
}

export interface Inclusion {
  readonly leaf: Buffer;
  readonly index: number;
  /** How many leaves the tree has. */
  readonly size: number;
  readonly path: readonly ProofStep[];
}

/** Of a number that is not 0, in binary. */
function trailingZeros(value: number): number {
  return 31 - Math.clz32(value & -value);
}

/** Whether a leaf stands at that index of the tree with that root (RFC 9162 §2.1.3.2); the sides must be those of the index. */
export function verifyInclusion({ leaf, index, size, path }: Inclusion, root: Buffer): boolean {
  if (!Number.isInteger(index) || index < 0 || index >= size) return false;
  let at = index;
  let last = size - 1;
  let hash = leaf;
  for (const step of path) {
    if (last === 0) return false;
    const fromLeft = at % 2 === 1 || at === last;
    if (step.side !== (fromLeft ? 'left' : 'right')) return false;
    hash = fromLeft ? nodeHash(step.hash, hash) : nodeHash(hash, step.hash);
    // Levels at which this node was carried up unchanged have no step.
    const carried = fromLeft && at % 2 === 0 ? trailingZeros(at) : 0;
    [at, last] = [at >> (carried + 1), last >> (carried + 1)];
  }
  return last === 0 && hash.equals(root);
}

export interface SealContent {
  readonly no: number;
  readonly firstSeq: number;
  readonly lastSeq: number;
  readonly at: string;
  readonly root: string;
  readonly previousHash: string;
}

/** What is signed: the seal's own content, which holds the hash of the seal before it. */
export function sealHash(seal: SealContent): Buffer {
  const { no, firstSeq, lastSeq, at, root, previousHash } = seal;
  return digest('sha256', SEAL + canonicalJson({ no, firstSeq, lastSeq, at, root, previousHash }), 'buffer');
}

export const NO_SEAL_BEFORE = Buffer.alloc(32);
