import type { FastifyInstance } from 'fastify';

/** Node knows one limit for all requests; a route may ask for as much as this by `config.bodyMinutes`. */
export const LONGEST_BODY_MINUTES = 60;
const MINUTES = 2;
const MINUTE_MS = 60_000;

/** How long a body has to come where its route says nothing else. */
export const BODY_MS = MINUTES * MINUTE_MS;

/**
 * A body has two minutes to come, unless its route gives it longer: whoever sends a byte now and then must not hold
 * connections. Heads have a limit of Node's own.
 */
export function endSlowBodies(app: FastifyInstance, minuteMs = MINUTE_MS): void {
  app.addHook('onRequest', (request, _reply, done) => {
    const { raw } = request;
    const { 'content-length': length, 'transfer-encoding': coding } = raw.headers;
    if (coding !== undefined || (length !== undefined && length !== '0')) {
      const minutes = request.routeOptions.config.bodyMinutes ?? MINUTES;
      const timer = setTimeout(() => raw.destroy(), minutes * minuteMs);
      raw.once('end', () => clearTimeout(timer)).once('close', () => clearTimeout(timer));
    }
    done();
  });
}
