import { type Db, query, sql } from '#kernel/db.ts';
import { instant, now } from '#kernel/time.ts';

export interface SampleOrder {
  readonly reference: string;
  readonly agency: string;
  readonly amount: number;
  readonly purpose: string;
  readonly until: Date;
}

const text = (value: unknown): string => (typeof value === 'string' ? value : '');

/** An order; the same reference again changes what it says. */
export async function takeOrder(db: Db, asked: Readonly<Record<string, unknown>>): Promise<SampleOrder> {
  const order: SampleOrder = {
    reference: text(asked['reference']),
    agency: text(asked['agency']),
    amount: Number(asked['amount']),
    purpose: text(asked['purpose']),
    until: instant(text(asked['until'])),
  };
  await query(
    db,
    sql`insert into services.sample_bank_order (reference, agency, amount, purpose, until)
      values (${order.reference}, ${order.agency}, ${order.amount}, ${order.purpose}, ${order.until})
      on conflict (reference) do update set amount = excluded.amount, purpose = excluded.purpose, until = excluded.until`,
  );
  return order;
}

export async function orderOf(db: Db, reference: string): Promise<SampleOrder | undefined> {
  const [row] = await query<SampleOrder>(
    db,
    sql<SampleOrder>`select reference, agency, amount, purpose, until from services.sample_bank_order where reference = ${reference}`,
  );
  return row;
}

export interface SampleTransfer {
  readonly id: string;
  readonly amount: number;
  readonly content: string;
  readonly paidAt: string;
  readonly agency: string | undefined;
}

type Row = { id: string; amount: number; content: string; at: Date; agency: string | null };

const transferOf = ({ id, amount, content, at, agency }: Row): SampleTransfer => ({
  id,
  amount,
  content,
  paidAt: at.toISOString(),
  agency: agency ?? undefined,
});

const transferRows = sql`select t.id, t.amount, t.content, t.at, o.agency from services.sample_bank_transfer t
  left join services.sample_bank_order o on o.reference = t.reference`;

export async function transfersFor(db: Db, reference: string): Promise<SampleTransfer[]> {
  return (await query<Row>(db, sql<Row>`${transferRows} where t.reference = ${reference} order by t.at`)).map(transferOf);
}

/** What the site was not told of, or did not confirm, the newest first: news need not come in the order of what happened. */
export async function untold(db: Db): Promise<SampleTransfer[]> {
  return (await query<Row>(db, sql<Row>`${transferRows} where not t.told order by t.at desc, t.id desc`)).map(transferOf);
}

export async function noteTransfer(
  db: Db,
  transfer: { id: string; reference: string; amount: number; content: string; at: Date },
): Promise<void> {
  await query(
    db,
    sql`insert into services.sample_bank_transfer (id, reference, amount, content, at)
      values (${transfer.id}, ${transfer.reference}, ${transfer.amount}, ${transfer.content}, ${transfer.at})`,
  );
}

export async function noteTold(db: Db, id: string): Promise<void> {
  await query(db, sql`update services.sample_bank_transfer set told = true where id = ${id}`);
}

/** Money back: once for each number, and never more than came. */
export async function takeRefund(
  db: Db,
  asked: Readonly<Record<string, unknown>>,
): Promise<{ state: 'done' | 'refused'; reason?: string }> {
  const [id, transferId, amount] = [text(asked['id']), text(asked['transferId']), Number(asked['amount'])];
  const rows = await query(
    db,
    sql`insert into services.sample_bank_refund (id, transfer_id, amount, at)
      select ${id}, t.id, ${amount}, ${now()} from services.sample_bank_transfer t where t.id = ${transferId}
        and t.amount >= ${amount} + (select coalesce(sum(amount), 0) from services.sample_bank_refund where transfer_id = t.id and id <> ${id})
      on conflict (id) do update set at = sample_bank_refund.at returning id`,
  );
  return rows.length === 1 ? { state: 'done' } : { state: 'refused', reason: 'Không có khoản tiền này.' };
}
