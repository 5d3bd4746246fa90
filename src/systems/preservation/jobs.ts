import { currentPolicy } from '#core/signatures/index.ts';
import { defineJob, enqueue, type JobContext } from '#kernel/jobs.ts';
import type { Services } from '#kernel/http/services.ts';
import type { Module } from '#kernel/module.ts';
import { systemActor } from '#kernel/permission.ts';
import { machineClock, now } from '#kernel/time.ts';
import { takeIn } from './actions/take-in.ts';
import { tendFile } from './actions/tend-file.ts';
import { filesToTend, stockCursor } from './queries.ts';

const PORTION = 500;

/** Asks a module for the signed files it keeps, from where it was asked last or from the beginning. */
async function takeStockOf(services: Services, module: Module, fromStart: boolean): Promise<void> {
  const actor = systemActor('preservation');
  let after = fromStart ? '' : await stockCursor(services.db, module.name);
  for (;;) {
    const files = (await module.keptFiles?.(services.db, after, PORTION)) ?? [];
    const last = files.at(-1);
    if (!last) return;
    after = last.cursor;
    const rows = files.map(({ cursor: _cursor, keptSince, ...file }) => ({ ...file, keptSince: keptSince.toISOString() }));
    await services.act(takeIn, actor, { source: module.name, cursor: after, files: rows });
  }
}

async function takeStock({ services }: JobContext, fromStart: boolean): Promise<void> {
  for (const module of services.modules.filter((one) => one.keptFiles)) await takeStockOf(services, module, fromStart);
}

/** What was added since the last time. */
export const takeNewStock = defineJob<unknown>({
  name: 'preservation.take-new-stock',
  title: { vi: 'Ghi sổ tệp đã ký mới lưu', en: 'Register newly kept signed files' },
  cron: '*/20 * * * *',
  handle: (_payload, context) => takeStock(context, false),
});

/** Everything again: what was added long ago and issued or signed since is found a day later at most, years before its end. */
export const takeWholeStock = defineJob<unknown>({
  name: 'preservation.take-whole-stock',
  title: { vi: 'Rà lại toàn bộ tệp đã ký đang lưu', en: 'Go through all kept signed files' },
  cron: '50 18 * * *',
  handle: (_payload, context) => takeStock(context, true),
});

const AT_ONCE = 50;
const MINUTE = 60_000;

/**
 * Looks at the files whose time has come and renews those whose proof ends soon, for some minutes; what is left is for another
 * job, so that a worker that is stopped waits for one file only. Several may run at once: a file that one holds the others pass by.
 */
export const tendFiles = defineJob<unknown>({
  name: 'preservation.tend-files',
  title: { vi: 'Gia hạn bằng chứng của tệp đã ký', en: 'Renew the proof of signed files' },
  cron: '*/10 * * * *',
  maxAttempts: 3,
  async handle(_payload, { services, db, log }) {
    const stop = machineClock() + 5 * MINUTE;
    const failing = new Set<string>();
    while (machineClock() < stop) {
      const due = (await filesToTend(db, now(), currentPolicy.id, AT_ONCE + failing.size)).filter((sha256) => !failing.has(sha256));
      if (due.length === 0) return;
      for (const sha256 of due) {
        try {
          if (!(await services.act(tendFile, systemActor('preservation'), { sha256, due: true }))) failing.add(sha256);
        } catch (error) {
          // One file on which we stumble does not keep the others from being renewed.
          failing.add(sha256);
          log.error({ err: error, sha256 }, 'a kept file could not be looked at');
        }
        if (machineClock() > stop) break;
      }
    }
    await enqueue(db, tendFiles, {}, { key: 'preservation.tend-files' });
  },
});
