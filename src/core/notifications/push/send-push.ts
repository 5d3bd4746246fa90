import { createHash } from 'node:crypto';
import webpush from 'web-push';
import { ClosedAddress, guardedRequest } from '#kernel/guarded-request.ts';
import type { Services } from '#kernel/http/services.ts';
import { type PushTarget, unseal } from '../addresses.ts';
import { postKeys } from '../keys.ts';
import type { PushContent } from '../letters.ts';
import { senderOf } from '../mail/compose-mail.ts';
import type { Outcome } from '../outcome.ts';
import { letterContent } from '../queries/letters.ts';
import type { Sending } from '../send-due.ts';
import { isPushService } from './services.ts';

const KEPT_SECONDS = 86_400;

/** How this process sends notifications to screens: RFC 8030 (delivery), 8291 (encryption), 8292 (who sends). */
export function sendingPush(services: Services): Sending {
  return {
    channel: 'push',
    batch: 200,
    lanes: 20,
    async deliver({ letterId, ...sealed }) {
      const content = await letterContent(services.db, 'push', letterId);
      if (!content) return { kind: 'failed', reason: 'no letter' };
      return push(services, JSON.parse(unseal(sealed)) as PushTarget, content);
    },
  };
}

async function push({ config }: Services, { endpoint, p256dh, auth }: PushTarget, content: PushContent): Promise<Outcome> {
  if (!isPushService(endpoint, config.closedNetworks)) return { kind: 'bounced', reason: 'not a push service' };
  const made = webpush.generateRequestDetails({ endpoint, keys: { p256dh, auth } }, JSON.stringify(content), {
    vapidDetails: { subject: `mailto:${senderOf(config).address}`, ...postKeys().vapid },
    TTL: KEPT_SECONDS,
    contentEncoding: 'aes128gcm',
    urgency: 'normal',
    // The service keeps one of each topic for a browser that is away: the correction, not the release and the correction.
    topic: createHash('sha256').update(content.tag).digest('base64url').slice(0, 32),
  });
  const headers = Object.fromEntries(Object.entries(made.headers).map(([name, value]) => [name.toLowerCase(), String(value)]));
  try {
    const answer = await guardedRequest(endpoint, {
      method: 'POST',
      headers,
      body: made.body,
      closedNetworks: config.closedNetworks,
      maxBytes: 64 * 1024,
      cut: true,
    });
    return judgePush(answer.status, Number(answer.headers['retry-after']));
  } catch (error) {
    if (error instanceof ClosedAddress) return { kind: 'bounced', reason: 'closed address' };
    return { kind: 'later', reason: (error as { code?: string }).code ?? 'no answer' };
  }
}

/** 404 and 410: the browser has let go of it, and so do we. */
function judgePush(status: number, retryAfter: number): Outcome {
  const reason = `HTTP ${status}`;
  if (status >= 200 && status < 300) return { kind: 'sent' };
  if (status === 404 || status === 410) return { kind: 'bounced', reason };
  const waitMs = Number.isFinite(retryAfter) ? Math.min(Math.max(retryAfter, 0), KEPT_SECONDS) * 1000 : 0;
  return status === 429 || status >= 500 ? { kind: 'later', reason, waitMs } : { kind: 'failed', reason };
}
