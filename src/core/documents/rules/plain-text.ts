import { markdownLines } from './markdown-lines.ts';

/**
 * The words of Markdown without its marks, for search and for reading aloud: no `#`, `**`, list marks, table bars or
 * escapes; numbers such as "1." at the head of a Khoản are words of the law and stay.
 */
export function plainText(markdown: string): string {
  return markdownLines(markdown)
    .filter((line) => !/^\s*\|?(?:\s*:?-{2,}:?\s*\|)+\s*(?::?-{2,}:?)?\s*$/.test(line) && !/^\s*([-*_])(?:\s*\1){2,}\s*$/.test(line))
    .map(plainLine)
    .join('\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim();
}

function plainLine(line: string): string {
  return line
    .replace(/^\s{0,3}#{1,6}\s+/, '')
    .replace(/^\s*>\s?/, '')
    .replace(/^(\s*)[-*+]\s+/, '$1- ')
    .replace(/<br\s*\/?>/gi, ' ')
    .replace(/\\([\\`*_{}[\]()#+\-.!|>~])/g, '$1')
    .replace(/\*{1,3}(?=\S)([^*]*?\S)\*{1,3}/g, '$1')
    .replace(/(^|[\s(“"|])_{1,2}(?=\S)([^_]*?\S)_{1,2}(?=$|[\s,.;:)”"|])/g, '$1$2')
    .replace(/^\s*\|/, '')
    .replace(/\|\s*$/, '')
    .replace(/\s*\|\s*/g, '  ')
    .trimEnd();
}
