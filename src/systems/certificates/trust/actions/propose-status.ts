import { proposeStatus } from '#core/signatures/index.ts';
import { defineAction } from '#kernel/action.ts';
import { EVERYWHERE } from '#kernel/permission.ts';
import { TRUST } from '../../permissions.ts';
import { NewStatus, startOf } from '../schemas.ts';

/** Somebody proposes another status of a listed service, such as its withdrawal. */
export const proposeTrustStatus = defineAction({
  name: 'certificates.propose-trust-status',
  title: { vi: 'Đề xuất đổi trạng thái của dịch vụ', en: 'Propose another status of a service' },
  input: NewStatus,
  permission: TRUST,
  scope: () => EVERYWHERE,
  async run({ tx, actor, now }, { id, status, from, basis }) {
    return { id: await proposeStatus(tx, id, { status, from: startOf(from) }, { by: actor.id, at: now, basis }) };
  },
  ledger: ({ id: service, status, from }, { id }) => ({ subject: `trust-change:${id}`, facts: { service, status, from } }),
});
