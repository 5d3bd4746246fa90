import { defineJob, type JobDefinition } from '#kernel/jobs.ts';
import { systemActor } from '#kernel/permission.ts';
import { noteRefund } from './actions/note-refund.ts';
import { providerOf } from './provider-of.ts';
import { findNotice, findRefund } from './queries.ts';

/** Asks the provider to give money back, under the refund's own id: asked twice, it is given once. */
export const sendRefund: JobDefinition<{ refundId: string }> = defineJob({
  name: 'services.send-refund',
  title: { vi: 'Hoàn trả tiền', en: 'Give money back' },
  async handle({ refundId }, { db, services }) {
    const refund = await findRefund(db, refundId);
    const notice = refund && (await findNotice(db, refund.noticeId));
    if (refund?.state !== 'asked' || !notice) return;
    const provider = await providerOf(services);
    if (!provider || provider.name !== notice.provider) {
      const reason = 'Trang này không còn kết nối với tổ chức thanh toán đã nhận khoản tiền.';
      await services.act(noteRefund, systemActor('payments'), { refundId, state: 'refused', answer: reason });
      return;
    }
    const { id, amount, words } = refund;
    const answer = await provider.refund({ id, transferId: notice.providerId, amount, words });
    const said = answer.state === 'refused' ? answer.reason : '';
    await services.act(noteRefund, systemActor('payments'), { refundId, state: answer.state, answer: said });
  },
});
