import { defineAction } from '#kernel/action.ts';
import { query, sql } from '#kernel/db.ts';
import { newId } from '#kernel/id.ts';
import { Type } from '#kernel/schema.ts';
import { instant } from '#kernel/time.ts';

/** A message that this process has leased, with what it needs to send it. */
export interface Claimed {
  readonly letterId: number;
  readonly addressId: number;
  readonly attempts: number;
  readonly until: Date;
  readonly key: Buffer;
  readonly master_key: string;
  readonly nonce: Buffer;
  readonly sealed: Buffer;
  readonly lease: string;
}

type Row = Omit<Claimed, 'lease'> & { readonly open: boolean };

/** When a process dies, this long passes before another tries what it had in hand. */
export const LEASE_MS = 120_000;

/**
 * Leases what is due of a channel, oldest first, and writes an attempt down for each before it leaves. What nobody shall get
 * any more (letter taken back or too old, address gone or refused) is settled here and not handed out.
 */
export const claimDue = defineAction({
  name: 'notifications.claim-due',
  title: { vi: 'Lấy thư, thông báo đến lượt gửi', en: 'Lease due messages' },
  input: Type.Object({
    channel: Type.Union([Type.Literal('mail'), Type.Literal('push')]),
    limit: Type.Integer({ minimum: 1, maximum: 1_000 }),
  }),
  permission: 'notifications.carry',
  async run({ tx, now }, { channel, limit }): Promise<Claimed[]> {
    const lease = newId();
    const rows = await query<Row>(
      tx,
      sql<Row>`
        with due as (
          select letter_id, address_id from notifications.message
          where state = 'waiting' and channel = ${channel} and next_at <= ${now}
          order by next_at limit ${limit} for update skip locked
        ), taken as (
          select due.letter_id, due.address_id, l.until, a.key, a.master_key, a.nonce, a.sealed,
            l.cancelled_at is null and l.until > ${now} and a.id is not null and a.suppressed_at is null as open
          from due left join notifications.letter l on l.id = due.letter_id
            left join notifications.address a on a.id = due.address_id
        ), leased as (
          update notifications.message m
          set attempts = m.attempts + case when t.open is true then 1 else 0 end,
            state = case when t.open is true then 'waiting' when t.until <= ${now} then 'failed' else 'cancelled' end,
            next_at = ${instant(now.getTime() + LEASE_MS)}, lease = ${lease}::uuid,
            settled_at = case when t.open is true then null else ${now}::timestamptz end
          from taken t where m.letter_id = t.letter_id and m.address_id = t.address_id
          returning m.letter_id, m.address_id, m.attempts, t.until, t.key, t.master_key, t.nonce, t.sealed, coalesce(t.open, false) as open
        ), written as (
          insert into notifications.attempt (letter_id, address_id, number, at)
          select letter_id, address_id, attempts, ${now}::timestamptz from leased where open
        )
        select letter_id as "letterId", address_id as "addressId", attempts, until, key, master_key, nonce, sealed, open from leased`,
    );
    return rows.filter(({ open }) => open).map(({ open: _open, ...row }): Claimed => ({ ...row, lease }));
  },
  ledger: () => undefined,
});
