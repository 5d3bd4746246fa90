import { defineAction } from '#kernel/action.ts';
import { on } from '#kernel/db.ts';
import { invalid } from '#kernel/problem.ts';
import type { InformationTables } from '../../db.gen.ts';
import { visibleByCode } from '../../queries/visible.ts';
import { WRITE } from '../../rules/states.ts';
import { scopeOfActivity } from '../queries.ts';
import { ActivityLink } from '../schemas.ts';

/** Puts a public release about an activity beside it. */
export const linkRelease = defineAction({
  name: 'information.link-release',
  title: { vi: 'Gắn bản tin với hoạt động', en: 'Link a release to an activity' },
  input: ActivityLink,
  permission: WRITE,
  scope: scopeOfActivity,
  async run({ tx, actor, now }, { id, code }) {
    const release = await visibleByCode(tx, code.trim());
    if (!release)
      throw invalid([
        { field: 'code', message: { vi: 'Không có bản tin công khai nào mang mã này.', en: 'No public release has this code.' } },
      ]);
    await on<InformationTables>(tx)
      .insertInto('information.activity_release')
      .values({ activity_id: id, release_id: release.id, linked_at: now, linked_by: actor.id })
      .onConflict((conflict) => conflict.doNothing())
      .execute();
    return { id, release: release.id };
  },
  ledger: ({ id }, { release }) => ({ subject: `activity:${id}`, facts: { step: 'link', release } }),
});
