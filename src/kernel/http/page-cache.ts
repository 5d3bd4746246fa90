import { createHash } from 'node:crypto';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { acceptedEncoding, compress, type Encoding } from './compression.ts';
import { now } from '../time.ts';
import { wantsJson } from './context.ts';

/** Which pages are kept, and how it is known that one is out of date. */
export interface KeptPages {
  /** What sets one page apart from the others, language and theme aside; undefined for a page that is not kept. */
  readonly keyOf: (request: FastifyRequest) => string | undefined;
  /**
   * Changes whenever the page must. A page that is not there has a version too, and its 404 is kept like the others: a crowd
   * that comes before the moment costs as little as after it. Undefined: not to be kept.
   */
  readonly versionOf: (request: FastifyRequest) => Promise<string | number | undefined>;
  /** How long a page is sent without asking for its version, ms; what is taken off the public side is gone within it. */
  readonly trustedMs: number;
}

interface CachedPage {
  readonly status: 200 | 404;
  readonly etag: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly bodies: Readonly<Record<Encoding, Buffer>>;
  /** Seconds that a reader may keep it, when it was made; undefined where the header names none. */
  readonly maxAge: number | undefined;
  readonly cacheControl: string;
  readonly version: string | number;
  /** By the clock that moments go by. */
  readonly madeAt: number;
  /** When the version was last compared; `asking` while it is being compared, once for all who wait. */
  checkedAt: number;
  asking: Promise<boolean> | undefined;
}

/** All bodies together; the oldest go first. 64 MB is about 2,500 pages of the usual size. */
const MOST_BYTES = 64 * 1024 * 1024;
/** Whoever asks for what does not exist, in many names, pushes none of the real pages out. */
const MOST_ABSENT_BYTES = 4 * 1024 * 1024;
/** Names and the passing of days change a page too, without a new version of what it shows. */
const LONGEST_MS = 30_000;
/** Headers that go with the body, besides those that are worked out for each reader. */
const KEPT_HEADERS = ['content-type', 'link', 'access-control-allow-origin'];

/** A page that one request makes while others wait for it. */
interface Making {
  readonly key: string;
  /** Of what was there before the page was made: a change meanwhile is seen at the next comparison. */
  readonly version: string | number;
  done(page: CachedPage | undefined): void;
}

/**
 * Keeps finished, compressed answers for readers who are not signed in. A page is the same for all of them but for language
 * and theme; it is made anew when its version differs, once however many ask at that moment, and never outlives the `max-age`
 * it was made with.
 */
export function keepPages(app: FastifyInstance, kept: KeptPages): void {
  const shelves = { 200: createShelf(MOST_BYTES), 404: createShelf(MOST_ABSENT_BYTES) };
  const underway = new Map<string, Promise<CachedPage | undefined>>();
  const makers = new WeakMap<FastifyRequest, Making>();

  const begin = async (request: FastifyRequest, key: string): Promise<void> => {
    const done = announce(underway, key);
    try {
      const version = await kept.versionOf(request);
      if (version === undefined) done(undefined);
      else makers.set(request, { key, version, done });
    } catch (error) {
      done(undefined);
      throw error;
    }
  };

  // After the server's own guards, before the address is parsed against its schema.
  app.addHook('onRequest', async (request, reply) => {
    const key = keyOf(kept, request);
    if (key === undefined) return undefined;
    const page = shelves[200].get(key) ?? shelves[404].get(key);
    if (page && (await isFresh(kept, page, request))) return send(request, reply, page);
    if (page) shelves[page.status].drop(key, page);
    const other = underway.get(key);
    if (!other) return begin(request, key);
    const made = await other;
    return made && send(request, reply, made);
  });

  app.addHook('onSend', async (request, reply, payload) => {
    const making = makers.get(request);
    const status = making && keptStatus(reply);
    if (!status || typeof payload !== 'string') return payload;
    const page = await pageOf(payload, status, making.version, reply);
    shelves[status].put(making.key, page);
    making.done(page);
    return prepare(request, reply, page);
  });

  app.addHook('onResponse', async (request) => makers.get(request)?.done(undefined));
}

/** From now on others wait for this page, until the returned function is called. */
function announce(underway: Map<string, Promise<CachedPage | undefined>>, key: string): Making['done'] {
  const { promise, resolve } = Promise.withResolvers<CachedPage | undefined>();
  underway.set(key, promise);
  return (page) => {
    if (underway.get(key) === promise) underway.delete(key);
    resolve(page);
  };
}

interface Shelf {
  get(key: string): CachedPage | undefined;
  put(key: string, page: CachedPage): void;
  /** Nothing happens when another page has taken its place. */
  drop(key: string, page: CachedPage): void;
}

function createShelf(most: number): Shelf {
  const pages = new Map<string, CachedPage>();
  let bytes = 0;
  const drop: Shelf['drop'] = (key, page) => {
    if (pages.get(key) !== page) return;
    bytes -= sizeOf(page);
    pages.delete(key);
  };
  return {
    get: (key) => pages.get(key),
    put(key, page) {
      const before = pages.get(key);
      if (before) drop(key, before);
      pages.set(key, page);
      bytes += sizeOf(page);
      for (const [name, oldest] of pages) {
        if (bytes <= most) break;
        drop(name, oldest);
      }
    },
    drop,
  };
}

/** Undefined for readers whose page is their own. */
function keyOf(kept: KeptPages, request: FastifyRequest): string | undefined {
  if (request.actor.kind !== 'anonymous' || request.sessionToken !== undefined) return undefined;
  const key = kept.keyOf(request);
  const theme = ['light', 'dark'].find((name) => name === request.cookies['theme']) ?? '';
  return key === undefined ? undefined : `${request.lang} ${theme} ${wantsJson(request) ? 'json' : ''} ${key}`;
}

/** A problem told to a program names the request it was told to; it is not kept. */
function keptStatus(reply: FastifyReply): CachedPage['status'] | undefined {
  if (reply.statusCode === 200) return 200;
  return reply.statusCode === 404 && String(reply.getHeader('content-type')).startsWith('text/html') ? 404 : undefined;
}

async function isFresh(kept: KeptPages, page: CachedPage, request: FastifyRequest): Promise<boolean> {
  const age = now().getTime() - page.madeAt;
  if (age < 0 || age > Math.min(LONGEST_MS, (page.maxAge ?? Number.POSITIVE_INFINITY) * 1_000)) return false;
  if (performance.now() - page.checkedAt < kept.trustedMs) return true;
  page.asking ??= kept.versionOf(request).then((version) => version === page.version);
  try {
    const same = await page.asking;
    page.checkedAt = performance.now();
    return same;
  } finally {
    page.asking = undefined;
  }
}

async function pageOf(
  text: string,
  status: CachedPage['status'],
  version: CachedPage['version'],
  reply: FastifyReply,
): Promise<CachedPage> {
  const identity = Buffer.from(text);
  const cacheControl = String(reply.getHeader('cache-control') ?? '');
  const [br, gzip] = await Promise.all([compress(identity, 'br', 7), compress(identity, 'gzip', 7)]);
  const maxAge = /max-age=(\d+)/.exec(cacheControl)?.[1];
  return {
    status,
    etag: `"${createHash('sha256').update(identity).digest('base64url').slice(0, 27)}"`,
    headers: Object.fromEntries(KEPT_HEADERS.filter((name) => reply.hasHeader(name)).map((name) => [name, String(reply.getHeader(name))])),
    bodies: { identity, br, gzip },
    maxAge: maxAge === undefined ? undefined : Number(maxAge),
    cacheControl,
    version,
    madeAt: now().getTime(),
    checkedAt: performance.now(),
    asking: undefined,
  };
}

function sizeOf({ bodies }: CachedPage): number {
  return bodies.identity.length + bodies.br.length + bodies.gzip.length;
}

/** Headers of the form in which the reader takes the page; returns the body, empty when the reader has it already. */
function prepare(request: FastifyRequest, reply: FastifyReply, page: CachedPage): Buffer | string {
  const encoding = acceptedEncoding(request.headers['accept-encoding']);
  const etag = encoding === 'identity' ? page.etag : `${page.etag.slice(0, -1)}-${encoding}"`;
  void reply.header('etag', etag).header('vary', 'accept-encoding, cookie');
  if (request.headers['if-none-match'] === etag) {
    void reply.code(304);
    return '';
  }
  if (encoding !== 'identity') void reply.header('content-encoding', encoding);
  const body = page.bodies[encoding];
  void reply.header('content-length', body.length);
  return body;
}

/** The time a page has been kept here is taken off what a reader may keep it: together they never pass the moment it was made for. */
function controlOf({ cacheControl, maxAge, madeAt }: CachedPage): string {
  if (maxAge === undefined) return cacheControl;
  const left = Math.max(0, Math.floor(maxAge - (now().getTime() - madeAt) / 1_000));
  return left === 0 ? 'no-cache' : cacheControl.replace(/max-age=\d+/, `max-age=${left}`);
}

function send(request: FastifyRequest, reply: FastifyReply, page: CachedPage): FastifyReply {
  void reply.code(page.status).headers(page.headers).header('cache-control', controlOf(page));
  return reply.send(prepare(request, reply, page));
}
