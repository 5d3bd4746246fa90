import { Readable } from 'node:stream';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Services } from '#kernel/http/services.ts';
import type { Actor } from '#kernel/permission.ts';
import { notFound } from '#kernel/problem.ts';
import { Type } from '#kernel/schema.ts';
import { keepFor } from '../routes/public.ts';
import { READ } from '../rules/states.ts';
import { agenciesWithVideo, isVideoOnShow, type VideoFile } from './queries.ts';
import { askedSpan } from './ranges.ts';

const config = { permission: 'public' };
const FilmName = Type.Object({ name: Type.String({ pattern: '^[0-9a-f]{64}\\.(mp4|webm)$' }) });
const CaptionName = Type.Object({ name: Type.String({ pattern: '^[0-9a-f]{64}\\.vtt$' }) });

/** Videos and captions: to whoever may see a release they are in; before its moment to its newsroom alone, as with pictures. */
export function videoFiles(app: FastifyInstance, services: Services): void {
  app.get('/tin/video/:name', { config, schema: { params: FilmName } }, async (request, reply) => {
    const [hash = '', ending] = (request.params as { name: string }).name.split('.');
    await admit(services, request, reply, 'film', hash);
    return sendPart(request, reply, services, hash, `video/${ending}`);
  });

  app.get('/tin/phu-de/:name', { config, schema: { params: CaptionName } }, async (request, reply) => {
    const [hash = ''] = (request.params as { name: string }).name.split('.');
    await admit(services, request, reply, 'captions', hash);
    return reply.type('text/vtt; charset=utf-8').send(await services.files.get(hash));
  });
}

/** Says how long the answer may be kept; 404 for whoever may not see the file, so that nobody learns that it exists. */
async function admit(services: Services, { actor }: FastifyRequest, reply: FastifyReply, file: VideoFile, hash: string): Promise<void> {
  const shown = await isVideoOnShow(services.db, file, hash);
  if (!shown && !(await worksOn(services, actor, file, hash))) throw notFound();
  void reply.header('cache-control', await keepFor(services, !shown));
}

async function worksOn({ db }: Services, actor: Actor, file: VideoFile, hash: string): Promise<boolean> {
  if (actor.kind === 'anonymous') return false;
  return (await agenciesWithVideo(db, file, hash)).some((agencyId) => actor.may(READ, agencyId));
}

async function sendPart(
  request: FastifyRequest,
  reply: FastifyReply,
  { files }: Services,
  hash: string,
  type: string,
): Promise<FastifyReply> {
  const size = await files.size(hash);
  const etag = `"${hash}"`;
  void reply.type(type).header('accept-ranges', 'bytes').header('etag', etag);
  if (request.headers['if-none-match'] === etag) return reply.code(304).send();
  const { range, 'if-range': onlyIf } = request.headers;
  const span = onlyIf === undefined || onlyIf === etag ? askedSpan(range, size) : undefined;
  if (span === 'none') return reply.code(416).header('content-range', `bytes */${size}`).send();
  const { start, end } = span ?? { start: 0, end: size - 1 };
  if (span) void reply.code(206).header('content-range', `bytes ${start}-${end}/${size}`);
  void reply.header('content-length', end - start + 1);
  // Nothing is sent for HEAD; an empty stream keeps the length that was stated.
  return reply.send(request.method === 'HEAD' ? Readable.from([]) : await files.stream(hash, { start, end }));
}
