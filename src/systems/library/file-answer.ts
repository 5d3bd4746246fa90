import type { FastifyReply, FastifyRequest } from 'fastify';
import type { DocumentFile } from '#core/documents/index.ts';

/** Types a browser may show in its own window; everything else is saved. */
const shownInline = new Set(['application/pdf', 'text/plain', 'image/png', 'image/jpeg']);

/**
 * Sends a stored file: its name, its hash as ETag (the content never changes), whole or the one range asked for
 * (RFC 9110 §14), so that a broken download on a phone goes on where it stopped.
 */
export function sendFile(request: FastifyRequest, reply: FastifyReply, file: DocumentFile, bytes: Buffer): FastifyReply {
  const etag = `"${file.sha256}"`;
  const disposition = shownInline.has(file.mediaType) ? 'inline' : 'attachment';
  void reply
    .header('etag', etag)
    .header('accept-ranges', 'bytes')
    .header('cache-control', 'public, max-age=60')
    .header(
      'content-disposition',
      `${disposition}; filename="${file.name.replaceAll(/[^\w.-]/g, '_')}"; filename*=UTF-8''${encodeURIComponent(file.name)}`,
    )
    .header('content-security-policy', "sandbox; default-src 'none'")
    .type(file.mediaType);
  if (request.headers['if-none-match'] === etag) return reply.code(304).send();
  const range = rangeOf(request.headers.range, bytes.length);
  const ifRange = request.headers['if-range'];
  if (range === undefined || (ifRange !== undefined && ifRange !== etag)) return reply.send(bytes);
  if (range === 'unsatisfiable') return reply.code(416).header('content-range', `bytes */${bytes.length}`).send();
  const [from, to] = range;
  return reply
    .code(206)
    .header('content-range', `bytes ${from}-${to}/${bytes.length}`)
    .send(bytes.subarray(from, to + 1));
}

/** One range in bytes, both ends included; undefined: send all (none asked for, several, or not understood). */
export function rangeOf(header: string | undefined, size: number): [number, number] | 'unsatisfiable' | undefined {
  const match = /^bytes=(\d{0,15})-(\d{0,15})$/.exec(header ?? '');
  if (!match || (match[1] === '' && match[2] === '')) return undefined;
  if (match[1] === '') {
    const length = Math.min(Number(match[2]), size);
    return length === 0 ? 'unsatisfiable' : [size - length, size - 1];
  }
  const from = Number(match[1]);
  const to = match[2] === '' ? size - 1 : Math.min(Number(match[2]), size - 1);
  if (match[2] !== '' && from > Number(match[2])) return undefined;
  return from >= size ? 'unsatisfiable' : [from, to];
}
