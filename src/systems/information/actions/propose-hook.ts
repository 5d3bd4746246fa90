import { defineAction } from '#kernel/action.ts';
import { on } from '#kernel/db.ts';
import { isId, newId } from '#kernel/id.ts';
import type { InformationTables } from '../db.gen.ts';
import { findJournalist } from '../press/journalists.ts';
import { hookOf, newHookSecret } from '../press/hooks.ts';
import { NewHook } from '../press/schemas.ts';
import { PRESS } from '../rules/states.ts';

/** Proposes the address of a newsroom's system for a reporter; nothing is sent there until a second person has confirmed it. */
export const proposeHook = defineAction({
  name: 'information.propose-press-hook',
  title: { vi: 'Đề nghị địa chỉ nhận của tòa soạn', en: 'Propose a newsroom’s address' },
  input: NewHook,
  permission: PRESS,
  scope: async (tx, { journalist }) => (isId(journalist) ? (await findJournalist(tx, journalist))?.agencyId : undefined),
  async refuse({ tx }, { journalist }) {
    const known = await hookOf(tx, journalist);
    const revoked = (await findJournalist(tx, journalist))?.revokedAt;
    return [
      ...(known
        ? [
            {
              code: 'known',
              message: {
                vi: 'Nhà báo này đã có địa chỉ nhận; hãy đóng địa chỉ cũ trước.',
                en: 'There is an address already; close it first.',
              },
            },
          ]
        : []),
      ...(revoked
        ? [{ code: 'revoked', message: { vi: 'Quyền của nhà báo này đã bị thu hồi.', en: 'This accreditation was revoked.' } }]
        : []),
    ];
  },
  async run({ tx, actor, now }, { journalist, url }) {
    const id = newId();
    await on<InformationTables>(tx)
      .insertInto('information.press_hook')
      .values({ id, journalist_id: journalist, url, proposed_by: actor.id, proposed_at: now, ...newHookSecret(id) })
      .execute();
    return { id };
  },
  ledger: ({ journalist, url }, { id }) => ({ subject: `journalist:${journalist}`, facts: { proposedHook: id, url } }),
});
