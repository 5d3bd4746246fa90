import { defineAction } from '#kernel/action.ts';
import { on } from '#kernel/db.ts';
import type { Text } from '#kernel/i18n.ts';
import type { Refusal } from '#kernel/problem.ts';
import { over, recordHistory, takeStep } from './changes.ts';
import type { InformationTables } from './db.gen.ts';
import type { ReleaseEnded } from './events.ts';
import { compileCommuniqueJob } from './jobs.ts';
import { mailRecalls } from './press/mails.ts';
import { queueRecalls } from './press/queue-deliveries.ts';
import { communiquesWith } from './queries/communiques.ts';
import { editionsOf, lockNewest, scopeOfRelease } from './queries/editions.ts';
import { ReleaseEnd } from './schemas.ts';

interface EndDefinition {
  readonly name: string;
  readonly title: Text;
  readonly ended: 'withdrawn' | 'retracted';
  readonly permission: string;
}

const neverShown: Refusal = {
  code: 'never-shown',
  message: { vi: 'Bản tin này chưa công bố nên không cần gỡ.', en: 'This release was never public.' },
};

/** The end of a release: withdrawn keeps the page with the reason; retracted takes the words away. Retraction may follow withdrawal. */
export function defineEnd({ name, title, ended, permission }: EndDefinition) {
  return defineAction({
    name,
    title,
    input: ReleaseEnd,
    permission,
    scope: scopeOfRelease,
    async refuse({ tx, now }, input) {
      const { release } = await lockNewest(tx, input.id);
      if (release.ended === 'retracted' || release.ended === ended) return [over];
      const shown = (await editionsOf(tx, input.id)).some(
        ({ state, visibleFrom }) => (state === 'published' || state === 'embargoed') && visibleFrom !== null && visibleFrom <= now,
      );
      return shown ? [] : [neverShown];
    },
    async run(context, input) {
      const { tx, now } = context;
      const { release, edition } = await lockNewest(tx, input.id);
      // A correction that waits must not come out of what has ended.
      if (edition.state === 'embargoed' && edition.visibleFrom !== null && edition.visibleFrom > now) {
        await takeStep(context, input.id, 'unschedule', { visible_from: null, shown_at: null }, input.reason);
      }
      await on<InformationTables>(tx)
        .updateTable('information.release')
        .set({ ended, ended_at: now, ended_reason: input.reason })
        .where('id', '=', input.id)
        .execute();
      await recordHistory(context, input.id, edition.number, ended, input.reason);
      const payload: ReleaseEnded = { releaseId: release.id, code: release.code, reason: input.reason, at: now };
      await queueRecalls(context, input.id);
      await mailRecalls(context, release);
      await context.emit(`information.${ended}`, payload);
      for (const one of ended === 'retracted' ? await communiquesWith(tx, release.id) : [])
        await context.enqueue(compileCommuniqueJob, one);
      return { id: input.id, code: release.code };
    },
    ledger: (input, result) => ({ subject: `release:${input.id}`, facts: { step: ended, code: result.code, reason: input.reason } }),
  });
}
