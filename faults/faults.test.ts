import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { deckOf } from './kinds.ts';
import { randomOf } from './random.ts';
import {
  databaseGone,
  diskFull,
  diskFullAtStart,
  folderUnreadable,
  orphanTakenOver,
  portTaken,
  secondInstance,
  stopsCleanly,
} from './scenarios.ts';
import { runSchedule } from './schedule.ts';
import { runSigning } from './signing.ts';
import { prepareWorld, type World } from './world.ts';

/** The short form of `npm run faults`; the built product is killed, not its sources. */
const isBuilt = existsSync(fileURLToPath(new URL('../dist/app/cli.js', import.meta.url)));
const FAULTS = 2;

describe.skipIf(!isBuilt && !process.env['CI'])('faults (skipped when nothing is built: node motcua.mjs --build-only)', () => {
  let folder: string;
  let world: World;
  const options = () => ({ template: join(folder, 'template'), world, folder, outageSeconds: 5 });

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'motcua-faults-'));
    world = await prepareWorld(join(folder, 'template'));
  }, 180_000);
  afterAll(() => rm(folder, { recursive: true, force: true }));

  for (const [name, scenario] of Object.entries({
    portTaken,
    folderUnreadable,
    diskFullAtStart,
    secondInstance,
    orphanTakenOver,
    stopsCleanly,
  })) {
    test(name, { timeout: 120_000 }, async () => {
      const result = await scenario(options());
      expect(result, result.seen).toMatchObject({ held: true });
    });
  }

  test('a list authorised once is signed once, however often the product is killed on the way', { timeout: 120_000 }, async () => {
    const { wrong, kills } = await runSigning({ ...options(), random: randomOf(4), files: 12, kills: 1 });
    expect({ wrong, kills }).toEqual({ wrong: [], kills: 1 });
  });

  test('kills by chance lose and double nothing', { timeout: 240_000 }, async () => {
    const seed = Math.floor(Math.random() * 1_000_000);
    const faults = deckOf(randomOf(seed)).slice(0, FAULTS);
    const result = await runSchedule({ ...options(), folder: join(folder, 'schedule'), seed, faults });
    const { lost, doubled, wrong, documents, packets } = result;
    expect({ lost, doubled, wrong }, `seed ${seed}: ${result.faults.join('; ')}`).toEqual({ lost: [], doubled: [], wrong: [] });
    expect(documents + packets).toBeGreaterThan(0);
  });

  for (const [name, scenario] of Object.entries({ databaseGone, diskFull })) {
    test(name, { timeout: 180_000 }, async () => {
      const result = await scenario(options());
      expect(result, result.seen).toMatchObject({ held: true });
    });
  }
});
