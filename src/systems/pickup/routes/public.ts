import { h } from 'preact';
import type { Routes } from '#kernel/module.ts';
import { notFound } from '#kernel/problem.ts';
import { Type } from '#kernel/schema.ts';
import { doubleArticles, doubleFeed } from '../double.ts';
import { DoubleArticlePage, DoubleFrontPage } from '../views/double-pages.tsx';

const config = { permission: 'public' };

/** The made-up newspaper; there is none where posts go to real platforms. */
export const publicRoutes: Routes = (app, { db, config: settings }) => {
  if (settings.channels !== 'doubles') return;

  app.get('/bao-mau', { config, schema: {} }, async (_request, reply) =>
    reply.page(h(DoubleFrontPage, { articles: await doubleArticles(db) })),
  );

  app.get('/bao-mau/tin.atom', { config, schema: {} }, async (_request, reply) =>
    reply.type('application/atom+xml; charset=utf-8').send(doubleFeed(await doubleArticles(db))),
  );

  const Code = Type.Object({ code: Type.String({ maxLength: 40 }) });
  app.get('/bao-mau/:code', { config, schema: { params: Code } }, async (request, reply) => {
    const { code } = request.params as { code: string };
    const article = (await doubleArticles(db)).find((one) => one.code === code);
    if (!article) throw notFound();
    return reply.page(h(DoubleArticlePage, { article }));
  });
};
