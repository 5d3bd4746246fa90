import { defineJob, type JobDefinition } from '#kernel/jobs.ts';
import { systemActor } from '#kernel/permission.ts';
import { fanOut } from './actions/fan-out.ts';

/** Finds whom a letter is for, portion after portion; killed and begun again it queues nobody twice. */
export const fanOutJob: JobDefinition<{ letterId: number }> = defineJob<{ letterId: number }>({
  name: 'subscriptions.fan-out',
  title: { vi: 'Xếp thư cho người đăng ký', en: 'Queue a letter for its readers' },
  async handle({ letterId }, { services }) {
    let after: number | undefined = 0;
    while (after !== undefined) {
      const portion: { next?: number } = await services.act(fanOut, systemActor('subscriptions'), { letterId, after });
      after = portion.next;
    }
  },
});
