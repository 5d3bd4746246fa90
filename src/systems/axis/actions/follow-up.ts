import { defineAction } from '#kernel/action.ts';
import { query, sql } from '#kernel/db.ts';
import { getDocument, recallDocument } from '#core/documents/index.ts';
import { allows } from '#kernel/permission.ts';
import { sentence, Type } from '#kernel/schema.ts';
import { dispatchDocument } from '../commands/dispatch.ts';
import { lockDispatch } from '../commands/lock-dispatch.ts';
import { senderOf } from '../commands/scope.ts';
import { refusedBecause } from '../errors.ts';
import { Id, OptionalDate, Reason } from '../schemas.ts';

/**
 * Acts on a document that was sent, at every recipient of all its sendings: revoke (the document is recalled here and
 * frozen there) or update (its present particulars, files and deadline are sent again).
 */
export const followUp = defineAction({
  name: 'axis.follow-up',
  title: { vi: 'Gửi thu hồi hoặc cập nhật', en: 'Send a revocation or an update' },
  input: Type.Object({
    dispatchId: Id,
    act: Type.Union(
      [Type.Literal('revoke'), Type.Literal('update')],
      sentence('Hãy chọn thu hồi hoặc cập nhật.', 'Choose to revoke or to update.'),
    ),
    reason: Reason,
    dueOn: OptionalDate,
  }),
  permission: 'axis.send',
  scope: (tx, { dispatchId }) => senderOf(tx, dispatchId),
  async run(context, { dispatchId, act, reason, dueOn }) {
    const { tx, actor } = context;
    const first = await lockDispatch(tx, dispatchId);
    const recipients = await query<{ id: string }>(
      tx,
      sql<{ id: string }>`
        select distinct recipient_id as id from axis.dispatch join exchange.delivery using (envelope_id)
        where document_id = ${first.documentId} and business in ('new', 'replace') and state = 'sent'`,
    );
    if (recipients.length === 0) throw nobody();
    if (act === 'revoke') {
      const { state } = await getDocument(tx, first.documentId);
      if (state === 'issued') {
        if (!allows(actor, 'drafting.recall', first.senderId)) throw recallFirst();
        await recallDocument(tx, first.documentId, reason.trim(), actor.id);
      }
    }
    const document = await getDocument(tx, first.documentId);
    const facts = { recipientIds: recipients.map((row) => row.id), addressed: first.addressed, business: act, reason: reason.trim() };
    const sent = await dispatchDocument(context, document, { ...facts, dueOn: dueOn || null });
    if (act === 'revoke') await context.emit('documents.recalled', { documentId: document.id, reason: reason.trim() });
    return { ...sent, documentId: document.id };
  },
  ledger: ({ act }, { documentId, envelopeId, recipients }) => ({
    subject: `document:${documentId}`,
    facts: { act, envelopeId, recipients },
  }),
});

/** The clerk sends the revocation; that the document is withdrawn is the decision of whoever may withdraw it. */
function recallFirst() {
  return refusedBecause('recall-first', {
    vi: 'Người có thẩm quyền phải thu hồi văn bản (trang Soạn thảo, mục Thu hồi) trước khi văn thư gửi thu hồi.',
    en: 'Whoever has the authority must withdraw the document (on its drafting page) before the revocation is sent.',
  });
}

function nobody() {
  return refusedBecause('never-sent', { vi: 'Văn bản này chưa được gửi đến nơi nào.', en: 'This document has not been sent to anybody.' });
}
