import type { FastifyReply, FastifyRequest } from 'fastify';
import { wantsJson } from '#kernel/http/context.ts';
import type { Services } from '#kernel/http/services.ts';
import { accountOf } from '../actor.ts';
import { LevelNeeded } from './errors.ts';
import { holdForm } from './hold-form.ts';

/**
 * Where a browser is led instead of a problem's page: to a stronger authentication, and back to where it was. A form that was
 * sent is held meanwhile. Undefined: the problem's page stands.
 */
export function leadOn(services: Services) {
  return async (error: unknown, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply | undefined> => {
    if (!(error instanceof LevelNeeded) || wantsJson(request) || !accountOf(request.actor)) return undefined;
    const back = request.method === 'GET' ? request.url : await hold(services, request);
    if (back === undefined) return undefined;
    return reply
      .header('cache-control', 'no-store')
      .redirect(`/dang-nhap/nang-muc?muc=${error.level}&tiep=${encodeURIComponent(back)}`, 303);
  };
}

/** Files and JSON are not held: whoever sends them sees the problem and sends again. */
async function hold(services: Services, request: FastifyRequest): Promise<string | undefined> {
  if (request.method !== 'POST' || !request.headers['content-type']?.startsWith('application/x-www-form-urlencoded')) return undefined;
  const fields = { ...(request.body as Record<string, unknown> | undefined) };
  const { id } = await services.act(holdForm, request.actor, { path: request.url, fields });
  return `/gui-lai/${id}`;
}
