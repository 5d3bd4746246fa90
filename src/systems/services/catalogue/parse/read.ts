/** The source writes this where it has nothing. */
const NOTHING = 'Không có thông tin';

/** No field of a real record is a third as long; what is longer is shown as it is and not taken apart. */
export const LONGEST_FIELD = 200_000;

/** A field as text: NFC, no odd blanks, '' for the source's "no information". */
export function textOf(value: unknown): string {
  if (typeof value !== 'string') return '';
  const text = value
    .slice(0, LONGEST_FIELD + 1)
    .normalize('NFC')
    .replace(/[\u00a0\u2000-\u200a\u202f\t]/g, ' ')
    .replace(/[\u200b-\u200f\u2028-\u202e\ufeff]/g, '')
    .replace(/\r\n?/g, '\n')
    .trim();
  return text === NOTHING ? '' : text;
}

/** What stands between brackets at the start of a text, the brackets matched; undefined when there are none that close. */
export function bracketed(text: string): { readonly inside: string; readonly length: number } | undefined {
  if (text[0] !== '(') return undefined;
  let depth = 0;
  for (let at = 0; at < text.length; at += 1) {
    if (text[at] === '(') depth += 1;
    if (text[at] === ')') depth -= 1;
    if (depth === 0) return { inside: text.slice(1, at).trim(), length: at + 1 };
  }
  return undefined;
}
