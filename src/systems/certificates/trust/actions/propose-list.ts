import { proposeList } from '#core/signatures/index.ts';
import { defineAction } from '#kernel/action.ts';
import { EVERYWHERE } from '#kernel/permission.ts';
import { TRUST } from '../../permissions.ts';
import { NewList } from '../schemas.ts';

/** Somebody brings the newest list of a source; what it would change is shown before another person confirms. */
export const proposeTrustList = defineAction({
  name: 'certificates.propose-trust-list',
  title: { vi: 'Nhập danh sách tin cậy bên ngoài', en: 'Import another trusted list' },
  input: NewList,
  permission: TRUST,
  scope: () => EVERYWHERE,
  async run({ tx, actor, now, files }, { id, list, basis }) {
    return { id: await proposeList(tx, id, await files.get(list), { by: actor.id, at: now, basis }) };
  },
  ledger: ({ id: source, list }, { id }) => ({ subject: `trust-change:${id}`, facts: { source, list } }),
});
