import { defineAction } from '#kernel/action.ts';
import { query, sql } from '#kernel/db.ts';
import { Type } from '#kernel/schema.ts';
import { lockOne } from '../commands/change.ts';
import { oneAgencyOf } from '../commands/scope.ts';
import { tell } from '../commands/tell.ts';
import { Id } from '../schemas.ts';

/** Somebody of the agency has looked at a document for the first time; the sender is told that it was opened, not by whom. */
export const openIncoming = defineAction({
  name: 'axis.open-incoming',
  title: { vi: 'Mở xem văn bản đến', en: 'Open an incoming document' },
  input: Type.Object({ id: Id }),
  permission: 'axis.read',
  scope: (tx, { id }) => oneAgencyOf(tx, [id]),
  async run(context, { id }) {
    const { tx, now } = context;
    const row = await lockOne(context, id);
    const first = await query<{ id: string }>(
      tx,
      sql<{ id: string }>`update axis.incoming set opened_at = ${now} where id = ${id} and opened_at is null returning id`,
    );
    if (first.length === 0) return { first: false };
    await tell(tx, [
      {
        fromCode: row.agencyCode,
        fromId: row.agencyId,
        toIds: row.senderId === null ? [] : [row.senderId],
        envelopeId: row.envelopeId,
        edocId: row.edocId,
        messageId: `opened;${row.id}`,
        event: 'opened',
        code: null,
        no: 0,
        description: null,
        staff: null,
        at: now,
      },
    ]);
    return { first: true };
  },
  ledger: ({ id }, { first }) => (first ? { subject: `incoming:${id}`, facts: { id, opened: true } } : undefined),
});
