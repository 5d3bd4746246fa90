import { createHash } from 'node:crypto';
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

const LEAF = Buffer.from([0x00]);
const NODE = Buffer.from([0x01]);
const SEAL = Buffer.from([0x02]);

/** RFC 6962 §2.1: a leaf cannot be passed off as a node because their hashes start from different bytes. */
export function leafHash(entry: LedgerEntry): Buffer {
  return createHash('sha256').update(LEAF).update(canonicalJson(entry)).digest();
}

/** Merkle tree hash of leaf hashes (RFC 6962 §2.1); at least one. */
export function merkleRoot(leaves: readonly Buffer[]): Buffer {
  if (leaves.length === 0) throw new RangeError('a tree has at least one leaf');
  let level = [...leaves];
  while (level.length > 1) {
    const next: Buffer[] = [];
    for (let i = 0; i < level.length; i += 2) {
      const left = level[i]!;
      const right = level[i + 1];
      // An odd node is carried up unchanged, which gives RFC 6962's split at the largest power of two.
      next.push(right ? createHash('sha256').update(NODE).update(left).update(right).digest() : left);
    }
    level = next;
  }
  return level[0]!;
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
  return createHash('sha256')
    .update(SEAL)
    .update(
      canonicalJson({
        no: seal.no,
        firstSeq: seal.firstSeq,
        lastSeq: seal.lastSeq,
        at: seal.at,
        root: seal.root,
        previousHash: seal.previousHash,
      }),
    )
    .digest();
}

export const NO_SEAL_BEFORE = Buffer.alloc(32);
