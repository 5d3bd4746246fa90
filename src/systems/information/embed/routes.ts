import { h } from 'preact';
import type { FastifyInstance, FastifyReply } from 'fastify';
import type { Services } from '#kernel/http/services.ts';
import { notFound } from '#kernel/problem.ts';
import { type Static, Type } from '#kernel/schema.ts';
import { messages } from '../messages.ts';
import { releasePath } from '../publishing.ts';
import { SHARE } from '../crop/frames.ts';
import { mediaOf } from '../queries/media.ts';
import { correctedAmong, type FoundRelease, shownEditions, visibleReleases } from '../queries/visible.ts';
import { Asked, readAsked } from '../routes/asked.ts';
import { keepFor, shownRelease } from '../routes/public.ts';
import { CARD, cardFrame } from './frames.ts';
import { embedMessages } from './messages.ts';
import { previewUrl } from '../views/pictures.tsx';
import { type CardLook, CardPage, ListPage } from '../views/cards.tsx';

const config = { permission: 'public' };
const word = Type.Optional(Type.String({ maxLength: 10 }));
const Look = { mau: word, tieng: word };
const CardQuery = Type.Object(Look);
const ListQuery = Type.Object({ ...Asked.properties, ...Look, so: Type.Optional(Type.Integer({ minimum: 1, maximum: 20 })) });
const Size = Type.Optional(Type.Integer({ minimum: 1, maximum: 10_000 }));
const OembedQuery = Type.Object({
  url: Type.String({ maxLength: 600 }),
  format: Type.Optional(Type.String({ maxLength: 10 })),
  maxwidth: Size,
  maxheight: Size,
});

/** Only cards may stand in other sites' frames: nothing can be done in them, so nobody can be tricked into doing it. */
const policy = "default-src 'none'; style-src 'self'; font-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors *";

function framed(reply: FastifyReply): FastifyReply {
  return reply.header('content-security-policy', policy).header('cross-origin-resource-policy', 'cross-origin');
}

function lookOf({ mau, tieng }: Static<typeof CardQuery>): CardLook {
  return { lang: tieng === 'en' ? 'en' : 'vi', theme: mau === 'toi' ? 'dark' : mau === 'sang' ? 'light' : undefined };
}

/** Cards for other sites: `/tin/<code>/the`, `/tin/the?co-quan=…`, and their description for programs (oEmbed 1.0). */
export function embedRoutes(app: FastifyInstance, services: Services): void {
  const { db } = services;

  app.get('/tin/:code/the', { config, schema: { querystring: CardQuery } }, async (request, reply) => {
    const release = await shownRelease(services, (request.params as { code: string }).code);
    const look = lookOf(request.query as Static<typeof CardQuery>);
    const page = h(CardPage, { release, editions: await shownEditions(db, release.id), look });
    return framed(reply).page(page, { cacheControl: await keepFor(services, false) });
  });

  app.get('/tin/the', { config, schema: { querystring: ListQuery } }, async (request, reply) => {
    const asked = request.query as Static<typeof ListQuery>;
    const { filter, labels, query } = await readAsked(db, asked);
    const releases = await visibleReleases(db, { ...filter, before: undefined, limit: asked.so ?? 5 });
    const look = lookOf(asked);
    const title = labels.length > 0 ? embedMessages[look.lang].newest(labels.join(', ')) : messages[look.lang].title;
    const corrected = await correctedAmong(
      db,
      releases.map(({ id }) => id),
    );
    return framed(reply).page(h(ListPage, { title, releases, corrected, query, look }), { cacheControl: await keepFor(services, false) });
  });

  app.get('/oembed', { config, schema: { querystring: OembedQuery } }, async (request, reply) => {
    const asked = request.query as Static<typeof OembedQuery>;
    void reply.header('access-control-allow-origin', '*');
    // The specification's own status for a form that is not served.
    if (asked.format !== undefined && asked.format !== 'json') return reply.code(501).type('text/plain; charset=utf-8').send('json only\n');
    const card = await describe(services, asked);
    return reply
      .header('cache-control', await keepFor(services, false))
      .type('application/json; charset=utf-8')
      .send(JSON.stringify(card));
  });
}

/** The preview of the release's first picture, where it is no larger than what was asked for: the specification wants it so. */
async function thumbnail(
  { db, config }: Services,
  { id, number }: FoundRelease,
  maxwidth: number = SHARE.width,
  maxheight: number = SHARE.height,
) {
  const [first] = await mediaOf(db, id, number);
  if (!first?.shareHash || maxwidth < SHARE.width || maxheight < SHARE.height) return {};
  return { thumbnail_url: config.publicUrl + previewUrl(first.shareHash), thumbnail_width: SHARE.width, thumbnail_height: SHARE.height };
}

/** The card of the release at an address, as oEmbed has it; 404 for other addresses and for what has been retracted. */
async function describe(services: Services, { url, maxwidth, maxheight }: Static<typeof OembedQuery>) {
  const { publicUrl } = services.config;
  const found = url.startsWith(`${publicUrl}/tin/`) ? /^\/tin\/([^/?#]+)\/?(?:[?#].*)?$/.exec(url.slice(publicUrl.length)) : null;
  const release = await shownRelease(services, found?.[1] ?? '');
  if (release.ended === 'retracted') throw notFound();
  const size = { width: Math.min(CARD.width, maxwidth ?? CARD.width), height: Math.min(CARD.height, maxheight ?? CARD.height) };
  return {
    type: 'rich',
    version: '1.0',
    title: release.titleVi,
    author_name: release.agencyName,
    author_url: `${publicUrl}${releasePath(release.code)}`,
    provider_name: 'Một Cửa',
    provider_url: publicUrl,
    cache_age: 60,
    ...(await thumbnail(services, release, maxwidth, maxheight)),
    html: cardFrame(publicUrl, release.code, release.titleVi, size),
    ...size,
  };
}
