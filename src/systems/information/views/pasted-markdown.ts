import { parseHtml } from '#ui/rich-text/html.ts';
import type { RichElement, RichNode } from '#ui/rich-text/nodes.ts';

/** Word writes lists as paragraphs that begin with a sign of its own symbol font. */
const wordBullet = /^(?:[·•§\uf0b7\uf0a7▪◦–-]|o(?=\s))\s+/u;

/**
 * What was pasted from a word processor or a web page, as the house's small Markdown: headings, paragraphs, lists, bold,
 * italic, links. All else (styles, fonts, scripts, pictures, comments) is gone; the words stay.
 */
export function pastedMarkdown(html: string): string {
  const blocks: string[] = [];
  let loose: RichNode[] = [];
  const flush = (): void => {
    const text = inline(loose).trim();
    if (text) blocks.push(text);
    loose = [];
  };
  for (const node of parseHtml(html)) {
    if (isBlock(node)) {
      flush();
      blocks.push(...block(node));
    } else loose.push(node);
  }
  flush();
  return joined(blocks);
}

const BLOCKS = new Set(['p', 'h3', 'h4', 'h5', 'h6', 'ul', 'ol', 'table', 'blockquote', 'pre', 'dl', 'hr']);

function isBlock(node: RichNode): node is RichElement {
  return typeof node !== 'string' && BLOCKS.has(node.tag);
}

function block(node: RichElement): string[] {
  switch (node.tag) {
    case 'h3':
      return heading('##', node);
    case 'h4':
    case 'h5':
    case 'h6':
      return heading('###', node);
    case 'ul':
      return [items(node, () => '- ')];
    case 'ol':
      return [items(node, (index) => `${index + 1}. `)];
    case 'table':
      return [rows(node).join('\n')];
    case 'hr':
      return [];
    default: {
      if (node.children.some(isBlock)) return node.children.flatMap((child) => (isBlock(child) ? block(child) : paragraph([child])));
      return paragraph(node.children);
    }
  }
}

function heading(mark: string, node: RichElement): string[] {
  const text = plain(node.children);
  return text ? [`${mark} ${text}`] : [];
}

function paragraph(children: readonly RichNode[]): string[] {
  const text = inline(children).trim();
  return text ? [text.replace(wordBullet, '- ')] : [];
}

function items(list: RichElement, mark: (index: number) => string): string {
  return list.children
    .filter((child): child is RichElement => typeof child !== 'string' && child.tag === 'li')
    .map(
      (item, index) =>
        mark(index) +
        inline(item.children)
          .replaceAll(/\s*\n\s*/g, ' ')
          .trim(),
    )
    .join('\n');
}

function rows(table: RichElement): string[] {
  return table.children.flatMap((child) => {
    if (typeof child === 'string') return [];
    if (child.tag !== 'tr') return rows(child);
    const cells = child.children.flatMap((cell) => (typeof cell === 'string' ? [] : [plain(cell.children)]));
    return [cells.join(' | ')];
  });
}

function plain(children: readonly RichNode[]): string {
  const text = children.map((child) => (typeof child === 'string' ? child : plain(child.children))).join('');
  return text.replaceAll(/\s+/g, ' ').trim();
}

function inline(children: readonly RichNode[]): string {
  return children.map(inlineOne).join('');
}

function inlineOne(node: RichNode): string {
  if (typeof node === 'string') return node.replaceAll(/\s+/g, ' ');
  if (node.tag === 'br') return '\n';
  const text = inline(node.children);
  if (node.tag === 'strong') return marked(text, '**');
  if (node.tag === 'em') return marked(text, '*');
  const { href } = node.attributes;
  if (node.tag === 'a' && href && !/[\s()]/.test(href) && text.trim() && !/[[\]]/.test(text)) return `[${text.trim()}](${href})`;
  return text;
}

/** Marks close to the words: `** a**` would be no bold. */
function marked(text: string, mark: string): string {
  const [, before = '', words = '', after = ''] = /^(\s*)([\s\S]*?)(\s*)$/.exec(text) ?? [];
  return words === '' || words.includes('*') ? text : `${before}${mark}${words}${mark}${after}`;
}

/** Items that Word wrote as paragraphs belong to one list. */
function joined(blocks: readonly string[]): string {
  return blocks.reduce((text, next, index) => {
    const together = next.startsWith('- ') && (blocks[index - 1] ?? '').startsWith('- ');
    return text === '' ? next : `${text}${together ? '\n' : '\n\n'}${next}`;
  }, '');
}
