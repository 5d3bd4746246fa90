import { defineAction } from '#kernel/action.ts';
import { query, sql } from '#kernel/db.ts';
import { Type } from '#kernel/schema.ts';
import { instant } from '#kernel/time.ts';

const DAY = 86_400_000;

/** Somebody has mended what was wrong: an envelope that was given up is tried again for another day. */
export const retryDead = defineAction({
  name: 'exchange.retry-dead',
  title: { vi: 'Gửi lại phong bì đã ngừng gửi', en: 'Send an abandoned envelope again' },
  input: Type.Object({ envelopeId: Type.String({ format: 'uuid' }), site: Type.String() }),
  permission: 'exchange.retry',
  async run({ tx, now }, { envelopeId, site }) {
    const rows = await query<{ envelope_id: string }>(
      tx,
      sql<{ envelope_id: string }>`
        update exchange.outbox set state = 'sent', ended_at = null, lease = null, lease_until = null, attempts = 0,
          next_at = ${now}, deadline = ${instant(now.getTime() + DAY)}
        where envelope_id = ${envelopeId} and site = ${site} and state = 'dead'
        returning envelope_id`,
    );
    return { retried: rows.length > 0 };
  },
  ledger: ({ envelopeId, site }, { retried }) => (retried ? { subject: `envelope:${envelopeId}`, facts: { retried, site } } : undefined),
});
