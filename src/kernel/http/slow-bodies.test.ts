import { connect } from 'node:net';
import Fastify from 'fastify';
import { expect, it } from 'vitest';
import { endSlowBodies } from './slow-bodies.ts';

it('a body that does not come in time ends its connection; a route may give it longer, and a whole body is answered', async () => {
  const app = Fastify();
  endSlowBodies(app, 50);
  app.post('/short', async () => 'whole');
  app.post('/long', { config: { bodyMinutes: 60 } }, async () => 'whole');
  await app.listen({ port: 0, host: '127.0.0.1' });
  const { port } = app.server.address() as { port: number };
  const send = (path: string, body: string, waitMs: number): Promise<string> =>
    new Promise((resolve) => {
      let answer = '';
      const socket = connect(port, '127.0.0.1', () => {
        socket.write(`POST ${path} HTTP/1.1\r\nhost: a\r\ncontent-type: text/plain\r\ncontent-length: 4\r\nconnection: close\r\n\r\n`);
        setTimeout(() => socket.writable && socket.write(body), waitMs);
      });
      socket.on('data', (bytes) => (answer += String(bytes))).on('error', () => undefined);
      socket.on('close', () => resolve(answer));
    });
  try {
    expect(await send('/short', 'body', 10)).toContain('whole');
    expect(await send('/short', 'body', 400)).toBe('');
    expect(await send('/long', 'body', 400)).toContain('whole');
  } finally {
    await app.close();
  }
});
