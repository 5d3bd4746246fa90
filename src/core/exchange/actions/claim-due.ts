import { defineAction } from '#kernel/action.ts';
import { query, sql } from '#kernel/db.ts';
import { newId } from '#kernel/id.ts';
import { Type } from '#kernel/schema.ts';
import { instant } from '#kernel/time.ts';

/** An outbox row that this process has leased. */
export interface Claimed {
  readonly envelopeId: string;
  readonly site: string;
  readonly attempts: number;
  readonly deadline: Date;
  readonly lease: string;
}

/** Renewed while the rows are being carried; when a process dies, this long passes before another carries them. */
export const LEASE_MS = 15_000;

/** Leases what is due to be carried, oldest first; two processes never get the same row while the lease lasts. */
export const claimDue = defineAction({
  name: 'exchange.claim-due',
  title: { vi: 'Lấy phong bì đến lượt gửi', en: 'Lease due envelopes' },
  input: Type.Object({ limit: Type.Integer({ minimum: 1, maximum: 1_000 }) }),
  permission: 'exchange.carry',
  async run({ tx, now }, { limit }) {
    const lease = newId();
    const rows = await query<Omit<Claimed, 'lease'>>(
      tx,
      sql<Omit<Claimed, 'lease'>>`
        update exchange.outbox outbox
        set state = 'sent', attempts = attempts + 1, sent_at = coalesce(sent_at, ${now}),
          lease = ${lease}::uuid, lease_until = ${instant(now.getTime() + LEASE_MS)}
        from (
          select envelope_id, site from exchange.outbox
          where state in ('accepted', 'sent') and next_at <= ${now} and (lease is null or lease_until < ${now})
          order by next_at limit ${limit} for update skip locked
        ) due
        where outbox.envelope_id = due.envelope_id and outbox.site = due.site
        returning outbox.envelope_id as "envelopeId", outbox.site, outbox.attempts, outbox.deadline`,
    );
    return rows.map((row): Claimed => ({ ...row, lease }));
  },
  ledger: () => undefined,
});
