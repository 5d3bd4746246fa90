import { type Db, query, sql } from '#kernel/db.ts';
import { notFound } from '#kernel/problem.ts';

/** The one agency that all these incoming documents belong to; 404 when some do not exist or belong to others. */
export async function oneAgencyOf(tx: Db, ids: readonly string[]): Promise<string> {
  const rows = await query<{ agency_id: string; count: number }>(
    tx,
    sql<{ agency_id: string; count: number }>`
      select agency_id, count(*)::int as count from axis.incoming where id = any(${[...ids]}::uuid[]) group by agency_id`,
  );
  const [row] = rows;
  if (!row || rows.length > 1 || row.count < new Set(ids).size) throw missing();
  return row.agency_id;
}

/** The agency that sent a document over the axis; 404 when there is no such sending. */
export async function senderOf(tx: Db, dispatchId: string): Promise<string> {
  const [row] = await query<{ sender_id: string | null }>(
    tx,
    sql<{ sender_id: string | null }>`select sender_id from axis.dispatch where id = ${dispatchId}`,
  );
  if (!row?.sender_id) throw missing();
  return row.sender_id;
}

function missing() {
  return notFound({ vi: 'Không tìm thấy văn bản này.', en: 'This document does not exist.' });
}
