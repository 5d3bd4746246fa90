import { createHash } from 'node:crypto';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { type Db, on } from '#kernel/db.ts';
import { acceptedEncoding, compress, type Encoding } from '#kernel/http/compression.ts';
import type { Services } from '#kernel/http/services.ts';
import { isId } from '#kernel/id.ts';
import type { Tables } from './tables.ts';

interface CachedPage {
  readonly etag: string;
  readonly bodies: Readonly<Record<Encoding, Buffer>>;
  readonly cacheControl: string;
  /** Version of the document when the page was made. */
  readonly version: number;
  readonly madeAt: number;
  /** When the version was last compared; `asking` while it is being compared. */
  checkedAt: number;
  asking: Promise<boolean> | undefined;
}

/** All bodies together; the oldest go first. 64 MB is about 2,500 pages of the usual size. */
const MOST_BYTES = 64 * 1024 * 1024;
/** How long a page is sent without asking whether its document has changed: a document taken off the public side is gone within it. */
const TRUSTED_MS = 1_000;
/** Relations, names and the passing of days change a page too, without a new version of its document. */
const LONGEST_MS = 30_000;

/**
 * Keeps finished, compressed pages of documents for readers who are not signed in. The page is the same for all of
 * them but for language and theme; a page is made anew when the version of its document differs.
 */
export function cachePages(app: FastifyInstance, { db }: Services): void {
  const pages = new Map<string, CachedPage>();
  let bytes = 0;
  const drop = (key: string): void => {
    bytes -= sizeOf(pages.get(key));
    pages.delete(key);
  };

  // After the server's own guards, before the address is parsed against its schema.
  app.addHook('onRequest', async (request, reply) => {
    const key = keyOf(request);
    const page = key === undefined ? undefined : pages.get(key);
    if (key === undefined || !page) return undefined;
    if (!(await isFresh(db, page, idOf(request)))) {
      drop(key);
      return undefined;
    }
    return send(request, reply, page);
  });

  app.addHook('onSend', async (request, reply, payload) => {
    const key = keyOf(request);
    if (key === undefined || reply.statusCode !== 200 || typeof payload !== 'string' || pages.has(key)) return payload;
    const version = await versionOf(db, idOf(request));
    if (version === undefined) return payload;
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

function idOf(request: FastifyRequest): string {
  return (request.params as { slug?: string }).slug ?? '';
}

/** Undefined for readers whose page is their own, and for addresses that are no page of one document. */
function keyOf(request: FastifyRequest): string | undefined {
  if (request.actor.kind !== 'anonymous' || request.sessionToken !== undefined || !isId(idOf(request))) return undefined;
  // The raw address: links of the page repeat every parameter, and a choice in the address sets a cookie.
  const phan = /^[^?]*(?:\?phan=(\d{1,6}))?$/.exec(request.url);
  if (!phan) return undefined;
  const theme = ['light', 'dark'].find((name) => name === request.cookies['theme']) ?? '';
  return `${request.lang} ${theme} ${phan[1] ?? '1'} ${idOf(request)}`;
}

async function isFresh(db: Db, page: CachedPage, id: string): Promise<boolean> {
  const at = performance.now();
  if (at - page.madeAt > LONGEST_MS) return false;
  if (at - page.checkedAt <= TRUSTED_MS) return true;
  page.asking ??= versionOf(db, id).then((version) => version === page.version);
  try {
    const same = await page.asking;
    page.checkedAt = performance.now();
    return same;
  } finally {
    page.asking = undefined;
  }
}

async function versionOf(db: Db, id: string): Promise<number | undefined> {
  const row = await on<Tables>(db)
    .selectFrom('documents.document')
    .select('version')
    .where('id', '=', id)
    .where('visibility', '=', 'public')
    .where('state', '<>', 'draft')
    .executeTakeFirst();
  return row?.version;
}

async function pageOf(html: string, version: number, cacheControl: string): Promise<CachedPage> {
  const identity = Buffer.from(html);
  const [br, gzip] = await Promise.all([compress(identity, 'br', 7), compress(identity, 'gzip', 7)]);
  const at = performance.now();
  return {
    etag: `"${createHash('sha256').update(identity).digest('base64url').slice(0, 27)}"`,
    bodies: { identity, br, gzip },
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

function send(request: FastifyRequest, reply: FastifyReply, page: CachedPage): FastifyReply {
  void reply.type('text/html; charset=utf-8').header('cache-control', page.cacheControl);
  return reply.send(prepare(request, reply, page));
}
