import { now } from '#kernel/time.ts';
import type { Account, Trouble } from '../adapter.ts';
import { type Answer, NoAnswer, request } from '../http.ts';
import { classify, graphError, usedPercent } from './errors.ts';

export interface FacebookOptions {
  /** `https://graph.facebook.com`, or a double; likewise the host that takes videos. */
  readonly base: string;
  readonly videoBase: string;
  /** Put before an address that Facebook gives without a host, as it does for videos. */
  readonly site: string;
  /** API version per kind of call: Meta retires them apart. */
  readonly versions: { readonly publish: string; readonly read: string; readonly insights: string; readonly video: string };
  /** How long one turn of an upload lasts before its place is written down. */
  readonly turnMs?: number;
  readonly processingEveryMs?: number;
  readonly timeoutMs?: number;
  readonly settleMs?: number;
  readonly readEveryMs?: number;
}

export const FULL_PERCENT = 90;
/** A piece of a video may take longer than an ordinary answer. */
const PIECE_TIMEOUT_MS = 120_000;

type Kind = keyof FacebookOptions['versions'];
export type Call = (
  kind: Kind,
  account: Account,
  path: string,
  init?: { readonly method?: string; readonly json?: unknown; readonly form?: FormData },
) => Promise<Answer>;

/** The token goes in a header, so that it is in no address that anything could write down. */
export function caller(options: FacebookOptions, heldUntil: Map<string, number>): Call {
  return async (kind, account, path, init = {}) => {
    const timeoutMs = options.timeoutMs ?? (kind === 'video' ? PIECE_TIMEOUT_MS : undefined);
    const answer = await request(`${kind === 'video' ? options.videoBase : options.base}/${options.versions[kind]}/${path}`, {
      method: init.method ?? 'GET',
      headers: {
        authorization: `Bearer ${account.credentials['accessToken'] ?? ''}`,
        ...(init.json === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(init.json === undefined ? {} : { body: JSON.stringify(init.json) }),
      ...(init.form === undefined ? {} : { body: init.form }),
      ...(timeoutMs === undefined ? {} : { timeoutMs }),
    });
    if (usedPercent(answer.headers) >= FULL_PERCENT) heldUntil.set(account.stableId, now().getTime() + 5 * 60_000);
    return answer;
  };
}

/** Of calls that change nothing for good: no answer, or an unknown one, is simply "not done". */
export async function harmless(work: () => Promise<Answer>): Promise<Answer | Trouble> {
  try {
    const answer = await work();
    if (answer.status < 400) return answer;
    const error = graphError(answer);
    if (!error) return { kind: 'not-done', why: `Facebook: HTTP ${answer.status}` };
    const trouble = classify(error, answer.headers);
    return trouble.kind === 'unknown' ? { kind: 'not-done', why: trouble.why } : trouble;
  } catch (error) {
    if (error instanceof NoAnswer) return { kind: 'not-done', why: `Facebook: ${error.message}` };
    throw error;
  }
}

/** "Does not exist", or not for this token. */
export function isMissing(trouble: Trouble): boolean {
  return trouble.kind === 'refused' && trouble.why.includes('100/33');
}
