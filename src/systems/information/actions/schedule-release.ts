import { defineAction } from '#kernel/action.ts';
import { refusalsOf, takeStep } from '../changes.ts';
import { publishReleaseJob } from '../jobs.ts';
import { promisedMoment } from '../moment/queries.ts';
import { noMoment, past, sooner } from '../moment/refusals.ts';
import { setShownAt } from '../moment/shown-at.ts';
import { publishNow } from '../publishing.ts';
import { lockNewest, scopeOfRelease } from '../queries/editions.ts';
import { momentOf } from '../rules/moment.ts';
import { PUBLISH } from '../rules/states.ts';
import { EditionSchedule } from '../schemas.ts';

/** Sets the moment of publication; without one it is now, and the release is published at once. */
export const scheduleRelease = defineAction({
  name: 'information.schedule-release',
  title: { vi: 'Hẹn giờ hoặc công bố bản tin', en: 'Schedule or publish a release' },
  input: EditionSchedule,
  permission: PUBLISH,
  scope: scopeOfRelease,
  async refuse(context, input) {
    const reasons = await refusalsOf(context, 'schedule', input);
    if (reasons.length > 0) return reasons;
    const { edition } = await lockNewest(context.tx, input.id);
    const promised = await promisedMoment(context.tx, input.id, edition.number);
    const now = input.date === '' && input.time === '';
    const at = now ? context.now : momentOf(input.date, input.time);
    if (!at) return [noMoment];
    if (!now && at <= context.now) return [past];
    return promised !== null && at < promised ? [sooner] : [];
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
