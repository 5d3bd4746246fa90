import { expect, test } from 'vitest';
import { groupCommit } from './group-commit.ts';

test('items that come together are done together, each with its own answer', async () => {
  const groups: number[][] = [];
  const commit = groupCommit(
    async (items: readonly number[]) => {
      groups.push([...items]);
      return items.map((item) => item * 2);
    },
    { waitMs: 5, largest: 50, lanes: 2 },
  );
  const answers = await Promise.all(Array.from({ length: 120 }, (_, item) => commit.add(item)));
  expect(answers).toEqual(Array.from({ length: 120 }, (_, item) => item * 2));
  expect(groups.length).toBeLessThan(10);
  expect(groups.every((group) => group.length <= 50)).toBe(true);
});

test('one faulty item fails alone', async () => {
  const commit = groupCommit(
    async (items: readonly number[]) => {
      if (items.includes(3)) throw new Error('three');
      return items;
    },
    { waitMs: 2, largest: 10, lanes: 1 },
  );
  const settled = await Promise.allSettled([1, 2, 3, 4].map((item) => commit.add(item)));
  expect(settled.map((one) => one.status)).toEqual(['fulfilled', 'fulfilled', 'rejected', 'fulfilled']);
});
