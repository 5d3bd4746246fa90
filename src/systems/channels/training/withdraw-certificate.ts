import { defineAction } from '#kernel/action.ts';
import { on } from '#kernel/db.ts';
import { notFound } from '#kernel/problem.ts';
import { sentence, Type } from '#kernel/schema.ts';
import type { ChannelsTables } from '../db.gen.ts';
import { findCertificate } from './certificates.ts';

/** A certificate counts no longer, such as one that was entered wrongly or taken back by its issuer; it stays on record. */
export const withdrawCertificate = defineAction({
  name: 'channels.withdraw-certificate',
  title: { vi: 'Hủy chứng nhận tập huấn', en: 'Withdraw a training certificate' },
  input: Type.Object({
    id: Type.String({ format: 'uuid', ...sentence('Hãy tải lại trang.', 'Reload the page.') }),
    reason: Type.String({ minLength: 3, maxLength: 500, ...sentence('Hãy ghi lý do.', 'Write the reason.') }),
  }),
  permission: 'channels.manage',
  scope: async (tx, input) => (await findCertificate(tx, input.id))?.agencyId,
  async refuse({ tx }, input) {
    const certificate = await findCertificate(tx, input.id);
    if (!certificate) throw notFound();
    const message = { vi: 'Chứng nhận này đã bị hủy.', en: 'This certificate is withdrawn already.' };
    return certificate.withdrawnAt === null ? [] : [{ code: 'withdrawn', message }];
  },
  async run({ tx, actor, now }, { id, reason }) {
    await on<ChannelsTables>(tx)
      .updateTable('channels.training_certificate')
      .set({ withdrawn_by: actor.id, withdrawn_at: now, withdrawn_reason: reason })
      .where('id', '=', id)
      .execute();
    return { id };
  },
  ledger: ({ id, reason }) => ({ subject: `certificate:${id}`, facts: { withdrawn: reason } }),
});
