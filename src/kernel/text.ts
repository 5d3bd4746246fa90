/**
 * Folding of Vietnamese text for search: without diacritics, case or punctuation, in NFC or NFD alike.
 * "Hòa" and "Hoà" fold to "hoa"; "Đồng" to "dong".
 */
export function fold(text: string): string {
  return withoutMarks(text)
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}

/** Lower case and NFC with tone marks moved to the one place the old style uses (hòa, not hoà), so that spellings compare equal but tones still differ. */
export function normalizeTone(text: string): string {
  return text
    .normalize('NFD')
    .toLowerCase()
    .replace(/(?<!q)(o|u)(a|e|y)([\u0300\u0301\u0303\u0309\u0323])(?![\p{L}\p{M}])/gu, '$1$3$2')
    .normalize('NFC');
}

/** Latin letters only, case kept: "Đồng Nai" becomes "Dong Nai". */
export function withoutMarks(text: string): string {
  return text
    .normalize('NFD')
    .replace(/\p{M}+/gu, '')
    .replace(/đ/g, 'd')
    .replace(/Đ/g, 'D');
}

/** The words of a text, each folded and in lower case with its tones in one spelling: `Hoà Bình` → hoa/hòa, binh/bình. */
export function words(text: string): { folded: string; toned: string }[] {
  return normalizeTone(text)
    .split(/[^\p{L}\p{M}\p{N}]+/u)
    .map((toned) => ({ folded: fold(toned), toned }))
    .filter((word) => word.folded !== '');
}

/** One space between words, no space at the ends, NFC. What a person typed, made comparable. */
export function tidy(text: string): string {
  return text.normalize('NFC').replace(/\s+/gu, ' ').trim();
}
