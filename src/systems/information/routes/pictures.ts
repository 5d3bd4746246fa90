import type { FastifyInstance } from 'fastify';
import { submit } from '#kernel/http/forms.ts';
import type { Services } from '#kernel/http/services.ts';
import { readUpload } from '#kernel/http/uploads.ts';
import type { Actor } from '#kernel/permission.ts';
import { notFound } from '#kernel/problem.ts';
import { Type } from '#kernel/schema.ts';
import { addMedia } from '../actions/add-media.ts';
import { removeMedia } from '../actions/remove-media.ts';
import { type Focus, readPicture, type Shape, storePicture } from '../pictures.ts';
import { isLivePictureOnShow } from '../live/queries.ts';
import { agenciesWithPicture, isPictureOnShow, renditionFile } from '../queries/media.ts';
import { READ, WRITE } from '../rules/states.ts';
import { keepFor } from './public.ts';
import { picturesPage, releaseFor } from './release-at-hand.ts';

const Name = Type.Object({ name: Type.String({ pattern: '^[0-9a-f]{64}-(480|960|1600)\\.(webp|jpeg)$' }) });
const Id = Type.Object({ id: Type.String({ maxLength: 36 }) });
const AnyForm = Type.Record(Type.String(), Type.Unknown());

/** Pictures: to whoever may see a release they are in; before its moment to its newsroom alone. */
export function pictureRoutes(app: FastifyInstance, services: Services): void {
  const { db, files } = services;

  app.get('/tin/anh/:name', { config: { permission: 'public' }, schema: { params: Name } }, async (request, reply) => {
    const [, hash = '', width, format = ''] = /^([0-9a-f]{64})-(\d+)\.(\w+)$/.exec((request.params as { name: string }).name) ?? [];
    const shown = (await isPictureOnShow(db, hash)) || (await isLivePictureOnShow(db, hash));
    if (!shown && !(await worksOn(services, request.actor, hash))) throw notFound();
    const file = await renditionFile(db, hash, Number(width), format);
    if (!file) throw notFound();
    return reply
      .type(`image/${format}`)
      .header('cache-control', await keepFor(services, !shown))
      .send(await files.get(file));
  });

  app.get('/thong-tin/:id/anh', { config: { permission: WRITE }, schema: { params: Id } }, async (request, reply) =>
    reply.page(await picturesPage(services, (request.params as { id: string }).id, request.actor)),
  );

  app.post('/thong-tin/:id/anh', { config: { permission: WRITE }, schema: { params: Id } }, async (request, reply) => {
    const { id } = request.params as { id: string };
    await releaseFor(db, id, request.actor);
    const { fields, file } = await readUpload(request);
    const { _key, picture: _never, ...values } = fields;
    const shape = shapes.find((one) => one === fields['shape']) ?? 'whole';
    const focus = focuses.find((one) => one === fields['focus']) ?? 'centre';
    const again = (problem: Parameters<typeof picturesPage>[3]) => picturesPage(services, id, request.actor, problem, values);
    const picture = file ? await storePicture(files, await readPicture(file.bytes), shape, focus) : undefined;
    return submit(request, reply, services, {
      action: addMedia,
      input: { ...values, shape, focus, id, ...(picture ? { picture } : {}) },
      idempotencyKey: _key,
      done: () => `/thong-tin/${id}/anh`,
      again,
    });
  });

  app.post('/thong-tin/:id/anh/bo', { config: { permission: WRITE }, schema: { params: Id, body: AnyForm } }, (request, reply) => {
    const { id } = request.params as { id: string };
    return submit(request, reply, services, {
      action: removeMedia,
      input: { ...(request.body as object), id },
      done: () => `/thong-tin/${id}/anh`,
    });
  });
}

const shapes: readonly Shape[] = ['whole', '16:9', '4:3', '1:1'];
const focuses: readonly Focus[] = ['centre', 'top', 'bottom', 'left', 'right'];

async function worksOn({ db }: Services, actor: Actor, hash: string): Promise<boolean> {
  if (actor.kind === 'anonymous') return false;
  return (await agenciesWithPicture(db, hash)).some((agencyId) => actor.may(READ, agencyId));
}
