import { normalizeTone } from '#kernel/text.ts';

/** A word of a text as it is compared and as it was written. */
export interface Word {
  /** Lower case, compatibility forms and places of tone marks made one; numbers keep their points and commas. */
  readonly key: string;
  readonly shown: string;
  /** What stands between this word and the next: marks, spaces, ends of lines. */
  readonly after: string;
}

/** A text ready to be compared, and what was left out of the comparison. */
export interface Reading {
  readonly words: readonly Word[];
  /** Addresses in the text; they are compared apart, because a copy with another address is no copy. */
  readonly links: readonly string[];
  /** Codes of ours, such as `CP-261122-0042-K7F3`. */
  readonly codes: readonly string[];
  /** Hashtags that stood apart from the sentences. Those within a sentence count as words: `phải #không nộp`. */
  readonly hashtags: readonly string[];
}

/** Signs that take no room: soft hyphens, joiners, directions, variation selectors, the frame of keycap digits. */
const INVISIBLE = /\p{Default_Ignorable_Code_Point}|\u20e3/gu;
const EMOJI = /[\p{Extended_Pictographic}\p{Regional_Indicator}\u{1f3fb}-\u{1f3ff}]/gu;
const CODE = /(?<![\p{L}\p{N}-])[A-Z][A-Z0-9]{0,9}-\d{6}-\d{3,6}-[A-Z0-9]{4}(?![\p{L}\p{N}-])/giu;
const ENDINGS = 'vn|com|net|org|info|io|me|gov|top|xyz|site|online|club|shop|live|vip|cc|ly|gl|be|link|app|biz|asia|icu';
const LINK = new RegExp(
  `(?:https?://|www\\.)[^\\s<>"“”]+|(?<![@\\p{L}\\p{N}.-])(?:[a-z0-9-]+\\.)+(?:${ENDINGS})(?![\\p{L}\\p{N}-])(?:/[^\\s<>"“”]*)?`,
  'giu',
);
/** What stands before a code or an address and says nothing by itself. */
const LABEL =
  /(?:mã(?: kiểm tra| tin)?|kiểm tra(?: tin)?(?: này)?(?: tại)?|xem (?:toàn văn|đầy đủ|chi tiết)(?: tại)?|nguồn|code|check(?: this)?(?: at)?|full text|source)[ \t]*:?[ \t]*$/iu;
/** Buttons of platforms that are copied along with a text. */
const BUTTONS = /(?:…|\.{3})?[ \t]*(?:see more|xem thêm|see less|ẩn bớt|thu gọn|see translation|xem bản dịch)[ \t]*$/gimu;
const HASHTAG = '#[\\p{L}\\p{N}_]+';
const TAG_LINE = new RegExp(`^[ \\t]*${HASHTAG}(?:[ \\t]+${HASHTAG})*[ \\t]*$`, 'gmu');
const TAG_TAIL = new RegExp(`(?<=[.!?…:;)”"])[ \\t]*${HASHTAG}(?:[ \\t]+${HASHTAG})*[ \\t]*$`, 'gmu');
const WORD = /(?:(?<=^|\s)[+\-−](?=\d))?\d+(?:[.,:/]\d+)*(?: ?[%‰])?|[\p{L}\p{M}][\p{L}\p{M}\p{N}]*|[\p{N}$€£¥₫]/gu;

/** Signs that may not be seen, and emoji, do not change what a text says; decomposed letters are made whole. */
function visible(text: string): string {
  return text
    .normalize('NFC')
    .replace(INVISIBLE, '')
    .replace(EMOJI, ' ')
    .replace(/\r\n?/g, '\n')
    .replace(/[^\S\n]/gu, ' ');
}

function taken(text: string, pattern: RegExp, found: string[], read: (match: string) => string): string {
  let rest = '';
  let from = 0;
  for (const match of text.matchAll(pattern)) {
    rest += text.slice(from, match.index).replace(LABEL, '');
    rest += ' ';
    found.push(read(match[0]));
    from = match.index + match[0].length;
  }
  return rest + text.slice(from);
}

function takeHashtags(text: string, found: string[]): string {
  const take = (match: string): string => {
    found.push(...(match.match(new RegExp(HASHTAG, 'gu')) ?? []));
    return '';
  };
  return text.replace(TAG_LINE, take).replace(TAG_TAIL, take);
}

function keyOf(shown: string): string {
  return normalizeTone(shown.normalize('NFKC')).replace(/\s/g, '').replace('−', '-');
}

/** Reads a text into its words, by the same rules for what we publish and for what people paste. */
export function readText(text: string): Reading {
  const [links, codes, hashtags]: [string[], string[], string[]] = [[], [], []];
  let rest = visible(text).replace(BUTTONS, '');
  rest = taken(rest, LINK, links, (link) => link.replace(/[.,;:!?)\]]+$/, ''));
  rest = taken(rest, CODE, codes, (code) => code.toUpperCase());
  rest = takeHashtags(rest, hashtags);
  const matches = [...rest.matchAll(WORD)];
  const words = matches.map((match, at) => {
    const end = match.index + match[0].length;
    return { key: keyOf(match[0]), shown: match[0], after: rest.slice(end, matches[at + 1]?.index ?? rest.length) };
  });
  return { words, links, codes, hashtags };
}

/** Whether a word is a figure; a changed figure is what a reader must not miss. */
export function isNumber(word: Word): boolean {
  return /\d/.test(word.key);
}
