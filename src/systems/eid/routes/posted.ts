import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Services } from '#kernel/http/services.ts';
import type { Routes } from '#kernel/module.ts';
import { Type } from '#kernel/schema.ts';
import { MOUNT } from '../provider/paths.ts';
import { ErrorPage } from '../views/error-page.tsx';

/** Characters of a request that browsers and proxies carry in an address without fail. */
const LONGEST = 7_500;

/** Where sites may also post what they ask in an address (OpenID Connect Core §3.1.2.1, RP-Initiated Logout §2). */
const POSTED = [`${MOUNT}/auth`, `${MOUNT}/session/end`] as const;

function addressOf(path: string, body: unknown): string {
  const fields = Object.entries((body ?? {}) as Record<string, string | string[]>);
  const pairs = fields.flatMap(([name, value]) => [value].flat().map((one) => [name, String(one)]));
  return `${path}?${new URLSearchParams(pairs).toString()}`;
}

function getInstead(path: string, request: FastifyRequest, reply: FastifyReply): FastifyReply | Promise<FastifyReply> {
  const address = addressOf(path, request.body);
  if (address.length <= LONGEST) return reply.header('cache-control', 'no-store').redirect(address, 303);
  return reply.page(ErrorPage({ code: 'invalid_request', detail: 'the request is too long: push it (RFC 9126)' }), { status: 413 });
}

/**
 * A request that another site posts is asked again as GET: its form brings no cookie of ours (SameSite=Lax), the address does, so
 * that whoever is logged in need not log in once more. A repeated field stays repeated, and is refused there.
 */
export const postedRequests: Routes = (app, { config: { softwareRequestsPerMinute } }: Services) => {
  const config = { permission: 'public', ownProtocol: true, rateLimit: { max: softwareRequestsPerMinute } } as const;
  const schema = { body: Type.Optional(Type.Record(Type.String(), Type.Unknown())) };
  for (const path of POSTED) app.post(path, { config, schema }, (request, reply) => getInstead(path, request, reply));
};
