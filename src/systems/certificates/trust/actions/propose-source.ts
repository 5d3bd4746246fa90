import { proposeSource } from '#core/signatures/index.ts';
import { defineAction } from '#kernel/action.ts';
import { EVERYWHERE } from '#kernel/permission.ts';
import { TRUST } from '../../permissions.ts';
import { NewSource } from '../schemas.ts';

/** Somebody proposes to follow another trusted list, pinned to the certificate that must sign it. */
export const proposeTrustSource = defineAction({
  name: 'certificates.propose-trust-source',
  title: { vi: 'Đề xuất theo một danh sách tin cậy bên ngoài', en: 'Propose to follow another trusted list' },
  input: NewSource,
  permission: TRUST,
  scope: () => EVERYWHERE,
  async run({ tx, actor, now }, { domain, name, basis, certificate }) {
    const wanted = { domain, name, certificate: Buffer.from(certificate, 'base64') };
    return { id: await proposeSource(tx, wanted, { by: actor.id, at: now, basis }) };
  },
  ledger: ({ domain }, { id }) => ({ subject: `trust-change:${id}`, facts: { domain } }),
});
