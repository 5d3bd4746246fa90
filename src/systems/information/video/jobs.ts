import { on } from '#kernel/db.ts';
import { defineJob, type JobDefinition } from '#kernel/jobs.ts';
import { instant, now } from '#kernel/time.ts';
import type { InformationTables } from '../db.gen.ts';

const KEPT_MS = 7 * 86_400_000;

/** Each night: what was begun to be sent and not gone on with for a week is removed from the disk. */
export const forgetUploadsJob: JobDefinition<Record<string, never>> = defineJob({
  name: 'information.forget-uploads',
  title: { vi: 'Xóa video gửi dở đã quá một tuần', en: 'Remove uploads unfinished for a week' },
  cron: '40 19 * * *',
  async handle(_payload: Record<string, never>, { db, services }) {
    const before = instant(now().getTime() - KEPT_MS);
    await services.files.incoming.forget(before);
    await on<InformationTables>(db).deleteFrom('information.upload').where('begun_at', '<', before).execute();
  },
});
