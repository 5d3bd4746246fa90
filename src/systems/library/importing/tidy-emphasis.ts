interface Style {
  readonly bold: boolean;
  readonly italic: boolean;
}

interface Piece extends Style {
  readonly text: string;
}

const PLAIN: Style = { bold: false, italic: false };

/**
 * Converters put stars around every run of letters a word processor kept apart ("Địn****h** mức", "*text; *", "* *").
 * Gives the same words with marks only at the ends of words and each closed; a star that is no mark is escaped.
 */
export function tidyEmphasis(line: string): string {
  if (!line.includes('*')) return line;
  const list = /^\*\s+(?=\S)/.exec(line);
  if (list && !closesLater(line, 1)) return `- ${marked(wordsOf(piecesOf(line.slice(list[0].length))))}`;
  return marked(wordsOf(piecesOf(line)));
}

/** Whether an italic or bold run is still open at the end of a text: the next line belongs to it. */
export function isOpen(text: string): boolean {
  const last = read(text).style;
  return last.bold || last.italic;
}

const STARS = /\\[\s\S]|\*+/g;

/** Runs of equal style. A style that is never closed was no style. */
function piecesOf(line: string): Piece[] {
  const { pieces, style, opened } = read(line);
  return pieces.map((piece, index) => ({
    text: piece.text,
    bold: piece.bold && !(style.bold && index >= opened.bold),
    italic: piece.italic && !(style.italic && index >= opened.italic),
  }));
}

function read(line: string) {
  const pieces: Piece[] = [];
  const opened = { bold: 0, italic: 0 };
  let style = PLAIN;
  let from = 0;
  for (const match of line.matchAll(STARS)) {
    const stars = match[0];
    const to = match.index + stars.length;
    if (stars.startsWith('\\') || isLiteral(line, match.index, to, style)) continue;
    if (match.index > from) pieces.push({ text: line.slice(from, match.index), ...style });
    from = to;
    // "**" ends one bold run and "**" begins the next: an even number of pairs changes nothing.
    const bold = Math.floor(stars.length / 2) % 2 === 1 ? !style.bold : style.bold;
    const italic = stars.length % 2 === 1 ? !style.italic : style.italic;
    if (bold && !style.bold) opened.bold = pieces.length;
    if (italic && !style.italic) opened.italic = pieces.length;
    style = { bold, italic };
  }
  if (from < line.length) pieces.push({ text: line.slice(from), ...style });
  return { pieces, style, opened };
}

/** "(*)" of a footnote, "b/a * 100", "%, *, &". */
function isLiteral(line: string, from: number, to: number, style: Style): boolean {
  const [before = ' ', after = ' '] = [line[from - 1], line[to]];
  if (before === '(' && after === ')') return true;
  if (style.bold || style.italic || to - from > 1) return false;
  if (!/\s/.test(before)) return false;
  if (from === 0) return false;
  if (/[,;)]/.test(after)) return true;
  return /\s/.test(after) && !closesLater(line, to);
}

/** Whether the next stars close a run: words stand right before them, or nothing follows. */
function closesLater(line: string, from: number): boolean {
  const next = line.indexOf('*', from);
  return next >= 0 && (/\S/.test(line[next - 1] ?? ' ') || endsInStars(line, next)) && line[next - 1] !== '(';
}

/** A longer end than this is words, and is not looked through again for each star in it. */
const LONGEST_END = 100;

function endsInStars(line: string, from: number): boolean {
  return line.length - from <= LONGEST_END && line.slice(from).replaceAll('*', '').trim() === '';
}

/** Each word in the style most of its letters have: half a word in bold is an accident of the conversion. */
function wordsOf(pieces: readonly Piece[]): Piece[] {
  const words: Piece[] = [];
  let parts: Piece[] = [];
  const close = (): void => {
    if (parts.length === 0) return;
    const lengthIn = (style: keyof Style): number => parts.reduce((sum, part) => sum + (part[style] ? part.text.length : 0), 0);
    const text = parts.map((part) => part.text).join('');
    words.push({ text, bold: lengthIn('bold') * 2 > text.length, italic: lengthIn('italic') * 2 > text.length });
    parts = [];
  };
  for (const piece of pieces) {
    for (const text of piece.text.split(/(\s+)/)) {
      if (text === '') continue;
      if (/^\s/.test(text)) close();
      else parts.push({ ...piece, text });
    }
  }
  close();
  return words;
}

function marked(words: readonly Piece[]): string {
  const runs: Piece[] = [];
  for (const word of words) {
    const last = runs.at(-1);
    if (last && last.bold === word.bold && last.italic === word.italic)
      runs[runs.length - 1] = { ...last, text: `${last.text} ${word.text}` };
    else runs.push(word);
  }
  return runs
    .map(({ text, bold, italic }) => {
      const mark = `${bold ? '**' : ''}${italic ? '*' : ''}`;
      return `${mark}${text.replace(/(?<!\\)\*/g, '\\*')}${mark}`;
    })
    .join(' ');
}
