import type { Routes } from '#kernel/module.ts';
import { Type } from '#kernel/schema.ts';
import { releasePath } from '../publishing.ts';
import { visibleReleases } from '../queries/visible.ts';
import { Asked, readAsked } from './asked.ts';
import { keepFor } from './public.ts';

const Instant = Type.String({ format: 'date-time' });
const Releases = Type.Object({
  releases: Type.Array(
    Type.Object({
      code: Type.String(),
      edition: Type.Integer(),
      kind: Type.String(),
      agency: Type.String(),
      publishedAt: Instant,
      changedAt: Instant,
      url: Type.String(),
      title: Type.String(),
      summary: Type.String(),
      topics: Type.Array(Type.String()),
      persons: Type.Array(Type.String()),
    }),
  ),
});

export const apiRoutes: Routes = (app, services) => {
  const schema = {
    tags: ['information'],
    summary: 'Releases on show, newest first; takes the filters of /tin',
    querystring: Asked,
    response: { 200: Releases },
  };
  app.get('/api/tin', { config: { permission: 'public' }, schema }, async (request, reply) => {
    const { filter } = await readAsked(services.db, request.query as Asked);
    const found = await visibleReleases(services.db, { ...filter, limit: 50 });
    void reply.header('cache-control', await keepFor(services, false));
    return {
      releases: found.map((release) => ({
        code: release.code,
        edition: release.number,
        kind: release.kind,
        agency: release.agencyName,
        publishedAt: release.shownAt,
        changedAt: release.visibleFrom,
        url: services.config.publicUrl + releasePath(release.code),
        title: release.titleVi,
        summary: release.summaryVi,
        topics: release.topics,
        persons: release.persons,
      })),
    };
  });
};
