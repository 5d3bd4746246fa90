import { defineAction } from '#kernel/action.ts';
import { momentOf } from '../../rules/moment.ts';
import { PUBLISH } from '../../rules/states.ts';
import { setEdition } from '../changes.ts';
import { lockActivities } from '../queries.ts';
import { approvalRefusals } from '../rules.ts';
import { ActivitiesApproved } from '../schemas.ts';

/** Another person approves entries and sets the moment from which they are public; without one that is now. */
export const approveActivities = defineAction({
  name: 'information.approve-activities',
  title: { vi: 'Duyệt và công bố lịch', en: 'Approve and publish activities' },
  input: ActivitiesApproved,
  permission: PUBLISH,
  scope: (_tx, _input, actor) => actor.scope,
  async refuse({ tx, actor, now }, { ids, date, time }) {
    const editions = await lockActivities(tx, actor.scope, ids);
    const [first] = editions.flatMap((edition) => approvalRefusals(edition, actor.id));
    if (first) return [first];
    if (date === '' && time === '') return [];
    const at = momentOf(date, time);
    if (at && at > now) return [];
    const message = {
      vi: 'Giờ công bố phải đủ ngày và giờ, ở sau lúc này; để trống cả hai để công bố ngay.',
      en: 'Give both a day and an hour to come, or leave both empty to publish now.',
    };
    return [{ code: 'no-moment', field: 'time', message }];
  },
  async run(context, { ids, date, time }) {
    const at = momentOf(date, time) ?? context.now;
    const editions = await lockActivities(context.tx, context.actor.scope, ids);
    for (const edition of editions) {
      await setEdition(context, edition, { state: 'timed', approved_by: context.actor.id, visible_from: at });
    }
    return { ids: editions.map(({ id }) => id), visibleFrom: at.toISOString() };
  },
  ledger: (_input, { ids, visibleFrom }) => ids.map((id) => ({ subject: `activity:${id}`, facts: { step: 'approve', visibleFrom } })),
});
