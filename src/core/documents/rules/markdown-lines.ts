const OPEN = '<!--';
const CLOSE = '-->';

/**
 * Lines of Markdown in NFC, without comments, and with no long run of spaces in them: on such a run patterns like
 * `\s*\|` take time with the square of its length, and whoever writes a draft could stop the server with one line.
 */
export function markdownLines(markdown: string): string[] {
  const text = markdown
    .normalize('NFC')
    .replace(/\r\n?/g, '\n')
    .replace(/[^\S\n]{9,}/g, ' '.repeat(8));
  return withoutComments(text).split('\n');
}

/** Once through, unlike `<!--[\s\S]*?-->`, which looks for the end anew from every beginning. */
function withoutComments(text: string): string {
  const kept: string[] = [];
  let at = 0;
  for (;;) {
    const start = text.indexOf(OPEN, at);
    const end = start === -1 ? -1 : text.indexOf(CLOSE, start + OPEN.length);
    if (end === -1) break;
    kept.push(text.slice(at, start));
    at = end + CLOSE.length;
  }
  kept.push(text.slice(at));
  return kept.join('');
}
