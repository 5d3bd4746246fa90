import { createHash } from 'node:crypto';

/**
 * A mark in the letters themselves. A Vietnamese vowel with its signs can be coded as one character (NFC) or as a letter and
 * the signs that follow it (NFD); both look alike. In each copy every vowel is always coded in one of the two ways, 66 choices
 * by the number of the copy: any part of the text with enough different vowels tells it, wherever it was cut. It goes along
 * when text is copied, and is lost when a program normalises the text or somebody types it anew.
 */
const VOWELS = [...'àáảãạăằắẳẵặâầấẩẫậèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵ'];
const places = new Map(VOWELS.map((vowel, index) => [vowel, index]));

/** Different vowels that a text needs before it may name a copy: by chance 20 agree once in a million times. */
export const ENOUGH_VOWELS = 20;
/** Share of the vowels that may speak against a copy: a sentence of somebody else's among the words. */
const NEEDED = 0.95;
const APART = 0.15;

function choices(mark: number): (place: number) => boolean {
  const digest = createHash('sha256')
    .update(`letters of copy ${mark >>> 0}`)
    .digest();
  return (place) => (((digest[place >>> 3] ?? 0) >>> (place & 7)) & 1) === 1;
}

/** A text with its vowels coded as in the copy of this number. */
export function withLetterMark(mark: number): (text: string) => string {
  const apart = choices(mark);
  return (text) =>
    Array.from(text.normalize('NFC'), (sign) => {
      const place = places.get(sign.toLowerCase());
      return place !== undefined && apart(place) ? sign.normalize('NFD') : sign;
    }).join('');
}

/** How each vowel of a text is coded, by its place: true for letter and signs. Empty when all are coded in one way. */
export function codedVowels(text: string): ReadonlyMap<number, boolean> {
  const counts = new Map<number, number>();
  for (const [seen] of text.matchAll(/\p{L}\p{M}*/gu)) {
    const whole = seen.normalize('NFC');
    const place = places.get(whole.toLowerCase());
    if (place === undefined) continue;
    if (seen === whole) counts.set(place, (counts.get(place) ?? 0) - 1);
    else if (seen === whole.normalize('NFD')) counts.set(place, (counts.get(place) ?? 0) + 1);
  }
  const coded = new Map([...counts].filter(([, count]) => count !== 0).map(([place, count]) => [place, count > 0]));
  return new Set(coded.values()).size > 1 ? coded : new Map<number, boolean>();
}

/** The one copy of these whose choices a text follows; undefined when none does, or too few vowels are there to tell. */
export function copyByLetters(text: string, marks: readonly number[]): number | undefined {
  const coded = codedVowels(text);
  if (coded.size < ENOUGH_VOWELS) return undefined;
  const scored = marks
    .map((mark) => {
      const apart = choices(mark);
      return { mark, share: [...coded].filter(([place, seen]) => apart(place) === seen).length / coded.size };
    })
    .toSorted((a, b) => b.share - a.share);
  const [best, next] = scored;
  return best && best.share >= NEEDED && best.share - (next?.share ?? 0) >= APART ? best.mark : undefined;
}
