import { setTimeout as wait } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { atMost } from './at-most.ts';

test('no more than so many at a time, in the order they came, also after failures', async () => {
  const gate = atMost(3);
  let now = 0;
  let most = 0;
  const order: number[] = [];
  const work = (index: number) => async () => {
    order.push(index);
    now += 1;
    most = Math.max(most, now);
    await wait(index % 3);
    now -= 1;
    if (index % 5 === 0) throw new Error(`no ${index}`);
    return index;
  };
  const results = await Promise.allSettled(Array.from({ length: 40 }, (_, index) => gate(work(index))));
  expect(most).toBe(3);
  expect(order).toEqual(order.toSorted((a, b) => a - b));
  expect(results.filter(({ status }) => status === 'rejected')).toHaveLength(8);
  expect(results[7]).toEqual({ status: 'fulfilled', value: 7 });
  expect(await gate(async () => 'open again')).toBe('open again');
});
