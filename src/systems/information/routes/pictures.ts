import type { FastifyInstance } from 'fastify';
import { submit } from '#kernel/http/forms.ts';
import type { Services } from '#kernel/http/services.ts';
import { readUpload } from '#kernel/http/uploads.ts';
import type { Actor } from '#kernel/permission.ts';
import { notFound } from '#kernel/problem.ts';
import { Type } from '#kernel/schema.ts';
import { addMedia } from '../actions/add-media.ts';
import { removeMedia } from '../actions/remove-media.ts';
import { cropRoutes } from '../crop/routes.ts';
import { FOCUSES, ratioOf, SHAPES, SHARE } from '../crop/frames.ts';
import { readPicture, storePicture, storePreview } from '../pictures.ts';
import { isLivePictureOnShow } from '../live/queries.ts';
import { agenciesWithPicture, isPictureOnShow, isPreview, renditionFile } from '../queries/media.ts';
import { READ, WRITE } from '../rules/states.ts';
import { keepFor } from './public.ts';
import { picturesPage, releaseFor } from './release-at-hand.ts';

const Name = Type.Object({ name: Type.String({ pattern: '^[0-9a-f]{64}-(480|960|1200|1600)\\.(webp|jpeg)$' }) });
const Id = Type.Object({ id: Type.String({ maxLength: 36 }) });
const AnyForm = Type.Record(Type.String(), Type.Unknown());

/** Pictures: to whoever may see a release they are in; before its moment to its newsroom alone. */
export function pictureRoutes(app: FastifyInstance, services: Services): void {
  const { db, files } = services;

  app.get('/tin/anh/:name', { config: { permission: 'public' }, schema: { params: Name } }, async (request, reply) => {
    const [, hash = '', width, format = ''] = /^([0-9a-f]{64})-(\d+)\.(\w+)$/.exec((request.params as { name: string }).name) ?? [];
    const shown = (await isPictureOnShow(db, hash)) || (await isLivePictureOnShow(db, hash));
    if (!shown && !(await worksOn(services, request.actor, hash))) throw notFound();
    const file = await fileOf(services, hash, Number(width), format);
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
    const { _key, picture: _never, share: _nor, ...values } = fields;
    const shape = SHAPES.find((one) => one === fields['shape']) ?? 'whole';
    const focus = FOCUSES.find((one) => one === fields['focus']) ?? 'centre';
    const again = (problem: Parameters<typeof picturesPage>[3]) => picturesPage(services, id, request.actor, problem, values);
    const source = file ? await readPicture(file.bytes) : undefined;
    const stored = source
      ? {
          picture: await storePicture(files, source, { ratio: ratioOf(shape), focus }),
          share: await storePreview(files, source, { focus: 'centre' }),
        }
      : {};
    return submit(request, reply, services, {
      action: addMedia,
      input: { ...values, shape, focus, id, ...stored },
      idempotencyKey: _key,
      done: () => `/thong-tin/${id}/anh`,
      again,
    });
  });

  cropRoutes(app, services);

  app.post('/thong-tin/:id/anh/bo', { config: { permission: WRITE }, schema: { params: Id, body: AnyForm } }, (request, reply) => {
    const { id } = request.params as { id: string };
    return submit(request, reply, services, {
      action: removeMedia,
      input: { ...(request.body as object), id },
      done: () => `/thong-tin/${id}/anh`,
    });
  });
}

/** The stored file behind an address: one of a picture's sizes, or the preview beside links, which has one. */
async function fileOf({ db }: Services, hash: string, width: number, format: string): Promise<string | undefined> {
  if (width !== SHARE.width) return renditionFile(db, hash, width, format);
  return format === 'jpeg' && (await isPreview(db, hash)) ? hash : undefined;
}

async function worksOn({ db }: Services, actor: Actor, hash: string): Promise<boolean> {
  if (actor.kind === 'anonymous') return false;
  return (await agenciesWithPicture(db, hash)).some((agencyId) => actor.may(READ, agencyId));
}
