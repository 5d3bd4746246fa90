import { expect, test } from 'vitest';
import { tidyMarkdown } from './tidy-markdown.ts';

/** Each takes well under a second when it is read once, and minutes when not. */
const LENGTH = 200_000;
const pieces = ['*', '**', '* ', ' ', '-', '_', 'A*', 'A-', '**a\n', '1. b\n', '|\n', '| a\n', 'a |\n', '(*', '\\', '\n', 'a\u00a0'];

test.each(pieces)('a converted text of nothing but %j is put right in no time', (piece) => {
  for (const [before, after] of [
    ['', ''],
    ['**a\n', 'x'],
    ['A', ' |'],
  ]) {
    const began = performance.now();
    tidyMarkdown(before + piece.repeat(LENGTH / piece.length) + after);
    expect(performance.now() - began).toBeLessThan(5_000);
  }
});
