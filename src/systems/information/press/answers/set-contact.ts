import { keepMailAddress } from '#core/notifications/index.ts';
import { defineAction } from '#kernel/action.ts';
import { on } from '#kernel/db.ts';
import { forbidden } from '#kernel/problem.ts';
import type { InformationTables } from '../../db.gen.ts';
import { PRESS } from '../../rules/states.ts';
import { PRESS_LIST } from '../journalists.ts';
import { Contact } from './schemas.ts';

/** Where the agency's press desk is reminded of questions. */
export const setContact = defineAction({
  name: 'information.set-press-contact',
  title: { vi: 'Đặt địa chỉ thư nhắc của phòng báo chí', en: 'Set the press desk’s address for reminders' },
  input: Contact,
  permission: PRESS,
  scope: (_tx, _input, actor) => actor.scope,
  async run({ tx, actor, now }, { mail }) {
    if (!actor.scope) throw forbidden();
    const row = { mail_address_id: await keepMailAddress(tx, mail, PRESS_LIST), set_by: actor.id, set_at: now };
    await on<InformationTables>(tx)
      .insertInto('information.press_contact')
      .values({ agency_id: actor.scope, ...row })
      .onConflict((conflict) => conflict.column('agency_id').doUpdateSet(row))
      .execute();
    return { agencyId: actor.scope };
  },
  ledger: (_input, { agencyId }) => ({ subject: `agency:${agencyId}`, facts: { pressContact: true } }),
});
