import type { IncomingMessage } from 'node:http';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { sharedLimit } from '#kernel/http/request-limits.ts';
import type { Services } from '#kernel/http/services.ts';
import type { Routes } from '#kernel/module.ts';
import { notFound } from '#kernel/problem.ts';
import { answerPlainQuestions } from '../plain/answers.ts';
import { MOUNT } from '../provider/paths.ts';
import { providerOf } from '../provider/provider.ts';
import { shownFor } from '../provider/shown.ts';
import { countWrong, refuseGuessing } from './guessing.ts';
import { allowForms } from './form-policy.ts';

/** The provider makes its addresses from the request; they are to be the issuer's, whatever name the server was reached by. */
function pinAddress({ headers }: IncomingMessage, publicUrl: string, ip: string): void {
  const { host, protocol } = new URL(publicUrl);
  headers.host = host;
  headers['x-forwarded-proto'] = protocol.slice(0, -1);
  headers['x-forwarded-for'] = ip;
  delete headers['x-forwarded-host'];
}

async function handle(request: FastifyRequest, reply: FastifyReply, services: Services): Promise<FastifyReply | undefined> {
  const { raw } = request;
  const url = raw.url ?? '';
  if (request.method === 'POST') refuseGuessing(request.ip);
  const { handle: answer } = await providerOf(services);
  pinAddress(raw, services.config.publicUrl, request.ip);
  for (const [name, value] of Object.entries(reply.getHeaders())) if (value !== undefined) reply.raw.setHeader(name, value);
  Object.assign(raw, { originalUrl: url, url: url.slice(MOUNT.length) });
  await answer(raw, reply.raw);
  raw.url = url;
  if (request.method === 'POST' && reply.raw.statusCode === 401) countWrong(request.ip);
  const shown = shownFor(raw);
  if (!shown) return undefined;
  if (shown.status === 404) throw notFound();
  reply.raw.removeHeader('content-security-policy');
  return allowForms(reply, shown.leadsTo).page(shown.page, { status: shown.status });
}

/** OpenID Connect itself: everything under the issuer that is not a page of ours. */
export const providerRoutes: Routes = async (app, services) => {
  app.removeAllContentTypeParsers();
  // The library reads bodies itself.
  app.addContentTypeParser('*', (_request, _body, done) => done(null));
  const limit = sharedLimit(services.config.softwareRequestsPerMinute);
  const config = { permission: 'public', ownProtocol: true, rateLimit: limit.ofRoute } as const;
  answerPlainQuestions(app, services, limit);
  app.route({
    method: ['GET', 'POST', 'OPTIONS'],
    url: `${MOUNT}/*`,
    config,
    schema: {},
    handler: (request, reply) => handle(request, reply, services),
  });
};
