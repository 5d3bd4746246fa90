import cookie from '@fastify/cookie';
import Fastify, { type FastifyInstance } from 'fastify';
import { afterAll, expect, test } from 'vitest';
import { anonymous } from '../permission.ts';
import { keepPages } from './page-cache.ts';

/** A page of one text that changes, as pages of the product do: whatever happens while it is made is called. */
const text = { words: 'cũ', version: 1, meanwhile: () => {} };

const app = Fastify() as unknown as FastifyInstance;
await app.register(cookie);
app.decorateRequest('actor', null as never);
app.decorateRequest('lang', 'vi');
app.decorateRequest('sessionToken', undefined);
app.addHook('onRequest', async (request) => {
  request.actor = anonymous;
});
await app.register(async (pages) => {
  keepPages(pages, { keyOf: () => 'page', versionOf: async () => text.version, trustedMs: 0 });
  pages.get('/', async (_request, reply) => {
    const { words } = text;
    text.meanwhile();
    return reply.type('text/html; charset=utf-8').header('cache-control', 'public, max-age=60').send(words);
  });
});
afterAll(() => app.close());

test('a page that was made of old words while they changed is not sent to the next reader', async () => {
  text.meanwhile = () => Object.assign(text, { words: 'mới', version: 2, meanwhile: () => {} });
  expect((await app.inject('/')).body).toBe('cũ');
  expect((await app.inject('/')).body).toBe('mới');
});

test('a page is made once for as long as its version is the same', async () => {
  const first = await app.inject('/');
  text.words = 'không ai đổi phiên bản';
  const second = await app.inject('/');
  expect([second.body, second.headers.etag]).toEqual([first.body, first.headers.etag]);
});
