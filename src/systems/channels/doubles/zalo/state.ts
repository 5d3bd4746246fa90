import type { Asked, Told } from '../server.ts';

/** What the double does wrong to the next calls that create an article (or, by name, to others), in order; then it behaves. */
export const zaloFaults = [
  '500-but-posted',
  '500-not-posted',
  'timeout-but-posted',
  'timeout-not-posted',
  'reset-but-posted',
  'late-post',
  'throttled',
  'expired',
  'revoked',
] as const;

export type ZaloFault = (typeof zaloFaults)[number];

export interface FakeArticle {
  readonly id: string;
  title: string;
  description: string;
  body: readonly { readonly type: string; readonly content?: string }[];
  readonly cover: string;
  readonly at: Date;
  readonly visibleAt: Date;
  edited: boolean;
  deleted: boolean;
}

export interface FakeOa {
  readonly id: string;
  readonly name: string;
  about: string;
  readonly appId: string;
  readonly secretKey: string;
  /** By the instant at which they end. */
  readonly accessTokens: Map<string, number>;
  /** Works once. */
  refreshToken: string;
  readonly articles: FakeArticle[];
  /** Reached every follower; nothing takes them back. */
  readonly broadcasts: { readonly articleId: string; readonly title: string; readonly at: Date }[];
}

/** What an answer of `create` or `update` stands for until it is built. */
export interface Building {
  readonly oaId: string;
  readonly articleId: string;
  readonly readyAt: number;
  /** For an update: put in place when it is ready. */
  readonly put?: Pick<FakeArticle, 'title' | 'description' | 'body'>;
}

export interface ZaloState {
  readonly accounts: Map<string, FakeOa>;
  readonly building: Map<string, Building>;
  readonly faults: ZaloFault[];
  /** For the next broadcasts. */
  readonly broadcastFaults: ('timeout-but-sent' | '500-not-sent' | 'throttled')[];
  /** For the next exchange of a refresh token: the old one is spent, the answer never comes. */
  readonly tokenFaults: 'answer-lost'[];
  readonly publishCalls: { readonly oaId: string; readonly at: Date }[];
  readonly lateMs: number;
  readonly buildMs: number;
  /** Broadcasts left this month. */
  broadcastsLeft: number;
}

/** Nearly everything is HTTP 200, the failure in the body. */
export function zaloFailure(error: number, message: string): Told {
  return { status: 200, json: { error, message } };
}

export function zaloAnswer(data: unknown): Told {
  return { status: 200, json: { error: 0, message: 'Success', data } };
}

/** The account whose access token is in the header `access_token`, while it is good. */
export function oaOf(state: ZaloState, asked: Asked, at: Date): FakeOa | undefined {
  const token = String(asked.headers['access_token'] ?? '');
  return [...state.accounts.values()].find((oa) => (oa.accessTokens.get(token) ?? 0) > at.getTime());
}
