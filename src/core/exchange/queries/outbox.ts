import { type Db, query, sql } from '#kernel/db.ts';
import type { SealedEnvelope } from '../types.ts';

/** Envelopes as they travel, by id. */
export async function sealedEnvelopes(db: Db, ids: readonly string[]): Promise<Map<string, SealedEnvelope>> {
  type Row = { id: string; bytes: Buffer; signature: Buffer; keyId: string; site: string };
  const rows = await query(
    db,
    sql<Row>`select id, bytes, signature, key_id as "keyId", site from exchange.envelope where id = any(${[...ids]}::uuid[])`,
  );
  return new Map(rows.map((row) => [row.id, row]));
}

/** Recipients at a site whose receipt is missing, in the order of their ids, from after one of them. */
export async function undelivered(db: Db, envelopeId: string, site: string, after: string, limit: number): Promise<string[]> {
  const rows = await query<{ recipient_id: string }>(
    db,
    sql<{ recipient_id: string }>`
      select recipient_id from exchange.delivery
      where envelope_id = ${envelopeId} and site = ${site} and delivered_at is null and recipient_id > ${after}
      order by recipient_id limit ${limit}`,
  );
  return rows.map((row) => row.recipient_id);
}

/** Recipients whose receipt is missing, of several envelopes with few recipients each. */
export async function undeliveredOf(db: Db, envelopeIds: readonly string[], site: string): Promise<Map<string, string[]>> {
  const rows = await query<{ envelope_id: string; recipient_id: string }>(
    db,
    sql<{ envelope_id: string; recipient_id: string }>`
      select envelope_id, recipient_id from exchange.delivery
      where envelope_id = any(${[...envelopeIds]}::uuid[]) and site = ${site} and delivered_at is null
      order by envelope_id, recipient_id`,
  );
  const groups = Map.groupBy(rows, (row) => row.envelope_id);
  return new Map([...groups].map(([id, list]) => [id, list.map((row) => row.recipient_id)]));
}

/** Those envelopes that lack the receipts of more than `few` recipients at a site; no more than that are looked at. */
export async function withMoreThan(db: Db, envelopeIds: readonly string[], site: string, few: number): Promise<string[]> {
  const rows = await query<{ id: string }>(
    db,
    sql<{ id: string }>`
      select asked.id from unnest(${[...envelopeIds]}::uuid[]) as asked (id)
      where exists (
        select from exchange.delivery where envelope_id = asked.id and site = ${site} and delivered_at is null
        order by recipient_id offset ${few})`,
  );
  return rows.map((row) => row.id);
}
