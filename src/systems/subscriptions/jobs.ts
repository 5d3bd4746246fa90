import { defineJob, type JobDefinition } from '#kernel/jobs.ts';
import { systemActor } from '#kernel/permission.ts';
import { addDays, instant, now, timeOf, today } from '#kernel/time.ts';
import { fanOut } from './actions/fan-out.ts';
import { makeDigest } from './actions/make-digest.ts';
import { forgetUnconfirmed } from './queries/forgetting.ts';

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

/** The Monday of a date's week. */
function mondayOf(date: string): string {
  const weekday = (instant(`${date}T00:00:00Z`).getUTCDay() + 6) % 7;
  return addDays(date, -weekday);
}

/** Looks every five minutes whether a digest is due, so that one is late and not lost when the product stood still at its hour. */
export const digestJob = defineJob<unknown>({
  name: 'subscriptions.digest',
  title: { vi: 'Lập bản tổng hợp hằng ngày, hằng tuần', en: 'Make daily and weekly digests' },
  cron: '*/5 * * * *',
  async handle(_payload, { services }) {
    const isTime = Number(timeOf(now()).slice(0, 2)) >= services.config.digestHour;
    const day = today();
    const monday = mondayOf(day);
    const due = [
      ...(isTime ? [{ frequency: 'daily', day }] : []),
      ...(isTime || monday < day ? [{ frequency: 'weekly', day: monday }] : []),
    ];
    for (const one of due) while ((await services.act(makeDigest, systemActor('subscriptions'), one)).more) continue;
  },
});

/** What nobody said yes to is forgotten, with the address. */
export const forgetJob = defineJob<unknown>({
  name: 'subscriptions.forget',
  title: { vi: 'Xóa yêu cầu không được xác nhận', en: 'Delete what was not confirmed' },
  cron: '27 * * * *',
  handle: (_payload, { db }) => forgetUnconfirmed(db, now()),
});
