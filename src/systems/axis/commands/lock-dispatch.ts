import { type Db, query, sql } from '#kernel/db.ts';
import { notFound } from '#kernel/problem.ts';
import type { Business } from '../rules.ts';

export interface LockedDispatch {
  readonly id: string;
  readonly envelopeId: string;
  readonly documentId: string;
  readonly senderId: string;
  readonly senderCode: string;
  readonly edocId: string;
  readonly business: Business;
  readonly state: 'sent' | 'cancelled';
  readonly addressed: string;
}

/** A row of the outgoing book, locked until the transaction ends; 404 when there is none. */
export async function lockDispatch(tx: Db, id: string): Promise<LockedDispatch> {
  const [row] = await query<LockedDispatch>(
    tx,
    sql<LockedDispatch>`
      select id, envelope_id as "envelopeId", document_id as "documentId", sender_id as "senderId", sender_code as "senderCode",
        edoc_id as "edocId", business, state, addressed
      from axis.dispatch where id = ${id} for update`,
  );
  if (!row) throw notFound({ vi: 'Không tìm thấy lần gửi này.', en: 'This sending does not exist.' });
  return row;
}
