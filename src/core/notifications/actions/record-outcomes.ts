import { defineAction } from '#kernel/action.ts';
import { type Db, query, sql } from '#kernel/db.ts';
import { asIs, Type } from '#kernel/schema.ts';
import { instant } from '#kernel/time.ts';

const kinds = ['sent', 'later', 'failed', 'bounced', 'not-tried'] as const;

const Outcomes = Type.Object(
  {
    lease: Type.String(),
    outcomes: Type.Array(
      Type.Object({
        letterId: Type.Integer(),
        addressId: Type.Integer(),
        kind: Type.Union(kinds.map((kind) => Type.Literal(kind))),
        reason: Type.String({ maxLength: 200 }),
        waitMs: Type.Integer({ minimum: 0 }),
      }),
    ),
  },
  asIs,
);

/** Writes down what became of messages that this process leased; an address that is not there is left alone from now on. */
export const recordOutcomes = defineAction({
  name: 'notifications.record-outcomes',
  title: { vi: 'Ghi kết quả gửi', en: 'Record what became of messages' },
  input: Outcomes,
  permission: 'notifications.carry',
  async run({ tx, now }, { lease, outcomes }) {
    const rows = JSON.stringify(outcomes.map((one) => ({ ...one, nextAt: instant(now.getTime() + one.waitMs) })));
    const given = sql`json_to_recordset(${rows}::json) as o ("letterId" bigint, "addressId" bigint, kind text, reason text, "nextAt" timestamptz)`;
    const settled = await query<{ addressId: number; kind: string; reason: string }>(
      tx,
      sql<{ addressId: number; kind: string; reason: string }>`
        with settled as (
          update notifications.message m
          set state = case o.kind when 'sent' then 'sent' when 'later' then 'waiting' when 'not-tried' then 'waiting' else 'failed' end,
            settled_at = case when o.kind in ('later', 'not-tried') then null else ${now}::timestamptz end,
            next_at = o."nextAt", lease = null
          from ${given}
          where m.letter_id = o."letterId" and m.address_id = o."addressId" and m.lease = ${lease}::uuid
          returning m.letter_id, m.address_id, m.attempts, o.kind, o.reason
        ), written as (
          update notifications.attempt a set outcome = s.kind, reason = nullif(s.reason, '') from settled s
          where a.letter_id = s.letter_id and a.address_id = s.address_id and a.number = s.attempts
        )
        select address_id as "addressId", kind, reason from settled`,
    );
    for (const { addressId, reason } of settled.filter(({ kind }) => kind === 'bounced')) await suppress(tx, addressId, now, reason);
    return { settled: settled.length };
  },
  ledger: () => undefined,
});

/** A mailbox may come back, and somebody may ask for it again; a browser that let go never does. */
async function suppress(tx: Db, addressId: number, at: Date, why: string): Promise<void> {
  await query(tx, sql`delete from notifications.address where id = ${addressId} and channel = 'push'`);
  await query(
    tx,
    sql`update notifications.address set suppressed_at = ${at}, suppressed_why = ${why} where id = ${addressId} and suppressed_at is null`,
  );
}
