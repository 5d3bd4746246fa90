import { defineAction } from '#kernel/action.ts';
import { WRITE } from '../../rules/states.ts';
import { setEdition } from '../changes.ts';
import { lockActivities, scopeOfActivity } from '../queries.ts';
import { wrongStep } from '../rules.ts';
import { ActivityRef } from '../schemas.ts';

/** Drops an edition that is being written; what is published stays as it is. */
export const dropActivity = defineAction({
  name: 'information.drop-activity',
  title: { vi: 'Bỏ bản đang soạn', en: 'Drop what is being written' },
  input: ActivityRef,
  permission: WRITE,
  scope: scopeOfActivity,
  async refuse({ tx, actor }, { id }) {
    const [edition] = await lockActivities(tx, actor.scope, [id]);
    return edition?.state === 'draft' ? [] : [wrongStep];
  },
  async run(context, { id }) {
    const [edition] = await lockActivities(context.tx, context.actor.scope, [id]);
    if (!edition) throw new Error('locked above');
    await setEdition(context, edition, { state: 'dropped' });
    return { id };
  },
  ledger: ({ id }) => ({ subject: `activity:${id}`, facts: { step: 'drop' } }),
});
