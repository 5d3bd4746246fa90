import type { Module, Routes } from '#kernel/module.ts';
import { notFound } from '#kernel/problem.ts';
import { Type } from '#kernel/schema.ts';
import type { Text } from '#kernel/i18n.ts';
import { type EndpointGroup, endpointsOf, type OpenApiDocument } from '../openapi.ts';
import { readProblemPages } from '../problem-pages.ts';
import { ApiPage } from '../views/api-page.tsx';
import { ProblemTextPage } from '../views/problem-text-page.tsx';
import { ProblemsPage } from '../views/problems-page.tsx';

const config = { permission: 'public' } as const;
const Slug = Type.Object({ slug: Type.String({ maxLength: 100 }) });

function titlesOf(modules: readonly Module[]): ReadonlyMap<string, Text> {
  return new Map(modules.map((module) => [module.name, module.title]));
}

export const publicRoutes: Routes = (app, { modules, log, config: { publicUrl } }) => {
  const problems = readProblemPages((fault) => log.warn(fault.message));
  const titles = titlesOf(modules);
  // Complete only when every module has registered its routes; it does not change after that.
  let groups: readonly EndpointGroup[] | undefined;

  app.get('/api', { config, schema: {} }, (_request, reply) => {
    groups ??= endpointsOf(app.swagger() as OpenApiDocument);
    return reply.page(ApiPage({ groups, titles, publicUrl }));
  });

  app.get('/van-de', { config, schema: {} }, (_request, reply) => reply.page(ProblemsPage({ problems: [...problems.values()] })));

  app.get<{ Params: { slug: string } }>('/van-de/:slug', { config, schema: { params: Slug } }, (request, reply) => {
    const problem = problems.get(request.params.slug);
    if (!problem) throw notFound();
    return reply.page(ProblemTextPage({ problem }));
  });
};
