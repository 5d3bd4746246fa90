import { Buffer } from 'node:buffer';
import { ClosedAddress, guardedRequest } from '#kernel/guarded-request.ts';
import type { Services } from '#kernel/http/services.ts';
import { defineJob, enqueue, type JobDefinition } from '#kernel/jobs.ts';
import { systemActor } from '#kernel/permission.ts';
import { now } from '#kernel/time.ts';
import { webhookHeaders } from '../rules/webhook.ts';
import { hookSecret } from './hooks.ts';
import { type Letter, letterFor } from './letters.ts';
import { type PressOutcome, recordPressAttempt } from './record-attempt.ts';

const TIMEOUT_MS = 15_000;

/**
 * Sends one delivery to a newsroom's system, at least once: a receiver knows a repeat by its `webhook-id`. Whether it may go
 * is asked just before it goes, so that nothing leaves after a revocation.
 */
export const deliverToPressJob: JobDefinition<{ id: string }> = defineJob({
  name: 'information.deliver-to-press',
  title: { vi: 'Gửi tới hệ thống của tòa soạn', en: 'Send to a newsroom’s system' },
  async handle({ id }: { id: string }, { db, services }) {
    const letter = await letterFor(db, id, services.config.publicUrl);
    if (letter === 'done') return;
    const outcome: PressOutcome = letter === 'not-allowed' ? { kind: 'cancelled' } : await send(services, id, letter);
    const { nextAt } = await services.act(recordPressAttempt, systemActor('information'), { id, ...outcome });
    if (nextAt) await enqueue(db, deliverToPressJob, { id }, { key: `press-delivery:${id}`, runAt: nextAt });
  },
});

async function send({ db, config }: Services, id: string, { hookId, url, payload }: Letter): Promise<PressOutcome> {
  const body = JSON.stringify(payload);
  const headers = webhookHeaders(await hookSecret(db, hookId), id, now(), body);
  try {
    const { status } = await guardedRequest(url, {
      method: 'POST',
      headers,
      body: Buffer.from(body),
      closedNetworks: config.closedNetworks,
      timeoutMs: TIMEOUT_MS,
      cut: true,
      maxBytes: 1_024,
    });
    if (status >= 200 && status < 300) return { kind: 'delivered' };
    // 410: the receiver wants no more (Standard Webhooks).
    return status === 410 ? { kind: 'gone', problem: 'HTTP 410' } : { kind: 'failed', problem: `HTTP ${status}` };
  } catch (error) {
    const problem = (error as Error).message.slice(0, 200);
    return error instanceof ClosedAddress ? { kind: 'gone', problem } : { kind: 'failed', problem };
  }
}
