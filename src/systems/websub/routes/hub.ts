import { Buffer } from 'node:buffer';
import { isIP } from 'node:net';
import type { FastifyReply } from 'fastify';
import { isPublicAddress } from '#kernel/guarded-request.ts';
import type { Services } from '#kernel/http/services.ts';
import type { Routes } from '#kernel/module.ts';
import { Problem } from '#kernel/problem.ts';
import { Type } from '#kernel/schema.ts';
import { askHub } from '../actions/ask-hub.ts';
import { isOpen } from '../call.ts';
import { hubMessages } from '../hub-messages.ts';
import { readCallback } from '../rules/callback.ts';
import { leaseFor } from '../rules/limits.ts';
import type { Intent } from '../schemas.ts';
import { allFeeds, readTopic } from '../topics.ts';
import { HubPage } from '../views/hub-page.tsx';

const config = { permission: 'public' };
/** A reader that follows every topic asks some dozens of times; more in a minute is no reader. */
const limited = { permission: 'public', rateLimit: { max: 120, timeWindow: 60_000 } };
const Form = Type.Record(Type.String({ maxLength: 60 }), Type.Unknown());
const LARGEST = 8 * 1024;

type Fault = 'mode' | 'topic' | 'callback' | 'notHttps' | 'ownCallback' | 'port' | 'closed' | 'secret';

/** The hub (WebSub): programs post their wish here; people who open it read how. */
export const hubRoutes: Routes = (app, services) => {
  app.get('/websub', { config, schema: {} }, (_request, reply) =>
    reply.page(HubPage({ feeds: allFeeds(services), publicUrl: services.config.publicUrl })),
  );

  app.post('/websub', { config: limited, schema: { body: Form }, bodyLimit: LARGEST }, async (request, reply) => {
    const asked = await readIntent(services, request.body as Record<string, unknown>);
    if (typeof asked === 'string') return plain(reply, 400, hubMessages.en[asked], hubMessages.vi[asked]);
    try {
      await services.act(askHub, request.actor, asked);
    } catch (error) {
      if (!(error instanceof Problem) || !error.refusals?.[0]) throw error;
      const { code, message } = error.refusals[0];
      return plain(reply, code === 'notFollowed' ? 404 : 429, message.en, message.vi);
    }
    return reply.code(202).header('cache-control', 'no-store').send();
  });
};

/** Programs get a sentence, not a page (WebSub §5.2). */
function plain(reply: FastifyReply, status: number, ...sentences: string[]): FastifyReply {
  return reply
    .code(status)
    .type('text/plain; charset=utf-8')
    .send(`${sentences.join('\n')}\n`);
}

async function readIntent(services: Services, form: Record<string, unknown>): Promise<Intent | Fault> {
  const field = (name: string): string | undefined => {
    const value = form[`hub.${name}`];
    return typeof value === 'string' ? value : undefined;
  };
  const mode = field('mode');
  if (mode !== 'subscribe' && mode !== 'unsubscribe') return 'mode';
  const callback = readCallback(field('callback') ?? '', new URL(services.config.publicUrl).host, (url) => isOpen(services, url));
  if (typeof callback === 'string') return callback;
  const literal = callback.hostname.replace(/^\[|\]$/g, '');
  if (isIP(literal) !== 0 && !isPublicAddress(literal) && !isOpen(services, callback)) return 'closed';
  const secret = field('secret');
  if (secret !== undefined && (secret === '' || Buffer.byteLength(secret) >= 200)) return 'secret';
  const topic = await readTopic(services, field('topic') ?? '');
  if (!topic || topic.document.self !== field('topic')) return 'topic';
  const leaseSeconds = leaseFor(field('lease_seconds'));
  return {
    mode,
    topic: topic.address,
    feed: topic.feed.path,
    callback: callback.href,
    leaseSeconds,
    ...(secret === undefined ? {} : { secret }),
  };
}
