import { createHash } from 'node:crypto';
import type { Word } from './words.ts';

const WORDS_IN_SHINGLE = 3;
const WINDOW = 3;

/** FNV-1a, 32 bits, signed as PostgreSQL's int4. */
function hashOf(text: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < text.length; at += 1) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  return hash | 0;
}

/**
 * Fingerprints of a text: hashes of three words in a row, of which the smallest of each three neighbours is kept
 * (winnowing: Schleimer, Wilkerson, Aiken 2003). Two texts with five words in a row in common share at least one.
 */
export function fingerprints(words: readonly Word[]): number[] {
  const hashes: number[] = [];
  for (let at = 0; at + WORDS_IN_SHINGLE <= words.length; at += 1) {
    hashes.push(
      hashOf(
        words
          .slice(at, at + WORDS_IN_SHINGLE)
          .map((word) => word.key)
          .join(' '),
      ),
    );
  }
  const kept = new Set<number>();
  for (let at = 0; at < Math.max(1, hashes.length - WINDOW + 1) && hashes.length > 0; at += 1) {
    kept.add(Math.min(...hashes.slice(at, at + WINDOW)));
  }
  return [...kept];
}

/** SHA-256 over the words alone: equal for texts that say the same word for word. */
export function wordsHash(words: readonly Word[]): Buffer {
  return createHash('sha256')
    .update(words.map((word) => word.key).join(' '))
    .digest();
}
