import type { Services } from '#kernel/http/services.ts';
import type { SiteNotice } from '#kernel/module.ts';

/** What every page warns of, kept in this process and asked for again and again. */
export interface Notices {
  current(): readonly SiteNotice[];
  refresh(): Promise<void>;
  stop(): void;
}

/** Pages in caches live up to 30 s more: together well under the minute within which a warning must be everywhere. */
const EVERY_MS = 5_000;

/** Asks every module for its warnings now and every few seconds; while the database is away the last answer holds. */
export async function watchNotices({ db, modules, log }: Services): Promise<Notices> {
  let now: readonly SiteNotice[] = [];
  let failed = false;
  const refresh = async (): Promise<void> => {
    const answers = await Promise.all(modules.map((module) => module.notices?.(db) ?? []));
    now = answers.flat();
    failed = false;
  };
  const again = (): void => {
    refresh().catch((err: unknown) => {
      if (!failed) log.error({ err }, 'the warnings of the site could not be read');
      failed = true;
    });
  };
  await refresh();
  const timer = setInterval(again, EVERY_MS);
  timer.unref();
  return { current: () => now, refresh, stop: () => clearInterval(timer) };
}
