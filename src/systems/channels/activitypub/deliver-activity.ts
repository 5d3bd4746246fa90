import { createPrivateKey } from 'node:crypto';
import { ClosedAddress, type GuardedAnswer, guardedRequest } from '#kernel/guarded-request.ts';
import type { Services } from '#kernel/http/services.ts';
import { now } from '#kernel/time.ts';
import { openCredentials } from '../secrets.ts';
import { actorUri } from './documents.ts';
import { digestOf, type Signing, signedHeaders } from './draft-signature.ts';
import { messageSignedHeaders } from './message-signature.ts';

/** What is said, made ready for sending: read, opened and digested once for all its inboxes. */
export interface Letter {
  readonly body: Buffer;
  readonly digest: string;
  readonly signing: Signing;
}

export type Outcome = 'done' | { readonly giveUp: string; readonly gone: boolean } | { readonly waitMs: number };

const LONGEST_MS = 12 * 3_600_000;
const MOST_HOSTS = 10_000;
/** Hosts that refused the draft and took RFC 9421: asked so at once from then on. Forgotten with the process. */
const newer = new Set<string>();

/** Makes an activity of an account ready for sending. */
export async function prepareLetter({ db, config }: Services, connectionId: string, name: string, text: string): Promise<Letter> {
  const { privateKeyPem = '' } = await openCredentials(db, connectionId);
  const body = Buffer.from(text);
  const signing = { keyId: `${actorUri(config.publicUrl, name)}#main-key`, privateKey: createPrivateKey(privateKeyPem) };
  return { body, digest: digestOf(body), signing };
}

/** One activity to one inbox; whoever refuses the signature of the draft is shown the other one, once. */
export async function deliver({ config }: Services, inbox: string, letter: Letter): Promise<Outcome> {
  const { closedNetworks } = config;
  try {
    const url = new URL(inbox);
    const knowsNewer = newer.has(url.host);
    const answer = await post(url, letter, closedNetworks, knowsNewer ? messageSignedHeaders : signedHeaders);
    if (answer.status !== 401 || knowsNewer) return judge(answer);
    const second = await post(url, letter, closedNetworks, messageSignedHeaders);
    if (second.status < 300) remember(url.host);
    return judge(second);
  } catch (error) {
    return error instanceof ClosedAddress ? { giveUp: 'closed address', gone: true } : { waitMs: 0 };
  }
}

function remember(host: string): void {
  if (newer.size >= MOST_HOSTS) newer.clear();
  newer.add(host);
}

async function post(
  url: URL,
  { body, digest, signing }: Letter,
  closedNetworks: boolean,
  sign: typeof signedHeaders,
): Promise<GuardedAnswer> {
  return guardedRequest(url.href, {
    method: 'POST',
    headers: await sign(url, digest, signing),
    body,
    closedNetworks,
    maxBytes: 64 * 1024,
    cut: true,
  });
}

function judge({ status, headers }: GuardedAnswer): Outcome {
  if (status >= 200 && status < 300) return 'done';
  if (status === 404 || status === 410 || status === 451) return { giveUp: `HTTP ${status}`, gone: true };
  if (status === 429 || status >= 500) return { waitMs: Math.min(retryAfterMs(String(headers['retry-after'] ?? '')), LONGEST_MS) };
  // Refused for what it is: the next one may be taken.
  if (status >= 400 && status !== 401 && status !== 403 && status !== 408) return { giveUp: `HTTP ${status}`, gone: false };
  return { waitMs: 0 };
}

/** Retry-After is a number of seconds or a date. */
function retryAfterMs(value: string): number {
  const ms = /^\d+$/.test(value) ? Number(value) * 1_000 : Date.parse(value) - now().getTime();
  return Number.isFinite(ms) && ms > 0 ? ms : 0;
}
