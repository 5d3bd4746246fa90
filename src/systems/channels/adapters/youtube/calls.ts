import { createHash } from 'node:crypto';
import { now } from '#kernel/time.ts';
import type { Account, Trouble } from '../adapter.ts';
import { type Answer, NoAnswer, request, type RequestOptions } from '../http.ts';
import type { Quota } from '../quota.ts';
import { judge, type Judged } from './errors.ts';

export interface YouTubeOptions {
  /** `https://www.googleapis.com`, or a double; likewise the other two. */
  readonly api: string;
  readonly oauth: string;
  readonly analytics: string;
  /** Address of a video for its viewers. */
  videoUrl(account: Account, videoId: string): string;
  readonly quota: Quota;
  /** A multiple of 256 KiB. */
  readonly chunkBytes?: number;
  /** How long one turn of an upload lasts before its place is written down. */
  readonly turnMs?: number;
  readonly processingEveryMs?: number;
  readonly timeoutMs?: number;
  readonly settleMs?: number;
  readonly readEveryMs?: number;
}

type Init = Omit<RequestOptions, 'timeoutMs'>;

/** Calls with the account's token. A Trouble instead of an answer: nothing was done. May throw NoAnswer. */
export interface Calls {
  readonly options: YouTubeOptions;
  send(account: Account, kind: string, url: string, init?: Init, worth?: 'post' | 'look'): Promise<Answer | Trouble>;
  /** For calls that change nothing for good: an answer below 400, or why there is none. */
  ask(account: Account, kind: string, url: string, init?: Init, worth?: 'post' | 'look'): Promise<Answer | Judged>;
}

export function isAnswer(told: Answer | { readonly kind: string }): told is Answer {
  return 'status' in told;
}

export function youtubeCalls(options: YouTubeOptions): Calls {
  const tokens = tokenKeeper(options);
  const timeout = options.timeoutMs === undefined ? {} : { timeoutMs: options.timeoutMs };
  const send: Calls['send'] = async (account, kind, url, init = {}, worth = 'post') => {
    const wait = kind === '' ? 0 : await options.quota.spend(account.credentials['clientId'] ?? '', kind, worth);
    if (wait > 0) return { kind: 'throttled', waitMs: wait, why: `YouTube: hết hạn mức trong ngày cho ${kind}` };
    for (let turn = 0; ; turn += 1) {
      const token = await tokens.current(account);
      if (typeof token !== 'string') return token;
      const answer = await request(url, { ...init, ...timeout, headers: { ...init.headers, authorization: `Bearer ${token}` } });
      // Refused at the door: nothing was done, so it may be asked once more with a new token.
      if (answer.status !== 401 || turn > 0) return answer;
      tokens.drop(account);
    }
  };
  return {
    options,
    send,
    async ask(...call) {
      try {
        const answer = await send(...call);
        return !isAnswer(answer) || answer.status < 400 ? answer : judge(answer);
      } catch (error) {
        if (error instanceof NoAnswer) return { kind: 'unknown', why: `YouTube: ${error.message}` };
        throw error;
      }
    },
  };
}

/** Of calls that change nothing: whatever is unknown is simply not done, and what is gone is refused. */
export function plain(judged: Judged): Trouble {
  if (judged.kind === 'unknown') return { kind: 'not-done', why: judged.why };
  return judged.kind === 'gone' ? { kind: 'refused', why: judged.why } : judged;
}

interface TokenKeeper {
  current(account: Account): Promise<string | Trouble>;
  drop(account: Account): void;
}

const EARLY_MS = 60_000;

/** Access tokens live an hour and only in this process's memory; the refresh token stays what it is until a person withdraws it. */
function tokenKeeper(options: YouTubeOptions): TokenKeeper {
  const kept = new Map<string, { readonly token: string; readonly until: number }>();
  const keyOf = ({ connectionId, credentials }: Account): string =>
    `${connectionId} ${createHash('sha256')
      .update(credentials['refreshToken'] ?? '')
      .digest('hex')}`;
  return {
    drop: (account) => void kept.delete(keyOf(account)),
    async current(account) {
      const known = kept.get(keyOf(account));
      if (known && known.until > now().getTime()) return known.token;
      const answer = await renew(options, account);
      if (!isAnswer(answer)) return answer;
      const { access_token: token, expires_in: seconds } = answer.json() ?? {};
      if (typeof token !== 'string') return { kind: 'not-done', why: 'Google: câu trả lời không có mã truy cập' };
      kept.set(keyOf(account), { token, until: now().getTime() + Number(seconds ?? 0) * 1000 - EARLY_MS });
      return token;
    },
  };
}

async function renew(options: YouTubeOptions, { credentials }: Account): Promise<Answer | Trouble> {
  const body = new URLSearchParams({
    grant_type: 'refresh_token',
    client_id: credentials['clientId'] ?? '',
    client_secret: credentials['clientSecret'] ?? '',
    refresh_token: credentials['refreshToken'] ?? '',
  });
  try {
    const answer = await request(`${options.oauth}/token`, {
      method: 'POST',
      body,
      ...(options.timeoutMs === undefined ? {} : { timeoutMs: options.timeoutMs }),
    });
    return answer.status < 400 ? answer : plain(judge(answer));
  } catch (error) {
    if (error instanceof NoAnswer) return { kind: 'not-done', why: `Google: ${error.message}` };
    throw error;
  }
}
