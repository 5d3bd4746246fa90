import { element, type RichElement, type RichNode, safeHref } from './nodes.ts';

/** What is kept, and as what: a document's own headings go below the page's. */
const kept: Readonly<Record<string, string>> = {
  p: 'p',
  br: 'br',
  hr: 'hr',
  blockquote: 'blockquote',
  pre: 'pre',
  code: 'code',
  h1: 'h3',
  h2: 'h3',
  h3: 'h4',
  h4: 'h4',
  h5: 'h5',
  h6: 'h6',
  ul: 'ul',
  ol: 'ol',
  li: 'li',
  dl: 'dl',
  dt: 'dt',
  dd: 'dd',
  strong: 'strong',
  b: 'strong',
  em: 'em',
  i: 'em',
  u: 'u',
  s: 's',
  sup: 'sup',
  sub: 'sub',
  a: 'a',
  table: 'table',
  thead: 'thead',
  tbody: 'tbody',
  tfoot: 'tfoot',
  tr: 'tr',
  th: 'th',
  td: 'td',
  caption: 'caption',
};

/** Elements whose content is not text for people. */
const dropped = new Set(['script', 'style', 'template', 'iframe', 'object', 'noscript', 'title', 'svg', 'math', 'textarea', 'select']);

const empty = new Set(['br', 'hr']);

/** Deeper elements stay beside each other: rendering walks down by recursion, and no honest document nests so far. */
const DEEPEST = 100;

const named: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: '\u00a0' };

function decode(text: string): string {
  return text.replaceAll(/&(?:#(\d{1,7})|#x([\da-f]{1,6})|([a-z]+));/gi, (whole, decimal, hex, name) => {
    if (name) return named[String(name).toLowerCase()] ?? whole;
    const point = decimal ? Number(decimal) : Number.parseInt(String(hex), 16);
    return point > 0 && point <= 0x10ffff && !(point >= 0xd800 && point <= 0xdfff) ? String.fromCodePoint(point) : '\ufffd';
  });
}

function attribute(source: string, name: string): string | undefined {
  const match = new RegExp(`\\s${name}\\s*=\\s*(?:"([^"]*)"|'([^']*)'|([^\\s"'>]+))`, 'i').exec(source);
  const value = match?.[1] ?? match?.[2] ?? match?.[3];
  return value === undefined ? undefined : decode(value);
}

function attributes(tag: string, source: string): Record<string, string> {
  if (tag === 'a') {
    const href = safeHref(attribute(source, 'href') ?? '');
    return href ? { href, rel: 'noopener' } : {};
  }
  if (tag !== 'td' && tag !== 'th') return {};
  const spans = (['colspan', 'rowspan'] as const).map((name) => [name, attribute(source, name) ?? ''] as const);
  return Object.fromEntries(spans.filter(([, value]) => /^[1-9]\d{0,2}$/.test(value)));
}

/** Where a dropped element ends; the rest of the text when it never does. `lower` is the text in lower case. */
function afterDropped(lower: string, tag: string, from: number): number {
  const end = lower.indexOf(`</${tag}`, from);
  if (end < 0) return lower.length;
  const close = lower.indexOf('>', end);
  return close < 0 ? lower.length : close + 1;
}

/** Closes the innermost open element of that name, and those inside it. */
function closeElement(open: RichElement[], tag: string): void {
  const at = open.findLastIndex((one) => one.tag === tag);
  if (at > 0) open.length = at;
}

/**
 * Reads HTML into elements of the allow-list. It need not agree with a browser about malformed input: whatever
 * it makes of it is built from known elements and escaped text.
 */
export function parseHtml(html: string): RichNode[] {
  const root = element('div', []);
  const open: RichElement[] = [root];
  const top = () => open.at(-1) ?? root;
  // No part runs over the next `<` outside quotes: from each of a million open tags the end of the text would be looked for.
  const token = /<!--[\s\S]*?(?:-->|$)|<(\/?)([a-z][a-z0-9]{0,40})((?:"[^"]*"|'[^']*'|[^'"<>])*)>|<![^<>]*>/gi;
  // Of the same length as the text, which `toLowerCase` does not promise outside ASCII.
  const lower = html.replaceAll(/[A-Z]+/g, (letters) => letters.toLowerCase());
  let last = 0;
  for (let match = token.exec(html); match; match = token.exec(html)) {
    const text = decode(html.slice(last, match.index));
    if (text) top().children.push(text);
    last = token.lastIndex;
    const [, slash, name = '', rest = ''] = match;
    const source = name.toLowerCase();
    const tag = kept[source];
    if (dropped.has(source) && !slash) token.lastIndex = last = afterDropped(lower, source, last);
    if (!tag) continue;
    if (slash) closeElement(open, tag);
    else {
      const child = element(tag, [], attributes(tag, rest));
      top().children.push(child);
      if (!empty.has(tag) && !rest.endsWith('/') && open.length < DEEPEST) open.push(child);
    }
  }
  const tail = decode(html.slice(last));
  if (tail) top().children.push(tail);
  return root.children;
}
