import { expect, test } from 'vitest';
import { readMarkdown } from '../typeset/markdown.ts';
import { safeFileName } from './files.ts';
import { plainText } from './plain-text.ts';
import { unwrapLines } from './unwrap-lines.ts';

/** Each takes well under a second when it is read once, and minutes when not. */
const LENGTH = 300_000;
const pieces = [' ', '\t', '*', '**a', '_', '[', '[a](', '![', '<!--', '|', '| ', '|a', '#', '-', '\\', '<br', '. ', '---\n', ' \n'];

test.each(pieces)('a wording of nothing but %j is read in no time', (piece) => {
  for (const end of ['', 'x']) {
    const text = piece.repeat(LENGTH / piece.length) + end;
    const began = performance.now();
    plainText(text);
    readMarkdown(text);
    readMarkdown(`# ${text}`);
    unwrapLines(text);
    safeFileName(text);
    expect(performance.now() - began).toBeLessThan(5_000);
  }
});

test('a table of very many rows and bars fits in memory', () => {
  const rows = `|${'a|'.repeat(300)}\n`.repeat(1_500);
  const [table] = readMarkdown(`| a | b |\n|---|---|\n${rows}`);
  expect(table).toMatchObject({ kind: 'table', rows: { length: 1_500 }, widths: { length: 60 } });
  const long = readMarkdown(`| a | b |\n|---|---|\n${'a|\n'.repeat(200_000)}`);
  expect(long).toMatchObject([{ kind: 'table', rows: { length: 200_000 } }]);
});
