import { defineJob, enqueue, type JobDefinition } from '#kernel/jobs.ts';
import { systemActor } from '#kernel/permission.ts';
import { now } from '#kernel/time.ts';
import { compileCommunique } from './actions/compile-communique.ts';
import { publishRelease } from './actions/publish-release.ts';
import { agenciesWithout } from './queries/communiques.ts';
import { closedDay } from './rules/communique.ts';

/** Runs at the moment of publication; a moment that was moved or taken back leaves it with nothing to do. */
export const publishReleaseJob: JobDefinition<{ id: string; edition: number }> = defineJob({
  name: 'information.publish-release',
  title: { vi: 'Công bố bản tin đúng giờ', en: 'Publish a release at its moment' },
  punctual: true,
  handle: async (payload: { id: string; edition: number }, { services }) =>
    void (await services.act(publishRelease, systemActor('information'), payload)),
});

interface Communique {
  readonly agencyId?: string;
  readonly day?: string;
}

/**
 * For every agency that published, once the day is closed at 17:00 in Vietnam; for one day again after a retraction. Looks every
 * five minutes, so that a communiqué is late and not lost when the product stood still at its hour, and gives each agency a job
 * of its own, so that one whose seal fails keeps no other waiting.
 */
export const compileCommuniqueJob: JobDefinition<Communique> = defineJob({
  name: 'information.compile-communique',
  title: { vi: 'Lập thông cáo trong ngày', en: 'Compile the daily communiqués' },
  cron: '*/5 * * * *',
  async handle({ agencyId, day = closedDay(now()) }: Communique, { db, services }) {
    const { publicUrl } = services.config;
    if (agencyId !== undefined) {
      await services.act(compileCommunique, systemActor('information'), { agencyId, day, publicUrl });
      return;
    }
    for (const id of await agenciesWithout(db, day)) {
      await enqueue(db, compileCommuniqueJob, { agencyId: id, day }, { key: `information.communique:${id}:${day}` });
    }
  },
});
