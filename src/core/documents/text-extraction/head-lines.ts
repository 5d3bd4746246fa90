/** A line of a document's text without Markdown marks; `gap` when something divides it from the line before. */
export interface HeadLine {
  readonly text: string;
  readonly gap: boolean;
}

const COUNTRY = /\s*(CỘNG\s+H(?:ÒA|OÀ)\s+XÃ\s+HỘI\s+CHỦ\s+NGHĨA\s+VIỆT\s+NAM)\s*/u;
const MOTTO = /\s*(Độc\s+lập\s*[-–—]\s*Tự\s+do\s*[-–—]\s*Hạnh\s+phúc)\s*/u;

/**
 * Text of an official document as lines: marks and drawn rules are taken away, cells of the head table become lines
 * of their own, the country's name and motto stand alone even when a PDF ran them together with the agency's name.
 */
export function headLines(text: string, limit: number): HeadLine[] {
  const flat = stripMarks(text.slice(0, limit * 2)).slice(0, limit);
  const parted = flat
    .replace(COUNTRY, (_, words: string) => `\n\n${words.replace(/\s+/g, ' ')}\n\n`)
    .replace(MOTTO, (_, words: string) => `\n\n${words.replace(/\s+/g, ' ')}\n\n`)
    .replace(/(\S) +(Số\s*:)/u, '$1\n\n$2')
    .replace(/(Số\s*:\s*\d+\s*\/\s*\S+)(?<![-/]) +(?=\S)/u, '$1\n\n');
  const lines: HeadLine[] = [];
  let gap = true;
  for (const raw of parted.split('\n')) {
    const line = raw.replace(/\s+/g, ' ').trim();
    if (line === '') gap = true;
    else {
      lines.push({ text: line, gap });
      gap = false;
    }
  }
  return lines;
}

/** NFC without emphasis, headings, table bars and rules; a rule or bar becomes an empty line. */
export function stripMarks(text: string): string {
  return text
    .normalize('NFC')
    .replace(/\r\n?/g, '\n')
    .replace(/\u00A0/g, ' ')
    .replace(/\\([*_\\.-])/g, '$1')
    .replace(/\*{2,}|\*(?=\S)|(?<=\S)\*/g, '')
    .replace(/^[\s*]+$/gm, '')
    .replace(/^[ \t]{0,3}#{1,6}[ \t]+/gm, '')
    .replace(/[-_=–—]{3,}/g, '\n\n')
    .replace(/\|/g, '\n\n');
}

/** Words wholly in capitals (numbers and signs do not count), at least two letters. */
export function isCapitals(text: string): boolean {
  return text === text.toUpperCase() && /\p{Lu}.*\p{Lu}/u.test(text);
}
