import { defineAction } from '#kernel/action.ts';
import { on } from '#kernel/db.ts';
import { newId } from '#kernel/id.ts';
import { forbidden } from '#kernel/problem.ts';
import type { PickupTables } from '../db.gen.ts';
import { askOutletJob } from '../jobs.ts';
import { MANAGE } from '../permissions.ts';
import { NewOutlet } from '../schemas.ts';

/** Registers an outlet's feed; it is asked at once. */
export const registerOutlet = defineAction({
  name: 'pickup.register-outlet',
  title: { vi: 'Thêm nguồn tin báo chí', en: 'Register an outlet’s feed' },
  input: NewOutlet,
  permission: MANAGE,
  scope: (_tx, _input, actor) => actor.scope,
  async refuse({ tx }, { feedUrl }) {
    const known = await on<PickupTables>(tx).selectFrom('pickup.outlet').select('name').where('feed_url', '=', feedUrl).executeTakeFirst();
    if (!known) return [];
    return [
      { code: 'known', field: 'feedUrl', message: { vi: `Nguồn này đã có: ${known.name}.`, en: `It is known already: ${known.name}.` } },
    ];
  },
  async run({ tx, actor, now, enqueue }, { name, feedUrl }) {
    if (!actor.scope) throw forbidden();
    const id = newId();
    await on<PickupTables>(tx)
      .insertInto('pickup.outlet')
      .values({ id, name, feed_url: feedUrl, agency_id: actor.scope, registered_by: actor.id, registered_at: now, next_at: now })
      .execute();
    await enqueue(askOutletJob, { outletId: id }, { key: `pickup:${id}`, queue: `pickup:${id}` });
    return { id };
  },
  ledger: ({ name, feedUrl }, { id }) => ({ subject: `outlet:${id}`, facts: { name, feedUrl } }),
});
