import { defineAction } from '#kernel/action.ts';
import { type Db, query, sql } from '#kernel/db.ts';
import { failpoint } from '#kernel/failpoint.ts';
import { instant } from '#kernel/time.ts';
import { asIs, type Static, Type } from '#kernel/schema.ts';
import { sha256 } from '../rules/proof.ts';

const ReceiptInput = Type.Object({
  envelopeId: Type.String(),
  recipientId: Type.String(),
  arrivedAt: Type.String(),
  /** Bytes and signature in base64. */
  receipt: Type.String(),
  signature: Type.String(),
  keyId: Type.String(),
});

const bytesOf = (text: string): Buffer => Buffer.from(text, 'base64');

/** Signed receipts came back: the deliveries they name are delivered; an outbox row whose last one this was is done. */
export const recordReceipts = defineAction({
  name: 'exchange.record-receipts',
  title: { vi: 'Lưu biên nhận đã ký', en: 'Store signed receipts' },
  input: Type.Object({ site: Type.String(), receipts: Type.Array(ReceiptInput) }, asIs),
  permission: 'exchange.carry',
  async run({ tx, now }, { site, receipts }) {
    failpoint('before-receipts-stored');
    const counts = countByEnvelope(await store(tx, site, receipts, now));
    if (counts.length === 0) return { stored: 0 };
    await query(
      tx,
      sql`
        update exchange.outbox outbox
        set receipted = receipted + given.stored,
          state = case when receipted + given.stored >= recipients then 'receipted' else state end,
          ended_at = case when receipted + given.stored >= recipients then ${now}::timestamptz end,
          lease = case when receipted + given.stored >= recipients then null else lease end,
          lease_until = case when receipted + given.stored >= recipients then null else lease_until end
        from unnest(${counts.map(([id]) => id)}::uuid[], ${counts.map(([, stored]) => stored)}::int[]) as given (id, stored)
        where outbox.envelope_id = given.id and outbox.site = ${site}`,
    );
    return { stored: counts.reduce((sum, [, stored]) => sum + stored, 0) };
  },
  ledger: ({ site, receipts }, { stored }) => {
    if (stored === 0) return undefined;
    const digest = sha256(receipts.map((one) => one.receipt).join('\n'));
    const envelopes = [...new Set(receipts.map((one) => one.envelopeId))];
    return {
      subject: envelopes.length === 1 ? `envelope:${envelopes[0]}` : 'envelopes:many',
      facts: { site, stored, envelopes, receipts: digest },
    };
  },
});

interface StoredRow {
  readonly envelope_id: string;
  readonly is_new: boolean;
}

/**
 * An insert that always meets its row: unlike a joined update it goes by the primary key whatever the planner believes of a
 * table that has just grown by 100,000 rows. Returns the deliveries that had no receipt before.
 */
async function store(tx: Db, site: string, receipts: readonly Static<typeof ReceiptInput>[], now: Date): Promise<StoredRow[]> {
  const rows = await query<StoredRow>(
    tx,
    sql<StoredRow>`
      insert into exchange.delivery as delivery (envelope_id, recipient_id, site, accepted_at, delivered_at, receipt, receipt_signature, receipt_key)
      select envelope_id, recipient_id, ${site}, ${now}, at, receipt, signature, key
      from unnest(
        ${receipts.map((one) => one.envelopeId)}::uuid[], ${receipts.map((one) => one.recipientId)}::uuid[],
        ${receipts.map((one) => instant(one.arrivedAt))}::timestamptz[], ${receipts.map((one) => bytesOf(one.receipt))}::bytea[],
        ${receipts.map((one) => bytesOf(one.signature))}::bytea[], ${receipts.map((one) => one.keyId)}::text[]
      ) as given (envelope_id, recipient_id, at, receipt, signature, key)
      on conflict (envelope_id, recipient_id) do update set
        delivered_at = excluded.delivered_at, receipt = excluded.receipt, receipt_signature = excluded.receipt_signature,
        receipt_key = excluded.receipt_key
      where delivery.delivered_at is null and delivery.site = excluded.site
      returning delivery.envelope_id, xmax = 0 as is_new`,
  );
  if (rows.some((row) => row.is_new)) throw new Error('a receipt names a recipient that was never addressed');
  return rows;
}

/** Sorted, so that two workers lock outbox rows in the same order. */
function countByEnvelope(rows: readonly StoredRow[]): [string, number][] {
  const groups = Map.groupBy(rows, (row) => row.envelope_id);
  return [...groups].map(([id, list]): [string, number] => [id, list.length]).toSorted(([a], [b]) => (a < b ? -1 : 1));
}
