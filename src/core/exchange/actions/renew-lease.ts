import { defineAction } from '#kernel/action.ts';
import { query, sql } from '#kernel/db.ts';
import { Type } from '#kernel/schema.ts';
import { instant } from '#kernel/time.ts';
import { LEASE_MS } from './claim-due.ts';

/** A process that is still carrying keeps its rows: the lease is short, so that the rows of a dead process are soon carried by another. */
export const renewLease = defineAction({
  name: 'exchange.renew-lease',
  title: { vi: 'Giữ tiếp phong bì đang gửi', en: 'Keep envelopes that are being carried' },
  input: Type.Object({ lease: Type.String() }),
  permission: 'exchange.carry',
  async run({ tx, now }, { lease }) {
    await query(
      tx,
      sql`update exchange.outbox set lease_until = ${instant(now.getTime() + LEASE_MS)} where lease = ${lease}::uuid and state = 'sent'`,
    );
    return {};
  },
  ledger: () => undefined,
});
