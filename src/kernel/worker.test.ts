import { Writable } from 'node:stream';
import { setTimeout } from 'node:timers/promises';
import { pino } from 'pino';
import { afterAll, describe, expect, it } from 'vitest';
import { testDatabase } from '../../test/kit.ts';
import { createServices } from '../app/platform.ts';
import { readConfig } from './config.ts';
import { query, sql, transaction } from './db.ts';
import { defineJob, enqueue } from './jobs.ts';
import { instant, now } from './time.ts';
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
const slow = defineJob<{ text: string }>({
  name: 'test.slow',
  title,
  handle: async ({ text }) => {
    await setTimeout(300);
    done.push(text);
  },
});
const begun: number[] = [];
const promised = defineJob<object>({ name: 'test.promised', title, punctual: true, handle: async () => void begun.push(now().getTime()) });
const long = defineJob<object>({ name: 'test.long', title, handle: async () => setTimeout(1_500) });
const log = pino(new Writable({ write: (chunk, _encoding, next) => (lines.push(String(chunk)), next()) }));
const services = createServices({ config: readConfig(), pool: database, log, modules: [] });
const worker = await startWorker({ pool: database.pg, services, jobs: [note, fail, slow, promised, long] });
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

  it('begins what is promised for a moment at that moment, however many long jobs are in hand', async () => {
    await transaction(database.db, async (tx) => {
      for (let count = 0; count < 16; count += 1) await enqueue(tx, long, {});
    });
    const moments = [350, 900, 900, 1_610].map((ms) => instant(now().getTime() + 1_000 + ms));
    for (const runAt of moments) await transaction(database.db, (tx) => enqueue(tx, promised, {}, { runAt }));
    await expect.poll(() => begun, { timeout: 10_000 }).toHaveLength(moments.length);
    const late = moments.map((moment, at) => (begun[at] ?? 0) - moment.getTime());
    expect(Math.min(...late)).toBeGreaterThanOrEqual(0);
    const left = () => query(database.db, sql`select 1 from graphile_worker.jobs where task_identifier = 'test.long'`);
    expect((await left()).length).toBeGreaterThan(0);
    await expect.poll(left, { timeout: 30_000 }).toEqual([]);
  }, 45_000);

  it('goes on when every connection is cut while a job runs, and the job is done', async () => {
    await transaction(database.db, (tx) => enqueue(tx, slow, { text: 'cut in the middle' }));
    await setTimeout(1_300);
    database.cut();
    await expect.poll(() => done, { timeout: 20_000 }).toContain('cut in the middle');
    const left = () =>
      query<{ id: number }>(database.db, sql<{ id: number }>`select id from graphile_worker.jobs where task_identifier = 'test.slow'`);
    await expect.poll(left, { timeout: 25_000 }).toEqual([]);
    await transaction(database.db, (tx) => enqueue(tx, note, { text: 'afterwards' }));
    await expect.poll(() => done, { timeout: 20_000 }).toContain('afterwards');
  }, 60_000);

  it('frees what its own ended runner could not give back', async () => {
    await transaction(database.db, (tx) => enqueue(tx, slow, { text: 'result not written' }));
    await expect
      .poll(() => query(database.db, sql`select 1 from graphile_worker.jobs where locked_by is not null`), { timeout: 5_000 })
      .toHaveLength(1);
    const cutting = setInterval(() => database.cut(), 5);
    await setTimeout(1_500);
    clearInterval(cutting);
    const left = () => query(database.db, sql`select 1 from graphile_worker.jobs where task_identifier = 'test.slow'`);
    await expect.poll(left, { timeout: 25_000 }).toEqual([]);
  }, 40_000);

  it('does what a process had in hand that was killed, not four hours later', async () => {
    await transaction(database.db, async (tx) => {
      await enqueue(tx, note, { text: 'of the dead' });
      await query(
        tx,
        sql`update graphile_worker._private_jobs set locked_at = now(), locked_by = 'pool-of-a-killed-process' where locked_by is null`,
      );
    });
    await expect.poll(() => done, { timeout: 60_000 }).toContain('of the dead');
  }, 70_000);

  it('asks again after a first question that the database refused', async () => {
    const late = defineJob<{ text: string }>({ name: 'test.late', title, handle: async ({ text }) => void done.push(text) });
    await query(database.db, sql`create function refuse() returns trigger language plpgsql as $$ begin raise 'not now'; end $$`);
    await query(
      database.db,
      sql`create trigger refuse before insert on graphile_worker._private_tasks for each row when (new.identifier = 'test.late') execute function refuse()`,
    );
    const before = lines.length;
    const second = await startWorker({ pool: database.pg, services, jobs: [late] });
    try {
      await expect.poll(() => lines.slice(before).join(''), { timeout: 10_000 }).toContain('starting it again');
      await query(database.db, sql`drop trigger refuse on graphile_worker._private_tasks`);
      await transaction(database.db, (tx) => enqueue(tx, late, { text: 'late' }));
      await expect.poll(() => done, { timeout: 20_000 }).toContain('late');
    } finally {
      await second.stop();
    }
  }, 40_000);
});
