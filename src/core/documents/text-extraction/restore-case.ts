import { isCapitals } from './head-lines.ts';

/**
 * Gives a text in capitals its ordinary letters as the rest of the document writes the same words: "QUYẾT ĐỊNH SỐ
 * 06/QĐ-TTG … TỈNH LAI CHÂU" becomes "Quyết định số 06/QĐ-TTg … tỉnh Lai Châu". Words that do not occur elsewhere
 * become lower case.
 */
export function restoreCase(capitals: string, body: string): string {
  const wanted = new Set(capitals.split(' ').map((token) => bare(token).toLowerCase()));
  const spellings = readSpellings(body, wanted);
  let last = '';
  const words = capitals.split(' ').map((token) => {
    const low = bare(token).toLowerCase();
    const usual =
      mostly(spellings.pairs.get(`${last} ${low}`)) ?? mostly(spellings.singles.get(low)) ?? mostly(spellings.acronyms.get(low)) ?? low;
    last = low;
    return token.replace(bare(token), () => usual);
  });
  const text = words.join(' ');
  return text.charAt(0).toUpperCase() + text.slice(1);
}

type Spellings = Map<string, Map<string, number>>;

/** How the body writes each wanted word after the word before it, and anywhere; UBND and the like apart. */
function readSpellings(body: string, wanted: ReadonlySet<string>): { pairs: Spellings; singles: Spellings; acronyms: Spellings } {
  const [pairs, singles, acronyms]: [Spellings, Spellings, Spellings] = [new Map(), new Map(), new Map()];
  const lines = body.split('\n').filter((line) => !isCapitals(line));
  let before = '.';
  for (const token of lines.join(' ').split(/\s+/)) {
    const word = bare(token);
    const low = word.toLowerCase();
    const previous = before;
    before = token;
    if (!wanted.has(low)) continue;
    // After a full stop a capital says nothing.
    const starts = /[.:;!?]$/.test(previous);
    if (word === word.toUpperCase() && !/\d/.test(word) && word.length > 1) count(acronyms, low, word);
    else if (word !== '' && !(starts && word !== low)) {
      count(pairs, `${bare(previous).toLowerCase()} ${low}`, word);
      count(singles, low, word);
    }
  }
  return { pairs, singles, acronyms };
}

function bare(token: string): string {
  return token.replace(/^[^\p{L}\p{N}]+|[^\p{L}\p{N}]+$/gu, '');
}

function count(map: Spellings, key: string, word: string): void {
  const spellings = map.get(key) ?? new Map<string, number>();
  spellings.set(word, (spellings.get(word) ?? 0) + 1);
  map.set(key, spellings);
}

/** The commonest spelling; on a tie the lower-case one. */
function mostly(spellings: Map<string, number> | undefined): string | undefined {
  const sorted = [...(spellings ?? [])].sort(([a, n], [b, m]) => m - n || (a > b ? -1 : 1));
  return sorted[0]?.[0];
}
