/** A line that begins something of its own even when no empty line stands before it. */
const BEGINS =
  /^(?:#{1,6}\s|[-+*•]\s|\||>\s|\*{0,3}(?:Điều|Chương|Phần|Mục)\s+[\dIVXLC]|\*{0,3}\d+(?:\.\d+)*[.)]\s|\*{0,3}[a-zđ]\)\s|\*{0,3}[IVXLC]+\.\s)/u;

/**
 * Joins lines that were broken to fit a column, so that each paragraph is one line, as wordings are kept: converted
 * texts and PDFs break every 80 letters or so. Empty lines, headings, list items, tables and Điều begin anew.
 */
export function unwrapLines(markdown: string): string {
  const paragraphs: string[] = [];
  // Lines of the paragraph that is still open, joined once at its end: joining line by line copies it over and over.
  let lines: string[] = [];
  const close = (): void => {
    if (lines.length > 0) paragraphs.push(lines.join(' '));
    lines = [];
  };
  for (const raw of markdown.replace(/\r\n?/g, '\n').split('\n')) {
    const line = raw.trim();
    const open = lines.length > 0;
    if (line === '') {
      close();
      if (open) paragraphs.push('');
    } else if (open && !BEGINS.test(line) && !lines[0]?.startsWith('|')) {
      lines.push(line);
    } else {
      close();
      if (open && !line.startsWith('|')) paragraphs.push('');
      lines.push(line);
    }
  }
  close();
  return paragraphs.join('\n').trim();
}
