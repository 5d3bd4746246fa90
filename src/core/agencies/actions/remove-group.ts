import { defineAction } from '#kernel/action.ts';
import { on } from '#kernel/db.ts';
import type { Refusal } from '#kernel/problem.ts';
import { Type } from '#kernel/schema.ts';
import { dateOf } from '#kernel/time.ts';
import type { AgenciesTables } from '../db.gen.ts';
import { unknownGroup } from '../rules.ts';
import { AgencyRef } from '../schemas.ts';

/** Takes a saved group out of use; documents already sent to it still resolve. */
export const removeGroup = defineAction({
  name: 'agencies.remove-group',
  title: { vi: 'Bỏ nhóm nơi nhận', en: 'Remove a group of recipients' },
  input: Type.Object({ id: AgencyRef, ownerId: AgencyRef }),
  permission: 'agencies.save-groups',
  scope: (_tx, input) => input.ownerId,
  async refuse({ tx }, input): Promise<Refusal[]> {
    const found = await on<AgenciesTables>(tx)
      .selectFrom('agencies.agency_group')
      .select('id')
      .where('id', '=', input.id)
      .where('owner_id', '=', input.ownerId)
      .where('valid_to', 'is', null)
      .executeTakeFirst();
    return found ? [] : [unknownGroup];
  },
  async run({ tx, now }, input): Promise<{ groupId: string }> {
    await on<AgenciesTables>(tx)
      .updateTable('agencies.agency_group')
      .set({ valid_to: dateOf(now) })
      .where('id', '=', input.id)
      .execute();
    return { groupId: input.id };
  },
  ledger: (input) => ({ subject: `agency-group:${input.id}`, facts: { owner: input.ownerId, removed: true } }),
});
