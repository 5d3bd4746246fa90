import { hash } from 'node:crypto';
import { h } from 'preact';
import { currentList, listedServices, theVault } from '#core/signatures/index.ts';
import type { Routes } from '#kernel/module.ts';
import { Type } from '#kernel/schema.ts';
import { TrustListPage } from '../../views/trust/list-page.tsx';

const Asked = Type.Object({ q: Type.Optional(Type.String({ maxLength: 100 })) });

/** Whom this system believes, for anybody. */
export const publicTrustRoutes: Routes = (app, { db }) => {
  app.get('/danh-sach-tin-cay', { config: { permission: 'public' }, schema: { querystring: Asked } }, async (request, reply) => {
    const [services, { number, issuedAt, nextUpdate, xml }] = await Promise.all([
      listedServices(db, theVault()),
      currentList(db, theVault()),
    ]);
    const list = { number, issuedAt, nextUpdate, sha256: hash('sha256', xml) };
    return reply.page(h(TrustListPage, { services, list, query: ((request.query as { q?: string }).q ?? '').trim() }));
  });
};
