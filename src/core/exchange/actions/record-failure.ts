import { defineAction } from '#kernel/action.ts';
import { query, sql } from '#kernel/db.ts';
import { Type } from '#kernel/schema.ts';
import { instant } from '#kernel/time.ts';
import { waitBefore } from '../rules/backoff.ts';

/** An attempt failed: try again later, or give up when the deadline has passed (or trying again cannot help) and say so. */
export const recordFailure = defineAction({
  name: 'exchange.record-failure',
  title: { vi: 'Ghi nhận lần gửi không thành', en: 'Record a failed attempt' },
  input: Type.Object({
    envelopeId: Type.String(),
    site: Type.String(),
    lease: Type.String(),
    reason: Type.String(),
    /** The destination refused the envelope: no attempt will change that. */
    final: Type.Boolean(),
    /** In [0, 1): the random part of the wait. */
    chance: Type.Number(),
  }),
  permission: 'exchange.carry',
  async run({ tx, now, emit }, { envelopeId, site, lease, reason, final, chance }) {
    // A worker that was paused past its lease finds another one's lease here and changes nothing.
    const [row] = await query<{ attempts: number; deadline: Date }>(
      tx,
      sql<{ attempts: number; deadline: Date }>`
        select attempts, deadline from exchange.outbox
        where envelope_id = ${envelopeId} and site = ${site} and lease = ${lease}::uuid and state = 'sent' for update`,
    );
    if (!row) return { dead: false };
    const dead = final || row.deadline <= now;
    await query(
      tx,
      sql`
        update exchange.outbox set lease = null, lease_until = null, last_error = ${reason.slice(0, 1_000)},
          state = ${dead ? 'dead' : 'sent'}, ended_at = ${dead ? now : null},
          next_at = ${instant(now.getTime() + waitBefore(row.attempts, chance))}
        where envelope_id = ${envelopeId} and site = ${site}`,
    );
    if (dead) await emit('exchange.dead', { envelopeId, site, reason });
    return { dead };
  },
  ledger: ({ envelopeId, site, reason }, { dead }) =>
    dead ? { subject: `envelope:${envelopeId}`, facts: { dead: true, site, reason } } : undefined,
});
