import { createHash } from 'node:crypto';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { acceptedEncoding, compress, type Encoding } from './compression.ts';

/** Which pages are kept, and how it is known that one is out of date. */
export interface KeptPages {
  /** What sets one page apart from the others, language and theme aside; undefined for a page that is not kept. */
  readonly keyOf: (request: FastifyRequest) => string | undefined;
  /** Changes whenever the page must; undefined: there is no such page for everybody. */
  readonly versionOf: (request: FastifyRequest) => Promise<string | number | undefined>;
  /** How long a page is sent without asking for its version, ms; what is taken off the public side is gone within it. */
  readonly trustedMs: number;
}

interface CachedPage {
  readonly etag: string;
  readonly bodies: Readonly<Record<Encoding, Buffer>>;
  /** Seconds that a reader may keep it, when it was made; undefined where the header names none. */
  readonly maxAge: number | undefined;
  readonly cacheControl: string;
  readonly version: string | number;
  readonly madeAt: number;
  /** When the version was last compared; `asking` while it is being compared, once for all who wait. */
  checkedAt: number;
  asking: Promise<boolean> | undefined;
}

/** All bodies together; the oldest go first. 64 MB is about 2,500 pages of the usual size. */
const MOST_BYTES = 64 * 1024 * 1024;
/** Names and the passing of days change a page too, without a new version of what it shows. */
const LONGEST_MS = 30_000;

/**
 * Keeps finished, compressed pages for readers who are not signed in. A page is the same for all of them but for language and
 * theme; it is made anew when its version differs, and never outlives the `max-age` it was made with.
 */
export function keepPages(app: FastifyInstance, kept: KeptPages): void {
  const pages = new Map<string, CachedPage>();
  /** What the version was before a page was begun: what changes while it is made must not pass for what it shows. */
  const begunAt = new WeakMap<FastifyRequest, string | number>();
  let bytes = 0;
  const drop = (key: string): void => {
    bytes -= sizeOf(pages.get(key));
    pages.delete(key);
  };

  // After the server's own guards, before the address is parsed against its schema.
  app.addHook('onRequest', async (request, reply) => {
    const key = keyOf(kept, request);
    if (key === undefined) return undefined;
    const page = pages.get(key);
    if (page && (await isFresh(kept, page, request))) return send(request, reply, page);
    drop(key);
    const version = await kept.versionOf(request);
    if (version !== undefined) begunAt.set(request, version);
    return undefined;
  });

  app.addHook('onSend', async (request, reply, payload) => {
    const key = keyOf(kept, request);
    const version = begunAt.get(request);
    if (key === undefined || version === undefined || pages.has(key)) return payload;
    if (reply.statusCode !== 200 || typeof payload !== 'string') return payload;
    const page = await pageOf(payload, version, String(reply.getHeader('cache-control') ?? ''));
    pages.set(key, page);
    bytes += sizeOf(page);
    for (const oldest of pages.keys()) {
      if (bytes <= MOST_BYTES) break;
      drop(oldest);
    }
    return prepare(request, reply, page);
  });
}

/** Undefined for readers whose page is their own. */
function keyOf(kept: KeptPages, request: FastifyRequest): string | undefined {
  if (request.actor.kind !== 'anonymous' || request.sessionToken !== undefined) return undefined;
  const key = kept.keyOf(request);
  const theme = ['light', 'dark'].find((name) => name === request.cookies['theme']) ?? '';
  return key === undefined ? undefined : `${request.lang} ${theme} ${key}`;
}

async function isFresh(kept: KeptPages, page: CachedPage, request: FastifyRequest): Promise<boolean> {
  const at = performance.now();
  if (at - page.madeAt > Math.min(LONGEST_MS, (page.maxAge ?? Number.POSITIVE_INFINITY) * 1_000)) return false;
  if (at - page.checkedAt < kept.trustedMs) return true;
  page.asking ??= kept.versionOf(request).then((version) => version === page.version);
  try {
    const same = await page.asking;
    page.checkedAt = performance.now();
    return same;
  } finally {
    page.asking = undefined;
  }
}

async function pageOf(html: string, version: string | number, cacheControl: string): Promise<CachedPage> {
  const identity = Buffer.from(html);
  const [br, gzip] = await Promise.all([compress(identity, 'br', 7), compress(identity, 'gzip', 7)]);
  const at = performance.now();
  const maxAge = /max-age=(\d+)/.exec(cacheControl)?.[1];
  return {
    etag: `"${createHash('sha256').update(identity).digest('base64url').slice(0, 27)}"`,
    bodies: { identity, br, gzip },
    maxAge: maxAge === undefined ? undefined : Number(maxAge),
    cacheControl,
    version,
    madeAt: at,
    checkedAt: at,
    asking: undefined,
  };
}

function sizeOf(page: CachedPage | undefined): number {
  return page ? page.bodies.identity.length + page.bodies.br.length + page.bodies.gzip.length : 0;
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
  const left = Math.max(0, Math.floor(maxAge - (performance.now() - madeAt) / 1_000));
  return cacheControl.replace(/max-age=\d+/, `max-age=${left}`);
}

function send(request: FastifyRequest, reply: FastifyReply, page: CachedPage): FastifyReply {
  void reply.type('text/html; charset=utf-8').header('cache-control', controlOf(page));
  return reply.send(prepare(request, reply, page));
}
