import type { FastifyInstance } from 'fastify';
import { feedLinks } from '#kernel/feeds.ts';
import type { Services } from '#kernel/http/services.ts';
import { notFound } from '#kernel/problem.ts';
import { Type } from '#kernel/schema.ts';
import { liveFeeds } from '../feeds.ts';
import { eventAt, keepLive } from './public.ts';

const config = { permission: 'public' };
const Code = Type.Object({ code: Type.String({ maxLength: 40 }) });

/** The feeds of each event, under its page. */
export function liveFeedRoutes(app: FastifyInstance, services: Services): void {
  for (const feed of liveFeeds) {
    app.get(feed.path.replace('{code}', ':code'), { config, schema: { params: Code } }, async (request, reply) => {
      const { code } = request.params as { code: string };
      const event = await eventAt(services, code);
      const document = await feed.read(services, new URLSearchParams(), code);
      if (!document) throw notFound();
      return reply
        .type(document.type)
        .header('link', feedLinks(services, document.self))
        .header('cache-control', await keepLive(services, event.state === 'open', false))
        .send(document.text);
    });
  }
}
