/** Without i, l, o, 0 and 1, which are read for one another. */
const ALPHABET = 'ABCDEFGHJKMNPQRSTUVWXYZ23456789';
const LENGTH = 8;

/** A short code for a person to type, 39 bits of the bytes given: `K7QM-4TXP`. */
export function shortCode(bytes: Uint8Array): string {
  const letters: string[] = [];
  // 248 is the largest multiple of 31 in a byte: above it the letters would not be equally likely.
  for (const byte of bytes) if (byte < 248 && letters.length < LENGTH) letters.push(ALPHABET[byte % ALPHABET.length]!);
  return `${letters.slice(0, 4).join('')}-${letters.slice(4).join('')}`;
}

/** A code as it was typed, in capitals and without what people put between; undefined: not of this form. */
export function typedCode(text: string): string | undefined {
  const bare = text.toUpperCase().replace(/[\s-]/g, '');
  return bare.length === LENGTH && [...bare].every((letter) => ALPHABET.includes(letter))
    ? `${bare.slice(0, 4)}-${bare.slice(4)}`
    : undefined;
}

/** Three different numbers of two digits in an order of their own, and which of them the computer shows. `random(n)`: 0 … n-1. */
export function numbersToOffer(random: (below: number) => number): { readonly offered: readonly number[]; readonly number: number } {
  const offered: number[] = [];
  while (offered.length < 3) {
    const one = 10 + random(90);
    if (!offered.includes(one)) offered.push(one);
  }
  return { offered, number: offered[random(3)]! };
}

/** Time for the proof on the telephone once the number is picked. */
const PROOF_MS = 180_000;

/** How far it has come, for both sides. */
export type PhoneState = 'waiting' | 'chosen' | 'approved' | 'refused' | 'wrong-number' | 'over';

export function stateOf(
  row: { readonly outcome: string | null; readonly chosenAt: Date | null; readonly expiresAt: Date },
  at: Date,
): PhoneState {
  if (row.outcome === 'approved' || row.outcome === 'refused' || row.outcome === 'wrong-number') return row.outcome;
  if (row.chosenAt !== null) return at.getTime() - row.chosenAt.getTime() < PROOF_MS ? 'chosen' : 'over';
  return row.expiresAt > at ? 'waiting' : 'over';
}
