import { type Db, query, sql } from '#kernel/db.ts';
import type { ReceivedReceipt } from '../actions/receive-consignment.ts';
import { gateway, signAll } from '../gateway.ts';
import { receiptBytes } from '../rules/proof.ts';
import type { Incoming } from './receive.ts';

export interface Stored {
  /** Recipients that had not got the envelope before, by envelope. */
  readonly fresh: Map<string, string[]>;
  /** Receipts by envelope, first ones included. */
  readonly receipts: Map<string, ReceivedReceipt[]>;
}

interface Row {
  readonly envelope_id: string;
  readonly recipient_id: string;
  readonly arrived_at: Date;
  readonly receipt: Buffer;
  readonly receipt_signature: Buffer;
  readonly receipt_key: string;
}

/**
 * Signs a receipt for every recipient and stores one row each where there is none; the others' first receipts are read back,
 * so that a repeat is answered with the same bytes. Repeats are rare: their spare signatures cost less than asking first.
 */
export async function storeInbox(tx: Db, list: readonly Incoming[], at: Date): Promise<Stored> {
  const receipts = new Map<string, ReceivedReceipt[]>();
  const keep = (row: Row): void => {
    const answers = receipts.get(row.envelope_id) ?? [];
    answers.push(toReceipt(row));
    receipts.set(row.envelope_id, answers);
  };
  const signed = await signReceipts(tx, list, at);
  const inserted = await insertRows(tx, signed);
  const fresh = new Map<string, string[]>();
  for (const row of signed) {
    if (!inserted.has(keyOf(row))) continue;
    keep(row);
    const ids = fresh.get(row.envelope_id);
    if (ids) ids.push(row.recipient_id);
    else fresh.set(row.envelope_id, [row.recipient_id]);
  }
  if (inserted.size < signed.length) {
    const repeats = signed.filter((row) => !inserted.has(keyOf(row)));
    (await firstReceipts(tx, repeats)).forEach(keep);
  }
  return { fresh, receipts };
}

function keyOf(row: { envelope_id: string; recipient_id: string }): string {
  return `${row.envelope_id}${row.recipient_id}`;
}

function toReceipt(row: Row): ReceivedReceipt {
  return {
    recipientId: row.recipient_id,
    arrivedAt: row.arrived_at.toISOString(),
    receipt: row.receipt.toString('base64'),
    signature: row.receipt_signature.toString('base64'),
    keyId: row.receipt_key,
  };
}

function firstReceipts(tx: Db, repeats: readonly Signed[]): Promise<Row[]> {
  return query<Row>(
    tx,
    sql<Row>`
      select inbox.envelope_id, inbox.recipient_id, arrived_at, receipt, receipt_signature, receipt_key
      from unnest(
        ${repeats.map((row) => row.sender)}::text[], ${repeats.map((row) => row.message)}::text[],
        ${repeats.map((row) => row.recipient_id)}::uuid[]
      ) as asked (sender, message, recipient)
      join exchange.inbox on sender_code = asked.sender and message_id = asked.message and recipient_id = asked.recipient`,
  );
}

type Signed = Row & { readonly sender: string; readonly message: string };

async function signReceipts(tx: Db, list: readonly Incoming[], at: Date): Promise<Signed[]> {
  const { site, keyId } = gateway();
  const ids = [...new Set(list.flatMap((one) => one.recipientIds))];
  const agencies = await query<{ id: string; code: string }>(
    tx,
    sql<{ id: string; code: string }>`select id, code_qd20 as code from agencies.agency where id = any(${ids}::uuid[])`,
  );
  const codes = new Map(agencies.map((row) => [row.id, row.code]));
  const rows = list.flatMap((one) => {
    const { sender, messageId: message } = one.header;
    return one.recipientIds.flatMap((recipient_id) => {
      const recipient = codes.get(recipient_id);
      const row = { envelope_id: one.envelopeId, recipient_id, arrived_at: at, receipt_key: keyId, sender, message };
      if (recipient === undefined) return [];
      return [{ ...row, receipt: receiptBytes({ envelope: one.sha256, sender, messageId: message, recipient, site, arrivedAt: at }) }];
    });
  });
  const signatures = await signAll(rows.map((row) => row.receipt));
  return rows.map((row, index) => ({ ...row, receipt_signature: signatures[index]! }));
}

/** Inserts and returns the keys of those rows that were not there. */
async function insertRows(tx: Db, rows: readonly Signed[]): Promise<Set<string>> {
  if (rows.length === 0) return new Set();
  const inserted = await query<{ envelope_id: string; recipient_id: string }>(
    tx,
    sql<{ envelope_id: string; recipient_id: string }>`
      insert into exchange.inbox (sender_code, message_id, recipient_id, envelope_id, arrived_at, receipt, receipt_signature, receipt_key)
      select sender, message, recipient, envelope, ${rows[0]!.arrived_at}, receipt, signature, ${rows[0]!.receipt_key}
      from unnest(
        ${rows.map((row) => row.sender)}::text[], ${rows.map((row) => row.message)}::text[],
        ${rows.map((row) => row.recipient_id)}::uuid[], ${rows.map((row) => row.envelope_id)}::uuid[],
        ${rows.map((row) => row.receipt)}::bytea[], ${rows.map((row) => row.receipt_signature)}::bytea[]
      ) as one (sender, message, recipient, envelope, receipt, signature)
      on conflict do nothing
      returning envelope_id, recipient_id`,
  );
  return new Set(inserted.map(keyOf));
}
