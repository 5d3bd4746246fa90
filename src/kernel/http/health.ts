import type { FastifyInstance } from 'fastify';
import type { Registry } from 'prom-client';
import { query, sql } from '../db.ts';
import { Problem } from '../problem.ts';
import type { Services } from './services.ts';

/** What a reverse proxy on this machine adds to a request from outside, whichever of them it is. */
const FORWARDED = ['x-forwarded-for', 'x-forwarded-proto', 'x-real-ip', 'forwarded', 'via'];
const open = { config: { permission: 'public' }, schema: {} };

/** /health/live: the process answers. /health/ready: it can reach its database. /metrics: for this machine's own collector. */
export function healthRoutes(app: FastifyInstance, services: Services): void {
  app.get('/health/live', open, async () => ({ status: 'ok' }));

  app.get('/health/ready', open, async (_request, reply) => {
    try {
      await query(services.db, sql`select 1`);
      return { status: 'ok' };
    } catch {
      return reply.code(503).send({ status: 'database-away' });
    }
  });

  app.get('/metrics', open, async (request, reply) => {
    if (!isLoopback(request.socket.remoteAddress) || FORWARDED.some((name) => request.headers[name] !== undefined)) throw localOnly();
    const { metrics } = app as unknown as { metrics: Registry };
    return reply.type(metrics.contentType).send(await metrics.metrics());
  });

  app.get('/api/openapi.json', open, async () => app.swagger());
}

function isLoopback(address: string | undefined): boolean {
  return address === '::1' || address?.replace('::ffff:', '').startsWith('127.') === true;
}

function localOnly(): Problem {
  return new Problem({
    slug: 'forbidden',
    status: 403,
    title: { vi: 'Chỉ dùng trong máy chủ', en: 'For this machine only' },
    detail: {
      vi: 'Số đo vận hành chỉ trả lời cho chương trình chạy trên cùng máy.',
      en: 'Operating figures are given only to programs on the same machine.',
    },
  });
}
