import { findAgency } from '#core/agencies/index.ts';
import { defineAction } from '#kernel/action.ts';
import { on } from '#kernel/db.ts';
import { newId } from '#kernel/id.ts';
import { forbidden } from '#kernel/problem.ts';
import type { InformationTables } from '../../db.gen.ts';
import { WRITE } from '../../rules/states.ts';
import { entryOf } from '../changes.ts';
import { ActivityForm } from '../schemas.ts';

/** Writes an entry of the public calendar of the agency that the writer works in. */
export const writeActivity = defineAction({
  name: 'information.write-activity',
  title: { vi: 'Ghi hoạt động vào lịch', en: 'Write an activity' },
  input: ActivityForm,
  permission: WRITE,
  scope: (_tx, _input, actor) => actor.scope,
  async run(context, input) {
    const { tx, actor, now } = context;
    const agency = actor.scope === undefined ? undefined : await findAgency(tx, actor.scope);
    if (!agency) throw forbidden();
    const entry = await entryOf(context, input);
    const id = newId();
    const db = on<InformationTables>(tx);
    await db.insertInto('information.activity').values({ id, agency_id: agency.id, agency_name: agency.name, created_at: now }).execute();
    await db
      .insertInto('information.activity_edition')
      .values({ activity_id: id, number: 1, state_since: now, edited_by: [actor.id], change: 'first', ...entry })
      .execute();
    return { id };
  },
  ledger: (input, { id }) => ({ subject: `activity:${id}`, facts: { step: 'write', day: input.date, title: input.titleVi } }),
});
