import { expect, test } from 'vitest';
import { askedSpan, sentSpan } from './ranges.ts';

test.each([
  [undefined, undefined],
  ['bytes=0-', { start: 0, end: 99 }],
  ['bytes=10-19', { start: 10, end: 19 }],
  ['bytes=90-500', { start: 90, end: 99 }],
  ['bytes=-10', { start: 90, end: 99 }],
  ['bytes=-500', { start: 0, end: 99 }],
  ['bytes=100-', 'none'],
  ['bytes=-0', 'none'],
  ['bytes=20-10', undefined],
  ['bytes=0-9,20-29', undefined],
  ['bytes=-', undefined],
  ['lines=1-2', undefined],
])('of 100 bytes, %s asks for %o', (range, span) => {
  expect(askedSpan(range, 100)).toEqual(span);
});

test('a piece says where it begins', () => {
  expect(sentSpan('bytes 100-199/1000')).toEqual({ start: 100, total: 1000 });
  for (const wrong of [undefined, 'bytes */1000', 'bytes 1-2/*', 'bytes -1-2/3', '100-199/1000']) expect(sentSpan(wrong)).toBeUndefined();
});
