import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { testDatabase } from '../test/kit.ts';
import { runAuthoritySchedule } from './authority-schedule.ts';
import { randomOf } from './random.ts';

const { db, url } = await testDatabase();
const folder = await mkdtemp(join(tmpdir(), 'motcua-authority-'));
afterAll(() => rm(folder, { recursive: true, force: true }));

/** The short form of `npm run faults -- --only-authority`. */
test('no number of a certificate, a time-stamp or a revocation list is given twice by processes that are killed', async () => {
  const plan = { seed: 20, random: randomOf(20), rounds: 1, requests: 8, first: ['certificate-issued:2', 'time-stamp-signed:4'] as const };
  const result = await runAuthoritySchedule({ db, databaseUrl: url, folder, given: [] }, plan);
  expect(result).toMatchObject({ doubled: [], lost: [], half: [], kills: 2, certificates: 8 });
  expect(Math.min(result.stamps, result.lists)).toBeGreaterThan(1);
});
