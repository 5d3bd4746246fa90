import type { FastifyInstance, FastifyRequest } from 'fastify';
import { allows, type Actor, EVERYWHERE } from '../permission.ts';
import { forbidden, Problem, unauthenticated } from '../problem.ts';

const SAFE = new Set(['GET', 'HEAD', 'OPTIONS']);

/**
 * Every route states who may call it and what it takes, or the boot stops: a forgotten permission must not be
 * an open door.
 */
export function demandPermissionAndSchema(app: FastifyInstance): void {
  app.addHook('onRoute', (route) => {
    if (route.method === 'HEAD' || route.method === 'OPTIONS') return;
    const where = `${String(route.method)} ${route.url}`;
    if (!route.config?.permission)
      throw new Error(`${where} states no permission; write config: { permission: 'public' } if everybody may call it`);
    if (!route.schema) throw new Error(`${where} states no schema`);
  });
}

/** Refuses who may not, before the body is read. */
export function checkPermission(request: FastifyRequest): void {
  const { permission, everywhere } = request.routeOptions.config;
  if (permission === undefined) return;
  if (allows(request.actor, permission, everywhere ? EVERYWHERE : undefined)) return;
  throw request.actor.kind === 'anonymous' ? unauthenticated() : forbidden();
}

/**
 * A form on another site must not act here: not with our cookie, not with a password that the browser remembers, and not
 * to sign its visitors in under an account of its choosing. Browsers say where a request comes from (Sec-Fetch-Site,
 * Origin); programs say neither.
 */
export function checkOrigin(request: FastifyRequest): void {
  if (SAFE.has(request.method) || request.routeOptions.config.ownProtocol) return;
  const site = request.headers['sec-fetch-site'];
  if (site === 'same-origin' || site === 'none') return;
  const origin = request.headers.origin;
  if (site === undefined && (origin === undefined || originHost(origin) === request.headers.host)) return;
  throw new Problem({
    slug: 'foreign-origin',
    status: 403,
    title: { vi: 'Yêu cầu đến từ trang khác', en: 'The request came from another site' },
    detail: {
      vi: 'Vì an toàn, biểu mẫu chỉ được gửi từ chính trang này. Hãy mở lại trang và gửi lại.',
      en: 'For safety, forms are accepted only from this site. Open the page again and resend.',
    },
  });
}

function originHost(origin: string): string | undefined {
  try {
    return new URL(origin).host;
  } catch {
    return undefined;
  }
}

/** What finds out who asks; the identity module's, handed over by `app`. */
export type Authenticate = (request: FastifyRequest) => Promise<Actor>;
