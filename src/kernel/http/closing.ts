import type { FastifyInstance } from 'fastify';

/** Requests in hand get this long to end; streams that would go on for minutes are then cut, and the browser comes back. */
const GRACE_MS = 5_000;
const EVERY_MS = 50;

/**
 * Lets an orderly stop end in seconds: Node closes idle connections only once, when closing begins, so that a browser
 * which then gets its last answer would keep the connection, and the process, for minutes.
 */
export function endConnectionsOnClose(app: FastifyInstance): void {
  app.addHook('preClose', async () => {
    const { server } = app;
    if (!server.listening) return;
    const began = performance.now();
    const timer = setInterval(() => {
      if (performance.now() - began > GRACE_MS) server.closeAllConnections();
      else server.closeIdleConnections();
    }, EVERY_MS);
    server.once('close', () => clearInterval(timer));
  });
}
