import { element, type RichNode, safeHref } from './nodes.ts';

/** Where something next stands, from any place on; asked at growing places it goes through the text once, not once for each. */
function finder(text: string, pattern: RegExp): (from: number) => number {
  let found = -1;
  return (from) => {
    if (found < from) {
      pattern.lastIndex = from;
      found = pattern.exec(text)?.index ?? Number.POSITIVE_INFINITY;
    }
    return found;
  };
}

interface Marked {
  readonly node: RichNode;
  readonly end: number;
}

/** Reads marks at given places of one text; undefined: the mark has no partner and is a letter like others. */
function markReader(text: string): (at: number) => Marked | undefined {
  const doubleStar = finder(text, /\*\*/g);
  const star = finder(text, /\*/g);
  const bracket = finder(text, /\]/g);
  const addressEnd = finder(text, /[)\s]/g);
  const between = (tag: string, from: number, to: number, end: number): Marked | undefined =>
    to === Number.POSITIVE_INFINITY ? undefined : { node: element(tag, parseInline(text.slice(from, to))), end: to + end };
  const link = (at: number): Marked | undefined => {
    const close = bracket(at + 1);
    if (close === at + 1 || text[close + 1] !== '(') return undefined;
    const end = addressEnd(close + 2);
    if (end === close + 2 || text[end] !== ')') return undefined;
    const href = safeHref(text.slice(close + 2, end));
    const node = href ? element('a', parseInline(text.slice(at + 1, close)), { href, rel: 'noopener' }) : text.slice(at, end + 1);
    return { node, end: end + 1 };
  };
  return (at) => {
    if (text[at] === '[') return link(at);
    const strong = text[at + 1] === '*' ? between('strong', at + 2, doubleStar(at + 3), 2) : undefined;
    return strong ?? between('em', at + 1, star(at + 2), 1);
  };
}

/** Bold, italic, links. A mark holds no other of its own kind, so that the nesting ends by itself. */
function parseInline(text: string): RichNode[] {
  if (!/[*[]/.test(text)) return text === '' ? [] : [text];
  const nodes: RichNode[] = [];
  const read = markReader(text);
  let plain = 0;
  for (const mark of text.matchAll(/[*[]/g)) {
    if (mark.index < plain) continue;
    const found = read(mark.index);
    if (!found) continue;
    if (mark.index > plain) nodes.push(text.slice(plain, mark.index));
    nodes.push(found.node);
    plain = found.end;
  }
  if (plain < text.length) nodes.push(text.slice(plain));
  return nodes;
}

function lines(block: string): RichNode[] {
  return block.split('\n').flatMap((line, index) => [...(index > 0 ? [element('br', [])] : []), ...parseInline(line)]);
}

const bullet = /^\s*[-*]\s+/;
const numbered = /^\s*(\d+)\.\s+/;

function itemsOf(rows: readonly string[], mark: RegExp): RichNode[] {
  return rows.map((row) => element('li', parseInline(row.replace(mark, ''))));
}

const heading = /^(#{2,4})\s+(.+)$/;

/** The level of each block that is a heading: never one that leaves out a level, whatever the writer left out. */
function levels(blocks: readonly string[], top: number): (number | undefined)[] {
  let last = top - 1;
  return blocks.map((block) => {
    const marks = heading.exec(block)?.[1];
    if (marks !== undefined) last = Math.min(marks.length - 2 + top, last + 1, 6);
    return marks === undefined ? undefined : last;
  });
}

function parseBlock(block: string, level: number | undefined): RichNode {
  if (level !== undefined) return element(`h${level}`, parseInline(heading.exec(block)?.[2] ?? ''));
  const rows = block.split('\n');
  if (rows.every((row) => bullet.test(row))) return element('ul', itemsOf(rows, bullet));
  // Clauses of a law are often one to a block: each must keep the number it was given.
  const first = numbered.exec(block)?.[1];
  if (first !== undefined && rows.every((row, index) => Number(numbered.exec(row)?.[1]) === Number(first) + index)) {
    return element('ol', itemsOf(rows, numbered), { start: first });
  }
  return element('p', lines(block));
}

/** Splits a small Markdown into blocks at empty lines; `##` becomes a heading of the level `top`. */
export function parseMarkdown(text: string, top = 3): RichNode[] {
  const blocks = text
    .replaceAll('\r\n', '\n')
    .split(/\n\s*\n/)
    .map((block) => block.trim())
    .filter(Boolean);
  const level = levels(blocks, top);
  return blocks.map((block, index) => parseBlock(block, level[index]));
}
