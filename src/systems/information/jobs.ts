import { defineJob, type JobDefinition } from '#kernel/jobs.ts';
import { systemActor } from '#kernel/permission.ts';
import { today } from '#kernel/time.ts';
import { compileCommunique } from './actions/compile-communique.ts';
import { publishRelease } from './actions/publish-release.ts';
import { agenciesWithItems } from './queries/communiques.ts';
import { spanOf } from './rules/communique.ts';

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

/** Each day at 17:00 in Vietnam (10:00 UTC) for every agency that published; for one day again after a retraction. */
export const compileCommuniqueJob: JobDefinition<Communique> = defineJob({
  name: 'information.compile-communique',
  title: { vi: 'Lập thông cáo trong ngày', en: 'Compile the daily communiqués' },
  cron: '0 10 * * *',
  async handle({ agencyId, day = today() }: Communique, { db, services }) {
    const { from, to } = spanOf(day);
    const agencies = agencyId === undefined ? await agenciesWithItems(db, from, to) : [agencyId];
    const { publicUrl } = services.config;
    for (const id of agencies) await services.act(compileCommunique, systemActor('information'), { agencyId: id, day, publicUrl });
  },
});
