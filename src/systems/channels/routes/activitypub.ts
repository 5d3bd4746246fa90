import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Services } from '#kernel/http/services.ts';
import { isId } from '#kernel/id.ts';
import type { Routes } from '#kernel/module.ts';
import { systemActor } from '#kernel/permission.ts';
import { notFound, unauthenticated } from '#kernel/problem.ts';
import { type Static, Type } from '#kernel/schema.ts';
import { receiveActivity } from '../actions/receive-activity.ts';
import { actorDocument, actorUri, type LocalActor, noteActivity, noteDocument, tombstone } from '../activitypub/documents.ts';
import { actorNamed, anyActor, findNote, followerCount, outboxOf, siteCounts } from '../activitypub/queries.ts';
import { signerOf } from '../activitypub/remote-keys.ts';

const TYPE = 'application/activity+json; charset=utf-8';
const LARGEST = 256 * 1024;
const open = { permission: 'public' };
const Resource = Type.Object({ resource: Type.String({ maxLength: 300 }) });

function send(reply: FastifyReply, document: unknown, status = 200): FastifyReply {
  return reply
    .code(status)
    .header('cache-control', 'public, max-age=60')
    .header('vary', 'accept')
    .type(TYPE)
    .send(JSON.stringify(document));
}

/** Accounts of this site that Mastodon and its kin can follow. */
export const activityPubRoutes: Routes = (app, services) => {
  const { db, config } = services;
  const { publicUrl } = config;
  for (const type of ['application/activity+json', 'application/ld+json']) {
    app.addContentTypeParser(type, { parseAs: 'buffer', bodyLimit: LARGEST }, (_request, body, done) => done(null, body));
  }
  discoveryRoutes(app, services);

  const actorOf = async (name: string): Promise<LocalActor> => {
    const actor = await actorNamed(db, name);
    if (!actor) throw notFound();
    return actor;
  };

  app.get<{ Params: { name: string } }>('/ap/:name', { config: open, schema: {} }, async (request, reply) =>
    send(reply, actorDocument(await actorOf(request.params.name), publicUrl)),
  );

  app.get<{ Params: { name: string } }>('/ap/:name/outbox', { config: open, schema: {} }, async (request, reply) => {
    const actor = await actorOf(request.params.name);
    const { total, notes } = await outboxOf(db, actor.connectionId);
    return send(reply, {
      '@context': 'https://www.w3.org/ns/activitystreams',
      id: `${actorUri(publicUrl, actor.name)}/outbox`,
      type: 'OrderedCollection',
      totalItems: total,
      orderedItems: notes.map((note) => noteActivity('Create', note, actor.name, publicUrl)),
    });
  });

  // How many, not who: whom a citizen follows is their own affair.
  app.get<{ Params: { name: string } }>('/ap/:name/followers', { config: open, schema: {} }, async (request, reply) => {
    const actor = await actorOf(request.params.name);
    const id = `${actorUri(publicUrl, actor.name)}/followers`;
    const totalItems = await followerCount(db, actor.connectionId);
    return send(reply, { '@context': 'https://www.w3.org/ns/activitystreams', id, type: 'OrderedCollection', totalItems });
  });

  app.get<{ Params: { name: string; id: string } }>('/ap/:name/notes/:id', { config: open, schema: {} }, async (request, reply) => {
    const actor = await actorOf(request.params.name);
    const note = isId(request.params.id) ? await findNote(db, actor.connectionId, request.params.id) : undefined;
    if (!note) throw notFound();
    if (note.deletedAt) return send(reply, tombstone(note, actor.name, publicUrl), 410);
    return send(reply, { '@context': 'https://www.w3.org/ns/activitystreams', ...noteDocument(note, actor.name, publicUrl) });
  });

  const limit = { ...open, rateLimit: { max: 600, timeWindow: '1 minute' } };
  app.post('/ap/inbox', { config: limit, schema: {}, bodyLimit: LARGEST }, (request, reply) =>
    receive(services, request, reply, undefined),
  );
  app.post<{ Params: { name: string } }>('/ap/:name/inbox', { config: limit, schema: {}, bodyLimit: LARGEST }, async (request, reply) =>
    receive(services, request, reply, await actorOf(request.params.name)),
  );
};

const discoveryRoutes: Routes = (app, { db, config: { publicUrl } }) => {
  app.get<{ Querystring: Static<typeof Resource> }>(
    '/.well-known/webfinger',
    { config: open, schema: { querystring: Resource } },
    async (request, reply) => {
      const { host } = new URL(publicUrl);
      const { resource } = request.query;
      const name = resource.startsWith('acct:')
        ? /^acct:@?([a-z0-9_]+)@(.+)$/i.exec(resource)?.slice(1)
        : [resource.startsWith(`${publicUrl}/ap/`) ? resource.slice(publicUrl.length + 4) : '', host];
      const actor = name?.[1]?.toLowerCase() === host ? await actorNamed(db, (name[0] ?? '').toLowerCase()) : undefined;
      if (!actor) throw notFound();
      const uri = actorUri(publicUrl, actor.name);
      const links = [
        { rel: 'self', type: 'application/activity+json', href: uri },
        { rel: 'http://webfinger.net/rel/profile-page', type: 'text/html', href: `${publicUrl}/tin` },
      ];
      const found = { subject: `acct:${actor.name}@${host}`, aliases: [uri], links };
      return reply.header('access-control-allow-origin', '*').type('application/jrd+json; charset=utf-8').send(JSON.stringify(found));
    },
  );

  app.get('/.well-known/nodeinfo', { config: open, schema: {} }, async (_request, reply) =>
    reply.send({ links: [{ rel: 'http://nodeinfo.diaspora.software/ns/schema/2.1', href: `${publicUrl}/nodeinfo/2.1` }] }),
  );

  app.get('/nodeinfo/2.1', { config: open, schema: {} }, async (_request, reply) => {
    const { accounts, posts } = await siteCounts(db);
    const info = {
      version: '2.1',
      software: { name: 'motcua', version: '0.1.0' },
      protocols: ['activitypub'],
      services: { inbound: [], outbound: [] },
      openRegistrations: false,
      usage: { users: { total: accounts }, localPosts: posts, localComments: 0 },
      metadata: {},
    };
    return reply.type('application/json; profile="http://nodeinfo.diaspora.software/ns/schema/2.1#"').send(JSON.stringify(info));
  });
};

async function receive(
  services: Services,
  request: FastifyRequest,
  reply: FastifyReply,
  to: LocalActor | undefined,
): Promise<FastifyReply> {
  const body = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0);
  const activity = parse(body);
  if (!activity) return reply.code(400).send({ error: 'not an activity' });
  const reader = to ?? (await anyActor(services.db));
  if (!reader) throw notFound();
  const { publicUrl } = services.config;
  const from = await signerOf(services, { method: 'POST', publicUrl, target: request.url, headers: request.headers, body }, reader);
  if (!from || from.uri !== activity['actor']) throw unauthenticated();
  await services.act(receiveActivity, systemActor('activitypub'), { publicUrl, from, activity });
  return reply.code(202).send({});
}

/** Deeper than any activity; whatever walks over what was read walks no further down than this. */
const DEEPEST = 32;

function parse(body: Buffer): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(body.toString('utf8'));
    const isActivity = typeof value === 'object' && value !== null && !Array.isArray(value) && isShallow(value, DEEPEST);
    return isActivity ? (value as Record<string, unknown>) : undefined;
  } catch {
    return undefined;
  }
}

function isShallow(value: object, levels: number): boolean {
  return (
    levels > 0 &&
    Object.values(value).every((inner) => typeof inner !== 'object' || inner === null || isShallow(inner as object, levels - 1))
  );
}
