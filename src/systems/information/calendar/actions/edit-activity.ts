import { defineAction } from '#kernel/action.ts';
import { WRITE } from '../../rules/states.ts';
import { entryOf, setEdition } from '../changes.ts';
import { lockActivities, scopeOfActivity } from '../queries.ts';
import { wrongStep } from '../rules.ts';
import { ActivityEdit } from '../schemas.ts';

const stale = {
  code: 'stale',
  message: {
    vi: 'Hoạt động vừa được người khác sửa. Hãy mở lại để xem bản mới nhất.',
    en: 'Someone else has just changed this activity. Open it again to see the newest.',
  },
};

/** Edits an entry that is being written; whoever does may not approve it. */
export const editActivity = defineAction({
  name: 'information.edit-activity',
  title: { vi: 'Sửa hoạt động', en: 'Edit an activity' },
  input: ActivityEdit,
  permission: WRITE,
  scope: scopeOfActivity,
  async refuse({ tx, actor }, input) {
    const [edition] = await lockActivities(tx, actor.scope, [input.id]);
    if (edition?.state !== 'draft') return [wrongStep];
    return edition.version === input.version ? [] : [stale];
  },
  async run(context, input) {
    const { tx, actor } = context;
    const [edition] = await lockActivities(tx, actor.scope, [input.id]);
    if (!edition) throw new Error('locked above');
    const entry = await entryOf(context, input);
    await setEdition(context, edition, { reason: input.reason }, { ...entry, edited_by: [...new Set([...edition.editedBy, actor.id])] });
    return { id: input.id };
  },
  ledger: (input) => ({ subject: `activity:${input.id}`, facts: { step: 'edit', day: input.date, title: input.titleVi } }),
});
