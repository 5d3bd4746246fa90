import { defineAction } from '#kernel/action.ts';
import { on } from '#kernel/db.ts';
import type { InformationTables } from '../db.gen.ts';
import { cancelDeliveries } from '../press/cancel-deliveries.ts';
import { closeHooks } from '../press/hooks.ts';
import { knownJournalist, scopeOfJournalist } from '../press/journalists.ts';
import { cancelMails } from '../press/mails.ts';
import { JournalistRef } from '../press/schemas.ts';
import { PRESS } from '../rules/states.ts';

/** Closes a reporter's address at once, and whatever waits to be sent to them. */
export const revokeJournalist = defineAction({
  name: 'information.revoke-journalist',
  title: { vi: 'Thu hồi quyền phòng báo chí', en: 'Revoke an accreditation' },
  input: JournalistRef,
  permission: PRESS,
  scope: scopeOfJournalist,
  async run({ tx, now }, { journalist }) {
    await knownJournalist(tx, journalist);
    await on<InformationTables>(tx)
      .updateTable('information.journalist')
      .set({ revoked_at: now })
      .where('id', '=', journalist)
      .where('revoked_at', 'is', null)
      .execute();
    await closeHooks(tx, journalist, now);
    await cancelDeliveries(tx, journalist, now);
    await cancelMails(tx, journalist);
    return { id: journalist };
  },
  ledger: (input) => ({ subject: `journalist:${input.journalist}`, facts: { revoked: true } }),
});
