import { describe, expect, test } from 'vitest';
import { parseHtml } from './html.ts';
import { parseMarkdown } from './markdown.ts';
import type { RichNode } from './nodes.ts';

/** Each takes well under a second when it is read once, and minutes (or the whole stack) when not. */
const LENGTH = 300_000;
const stars = ['*', '**', '**a', '*a*', '**a**', '[', ']', '[a](', '[a](b)', '](', '- ', '1. ', ' ', '\n'];
const tags = ['<', '<a', '<a "', "<a '", '<a "" ', '<a href=', '</p', '<!', '<!--', '<td colspan="', '<script', '&', '&a', '<p>'];

function took(work: () => unknown): number {
  const began = performance.now();
  work();
  return performance.now() - began;
}

describe('text from outside is read in no time', () => {
  test.each(stars)('Markdown of nothing but %j', (piece) => {
    for (const [before, after] of [
      ['', ''],
      ['**', 'x'],
      ['[', ')'],
    ]) {
      expect(took(() => parseMarkdown(before + piece.repeat(LENGTH / piece.length) + after))).toBeLessThan(5_000);
    }
  });

  test.each(tags)('HTML of nothing but %j', (piece) => {
    for (const after of ['', 'x', '>', '">'])
      expect(took(() => parseHtml(piece.repeat(LENGTH / piece.length) + after))).toBeLessThan(5_000);
  });
});

function shown(nodes: readonly RichNode[]): string {
  return nodes.map((node) => (typeof node === 'string' ? node : `<${node.tag}>${shown(node.children)}</${node.tag}>`)).join('');
}

test.each([
  ['a **b** c *d* [e](/f)', '<p>a <strong>b</strong> c <em>d</em> <a>e</a></p>'],
  ['**b *c* [d](/e)**', '<p><strong>b <em>c</em> <a>d</a></strong></p>'],
  ['[**a**](/b) [c](javascript:d) [e]( f) [](/g)', '<p><a><strong>a</strong></a> [c](javascript:d) [e]( f) [](/g)</p>'],
  ['2 * 3 ** 4', '<p>2 <em> 3 </em>* 4</p>'],
  ['**a', '<p>**a</p>'],
  ['**a*', '<p><em>*a</em></p>'],
])('%s', (text, html) => expect(shown(parseMarkdown(text))).toBe(html));
