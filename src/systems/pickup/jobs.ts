import { enqueue, defineJob, type JobDefinition } from '#kernel/jobs.ts';
import { askOutlet, readEntry } from './ask-outlet.ts';
import { dueOutlets, findOutlet } from './queries/outlets.ts';
import { earlierArticles } from './queries/articles.ts';

/** One outlet at a time and one after another, so that no newsroom's server is pressed. */
export const askOutletJob: JobDefinition<{ outletId: string }> = defineJob({
  name: 'pickup.ask-outlet',
  title: { vi: 'Đọc nguồn tin của một tòa soạn', en: 'Read an outlet’s feed' },
  maxAttempts: 3,
  async handle({ outletId }: { outletId: string }, { db, services }) {
    const outlet = await findOutlet(db, outletId);
    if (outlet && !outlet.pausedAt) await askOutlet(services, outlet);
  },
});

export const askOutletsJob: JobDefinition<Record<string, never>> = defineJob({
  name: 'pickup.ask-outlets',
  title: { vi: 'Đọc nguồn tin của các tòa soạn', en: 'Read the outlets’ feeds' },
  cron: '*/2 * * * *',
  async handle(_payload: Record<string, never>, { db }) {
    for (const id of await dueOutlets(db))
      await enqueue(db, askOutletJob, { outletId: id }, { key: `pickup:${id}`, queue: `pickup:${id}` });
  },
});

/**
 * A release has come: articles of the last days that came before it, or that were read before the product was told of it, are
 * read again. What came before the moment of publication broke an embargo.
 */
export const lookAgainJob: JobDefinition<{ releaseId: string }> = defineJob({
  name: 'pickup.look-again',
  title: { vi: 'Tìm bài báo đã đăng trước bản tin', en: 'Find articles that came before a release' },
  maxAttempts: 3,
  async handle({ releaseId }: { releaseId: string }, { db, services }) {
    for (const { outletId, ...entry } of await earlierArticles(db, releaseId)) await readEntry(services, outletId, { ...entry, text: '' });
  },
});
