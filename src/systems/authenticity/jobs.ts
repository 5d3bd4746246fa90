import { defineJob, type JobDefinition } from '#kernel/jobs.ts';
import { systemActor } from '#kernel/permission.ts';
import { recordPictureShape } from './actions/record-picture-shape.ts';

/** After a release is out: its pictures become findable by what they look like. */
export const shapePictureJob: JobDefinition<{ sha256: string }> = defineJob({
  name: 'authenticity.shape-picture',
  title: { vi: 'Ghi hình dạng ảnh của tin để so sánh', en: 'Make a release’s picture findable' },
  handle: async (payload: { sha256: string }, { services }) => {
    await services.act(recordPictureShape, systemActor('authenticity'), payload);
  },
});
