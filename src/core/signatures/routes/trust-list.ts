import { hash } from 'node:crypto';
import type { FastifyReply } from 'fastify';
import type { Routes } from '#kernel/module.ts';
import { currentList, type PublishedList } from '../trust/publish.ts';
import { theVault } from '../vault/vault.ts';

/** Registered with IANA for lists of TS 119 612 (clause 6.2). */
const TYPE = 'application/vnd.etsi.tsl+xml';
const open = { config: { permission: 'public' }, schema: {} } as const;

/** The signed trusted list, its digest (clause 6.1), and the way from it to the page for people. */
export const trustListRoutes: Routes = (app, { db }) => {
  const cached = (reply: FastifyReply, { number, issuedAt }: PublishedList): FastifyReply =>
    reply.header('cache-control', 'public, max-age=3600').header('last-modified', issuedAt.toUTCString()).header('etag', `"tsl-${number}"`);
  app.get('/pki/tsl.xml', open, async (request, reply) => {
    const list = await currentList(db, theVault());
    void cached(reply, list);
    if (request.headers['if-none-match'] === `"tsl-${list.number}"`) return reply.code(304).send();
    return reply.type(TYPE).send(list.xml);
  });
  app.get('/pki/tsl.sha2', open, async (_request, reply) => {
    const list = await currentList(db, theVault());
    return cached(reply, list)
      .type('application/octet-stream')
      .send(hash('sha256', list.xml, 'buffer'));
  });
  app.get('/pki/tsl', open, async (_request, reply) => reply.redirect('/danh-sach-tin-cay'));
};
