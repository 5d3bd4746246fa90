import { defineAction } from '#kernel/action.ts';
import { on } from '#kernel/db.ts';
import type { Refusal } from '#kernel/problem.ts';
import { refusalsOf, takeStep } from '../changes.ts';
import type { InformationTables } from '../db.gen.ts';
import { publishReleaseJob } from '../jobs.ts';
import { publishNow } from '../publishing.ts';
import { type Edition, scopeOfRelease } from '../queries/editions.ts';
import { momentOf } from '../rules/moment.ts';
import { PUBLISH } from '../rules/states.ts';
import { EditionSchedule } from '../schemas.ts';
import type { ActionContext } from '#kernel/action.ts';

const noMoment: Refusal = {
  code: 'no-moment',
  field: 'time',
  message: {
    vi: 'Hãy ghi đủ ngày và giờ công bố (giờ Việt Nam, ví dụ 07:30), hoặc để trống cả hai để công bố ngay.',
    en: 'Write both the date and the hour (Vietnam time, such as 07:30), or leave both empty to publish now.',
  },
};

const past: Refusal = {
  code: 'past',
  field: 'date',
  message: { vi: 'Giờ công bố đã qua.', en: 'That moment has passed.' },
};

/** Sets the moment of publication; without one it is now, and the release is published at once. */
export const scheduleRelease = defineAction({
  name: 'information.schedule-release',
  title: { vi: 'Hẹn giờ hoặc công bố bản tin', en: 'Schedule or publish a release' },
  input: EditionSchedule,
  permission: PUBLISH,
  scope: scopeOfRelease,
  async refuse(context, input) {
    const reasons = await refusalsOf(context, 'schedule', input);
    if (reasons.length > 0 || (input.date === '' && input.time === '')) return reasons;
    const at = momentOf(input.date, input.time);
    if (!at) return [noMoment];
    return at <= context.now ? [past] : [];
  },
  async run(context, input) {
    const at = momentOf(input.date, input.time) ?? context.now;
    const { edition, release } = await takeStep(context, input.id, 'schedule', { visible_from: at, shown_at: at });
    await setShownAt(context, edition, at);
    if (at <= context.now) await publishNow(context, input.id);
    else {
      const payload = { id: input.id, edition: edition.number };
      await context.enqueue(publishReleaseJob, payload, { runAt: at, key: `information.publish:${input.id}:${edition.number}` });
    }
    return { id: input.id, code: release.code, edition: edition.number, visibleFrom: at.toISOString() };
  },
  ledger: (input, result) => ({
    subject: `release:${input.id}`,
    facts: { step: 'schedule', edition: result.edition, visibleFrom: result.visibleFrom },
  }),
});

/** A minor change keeps the moment that readers see. */
async function setShownAt({ tx }: ActionContext, edition: Edition, at: Date): Promise<void> {
  const db = on<InformationTables>(tx);
  const before = await db
    .selectFrom('information.edition')
    .select('shown_at')
    .where('release_id', '=', edition.releaseId)
    .where('state', '=', 'published')
    .orderBy('number', 'desc')
    .limit(1)
    .executeTakeFirst();
  await db
    .updateTable('information.edition')
    .set({ shown_at: edition.change === 'minor' ? (before?.shown_at ?? at) : at })
    .where('release_id', '=', edition.releaseId)
    .where('number', '=', edition.number)
    .execute();
}
