import { type ActionContext, defineAction } from '#kernel/action.ts';
import { query, sql } from '#kernel/db.ts';
import type { Text } from '#kernel/i18n.ts';
import type { Refusal } from '#kernel/problem.ts';
import { WRITE } from '../rules/states.ts';
import { type ActivityEdition, activityEditions, lockActivities, scopeOfActivity } from './queries.ts';
import { ActivityReason } from './schemas.ts';

const nothingToChange: Refusal = {
  code: 'not-published',
  message: {
    vi: 'Chỉ đổi hoặc hủy được hoạt động đã công bố, chưa hủy và không có bản đổi nào đang làm.',
    en: 'Only what is published, not cancelled and without another change in work can be changed or cancelled.',
  },
};

interface ChangeDefinition {
  readonly name: string;
  readonly title: Text;
  readonly change: 'changed' | 'cancelled';
}

/**
 * Begins the next edition of a published entry with the reason that readers will see: a change is written first, a
 * cancellation waits for approval at once. What is published stays until another person has approved.
 */
export function defineChange({ name, title, change }: ChangeDefinition) {
  return defineAction({
    name,
    title,
    input: ActivityReason,
    permission: WRITE,
    scope: scopeOfActivity,
    async refuse(context, { id }) {
      const [newest] = await lockActivities(context.tx, context.actor.scope, [id]);
      const last = await lastPublished(context, id);
      const idle =
        newest?.state === 'dropped' || (newest?.state === 'timed' && newest.visibleFrom !== null && newest.visibleFrom <= context.now);
      return idle && last && last.change !== 'cancelled' ? [] : [nothingToChange];
    },
    async run(context, { id, reason }) {
      const { tx, actor, now } = context;
      const [newest] = await lockActivities(tx, actor.scope, [id]);
      const last = await lastPublished(context, id);
      const number = (newest?.number ?? 0) + 1;
      await query(
        tx,
        sql`insert into information.activity_edition (activity_id, number, state, state_since, edited_by, change, reason,
            on_day, starts_at, ends_at, title_vi, title_en, venue, place_code, place_name, topics, persons, offices)
          select activity_id, ${number}, ${change === 'cancelled' ? 'review' : 'draft'}, ${now}, ${[actor.id]}, ${change}, ${reason},
            on_day, starts_at, ends_at, title_vi, title_en, venue, place_code, place_name, topics, persons, offices
          from information.activity_edition where activity_id = ${id} and number = ${last?.number ?? 0}`,
      );
      return { id, number };
    },
    ledger: ({ id, reason }, { number }) => ({ subject: `activity:${id}`, facts: { step: change, edition: number, reason } }),
  });
}

async function lastPublished({ tx, now }: ActionContext, id: string): Promise<ActivityEdition | undefined> {
  const all = await activityEditions(tx, id);
  return all.find(({ state, visibleFrom }) => state === 'timed' && visibleFrom !== null && visibleFrom <= now);
}
