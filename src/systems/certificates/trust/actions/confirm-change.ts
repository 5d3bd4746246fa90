import { decideTrustChange, theVault } from '#core/signatures/index.ts';
import { defineAction } from '#kernel/action.ts';
import { EVERYWHERE } from '#kernel/permission.ts';
import { TRUST } from '../../permissions.ts';
import { ChangeRef } from '../schemas.ts';

/** Another person confirms: from now on this site believes it and its list says so. */
export const confirmTrustChange = defineAction({
  name: 'certificates.confirm-trust-change',
  title: { vi: 'Xác nhận thay đổi về tin cậy', en: 'Confirm a change of trust' },
  input: ChangeRef,
  permission: TRUST,
  scope: () => EVERYWHERE,
  async run({ tx, actor, now }, { id }) {
    await decideTrustChange(tx, theVault(), id, 'confirm', actor.id, now);
    return { id };
  },
  ledger: ({ id }) => ({ subject: `trust-change:${id}`, facts: { state: 'confirmed' } }),
});
