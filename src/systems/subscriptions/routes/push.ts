import { readFile } from 'node:fs/promises';
import { h } from 'preact';
import type { FastifyInstance } from 'fastify';
import { submit } from '#kernel/http/forms.ts';
import { addressKey } from '#kernel/http/request-limits.ts';
import type { Services } from '#kernel/http/services.ts';
import { notFound } from '#kernel/problem.ts';
import { Type } from '#kernel/schema.ts';
import { leavePush } from '../actions/leave-push.ts';
import { subscribePush } from '../actions/subscribe-push.ts';
import { messages } from '../messages.ts';
import { readWanted } from '../queries/wanted.ts';
import { OfflinePage } from '../views/offline-page.tsx';
import { subjectsOf } from './public.ts';

const config = { permission: 'public' } as const;
const AnyForm = Type.Record(Type.String(), Type.Unknown());
const SIZES = [192, 512] as const;

const manifest = {
  id: '/',
  name: 'Một Cửa',
  short_name: 'Một Cửa',
  description: messages.vi.lead,
  lang: 'vi',
  start_url: '/',
  scope: '/',
  display: 'standalone',
  background_color: '#fbf8f2',
  theme_color: '#9e1b1e',
  icons: SIZES.map((size) => ({ src: `/bieu-tuong/${size}.png`, sizes: `${size}x${size}`, type: 'image/png', purpose: 'any maskable' })),
};

/** What makes the site an app that can be installed, and notifications on its screen. */
export function pushRoutes(app: FastifyInstance, services: Services): void {
  const { db } = services;

  app.post('/nhan-tin/day', { config, schema: { body: AnyForm } }, async (request, reply) => {
    const body = request.body as Record<string, string>;
    const { wanted } = await readWanted(db, body, await subjectsOf(services));
    const { endpoint, p256dh, auth, lang } = body;
    const { closedNetworks } = services.config;
    const input = { endpoint, p256dh, auth, lang, ...wanted, from: addressKey(request.ip), closedNetworks };
    return submit(request, reply, services, { action: subscribePush, input, done: () => '/nhan-tin' });
  });
  app.post('/nhan-tin/day/bo', { config, schema: { body: AnyForm } }, (request, reply) =>
    submit(request, reply, services, { action: leavePush, done: () => '/nhan-tin/da-huy' }),
  );

  app.get('/sw.js', { config, schema: {} }, async (_request, reply) => {
    void reply.header('cache-control', 'no-cache').type('text/javascript; charset=utf-8');
    return reply.send(await readFile(new URL('../service-worker.js', import.meta.url), 'utf8'));
  });
  app.get('/manifest.webmanifest', { config, schema: {} }, async (_request, reply) => {
    void reply.header('cache-control', 'public, max-age=3600').type('application/manifest+json; charset=utf-8');
    return reply.send(JSON.stringify(manifest));
  });
  app.get(
    '/bieu-tuong/:name',
    { config, schema: { params: Type.Object({ name: Type.String({ maxLength: 20 }) }) } },
    async (request, reply) => {
      const { name } = request.params as { name: string };
      if (!SIZES.some((size) => name === `${size}.png`)) throw notFound();
      void reply.header('cache-control', 'public, max-age=86400').type('image/png');
      return reply.send(await readFile(new URL(`../icons/${name}`, import.meta.url)));
    },
  );
  app.get('/ngoai-tuyen', { config, schema: {} }, async (_request, reply) => reply.page(h(OfflinePage, {})));
}
