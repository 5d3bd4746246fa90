import { defineAction } from '#kernel/action.ts';
import { WRITE } from '../../rules/states.ts';
import { setEdition } from '../changes.ts';
import { lockActivities } from '../queries.ts';
import { noReason, wrongStep } from '../rules.ts';
import { ActivitiesChosen } from '../schemas.ts';

/** Hands entries in for approval, a week of them at once if need be. */
export const submitActivities = defineAction({
  name: 'information.submit-activities',
  title: { vi: 'Trình duyệt lịch', en: 'Submit activities' },
  input: ActivitiesChosen,
  permission: WRITE,
  scope: (_tx, _input, actor) => actor.scope,
  async refuse({ tx, actor }, { ids }) {
    const editions = await lockActivities(tx, actor.scope, ids);
    if (editions.some(({ state }) => state !== 'draft')) return [wrongStep];
    return editions.some(({ change, reason }) => change !== 'first' && reason.trim() === '') ? [noReason] : [];
  },
  async run(context, { ids }) {
    const editions = await lockActivities(context.tx, context.actor.scope, ids);
    for (const edition of editions) await setEdition(context, edition, { state: 'review', returned_reason: null });
    return { ids: editions.map(({ id }) => id) };
  },
  ledger: (_input, { ids }) => ids.map((id) => ({ subject: `activity:${id}`, facts: { step: 'submit' } })),
});
