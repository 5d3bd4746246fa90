import type { Account, Picture, Trouble } from '../adapter.ts';
import { type Answer, NoAnswer, request, type RequestOptions } from '../http.ts';
import { renewer } from './renewal.ts';
import type { TokenStore } from './token-store.ts';

/** What a number in Zalo's answers means; see `channels.platform_error`. */
export type ErrorClass = 'token' | 'refresh-token' | 'throttled' | 'needs-auth' | 'refused' | 'gone' | 'busy';

export interface ZaloOptions {
  /** `https://openapi.zalo.me`, or a double; likewise for signing in. */
  readonly api: string;
  readonly oauth: string;
  readonly errors: ReadonlyMap<number, ErrorClass>;
  readonly tokens: TokenStore;
  /** Public address of a cover for a release: the preview of its first picture, or the house's own cover. */
  coverUrl(picture: Picture | undefined): string;
  /** Address of an article for its readers, where Zalo's own answer names none. */
  articleUrl(account: Account, articleId: string): string;
  readonly buildingEveryMs?: number;
  readonly timeoutMs?: number;
  readonly settleMs?: number;
  readonly readEveryMs?: number;
}

/** `unknown`: it may have been done all the same; `gone`: there is no such article; `busy`: it is still being built. */
export type Told =
  | { readonly kind: 'told'; readonly data: Readonly<Record<string, unknown>> }
  | { readonly kind: 'unknown'; readonly why: string }
  | { readonly kind: 'gone'; readonly why: string }
  | { readonly kind: 'busy'; readonly why: string }
  | Trouble;

export interface Calls {
  readonly options: ZaloOptions;
  /** One call, repeated once when only the access token was refused, since then nothing was done. */
  call(account: Account, path: string, init?: { readonly json?: unknown }): Promise<Told>;
  /** Renews both tokens now; the new access token, or why not. */
  renew(account: Account): Promise<string | Trouble>;
}

export function zaloCalls(options: ZaloOptions): Calls {
  const renew = renewer(options);
  /** What was renewed since the account's credentials were opened. */
  const renewed = new Map<string, { readonly before: string; readonly token: string }>();
  const tokenOf = ({ connectionId, credentials }: Account): string => {
    const newer = renewed.get(connectionId);
    return newer && newer.before === credentials['accessToken'] ? newer.token : (credentials['accessToken'] ?? '');
  };
  return {
    options,
    renew,
    async call(account, path, init = {}) {
      const first = await once(options, tokenOf(account), path, init);
      if (first.kind !== 'token') return first;
      const token = await renew(account);
      if (typeof token !== 'string') return token;
      renewed.set(account.connectionId, { before: account.credentials['accessToken'] ?? '', token });
      const second = await once(options, token, path, init);
      return second.kind === 'token' ? { kind: 'needs-auth', why: second.why } : second;
    },
  };
}

type Once = Told | { readonly kind: 'token'; readonly why: string };

async function once(options: ZaloOptions, token: string, path: string, { json }: { readonly json?: unknown }): Promise<Once> {
  const init: RequestOptions = {
    method: json === undefined ? 'GET' : 'POST',
    headers: { access_token: token, ...(json === undefined ? {} : { 'content-type': 'application/json' }) },
    ...(json === undefined ? {} : { body: JSON.stringify(json) }),
    ...(options.timeoutMs === undefined ? {} : { timeoutMs: options.timeoutMs }),
  };
  try {
    return read(await request(`${options.api}/${path}`, init), options.errors);
  } catch (error) {
    if (!(error instanceof NoAnswer)) throw error;
    return { kind: error.left ? 'unknown' : 'not-done', why: `Zalo: ${error.message}` };
  }
}

const TOO_FAST_MS = 60_000;

/** Zalo answers 200 with `{error, message, data}`: nought is well, anything else says what is wrong. */
function read(answer: Answer, errors: ReadonlyMap<number, ErrorClass>): Once {
  const { error, message, data } = answer.json() ?? {};
  if (typeof error !== 'number') return { kind: 'unknown', why: `Zalo: HTTP ${answer.status}` };
  if (error === 0) return { kind: 'told', data: (data ?? {}) as Record<string, unknown> };
  const why = `Zalo ${error}: ${String(message ?? '').slice(0, 200)}`;
  const meaning = errors.get(error);
  if (meaning === undefined) return { kind: 'refused', why: `${why} (mã lỗi chưa biết)` };
  if (meaning === 'throttled') return { kind: 'throttled', waitMs: TOO_FAST_MS, why };
  return { kind: meaning === 'refresh-token' ? 'needs-auth' : meaning, why };
}

/** Of calls that change nothing for good. */
export function plain(told: Exclude<Told, { kind: 'told' }>): Trouble {
  if (told.kind === 'unknown' || told.kind === 'busy') return { kind: 'not-done', why: told.why };
  return told.kind === 'gone' ? { kind: 'refused', why: told.why } : told;
}
