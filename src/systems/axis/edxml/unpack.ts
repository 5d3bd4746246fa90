import { type Db, query, sql } from '#kernel/db.ts';
import { newId } from '#kernel/id.ts';
import { now } from '#kernel/time.ts';
import { ensureDocument } from '../commands/receive-document.ts';
import type { DocumentContent } from '../types.ts';

export interface Unpacked {
  readonly kind: 'document' | 'status';
  readonly senderCode: string;
  readonly senderId: string | null;
  readonly content: unknown;
  readonly recipientIds: readonly string[];
}

/** Makes the document of a packet, and the line in its sender's outgoing book; both only once. Status packets have neither. */
export async function unpackPacket(tx: Db, envelopeId: string, packet: Unpacked): Promise<void> {
  if (packet.kind === 'status') return;
  const content = packet.content as DocumentContent;
  const documentId = await ensureDocument(tx, content, packet.senderCode);
  await query(
    tx,
    sql`
      insert into axis.dispatch (id, envelope_id, document_id, sender_id, sender_code, edoc_id, business, recipients, addressed, due_on, note, sent_by, sent_at)
      values (${newId()}, ${envelopeId}, ${documentId}, ${packet.senderId}, ${packet.senderCode}, ${content.edocId}, ${content.business},
        ${packet.recipientIds.length}, ${content.document.issuerName}, ${content.dueOn}::date, ${content.reason}, 'system:axis', ${now()})
      on conflict (envelope_id) do nothing`,
  );
}
