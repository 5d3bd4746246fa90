import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { runChannelSchedule } from './channel-schedule.ts';
import { type ChannelWorld, channelWorld } from './channel-world.ts';
import { randomOf } from './random.ts';

/** The short form of `npm run faults -- --only-channels`. */
describe('a release to every platform while its carrier is killed', () => {
  let world: ChannelWorld;
  beforeAll(async () => {
    world = await channelWorld();
  }, 180_000);
  afterAll(() => world?.close());

  test('is nowhere doubled, lost or early', { timeout: 400_000 }, async () => {
    const seed = 77;
    for (const number of [1, 2]) {
      const { lost, doubled, early, faults } = await runChannelSchedule(world, seed, randomOf(seed * 1_000 + number), number);
      expect({ lost, doubled, early }, `seed ${seed}: ${faults.join('; ')}`).toEqual({ lost: [], doubled: [], early: [] });
    }
  });
});
