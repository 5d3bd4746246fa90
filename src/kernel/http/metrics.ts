import { collectDefaultMetrics, Histogram, Registry } from 'prom-client';
import type { FastifyInstance } from 'fastify';
import type { KeptPage } from './kept-page.ts';
import type { MachineEndpoint } from './machine-endpoints.ts';

/** Prometheus metrics: the process's own and one histogram of requests by route, never by address or person. */
export function createMetrics(): {
  registry: Registry;
  observe(app: FastifyInstance): void;
  countKept(page: KeptPage, status: number): void;
  countMachine(endpoint: Pick<MachineEndpoint, 'url'> & { readonly method?: string }, status: number, seconds: number): void;
} {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const duration = new Histogram({
    name: 'motcua_http_request_seconds',
    help: 'Time to answer, by route and status class',
    labelNames: ['method', 'route', 'status'],
    buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5],
    registers: [registry],
  });
  return {
    registry,
    observe(app) {
      app.addHook('onResponse', (request, reply, done) => {
        const route = request.routeOptions.url ?? 'unknown';
        duration.observe({ method: request.method, route, status: `${Math.floor(reply.statusCode / 100)}xx` }, reply.elapsedTime / 1000);
        done();
      });
    },
    countMachine: ({ url, method = 'POST' }, status, seconds) =>
      duration.observe({ method, route: url, status: `${Math.floor(status / 100)}xx` }, seconds),
    // It is sent within the same turn of the event loop.
    countKept: ({ route }, status) => duration.observe({ method: 'GET', route, status: `${Math.floor(status / 100)}xx` }, 0),
  };
}
