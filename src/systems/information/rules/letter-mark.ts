import { createHash } from 'node:crypto';

/**
 * A mark in the letters themselves. A Vietnamese vowel with its signs can be coded as one character (NFC) or as a letter and
 * the signs that follow it (NFD); both look alike. In each copy every vowel is always coded in one of the two ways, 66 choices
 * by the number of the copy: any part of the text with enough different vowels tells it, wherever it was cut. It goes along
 * when text is copied, and is lost when a program normalises the text or somebody types it anew.
 */
const VOWELS = [...'àáảãạăằắẳẵặâầấẩẫậèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵ'];
const places = new Map(VOWELS.map((vowel, index) => [vowel, index]));

/** A copy is named when nobody's would agree so well by chance more often than this, all copies together. */
const MOST_CHANCE = 0.001;
/** By how many vowels the next best copy must differ more. */
const APART = 2;

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

/** How likely it is that of so many choices at most so many are wrong by chance. */
function chance(all: number, wrong: number): number {
  let [ways, sum] = [1, 1];
  for (let index = 1; index <= wrong; index += 1) {
    ways = (ways * (all - index + 1)) / index;
    sum += ways;
  }
  return sum / 2 ** all;
}

/**
 * The one copy of these whose choices a text follows; undefined when none does, or too few different vowels are there to be
 * certain: some 17 for a hundred copies, 23 for five thousand.
 */
export function copyByLetters(text: string, marks: readonly number[]): number | undefined {
  const coded = codedVowels(text);
  const judged = marks
    .map((mark) => {
      const apart = choices(mark);
      return { mark, wrong: [...coded].filter(([place, seen]) => apart(place) !== seen).length };
    })
    .toSorted((a, b) => a.wrong - b.wrong);
  const [best, next] = judged;
  if (!best || chance(coded.size, best.wrong) * marks.length > MOST_CHANCE) return undefined;
  return next && next.wrong - best.wrong < APART ? undefined : best.mark;
}
