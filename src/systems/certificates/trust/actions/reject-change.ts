import { decideTrustChange, theVault } from '#core/signatures/index.ts';
import { defineAction } from '#kernel/action.ts';
import { EVERYWHERE } from '#kernel/permission.ts';
import { TRUST } from '../../permissions.ts';
import { Rejection } from '../schemas.ts';

/** A proposal is not followed; also whoever made it may take it back so. */
export const rejectTrustChange = defineAction({
  name: 'certificates.reject-trust-change',
  title: { vi: 'Từ chối thay đổi về tin cậy', en: 'Reject a change of trust' },
  input: Rejection,
  permission: TRUST,
  scope: () => EVERYWHERE,
  async run({ tx, actor, now }, { id, rejection }) {
    await decideTrustChange(tx, theVault(), id, { rejection }, actor.id, now);
    return { id };
  },
  ledger: ({ id }) => ({ subject: `trust-change:${id}`, facts: { state: 'rejected' } }),
});
