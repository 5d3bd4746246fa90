import { element, type RichNode, safeHref } from './nodes.ts';

const inline = /\*\*(.+?)\*\*|\*(.+?)\*|\[([^\]]+)\]\(([^)\s]+)\)/su;

/** Bold, italic, links. */
function parseInline(text: string): RichNode[] {
  const match = inline.exec(text);
  if (!match) return text ? [text] : [];
  const before = text.slice(0, match.index);
  const after = parseInline(text.slice(match.index + match[0].length));
  return [...(before ? [before] : []), inlineNode(match), ...after];
}

function inlineNode([whole, bold, italic, label, address]: RegExpExecArray): RichNode {
  if (bold !== undefined) return element('strong', parseInline(bold));
  if (italic !== undefined) return element('em', parseInline(italic));
  const href = safeHref(address ?? '');
  return href ? element('a', parseInline(label ?? ''), { href, rel: 'noopener' }) : whole;
}

function lines(block: string): RichNode[] {
  return block.split('\n').flatMap((line, index) => [...(index > 0 ? [element('br', [])] : []), ...parseInline(line)]);
}

const bullet = /^\s*[-*]\s+/;
const numbered = /^\s*(\d+)\.\s+/;

function itemsOf(rows: readonly string[], mark: RegExp): RichNode[] {
  return rows.map((row) => element('li', parseInline(row.replace(mark, ''))));
}

function parseBlock(block: string): RichNode {
  const heading = /^(#{2,4})\s+(.+)$/.exec(block);
  // A page has one <h1> and its sections <h2>; text inside starts at <h3>.
  if (heading) return element(`h${Math.min(heading[1]!.length + 1, 4)}`, parseInline(heading[2]!));
  const rows = block.split('\n');
  if (rows.every((row) => bullet.test(row))) return element('ul', itemsOf(rows, bullet));
  // Clauses of a law are often one to a block: each must keep the number it was given.
  const first = numbered.exec(block)?.[1];
  if (first !== undefined && rows.every((row, index) => Number(numbered.exec(row)?.[1]) === Number(first) + index)) {
    return element('ol', itemsOf(rows, numbered), { start: first });
  }
  return element('p', lines(block));
}

/** Splits a small Markdown into blocks at empty lines. */
export function parseMarkdown(text: string): RichNode[] {
  return text
    .replaceAll('\r\n', '\n')
    .split(/\n\s*\n/)
    .map((block) => block.trim())
    .filter(Boolean)
    .map(parseBlock);
}
