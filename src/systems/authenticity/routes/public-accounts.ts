import type { FastifyReply } from 'fastify';
import { signDetached, theVault } from '#core/signatures/index.ts';
import { feedLinks } from '#kernel/feeds.ts';
import type { Routes } from '#kernel/module.ts';
import { notFound } from '#kernel/problem.ts';
import { Type } from '#kernel/schema.ts';
import { accountFeed } from '../feeds.ts';
import { findAccount, historyOf, listAccounts } from '../queries/accounts.ts';
import { proofsOf } from '../queries/proofs.ts';
import { seenOf } from '../queries/seen-accounts.ts';
import { signedList, trustText } from '../queries/signed-list.ts';
import { AccountPage, AccountsPage } from '../views/accounts-page.tsx';

const config = { permission: 'public' };
const text = Type.Optional(Type.String({ maxLength: 200 }));
const Query = Type.Object({ q: text, 'nen-tang': text, lang: text, theme: text });
const Id = Type.Object({ id: Type.String({ format: 'uuid' }) });

/** Nobody may keep these longer: a warning must be everywhere within a minute. */
const SHORT = 'public, max-age=20';

function open(reply: FastifyReply): FastifyReply {
  return reply.header('cache-control', SHORT).header('access-control-allow-origin', '*');
}

/** The public registry, for people and for machines. */
export const accountRoutes: Routes = (app, services) => {
  const { db } = services;

  app.get<{ Querystring: { q?: string; 'nen-tang'?: string } }>(
    '/tai-khoan-chinh-thuc',
    { config, schema: { querystring: Query } },
    async (request, reply) => {
      const { q, 'nen-tang': platform } = request.query;
      return reply.page(AccountsPage({ accounts: await listAccounts(db, { text: q, platform }), text: q, platform }));
    },
  );

  app.get<{ Params: { id: string } }>('/tai-khoan-chinh-thuc/:id', { config, schema: { params: Id } }, async (request, reply) => {
    const account = await findAccount(db, request.params.id);
    if (!account) throw notFound();
    const [proofs, seen] = [await proofsOf(db, account.id), await seenOf(db, account.id)];
    return reply.page(AccountPage({ account, ...(await historyOf(db, account.id)), proofs, seen }));
  });

  app.get(accountFeed.path, { config, schema: {} }, async (_request, reply) => {
    const made = await accountFeed.read(services, new URLSearchParams());
    if (!made) throw notFound();
    const jws = await signDetached(db, theVault(), services.config.site, made.text);
    return open(reply).type(made.type).header('link', feedLinks(services, made.self)).header('x-jws-signature', jws).send(made.text);
  });

  app.get('/.well-known/official-accounts.json', { config, schema: {} }, async (_request, reply) => {
    const { body, jws } = await signedList(services);
    return open(reply)
      .header('x-jws-signature', jws)
      .header('link', '</.well-known/official-accounts.jws>; rel="signature"')
      .type('application/json; charset=utf-8')
      .send(body);
  });

  app.get('/.well-known/official-accounts.jws', { config, schema: {} }, async (_request, reply) =>
    open(reply)
      .type('application/jose; charset=utf-8')
      .send((await signedList(services)).jws),
  );

  for (const path of ['/trust.txt', '/.well-known/trust.txt']) {
    app.get(path, { config, schema: {} }, async (_request, reply) =>
      open(reply)
        .type('text/plain; charset=utf-8')
        .send(await trustText(services)),
    );
  }
};
