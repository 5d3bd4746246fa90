import { keepMailAddress } from '#core/notifications/index.ts';
import { defineAction } from '#kernel/action.ts';
import { on } from '#kernel/db.ts';
import { dateOf, isDate } from '#kernel/time.ts';
import type { InformationTables } from '../db.gen.ts';
import { knownJournalist, PRESS_LIST, scopeOfJournalist } from '../press/journalists.ts';
import { Renewal } from '../press/schemas.ts';
import { PRESS } from '../rules/states.ts';

/** A reporter shows a new press card: the own address goes on. What was revoked stays revoked. */
export const renewJournalist = defineAction({
  name: 'information.renew-journalist',
  title: { vi: 'Gia hạn quyền phòng báo chí', en: 'Renew an accreditation' },
  input: Renewal,
  permission: PRESS,
  scope: scopeOfJournalist,
  async refuse({ tx, now }, { journalist, cardUntil }) {
    const revoked = (await knownJournalist(tx, journalist)).revokedAt;
    const ended = !isDate(cardUntil) || cardUntil < dateOf(now);
    return [
      ...(revoked ? [{ code: 'revoked', message: { vi: 'Quyền đã bị thu hồi; hãy cấp mới.', en: 'It was revoked; accredit anew.' } }] : []),
      ...(ended
        ? [{ code: 'card-ended', field: 'cardUntil', message: { vi: 'Thẻ nhà báo đã hết hạn.', en: 'The press card has ended.' } }]
        : []),
    ];
  },
  async run({ tx }, { journalist, cardNumber, cardUntil, mail }) {
    const address = mail ? { mail_address_id: await keepMailAddress(tx, mail, PRESS_LIST) } : {};
    await on<InformationTables>(tx)
      .updateTable('information.journalist')
      .set({ card_number: cardNumber, card_until: cardUntil, ...address })
      .where('id', '=', journalist)
      .execute();
    return { id: journalist };
  },
  ledger: ({ journalist, cardUntil }) => ({ subject: `journalist:${journalist}`, facts: { until: cardUntil } }),
});
