import { defineJob, type JobDefinition } from '#kernel/jobs.ts';
import { systemActor } from '#kernel/permission.ts';
import { publishRelease } from './actions/publish-release.ts';

/** Runs at the moment of publication; a moment that was moved or taken back leaves it with nothing to do. */
export const publishReleaseJob: JobDefinition<{ id: string; edition: number }> = defineJob({
  name: 'information.publish-release',
  title: { vi: 'Công bố bản tin đúng giờ', en: 'Publish a release at its moment' },
  handle: async (payload: { id: string; edition: number }, { services }) =>
    void (await services.act(publishRelease, systemActor('information'), payload)),
});
