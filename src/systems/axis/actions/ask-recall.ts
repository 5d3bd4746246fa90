import { defineAction } from '#kernel/action.ts';
import { type Db, query, sql } from '#kernel/db.ts';
import { cancelUnsent } from '#core/exchange/index.ts';
import { newId } from '#kernel/id.ts';
import { Type } from '#kernel/schema.ts';
import { lockDispatch } from '../commands/lock-dispatch.ts';
import { senderOf } from '../commands/scope.ts';
import { tell } from '../commands/tell.ts';
import { refusedBecause } from '../errors.ts';
import { Id, Reason } from '../schemas.ts';

/**
 * The sender wants a document back. What has not left is simply cancelled here; otherwise each recipient is asked (13) that
 * has no request pending and has not agreed; it answers 15 or 16.
 */
export const askRecall = defineAction({
  name: 'axis.ask-recall',
  title: { vi: 'Yêu cầu lấy lại văn bản', en: 'Ask to take a document back' },
  input: Type.Object({ dispatchId: Id, reason: Reason }),
  permission: 'axis.send',
  scope: (tx, { dispatchId }) => senderOf(tx, dispatchId),
  async run({ tx, now, actor }, { dispatchId, reason }) {
    const dispatch = await lockDispatch(tx, dispatchId);
    if (dispatch.state === 'cancelled') throw nothingToAsk();
    if (await cancelUnsent(tx, dispatch.envelopeId)) {
      await query(tx, sql`update axis.dispatch set state = 'cancelled' where id = ${dispatchId}`);
      return { dispatchId, cancelled: true, asked: 0 };
    }
    const ids = await markAsked(tx, dispatch.envelopeId, now);
    if (ids.length === 0) throw nothingToAsk();
    await query(
      tx,
      sql`
        insert into axis.sent_status (envelope_id, recipient_id, event, code, at, note, staff)
        select ${dispatch.envelopeId}, recipient, 'recall-asked', '13', ${now}, ${reason}, ${actor.name} from unnest(${ids}::uuid[]) recipient`,
    );
    await tell(tx, [
      {
        fromCode: dispatch.senderCode,
        fromId: dispatch.senderId,
        toIds: ids,
        messageId: `recall;${newId()}`,
        envelopeId: dispatch.envelopeId,
        edocId: dispatch.edocId,
        event: 'status',
        code: '13',
        no: 0,
        description: reason.trim(),
        staff: actor.name || null,
        at: now,
      },
    ]);
    return { dispatchId, cancelled: false, asked: ids.length };
  },
  ledger: (_input, { dispatchId, cancelled, asked }) => ({ subject: `dispatch:${dispatchId}`, facts: { recall: true, cancelled, asked } }),
});

/** Recipients that have the document, did not refuse it, and have no request pending nor agreed; they are marked as asked. */
async function markAsked(tx: Db, envelopeId: string, now: Date): Promise<string[]> {
  const asked = await query<{ id: string }>(
    tx,
    sql<{ id: string }>`
      insert into axis.recipient_state as known (envelope_id, recipient_id, changed_at, recall)
      select envelope_id, recipient_id, ${now}, 'asked' from exchange.delivery
      where envelope_id = ${envelopeId} and delivered_at is not null
      on conflict (envelope_id, recipient_id) do update set recall = 'asked'
      where (known.recall is null or known.recall = 'refused') and known.code is distinct from '02'
      returning recipient_id as id`,
  );
  return asked.map((row) => row.id);
}

function nothingToAsk() {
  return refusedBecause('no-one-to-ask', {
    vi: 'Không còn nơi nhận nào để yêu cầu lấy lại: văn bản đã hủy gửi, nơi nhận đã từ chối hoặc đang có yêu cầu chờ trả lời.',
    en: 'There is nobody to ask: the sending was cancelled, recipients have refused it, or requests are still waiting for an answer.',
  });
}
