import { defineAction } from '#kernel/action.ts';
import { PUBLISH } from '../../rules/states.ts';
import { setEdition } from '../changes.ts';
import { lockActivities, scopeOfActivity } from '../queries.ts';
import { wrongStep } from '../rules.ts';
import { ActivityReason } from '../schemas.ts';

/** Gives an entry back to its writers: one that waits for approval, or one whose moment has not come. */
export const returnActivity = defineAction({
  name: 'information.return-activity',
  title: { vi: 'Trả lại hoạt động để sửa', en: 'Return an activity' },
  input: ActivityReason,
  permission: PUBLISH,
  scope: scopeOfActivity,
  async refuse({ tx, actor, now }, { id }) {
    const [edition] = await lockActivities(tx, actor.scope, [id]);
    const waits = edition?.state === 'timed' && edition.visibleFrom !== null && edition.visibleFrom > now;
    return edition?.state === 'review' || waits ? [] : [wrongStep];
  },
  async run(context, { id, reason }) {
    const [edition] = await lockActivities(context.tx, context.actor.scope, [id]);
    if (!edition) throw new Error('locked above');
    await setEdition(context, edition, { state: 'draft', returned_reason: reason, approved_by: null, visible_from: null });
    return { id };
  },
  ledger: ({ id, reason }) => ({ subject: `activity:${id}`, facts: { step: 'return', reason } }),
});
