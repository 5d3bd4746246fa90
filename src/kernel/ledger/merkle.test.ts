import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { canonicalJson } from '../canonical-json.ts';
import { inclusionProof, leafHash, merkleRoot, verifyInclusion } from './merkle.ts';

const sha256 = (...parts: (Buffer | string)[]): Buffer =>
  parts.reduce<ReturnType<typeof createHash>>((all, part) => all.update(part), createHash('sha256')).digest();

/** Leaves that differ from each other, as those of numbered entries do. */
const leavesOf = (size: number, salt = 0): Buffer[] => Array.from({ length: size }, (_, index) => sha256(`${salt} ${index}`));

/** The definition of RFC 6962 §2.1 word for word: split at the largest power of two below the size. */
function byDefinition(leaves: readonly Buffer[]): Buffer {
  if (leaves.length === 1) return leaves[0]!;
  const k = 2 ** (Math.ceil(Math.log2(leaves.length)) - 1);
  return sha256(Buffer.from([1]), byDefinition(leaves.slice(0, k)), byDefinition(leaves.slice(k)));
}

const tree = fc
  .record({ size: fc.integer({ min: 1, max: 300 }), salt: fc.nat(), at: fc.nat() })
  .map(({ size, salt, at }) => ({ leaves: leavesOf(size, salt), index: at % size }));

function flipped(bytes: Buffer, bit: number): Buffer {
  const copy = Buffer.from(bytes);
  const at = bit % (copy.length * 8);
  copy[at >> 3]! ^= 1 << (at & 7);
  return copy;
}

describe('a leaf', () => {
  it('is the hash of a zero byte and the entry in canonical JSON', () => {
    const text = fc.string({ unit: 'grapheme' });
    const entry = fc.record({ seq: fc.nat(), at: text, action: text, actor: text, scope: fc.option(text), subject: text, factsHash: text });
    fc.assert(
      fc.property(entry, (one) => {
        expect(leafHash(one).equals(sha256(Buffer.from([0]), canonicalJson(one)))).toBe(true);
        const more = { ...one, more: 1 };
        expect(leafHash(more).equals(sha256(Buffer.from([0]), canonicalJson(more)))).toBe(true);
      }),
    );
  });
});

describe('the root', () => {
  it('is that of RFC 6962', () => {
    fc.assert(fc.property(tree, ({ leaves }) => merkleRoot(leaves).equals(byDefinition(leaves))));
  });

  it('changes with any leaf, its order and its number', () => {
    fc.assert(
      fc.property(tree, fc.nat(), ({ leaves, index }, bit) => {
        const root = merkleRoot(leaves);
        expect(merkleRoot(leaves.with(index, flipped(leaves[index]!, bit))).equals(root)).toBe(false);
        if (leaves.length === 1) return;
        expect(merkleRoot(leaves.toSpliced(index, 1)).equals(root)).toBe(false);
        expect(merkleRoot([...leaves.slice(1), leaves[0]!]).equals(root)).toBe(false);
      }),
    );
  });

  it('of nothing does not exist', () => {
    expect(() => merkleRoot([])).toThrow(RangeError);
  });
});

describe('a proof', () => {
  it('verifies for every leaf of every tree', () => {
    for (let size = 1; size <= 70; size += 1) {
      const leaves = leavesOf(size);
      const root = merkleRoot(leaves);
      for (const [index, leaf] of leaves.entries()) {
        expect(verifyInclusion({ leaf, index, size, path: inclusionProof(leaves, index) }, root)).toBe(true);
      }
    }
  });

  it('is as long as the tree is high, at most', () => {
    const leaves = leavesOf(10_000);
    expect(inclusionProof(leaves, 0)).toHaveLength(14);
    expect(
      verifyInclusion({ leaf: leaves[9_999]!, index: 9_999, size: 10_000, path: inclusionProof(leaves, 9_999) }, merkleRoot(leaves)),
    ).toBe(true);
  });

  it('fails when anything in it is changed', () => {
    const change = fc.record({ bit: fc.nat(), step: fc.nat(), other: fc.nat() });
    fc.assert(
      fc.property(tree, change, ({ leaves, index }, { bit, step, other }) => {
        const root = merkleRoot(leaves);
        const size = leaves.length;
        const path = inclusionProof(leaves, index);
        const good = { leaf: leaves[index]!, index, size, path };
        const holds = (over: Partial<typeof good>, against = root): boolean => verifyInclusion({ ...good, ...over }, against);
        expect(holds({})).toBe(true);
        expect(holds({ leaf: flipped(good.leaf, bit) })).toBe(false);
        expect(holds({}, flipped(root, bit))).toBe(false);
        expect(holds({ path: [...path, { side: 'left', hash: root }] })).toBe(false);
        expect(holds({ index: size })).toBe(false);
        expect(holds({ index: -1 })).toBe(false);
        if (other % size !== index) expect(holds({ index: other % size })).toBe(false);
        if (path.length === 0) return;
        const at = step % path.length;
        const one = path[at]!;
        expect(holds({ path: path.with(at, { ...one, hash: flipped(one.hash, bit) }) })).toBe(false);
        expect(holds({ path: path.with(at, { ...one, side: one.side === 'left' ? 'right' : 'left' }) })).toBe(false);
        expect(holds({ path: path.toSpliced(at, 1) })).toBe(false);
      }),
      { numRuns: 300 },
    );
  });

  it('is refused for a leaf that does not exist', () => {
    for (const index of [-1, 3, 0.5]) expect(() => inclusionProof(leavesOf(3), index)).toThrow(RangeError);
  });

  it('cannot pass a node off as a leaf', () => {
    const [a, b, c] = leavesOf(3);
    const node = merkleRoot([a!, b!]);
    const root = merkleRoot([a!, b!, c!]);
    expect(verifyInclusion({ leaf: node, index: 0, size: 3, path: [{ side: 'right', hash: c! }] }, root)).toBe(false);
  });
});
