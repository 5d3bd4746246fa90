import { h, type VNode } from 'preact';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Action } from '#kernel/action.ts';
import { submit } from '#kernel/http/forms.ts';
import type { Services } from '#kernel/http/services.ts';
import { readUpload } from '#kernel/http/uploads.ts';
import { notFound, Problem } from '#kernel/problem.ts';
import { Type } from '#kernel/schema.ts';
import { mediaOf } from '../queries/media.ts';
import { releaseFor } from '../routes/release-at-hand.ts';
import { WRITE } from '../rules/states.ts';
import { beginUpload } from './actions/begin-upload.ts';
import { dropUpload } from './actions/drop-upload.ts';
import { removeVideo } from './actions/remove-video.ts';
import { setCaptions } from './actions/set-captions.ts';
import { setPoster } from './actions/set-poster.ts';
import { readCaptions, writeVtt } from './captions.ts';
import { findUpload, uploadsOf, videosOf } from './queries.ts';
import { sentSpan } from './ranges.ts';
import { receiveForm, refuseDeclared, takeVideo, tooLargeVideo } from './take.ts';
import { VideosPage } from '../views/videos-page.tsx';

const Id = Type.Object({ id: Type.String({ maxLength: 36 }) });
const UploadId = Type.Object({ id: Type.String({ maxLength: 36 }), upload: Type.String({ maxLength: 36 }) });
const AnyForm = Type.Record(Type.String(), Type.Unknown());
/** Two gigabytes over a line of five megabits a second take an hour. */
const config = { permission: WRITE, bodyMinutes: 60 };
const idOf = (request: FastifyRequest): string => (request.params as { id: string }).id;

async function videosPage(
  services: Services,
  request: FastifyRequest,
  problem?: Problem,
  values?: Record<string, unknown>,
): Promise<VNode<any>> {
  const { db, files, config: settings } = services;
  const { release, edition } = await releaseFor(db, idOf(request), request.actor);
  const uploads = await Promise.all(
    (await uploadsOf(db, release.id, request.actor.id)).map(async (upload) => ({
      ...upload,
      came: await files.incoming.length(upload.id).catch(() => undefined),
    })),
  );
  return h(VideosPage, {
    release,
    edition,
    videos: await videosOf(db, release.id, edition.number),
    pictures: await mediaOf(db, release.id, edition.number),
    uploads: uploads.flatMap(({ came, ...upload }) => (came === undefined ? [] : [{ ...upload, came }])),
    most: settings.largestVideoBytes,
    ...(problem ? { problem, values: values ?? {} } : {}),
  });
}

/** Videos of the edition in work: sent by a plain form, or in pieces by the page's script; captions, poster. */
export function videoRoutes(app: FastifyInstance, services: Services): void {
  const most = services.config.largestVideoBytes;

  app.get('/thong-tin/:id/video', { config, schema: { params: Id } }, async (request, reply) =>
    reply.page(await videosPage(services, request)),
  );

  app.post('/thong-tin/:id/video', { config, schema: { params: Id } }, async (request, reply) => {
    await releaseFor(services.db, idOf(request), request.actor);
    const values: Record<string, string> = {};
    try {
      refuseDeclared(request, most);
      const sent = await receiveForm(request, services.files.incoming, most);
      Object.assign(values, sent.fields);
      await takeVideo(services, request, idOf(request), { ...sent, fields: values });
      return await reply.redirect(`/thong-tin/${idOf(request)}/video`, 303);
    } catch (error) {
      return answerProblem(services, request, reply, error, values);
    }
  });

  partRoutes(app, services);
  pieceRoutes(app, services);
}

async function answerProblem(
  services: Services,
  request: FastifyRequest,
  reply: FastifyReply,
  error: unknown,
  values: Record<string, unknown>,
): Promise<FastifyReply> {
  if (!(error instanceof Problem) || error.status < 409) throw error;
  // What is still on its way is not waited for.
  if (error.status === 413) void reply.header('connection', 'close');
  return reply.page(await videosPage(services, request, error, values), { status: error.status });
}

const small: Readonly<Record<string, Action<any, any>>> = { bo: removeVideo, 'anh-dai-dien': setPoster, 'bo-tep': dropUpload };

/** What belongs to a video that is there. */
function partRoutes(app: FastifyInstance, services: Services): void {
  const schema = { params: Id, body: AnyForm };
  const back = (request: FastifyRequest) => () => `/thong-tin/${idOf(request)}/video`;

  app.post('/thong-tin/:id/video/phu-de', { config, schema: { params: Id } }, async (request, reply) => {
    await releaseFor(services.db, idOf(request), request.actor);
    const { fields, file } = await readUpload(request);
    const { _key, ...values } = fields;
    try {
      const captions = file ? { captions: await services.files.put(Buffer.from(writeVtt(readCaptions(file.bytes)))) } : { captions: '' };
      return await submit(request, reply, services, {
        action: setCaptions,
        input: { ...values, ...captions, id: idOf(request) },
        idempotencyKey: _key,
        done: back(request),
        again: (problem, typed) => videosPage(services, request, problem, { ...typed, ...values }),
      });
    } catch (error) {
      return answerProblem(services, request, reply, error, values);
    }
  });

  for (const [path, action] of Object.entries(small)) {
    app.post(`/thong-tin/:id/video/${path}`, { config, schema }, (request, reply) =>
      submit(request, reply, services, {
        action,
        input: { ...(request.body as object), id: idOf(request) },
        done: back(request),
        again: (problem, values) => videosPage(services, request, problem, values),
      }),
    );
  }
}

/** For the page's script: a file in pieces, each where the last one ended. */
function pieceRoutes(app: FastifyInstance, services: Services): void {
  const { db, files, act } = services;
  const most = services.config.largestVideoBytes;

  app.post('/thong-tin/:id/video/gui', { config, schema: { params: Id, body: AnyForm } }, async (request) => {
    const { name, bytes, mark } = request.body as { name?: unknown; bytes?: unknown; mark?: unknown };
    if (Number(bytes) > most) throw tooLargeVideo(most);
    const { upload } = await act(beginUpload, request.actor, { id: idOf(request), name, bytes, mark });
    return { upload, length: await files.incoming.length(upload) };
  });

  void app.register(async (pieces) => {
    pieces.addContentTypeParser('application/octet-stream', (_request, payload, done) => done(null, payload));

    pieces.get('/thong-tin/:id/video/gui/:upload', { config, schema: { params: UploadId } }, async (request) => {
      const { upload } = request.params as { upload: string };
      if (!(await findUpload(db, upload, idOf(request), request.actor.id))) throw notFound();
      return { length: await files.incoming.length(upload) };
    });

    pieces.put('/thong-tin/:id/video/gui/:upload', { config, schema: { params: UploadId } }, async (request) => {
      const { upload: id } = request.params as { upload: string };
      const upload = await findUpload(db, id, idOf(request), request.actor.id);
      const span = sentSpan(request.headers['content-range']);
      if (!upload || !span || span.total !== upload.bytes) throw notFound();
      const length = await files.incoming.append(id, span.start, request.body as AsyncIterable<Uint8Array>, upload.bytes);
      return { length };
    });
  });
}
