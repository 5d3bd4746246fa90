import type { FastifyReply } from 'fastify';

/** Types a browser may show in its own window; everything else is saved. */
const shownInline = new Set(['application/pdf', 'text/plain', 'image/png', 'image/jpeg']);

/** A stored file for somebody who was found to be allowed to read it: never cached, and without scripts of its own. */
export function answerFile(reply: FastifyReply, file: { name: string; mediaType: string }, bytes: Buffer): FastifyReply {
  const kind = shownInline.has(file.mediaType) ? 'inline' : 'attachment';
  const plain = file.name.replaceAll(/[^\w.-]/g, '_');
  return reply
    .header('content-disposition', `${kind}; filename="${plain}"; filename*=UTF-8''${encodeURIComponent(file.name)}`)
    .header('content-security-policy', "sandbox; default-src 'none'")
    .header('cache-control', 'private, no-store')
    .type(file.mediaType)
    .send(bytes);
}
