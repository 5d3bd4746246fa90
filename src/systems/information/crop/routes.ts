import { h, type VNode } from 'preact';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import sharp from 'sharp';
import { submit } from '#kernel/http/forms.ts';
import type { Services } from '#kernel/http/services.ts';
import { isId } from '#kernel/id.ts';
import { notFound, Problem } from '#kernel/problem.ts';
import { Type } from '#kernel/schema.ts';
import { storePicture, storePreview } from '../pictures.ts';
import type { Media } from '../queries/media.ts';
import { mediaOf } from '../queries/media.ts';
import { releaseFor } from '../routes/release-at-hand.ts';
import { WRITE } from '../rules/states.ts';
import { CropPage } from '../views/crop-page.tsx';
import { cropMedia, cropPreview } from './crop-media.ts';
import { FOCUSES, ratioOf, readFrame, SHAPES } from './frames.ts';

const config = { permission: WRITE };
const Ids = Type.Object({ id: Type.String({ maxLength: 36 }), media: Type.String({ maxLength: 36 }) });
const AnyForm = Type.Record(Type.String(), Type.Unknown());

/** Longer side in pixels of what one draws a crop on. */
const CANVAS = 1_200;

type Wrong = NonNullable<Parameters<typeof CropPage>[0]['wrong']>;

interface Asked {
  readonly id: string;
  readonly media: string;
}

/** Cropping pictures of the edition in work; only its newsroom sees them uncropped. */
export function cropRoutes(app: FastifyInstance, services: Services): void {
  const { files } = services;
  const base = '/thong-tin/:id/anh/:media';

  app.get(`${base}/cat`, { config, schema: { params: Ids } }, async (request, reply) => reply.page(await cropPage(services, request)));

  app.get(`${base}/goc.webp`, { config, schema: { params: Ids } }, async (request, reply) => {
    const { one } = await mediaAt(services, request);
    const canvas = await sharp(await files.get(one.sourceHash))
      .resize({ width: CANVAS, height: CANVAS, fit: 'inside', withoutEnlargement: true })
      .webp({ quality: 75 })
      .toBuffer();
    return reply.type('image/webp').header('cache-control', 'private, no-store').send(canvas);
  });

  app.post(`${base}/cat`, { config, schema: { params: Ids, body: AnyForm } }, async (request, reply) => {
    const { one, asked, choice } = await chosen(services, request);
    const shape = SHAPES.find((name) => name === choice.values['shape']) ?? 'whole';
    const again = (problem: Problem, values: Wrong['values']) => cropPage(services, request, { form: 'cat', problem, values });
    const made = await whatCan(storePicture(files, await files.get(one.sourceHash), { ...choice.crop, ratio: ratioOf(shape) }));
    if (made instanceof Problem) return reply.page(await again(made, choice.values), { status: made.status });
    return submit(request, reply, services, {
      action: cropMedia,
      input: { ...asked, ...choice.crop, shape, picture: made },
      done: () => `/thong-tin/${asked.id}/anh`,
      again,
    });
  });

  app.post(`${base}/xem-truoc`, { config, schema: { params: Ids, body: AnyForm } }, async (request, reply) => {
    const { one, asked, choice } = await chosen(services, request);
    const again = (problem: Problem, values: Wrong['values']) => cropPage(services, request, { form: 'xem-truoc', problem, values });
    const made = await whatCan(storePreview(files, await files.get(one.sourceHash), choice.crop));
    if (made instanceof Problem) return reply.page(await again(made, choice.values), { status: made.status });
    return submit(request, reply, services, {
      action: cropPreview,
      input: { ...asked, ...choice.crop, share: made },
      done: () => `/thong-tin/${asked.id}/anh/${asked.media}/cat#xem-truoc`,
      again,
    });
  });
}

/** What was made, or the person's mistake for which it could not be. */
async function whatCan<T>(making: Promise<T>): Promise<T | Problem> {
  return making.catch((error: unknown) => {
    if (error instanceof Problem) return error;
    throw error;
  });
}

/** The picture of the edition in work that the address names, for its newsroom; 404 for everybody and everything else. */
async function mediaAt({ db }: Services, request: FastifyRequest) {
  const { id, media } = request.params as Asked;
  const { release, edition } = await releaseFor(db, id, request.actor);
  const all = isId(media) ? await mediaOf(db, id, edition.number) : [];
  const one: Media | undefined = all.find((picture) => picture.id === media);
  if (!one) throw notFound();
  return { release, edition, one, first: all[0] === one };
}

async function chosen(services: Services, request: FastifyRequest) {
  const { one } = await mediaAt(services, request);
  const values = (request.body ?? {}) as Wrong['values'];
  const focus = FOCUSES.find((name) => name === values['focus']) ?? 'centre';
  const drawn = typeof values['frame'] === 'string' ? readFrame(values['frame']) : undefined;
  return { one, asked: request.params as Asked, choice: { values, crop: { focus, ...(drawn ? { frame: drawn } : {}) } } };
}

async function cropPage(services: Services, request: FastifyRequest, wrong?: Wrong): Promise<VNode<any>> {
  const { release, edition, one, first } = await mediaAt(services, request);
  const { width = 0, height = 0 } = await sharp(await services.files.get(one.sourceHash)).metadata();
  return h(CropPage, { release, edition, media: one, first, size: { width, height }, ...(wrong ? { wrong } : {}) });
}
