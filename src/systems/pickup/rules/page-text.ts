const LONGEST = 400_000;
/** Elements whose content nobody reads as the article. */
const UNREAD = new Set(['script', 'style', 'noscript', 'template', 'svg', 'head', 'iframe', 'textarea', 'select', 'nav', 'footer', 'form']);
const INLINE = new Set(['a', 'abbr', 'b', 'cite', 'code', 'em', 'font', 'i', 'mark', 'small', 'span', 'strong', 'sub', 'sup', 'time', 'u']);
const NAMED: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  nbsp: ' ',
  ndash: '–',
  mdash: '—',
  hellip: '…',
  lsquo: '‘',
  rsquo: '’',
  ldquo: '“',
  rdquo: '”',
};

function unescaped(text: string): string {
  return text.replace(/&(?:#(\d{1,7})|#x([\da-f]{1,6})|([a-z]{2,8}));/gi, (whole, decimal?: string, hex?: string, name?: string) => {
    if (name !== undefined) return NAMED[name.toLowerCase()] ?? whole;
    const code = decimal === undefined ? Number.parseInt(hex ?? '', 16) : Number(decimal);
    return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : '';
  });
}

/**
 * The words of a page: one paragraph a line, without marks, scripts and menus. In one pass over the text, whatever is in it;
 * what is longer than 400,000 characters is cut. Meant for comparing, never for showing.
 */
export function pageText(html: string): string {
  const text = html.slice(0, LONGEST);
  const page: Page = { text, lower: text.replace(/[A-Z]+/g, (part) => part.toLowerCase()), unclosed: new Set() };
  let words = '';
  let at = 0;
  while (at < text.length) {
    const open = text.indexOf('<', at);
    words += open < 0 ? text.slice(at) : text.slice(at, open);
    if (open < 0) break;
    const { next, between } = pastTag(page, open);
    words += between;
    at = next;
  }
  return unescaped(words)
    .normalize('NFC')
    .split(/\n+/)
    .map((line) => line.replace(/\s+/g, ' ').trim())
    .filter((line) => line !== '')
    .join('\n');
}

interface Page {
  readonly text: string;
  /** As long as the text. */
  readonly lower: string;
  /** Names of elements that are opened and never closed again: looked for once. */
  readonly unclosed: Set<string>;
}

/** Where reading goes on after a tag, a comment or an unread element, and what stands in its place. */
function pastTag(page: Page, open: number): { next: number; between: string } {
  const { text } = page;
  if (text.startsWith('<!--', open)) return { next: after(text, '-->', open), between: '' };
  const name = /^<(\/?)([a-z][a-z\d]{0,15})/i.exec(text.slice(open, open + 20));
  if (!name) return { next: open + 1, between: text.startsWith('<!', open) || text.startsWith('<?', open) ? '' : '<' };
  const tag = (name[2] ?? '').toLowerCase();
  if (name[1] === '' && UNREAD.has(tag)) return { next: pastElement(page, tag, open), between: '\n' };
  return { next: after(text, '>', open), between: INLINE.has(tag) ? '' : '\n' };
}

function after(text: string, mark: string, from: number): number {
  const at = text.indexOf(mark, from);
  return at < 0 ? text.length : at + mark.length;
}

/** An element that is never closed ends at its own opening tag: a page may not hide all that follows by one slip. */
function pastElement({ text, lower, unclosed }: Page, tag: string, open: number): number {
  const start = after(text, '>', open);
  const end = unclosed.has(tag) ? -1 : lower.indexOf(`</${tag}`, start);
  if (end < 0) unclosed.add(tag);
  return end < 0 ? start : after(text, '>', end);
}
