import { defineAction } from '#kernel/action.ts';
import { query, sql } from '#kernel/db.ts';
import { newId } from '#kernel/id.ts';
import { Type } from '#kernel/schema.ts';
import { lockDispatch } from '../commands/lock-dispatch.ts';
import { senderOf } from '../commands/scope.ts';
import { tell } from '../commands/tell.ts';
import { refusedBecause } from '../errors.ts';
import { notOpened } from '../queries/progress.ts';
import { Id, Note } from '../schemas.ts';

/** Reminds everyone who has received a document and not opened it; the reminder itself is recorded on both sides. */
export const remindRecipients = defineAction({
  name: 'axis.remind-recipients',
  title: { vi: 'Nhắc nơi nhận chưa mở văn bản', en: 'Remind those who have not opened a document' },
  input: Type.Object({ dispatchId: Id, note: Note }),
  permission: 'axis.send',
  scope: (tx, { dispatchId }) => senderOf(tx, dispatchId),
  async run({ tx, now, actor }, { dispatchId, note }) {
    const dispatch = await lockDispatch(tx, dispatchId);
    const ids = await notOpened(tx, dispatch.envelopeId);
    if (ids.length === 0) throw nobodyLeft();
    const reminderId = newId();
    const text = note?.trim() || null;
    await query(
      tx,
      sql`
        with reminder as (
          insert into axis.reminder (id, envelope_id, at, actor_id, recipients, note)
          values (${reminderId}, ${dispatch.envelopeId}, ${now}, ${actor.id}, ${ids.length}, ${text})
        ), history as (
          insert into axis.sent_status (envelope_id, recipient_id, event, at, note, staff)
          select ${dispatch.envelopeId}, recipient, 'reminded', ${now}, ${text}, ${actor.name} from unnest(${ids}::uuid[]) recipient
        )
        insert into axis.recipient_state (envelope_id, recipient_id, changed_at, reminded_at)
        select ${dispatch.envelopeId}, recipient, ${now}, ${now} from unnest(${ids}::uuid[]) recipient
        on conflict (envelope_id, recipient_id) do update set reminded_at = excluded.reminded_at`,
    );
    await tell(tx, [
      {
        fromCode: dispatch.senderCode,
        fromId: dispatch.senderId,
        toIds: ids,
        messageId: `reminder;${reminderId}`,
        envelopeId: dispatch.envelopeId,
        edocId: dispatch.edocId,
        event: 'reminded',
        code: null,
        no: 0,
        description: text,
        staff: actor.name || null,
        at: now,
      },
    ]);
    return { dispatchId, reminderId, recipients: ids.length };
  },
  ledger: (_input, { dispatchId, reminderId, recipients }) => ({ subject: `dispatch:${dispatchId}`, facts: { reminderId, recipients } }),
});

function nobodyLeft() {
  return refusedBecause('nobody-to-remind', {
    vi: 'Mọi nơi đã nhận đều đã mở văn bản; không còn ai để nhắc.',
    en: 'Everyone who has received the document has opened it; there is nobody to remind.',
  });
}
