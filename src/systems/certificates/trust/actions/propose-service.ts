import { proposeService } from '#core/signatures/index.ts';
import { defineAction } from '#kernel/action.ts';
import { EVERYWHERE } from '#kernel/permission.ts';
import { TRUST } from '../../permissions.ts';
import { NewService, startOf } from '../schemas.ts';

/** Somebody proposes to believe an authority of others, by its certificate. */
export const proposeTrustService = defineAction({
  name: 'certificates.propose-trust-service',
  title: { vi: 'Đề xuất tin cậy một dịch vụ', en: 'Propose to believe a service' },
  input: NewService,
  permission: TRUST,
  scope: () => EVERYWHERE,
  async run({ tx, actor, now }, { basis, certificate, from, ...service }) {
    const wanted = { ...service, certificate: Buffer.from(certificate, 'base64'), from: startOf(from) };
    return { id: await proposeService(tx, wanted, { by: actor.id, at: now, basis }) };
  },
  ledger: ({ domain, type, status }, { id }) => ({ subject: `trust-change:${id}`, facts: { domain, type, status } }),
});
