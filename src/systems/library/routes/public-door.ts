import { h } from 'preact';
import type { Db } from '#kernel/db.ts';
import { type Lang, say } from '#kernel/i18n.ts';
import type { DoorHit, Module, Routes } from '#kernel/module.ts';
import { Type } from '#kernel/schema.ts';
import { kindNames } from '../queries/facets.ts';
import { searchDocuments } from '../queries/search.ts';
import { completionsOf } from '../queries/suggest.ts';
import { DoorPage } from '../views/door-page.tsx';
import { HomePage } from '../views/home-page.tsx';

const Question = Type.Object({ q: Type.Optional(Type.String()), lang: Type.Optional(Type.String()), theme: Type.Optional(Type.String()) });
const config = { permission: 'public' };
const HITS_OF_EACH = 5;
const DOCUMENTS = 6;
const NEWEST = 5;
const LONGEST = 200;

/** The home page with the one question, and its answers. */
export const doorRoutes: Routes = (app, { db, modules }) => {
  const kindNameIn = async (lang: Lang) => {
    const names = await kindNames(db);
    return (kind: string): string => say(names.get(kind) ?? { vi: kind, en: kind }, lang);
  };

  app.get('/', { config, schema: { querystring: Question } }, async (request, reply) => {
    const [newest, parts] = await Promise.all([
      searchDocuments(db, { text: '', filters: {}, order: 'date', limit: NEWEST }),
      Promise.all(modules.map((module) => module.front?.(db, request.lang) ?? [])),
    ]);
    const fronts = parts.flat().filter(({ items }) => items.length > 0);
    return reply.page(h(HomePage, { fronts, newest: newest.hits, kindName: await kindNameIn(request.lang) }));
  });

  app.get('/tim', { config, schema: { querystring: Question } }, async (request, reply) => {
    const { q = '' } = request.query as { q?: string };
    const text = q.slice(0, LONGEST).trim();
    if (text === '') return reply.redirect('/', 303);
    const [hits, documents] = await Promise.all([
      askAll(db, modules, text, request.lang),
      searchDocuments(db, { text, filters: {}, order: 'relevance', limit: DOCUMENTS }),
    ]);
    return reply.page(h(DoorPage, { text, hits, documents, kindName: await kindNameIn(request.lang) }));
  });

  app.get('/goi-y', { config, schema: { querystring: Question } }, async (request, reply) => {
    const { q = '' } = request.query as { q?: string };
    void reply.header('cache-control', 'public, max-age=60');
    return { suggestions: await completionsOf(db, q) };
  });
};

/** Every module but this one answers with a few hits; what fails is left out, the question is still answered. */
async function askAll(db: Db, modules: readonly Module[], text: string, lang: Lang): Promise<DoorHit[]> {
  const answers = await Promise.all(modules.map((module) => module.search?.(db, text, HITS_OF_EACH, lang) ?? []));
  return answers.flat().filter((hit) => !hit.url.startsWith('/van-ban/'));
}
