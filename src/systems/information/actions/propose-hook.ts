import { defineAction } from '#kernel/action.ts';
import { on } from '#kernel/db.ts';
import { isOpenAddress } from '#kernel/guarded-request.ts';
import { newId } from '#kernel/id.ts';
import type { Refusal } from '#kernel/problem.ts';
import type { InformationTables } from '../db.gen.ts';
import { knownJournalist, scopeOfJournalist } from '../press/journalists.ts';
import { hookOf, newHookSecret } from '../press/hooks.ts';
import { NewHook } from '../press/schemas.ts';
import { PRESS } from '../rules/states.ts';

const notPublic: Refusal = {
  code: 'not-public',
  field: 'url',
  message: {
    vi: 'Địa chỉ nhận phải bắt đầu bằng https:// và là địa chỉ công khai trên Internet: bản gửi trước không đi qua đường không mã hóa, cũng không vào mạng nội bộ.',
    en: 'The address must begin with https:// and be public on the Internet: copies travel neither in the clear nor into a closed network.',
  },
};

/** Proposes the address of a newsroom's system for a reporter; nothing is sent there until a second person has confirmed it. */
export const proposeHook = defineAction({
  name: 'information.propose-press-hook',
  title: { vi: 'Đề nghị địa chỉ nhận của tòa soạn', en: 'Propose a newsroom’s address' },
  input: NewHook,
  permission: PRESS,
  scope: scopeOfJournalist,
  async refuse({ tx }, { journalist, url, closedNetworks }) {
    const revoked = (await knownJournalist(tx, journalist)).revokedAt;
    const known = await hookOf(tx, journalist);
    return [
      ...(closedNetworks || isOpenAddress(url) ? [] : [notPublic]),
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
