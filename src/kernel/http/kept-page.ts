import { createHash } from 'node:crypto';
import type { FastifyReply } from 'fastify';
import { actsSoFar } from '../acts.ts';
import { now } from '../time.ts';
import { acceptedEncoding, compress, type Encoding } from './compression.ts';

/** What a page was made from. */
export interface PageVersion {
  readonly value: string | number;
  /** From this moment on, by the product's clock, the version is asked for anew, however short a while ago it was. */
  readonly until?: Date | undefined;
}

/** A finished answer in every form that a reader takes. */
export interface KeptPage {
  readonly status: 200 | 404;
  /** The route's pattern, for the metrics. */
  readonly route: string;
  /** All headers but those that are worked out for each reader. */
  readonly headers: Readonly<Record<string, string>>;
  readonly forms: Readonly<Record<Encoding, { readonly body: Buffer; readonly etag: string }>>;
  /** Seconds that a reader may keep it, when it was made; undefined where the header names none. */
  readonly maxAge: number | undefined;
  readonly cacheControl: string;
  version: PageVersion;
  /** By the clock that moments go by. */
  readonly madeAt: number;
  /** When the version was last compared, and after how many acts; `asking` while it is, once for all who wait. */
  checkedAt: number;
  checkedAfter: number;
  asking: { readonly after: number; readonly same: Promise<boolean> } | undefined;
}

/** Names and the passing of days change a page too, without a new version of what it shows. */
const LONGEST_MS = 30_000;
const EACH_ITS_OWN = /^(?:cache-control|content-(?:length|encoding)|etag|vary|date|set-cookie|connection|x-ratelimit-.*|retry-after)$/;

/** Of an answer that is about to be sent; compressed off the main thread. */
export async function pageOf(
  text: string,
  made: Pick<KeptPage, 'status' | 'version' | 'checkedAfter'>,
  reply: FastifyReply,
): Promise<KeptPage> {
  const identity = Buffer.from(text);
  const cacheControl = String(reply.getHeader('cache-control') ?? '');
  const [br, gzip] = await Promise.all([compress(identity, 'br', 7), compress(identity, 'gzip', 7)]);
  const maxAge = /max-age=(\d+)/.exec(cacheControl)?.[1];
  const tag = createHash('sha256').update(identity).digest('base64url').slice(0, 27);
  return {
    ...made,
    route: reply.request.routeOptions.url ?? 'unknown',
    headers: Object.fromEntries(
      Object.entries(reply.getHeaders()).flatMap(([name, value]) => (EACH_ITS_OWN.test(name) ? [] : [[name, String(value)]])),
    ),
    forms: {
      identity: { body: identity, etag: `"${tag}"` },
      br: { body: br, etag: `"${tag}-br"` },
      gzip: { body: gzip, etag: `"${tag}-gzip"` },
    },
    maxAge: maxAge === undefined ? undefined : Number(maxAge),
    cacheControl,
    madeAt: now().getTime(),
    checkedAt: performance.now(),
    asking: undefined,
  };
}

export function sizeOf({ forms }: KeptPage): number {
  return forms.identity.body.length + forms.br.body.length + forms.gzip.body.length;
}

/** Whether it may be sent without a question: compared a short while ago, and nobody has changed anything here since. */
export function isTrusted({ checkedAt, checkedAfter, version }: KeptPage, trustedMs: number): boolean {
  return performance.now() - checkedAt < trustedMs && checkedAfter === actsSoFar() && !isOver(version);
}

/** Its next moment has come: what was true before it is no answer any more. */
export function isOver({ until }: PageVersion): boolean {
  return until !== undefined && until <= now();
}

/** A page has an age at which it is made anew whatever its version; a clock that was set back makes it so too. */
export function isTooOld({ madeAt, maxAge }: KeptPage): boolean {
  const age = now().getTime() - madeAt;
  return age < 0 || age > Math.min(LONGEST_MS, (maxAge ?? Number.POSITIVE_INFINITY) * 1_000);
}

export interface Answer {
  readonly status: 200 | 304 | 404;
  readonly headers: Record<string, string | number>;
  readonly body: Buffer | '';
}

/** What one reader is sent: in the form that they take, and without the body when they have it already. */
export function answerWith(
  page: KeptPage,
  asked: { 'accept-encoding'?: string | undefined; 'if-none-match'?: string | undefined },
): Answer {
  const encoding = acceptedEncoding(asked['accept-encoding']);
  const { body, etag } = page.forms[encoding];
  const headers: Answer['headers'] = { ...page.headers, 'cache-control': controlOf(page), etag, vary: 'accept-encoding, cookie' };
  if (asked['if-none-match'] === etag) return { status: 304, headers, body: '' };
  if (encoding !== 'identity') headers['content-encoding'] = encoding;
  headers['content-length'] = body.length;
  return { status: page.status, headers, body };
}

/** The time a page has been kept here is taken off what a reader may keep it: together they never pass the moment it was made for. */
function controlOf({ cacheControl, maxAge, madeAt }: KeptPage): string {
  if (maxAge === undefined) return cacheControl;
  const left = Math.max(0, Math.floor(maxAge - (now().getTime() - madeAt) / 1_000));
  return left === 0 ? 'no-cache' : cacheControl.replace(/max-age=\d+/, `max-age=${left}`);
}
