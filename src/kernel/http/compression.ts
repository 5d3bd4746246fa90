import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';

const brotli = promisify(brotliCompress);
const deflate = promisify(gzip);

export type Encoding = 'br' | 'gzip' | 'identity';

/** Below this a compressed body saves no packet. */
const SMALLEST = 1_024;
const WORTH_IT = /^(?:text\/(?!event-stream)|application\/(?:[\w.+-]*json|[\w.+-]*xml|javascript)|image\/svg)/;

/** The best encoding that the reader takes, by its Accept-Encoding header; `q=0` refuses one. */
export function acceptedEncoding(accepted: string | undefined): Encoding {
  if (accepted === undefined) return 'identity';
  if (/\bbr\b(?!;q=0(?:\.0*)?(?:,|$))/.test(accepted)) return 'br';
  return /\bgzip\b(?!;q=0(?:\.0*)?(?:,|$))/.test(accepted) ? 'gzip' : 'identity';
}

/** Compresses off the main thread. Quality 4 costs 1–2 ms for a page; what is kept for many readers may take more. */
export async function compress(body: Buffer, encoding: Exclude<Encoding, 'identity'>, quality = 4): Promise<Buffer> {
  if (encoding === 'gzip') return deflate(body, { level: Math.min(quality + 2, 9) });
  return brotli(body, { params: { [constants.BROTLI_PARAM_QUALITY]: quality, [constants.BROTLI_PARAM_SIZE_HINT]: body.length } });
}

/**
 * Sends text of 1 KB and more compressed. A route that set `content-encoding` itself is left alone, and so are
 * streams. No page holds a secret token (forms are guarded by their origin), so that the length tells nothing.
 */
export function compressAnswers(app: FastifyInstance): void {
  // Hooks of a route run after those of its module: a module may keep or compress the plain text first.
  app.addHook('onRoute', (route) => {
    const own = route.onSend === undefined ? [] : Array.isArray(route.onSend) ? route.onSend : [route.onSend];
    route.onSend = [...own, shrink];
  });
  app.addHook('onSend', async (request, reply, payload) => (request.is404 ? shrink(request, reply, payload) : payload));
}

async function shrink(request: FastifyRequest, reply: FastifyReply, payload: unknown): Promise<unknown> {
  if (typeof payload !== 'string' && !Buffer.isBuffer(payload)) return payload;
  if (payload.length < SMALLEST || reply.hasHeader('content-encoding')) return payload;
  if (!WORTH_IT.test(String(reply.getHeader('content-type') ?? ''))) return payload;
  const vary = reply.getHeader('vary');
  if (!/accept-encoding/i.test(String(vary))) void reply.header('vary', vary ? `${String(vary)}, accept-encoding` : 'accept-encoding');
  const encoding = acceptedEncoding(request.headers['accept-encoding']);
  if (encoding === 'identity') return payload;
  const body = await compress(Buffer.isBuffer(payload) ? payload : Buffer.from(payload), encoding);
  void reply.header('content-encoding', encoding).header('content-length', body.length);
  return body;
}
