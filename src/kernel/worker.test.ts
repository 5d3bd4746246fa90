import { Writable } from 'node:stream';
import { pino } from 'pino';
import { afterAll, describe, expect, it } from 'vitest';
import { testDatabase } from '../../test/kit.ts';
import { transaction } from './db.ts';
import { defineJob, enqueue } from './jobs.ts';
import { startWorker } from './worker.ts';

const database = await testDatabase({ max: 8 });
const done: string[] = [];
const lines: string[] = [];
const title = { vi: 'Thử', en: 'Test' };
const note = defineJob<{ text: string }>({ name: 'test.note', title, handle: async ({ text }) => void done.push(text) });
const fail = defineJob<{ secret: string }>({
  name: 'test.fail',
  title,
  handle: async () => {
    throw new Error('the printer is out of paper');
  },
});
const log = pino(new Writable({ write: (chunk, _encoding, next) => (lines.push(String(chunk)), next()) }));
const worker = await startWorker({ pool: database.pg, db: database.db, log, jobs: [note, fail] });
afterAll(() => worker.stop());

describe('the worker', () => {
  it('runs what was queued by a transaction that committed, and nothing of one that did not', async () => {
    await transaction(database.db, (tx) => enqueue(tx, note, { text: 'committed' }));
    const cut = transaction(database.db, async (tx) => {
      await enqueue(tx, note, { text: 'rolled back' });
      throw new Error('no');
    });
    await expect(cut).rejects.toThrow('no');
    await expect.poll(() => done, { timeout: 10_000 }).toEqual(['committed']);
  });

  it('tells the operator of a job that failed, without its payload', async () => {
    await transaction(database.db, (tx) => enqueue(tx, fail, { secret: 'Nguyễn Thị Mẫu' }));
    await expect.poll(() => lines.join(''), { timeout: 10_000 }).toContain('the printer is out of paper');
    expect(lines.join('')).toContain('test.fail');
    expect(lines.join('')).not.toContain('Nguyễn');
  });
});
