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

const listItem = /^\s*(?:[-*]|\d+[.)])\s+/;

function parseBlock(block: string): RichNode {
  const heading = /^(#{2,4})\s+(.+)$/.exec(block);
  // A page has one <h1> and its sections <h2>; text inside starts at <h3>.
  if (heading) return element(`h${Math.min(heading[1]!.length + 1, 4)}`, parseInline(heading[2]!));
  const rows = block.split('\n');
  if (rows.every((row) => listItem.test(row))) {
    const items = rows.map((row) => element('li', parseInline(row.replace(listItem, ''))));
    return element(/^\s*\d/.test(block) ? 'ol' : 'ul', items);
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
