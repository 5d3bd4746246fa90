import { randomBytes } from 'node:crypto';
import { now } from '#kernel/time.ts';
import { fakeAvatar } from '../avatar.ts';
import type { Keepable } from '../kept-state.ts';
import type { Asked, Told } from '../server.ts';
import { build, zaloCallsByPath } from './articles.ts';
import { type FakeOa, oaOf, zaloFailure, type ZaloState } from './state.ts';

export interface ZaloDoubleOptions {
  /** How long after the call an article of the fault "late-post" is seen. */
  readonly lateMs?: number;
  /** How long an article is being built. */
  readonly buildMs?: number;
}

export interface ZaloDouble extends ZaloState, Keepable {
  addAccount(account: Pick<FakeOa, 'id' | 'name' | 'appId' | 'secretKey' | 'refreshToken'> & { readonly accessToken: string }): FakeOa;
  answer(asked: Asked): Told;
}

const ACCESS_MS = 25 * 3_600_000;

/** A double of Zalo's official accounts, with accounts of its own. */
export function zaloDouble(options: ZaloDoubleOptions = {}): ZaloDouble {
  const double: ZaloDouble = {
    accounts: new Map(),
    building: new Map(),
    faults: [],
    broadcastFaults: [],
    tokenFaults: [],
    publishCalls: [],
    lateMs: options.lateMs ?? 500,
    buildMs: options.buildMs ?? 1_000,
    broadcastsLeft: 40,
    addAccount({ accessToken, ...account }) {
      const accessTokens = new Map([[accessToken, now().getTime() + ACCESS_MS]]);
      const oa: FakeOa = { ...account, about: 'Tài khoản chính thức. https://localhost', accessTokens, articles: [], broadcasts: [] };
      double.accounts.set(oa.id, oa);
      return oa;
    },
    kept() {
      const { faults, broadcastFaults, tokenFaults, broadcastsLeft, building } = double;
      return { faults, broadcastFaults, tokenFaults, broadcastsLeft, building, accounts: [...double.accounts.values()] };
    },
    restore: (kept) => restore(double, kept as Kept),
    answer: (asked) => route(double, asked),
  };
  return double;
}

type Kept = Pick<ZaloState, 'faults' | 'broadcastFaults' | 'tokenFaults' | 'broadcastsLeft' | 'building'> & {
  readonly accounts: readonly FakeOa[];
};

function restore(double: ZaloDouble, kept: Kept): void {
  double.faults.splice(0, double.faults.length, ...kept.faults);
  double.broadcastFaults.splice(0, double.broadcastFaults.length, ...kept.broadcastFaults);
  double.tokenFaults.splice(0, double.tokenFaults.length, ...kept.tokenFaults);
  double.broadcastsLeft = kept.broadcastsLeft;
  double.building.clear();
  for (const [token, one] of kept.building) double.building.set(token, one);
  for (const oa of kept.accounts) double.accounts.set(oa.id, oa);
}

function route(double: ZaloDouble, asked: Asked): Told {
  const { pathname } = asked.url;
  if (asked.method === 'POST' && pathname === '/v4/oa/access_token') return exchange(double, asked);
  const avatar = /^\/avatar\/([\w-]+)$/.exec(pathname)?.[1];
  if (avatar !== undefined) return fakeAvatar(avatar);
  build(double);
  const oa = oaOf(double, asked, now());
  if (!oa) return zaloFailure(-216, 'Access token is invalid');
  const answer = zaloCallsByPath[`${asked.method} ${pathname}`];
  return answer ? answer(double, oa, asked) : zaloFailure(-203, 'unknown path');
}

/** Each refresh token works once; its successor comes in the answer and nowhere else. */
function exchange(double: ZaloDouble, asked: Asked): Told {
  const form = new URLSearchParams(asked.body.toString('utf8'));
  const refresh = form.get('refresh_token') ?? '';
  const oa = [...double.accounts.values()].find((one) => one.refreshToken !== '' && one.refreshToken === refresh);
  if (!oa || form.get('app_id') !== oa.appId || asked.headers['secret_key'] !== oa.secretKey) {
    return zaloFailure(-14014, 'Invalid refresh token');
  }
  const access = randomBytes(16).toString('base64url');
  oa.accessTokens.set(access, now().getTime() + ACCESS_MS);
  oa.refreshToken = randomBytes(16).toString('base64url');
  if (double.tokenFaults.shift() === 'answer-lost') return 'hang';
  return { status: 200, json: { access_token: access, refresh_token: oa.refreshToken, expires_in: String(ACCESS_MS / 1000) } };
}
