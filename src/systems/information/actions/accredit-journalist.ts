import { keepMailAddress } from '#core/notifications/index.ts';
import { defineAction } from '#kernel/action.ts';
import { on } from '#kernel/db.ts';
import { newId } from '#kernel/id.ts';
import { forbidden } from '#kernel/problem.ts';
import { dateOf, isDate } from '#kernel/time.ts';
import type { InformationTables } from '../db.gen.ts';
import { newToken, PRESS_LIST } from '../press/journalists.ts';
import { Accreditation } from '../press/schemas.ts';
import { PRESS } from '../rules/states.ts';

/** Lets a reporter with a valid press card into the agency's press room, by an address of their own. */
export const accreditJournalist = defineAction({
  name: 'information.accredit-journalist',
  title: { vi: 'Cấp quyền phòng báo chí', en: 'Accredit a reporter' },
  input: Accreditation,
  permission: PRESS,
  scope: (_tx, _input, actor) => actor.scope,
  refuse: ({ now }, { cardUntil }) =>
    isDate(cardUntil) && cardUntil >= dateOf(now)
      ? []
      : [{ code: 'card-ended', field: 'cardUntil', message: { vi: 'Thẻ nhà báo đã hết hạn.', en: 'The press card has ended.' } }],
  async run({ tx, actor, now }, input) {
    if (!actor.scope) throw forbidden();
    const id = newId();
    await on<InformationTables>(tx)
      .insertInto('information.journalist')
      .values({
        id,
        agency_id: actor.scope,
        full_name: input.fullName,
        outlet: input.outlet,
        card_number: input.cardNumber,
        card_until: input.cardUntil,
        accredited_at: now,
        accredited_by: actor.id,
        mail_address_id: input.mail ? await keepMailAddress(tx, input.mail, PRESS_LIST) : null,
        ...newToken(id),
      })
      .execute();
    return { id };
  },
  ledger: (input, result) => ({ subject: `journalist:${result.id}`, facts: { outlet: input.outlet, until: input.cardUntil } }),
});
