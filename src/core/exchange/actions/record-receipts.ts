import { defineAction } from '#kernel/action.ts';
import { query, sql } from '#kernel/db.ts';
import { failpoint } from '#kernel/failpoint.ts';
import { instant } from '#kernel/time.ts';
import { Type } from '#kernel/schema.ts';
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
  input: Type.Object({ site: Type.String(), receipts: Type.Array(ReceiptInput) }),
  permission: 'exchange.carry',
  async run({ tx, now }, { site, receipts }) {
    failpoint('before-receipts-stored');
    const counts = await query<{ envelope_id: string; stored: number }>(
      tx,
      sql<{ envelope_id: string; stored: number }>`
        with stored as (
          update exchange.delivery delivery
          set delivered_at = given.at, receipt = given.receipt, receipt_signature = given.signature, receipt_key = given.key
          from unnest(
            ${receipts.map((one) => one.envelopeId)}::uuid[], ${receipts.map((one) => one.recipientId)}::uuid[],
            ${receipts.map((one) => instant(one.arrivedAt))}::timestamptz[], ${receipts.map((one) => bytesOf(one.receipt))}::bytea[],
            ${receipts.map((one) => bytesOf(one.signature))}::bytea[], ${receipts.map((one) => one.keyId)}::text[]
          ) as given (envelope_id, recipient_id, at, receipt, signature, key)
          where delivery.envelope_id = given.envelope_id and delivery.recipient_id = given.recipient_id
            and delivery.site = ${site} and delivery.delivered_at is null
          returning delivery.envelope_id
        )
        select envelope_id, count(*)::int as stored from stored group by envelope_id order by envelope_id`,
    );
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
        from unnest(${counts.map((row) => row.envelope_id)}::uuid[], ${counts.map((row) => row.stored)}::int[]) as given (id, stored)
        where outbox.envelope_id = given.id and outbox.site = ${site}`,
    );
    return { stored: counts.reduce((sum, row) => sum + row.stored, 0) };
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
