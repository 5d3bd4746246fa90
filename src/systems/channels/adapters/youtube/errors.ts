import { startOfNextDay } from '../../rules/platform-day.ts';
import { now } from '#kernel/time.ts';
import type { Trouble } from '../adapter.ts';
import type { Answer } from '../http.ts';

/** What Google's error bodies say: `{error:{code,message,errors:[{reason}]}}`, or `{error, error_description}` of the token address. */
export interface GoogleError {
  readonly reason: string;
  readonly message: string;
}

export function googleError(answer: Answer): GoogleError | undefined {
  const error = answer.json()?.['error'];
  if (typeof error === 'string') return { reason: error, message: String(answer.json()?.['error_description'] ?? '').slice(0, 300) };
  if (typeof error !== 'object' || error === null) return undefined;
  const { message, errors } = error as { message?: unknown; errors?: { reason?: unknown }[] };
  return { reason: String(errors?.[0]?.reason ?? ''), message: String(message ?? '').slice(0, 300) };
}

const DAY_MS = 86_400_000;
const SPENT = new Set(['quotaExceeded', 'dailyLimitExceeded']);
const TOO_FAST = new Set(['rateLimitExceeded', 'userRateLimitExceeded', 'servingLimitExceeded']);
const NEEDS_PERSON = new Set([
  'authError',
  'authorizationRequired',
  'forbidden',
  'insufficientPermissions',
  'youtubeSignupRequired',
  'accessNotConfigured',
  'channelSuspended',
  'channelClosed',
  'invalid_grant',
  'invalid_client',
  'unauthorized_client',
]);

export type Judged = Trouble | { readonly kind: 'unknown'; readonly why: string } | { readonly kind: 'gone'; readonly why: string };

/** What an answer of 4xx or 5xx means. `gone`: there is no such video or session; `unknown`: it may have been done all the same. */
export function judge(answer: Answer): Judged {
  const error = googleError(answer);
  const why = `YouTube ${answer.status}${error?.reason ? `/${error.reason}` : ''}: ${error?.message ?? ''}`.trim();
  const reason = error?.reason ?? '';
  if (SPENT.has(reason)) return { kind: 'throttled', waitMs: startOfNextDay('youtube', now()).getTime() - now().getTime(), why };
  if (TOO_FAST.has(reason) || answer.status === 429) return { kind: 'throttled', waitMs: 60_000, why };
  if (reason === 'uploadLimitExceeded') return { kind: 'throttled', waitMs: DAY_MS, why };
  if (NEEDS_PERSON.has(reason) || answer.status === 401) return { kind: 'needs-auth', why };
  if (answer.status === 404 || answer.status === 410) return { kind: 'gone', why };
  if (answer.status >= 500 || answer.status === 408) return { kind: 'unknown', why };
  return { kind: 'refused', why };
}
