/** A line that begins something of its own even when no empty line stands before it. */
const BEGINS =
  /^(?:#{1,6}\s|[-+*•]\s|\||>\s|\*{0,3}(?:Điều|Chương|Phần|Mục)\s+[\dIVXLC]|\*{0,3}\d+(?:\.\d+)*[.)]\s|\*{0,3}[a-zđ]\)\s|\*{0,3}[IVXLC]+\.\s)/u;

/**
 * Joins lines that were broken to fit a column, so that each paragraph is one line, as wordings are kept: converted
 * texts and PDFs break every 80 letters or so. Empty lines, headings, list items, tables and Điều begin anew.
 */
export function unwrapLines(markdown: string): string {
  const paragraphs: string[] = [];
  let open = false;
  for (const raw of markdown.replace(/\r\n?/g, '\n').split('\n')) {
    const line = raw.trim();
    const table = line.startsWith('|');
    if (line === '') {
      if (open) paragraphs.push('');
      open = false;
    } else if (open && !BEGINS.test(line) && !(paragraphs.at(-1) ?? '').startsWith('|')) {
      paragraphs[paragraphs.length - 1] = `${paragraphs.at(-1) ?? ''} ${line}`;
    } else {
      if (open && !table) paragraphs.push('');
      paragraphs.push(line);
      open = true;
    }
  }
  return paragraphs.join('\n').trim();
}
