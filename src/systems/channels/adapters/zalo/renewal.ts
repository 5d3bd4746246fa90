import { instant, now } from '#kernel/time.ts';
import type { Account, Trouble } from '../adapter.ts';
import { type Answer, NoAnswer, request } from '../http.ts';
import type { ZaloOptions } from './calls.ts';
import type { RotatedTokens } from './token-store.ts';

/** How long a received pair is tried to be stored, when the database does not answer: it exists nowhere else. */
const KEEP_TRIES = 8;
const FIRST_PAUSE_MS = 100;

/**
 * Uses the refresh token, which works once, and stores what comes back. The trap is to die in between: that is why renewal comes
 * at half the access token's life and not at its end, and why an access token that still works is used on whatever happened here.
 */
export function renewer(options: ZaloOptions): (account: Account) => Promise<string | Trouble> {
  return async (account) => {
    const { connectionId, agencyId } = account;
    const stored = await options.tokens.begin(connectionId);
    if (!stored) return { kind: 'not-done', why: 'Zalo: mã truy cập đang được làm mới' };
    const { accessToken = '' } = stored;
    if (accessToken !== account.credentials['accessToken']) {
      await options.tokens.end(connectionId, '');
      return accessToken;
    }
    const renewed = await exchange(options, stored);
    if ('kind' in renewed) {
      await options.tokens.end(connectionId, renewed.why);
      return renewed;
    }
    await insist(() => options.tokens.keep(connectionId, agencyId, renewed));
    return renewed.accessToken;
  };
}

async function exchange(options: ZaloOptions, credentials: Readonly<Record<string, string>>): Promise<RotatedTokens | Trouble> {
  const { appId = '', secretKey = '', refreshToken = '' } = credentials;
  const body = new URLSearchParams({ app_id: appId, grant_type: 'refresh_token', refresh_token: refreshToken });
  try {
    const answer = await request(`${options.oauth}/v4/oa/access_token`, {
      method: 'POST',
      headers: { secret_key: secretKey },
      body,
      ...(options.timeoutMs === undefined ? {} : { timeoutMs: options.timeoutMs }),
    });
    return readTokens(answer, options);
  } catch (error) {
    if (!(error instanceof NoAnswer)) throw error;
    return { kind: 'not-done', why: `Zalo không trả lời khi làm mới mã truy cập (${error.message}); mã làm mới có thể đã dùng mất` };
  }
}

function readTokens(answer: Answer, options: ZaloOptions): RotatedTokens | Trouble {
  const { access_token: accessToken, refresh_token: refreshToken, expires_in: seconds, error, message } = answer.json() ?? {};
  if (typeof accessToken === 'string' && typeof refreshToken === 'string') {
    return { accessToken, refreshToken, until: instant(now().getTime() + Number(seconds ?? 0) * 1000) };
  }
  const why = `Zalo ${String(error ?? answer.status)}: ${String(message ?? 'không làm mới được mã truy cập').slice(0, 200)}`;
  const meaning = typeof error === 'number' ? options.errors.get(error) : undefined;
  return { kind: meaning === undefined || meaning === 'throttled' ? 'not-done' : 'needs-auth', why };
}

async function insist(keep: () => Promise<void>): Promise<void> {
  for (let tries = 1; ; tries += 1) {
    try {
      await keep();
      return;
    } catch (error) {
      if (tries >= KEEP_TRIES) throw error;
      await new Promise((resolve) => setTimeout(resolve, FIRST_PAUSE_MS * 2 ** tries));
    }
  }
}
