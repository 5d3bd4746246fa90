import type { VNode } from 'preact';
import { accountNames } from '#core/identity/index.ts';
import { submit } from '#kernel/http/forms.ts';
import type { Services } from '#kernel/http/services.ts';
import { isId } from '#kernel/id.ts';
import type { Routes } from '#kernel/module.ts';
import type { Actor } from '#kernel/permission.ts';
import { notFound, type Problem } from '#kernel/problem.ts';
import { Type } from '#kernel/schema.ts';
import { shownScope } from '../rules/shown-scope.ts';
import { type About, ReportPage, REPORTS, ReportsPage } from '../views/report-pages.tsx';
import { findReport, releasesBehind, reportsOf } from './queries.ts';
import { settleReport } from './settle-report.ts';

const AnyForm = Type.Record(Type.String(), Type.Unknown());

interface Returned {
  readonly problem?: Problem;
  readonly values?: Record<string, unknown>;
}

async function aboutOf({ db, config }: Services, uris: readonly string[]): Promise<About[]> {
  const root = `${config.publicUrl}/ap/`;
  const posts = new Map(uris.map((uri) => [uri, uri.startsWith(root) ? (uri.split('/notes/')[1] ?? '') : '']));
  const releases = await releasesBehind(db, [...posts.values()].filter(isId));
  return uris
    .filter((uri) => uri !== '')
    .map((uri) => {
      const post = posts.get(uri) ?? '';
      const release = releases.get(post);
      if (release) return { uri, kind: 'post', release };
      return { uri, kind: uri.startsWith(root) && post === '' ? 'account' : 'other' };
    });
}

async function reportPage(services: Services, actor: Actor, id: string, returned: Returned = {}): Promise<VNode<any>> {
  const report = isId(id) ? await findReport(services.db, id) : undefined;
  if (!report || !actor.may('channels.read', report.agencyId)) throw notFound();
  const who = report.settledBy ?? '';
  const names = await accountNames(services.db, [who].filter(isId));
  return ReportPage({
    report,
    about: await aboutOf(services, report.about),
    settledBy: names.get(who) ?? who,
    maySettle: actor.may('channels.approve', report.agencyId),
    ...returned,
  });
}

/** Reports that came from other servers. */
export const reportRoutes: Routes = (app, services) => {
  const config = { permission: 'channels.read' };
  app.get(REPORTS, { config, schema: {} }, async (request, reply) =>
    reply.page(ReportsPage({ reports: await reportsOf(services.db, shownScope(request.actor)) })),
  );
  app.get<{ Params: { id: string } }>(`${REPORTS}/:id`, { config, schema: {} }, async (request, reply) =>
    reply.page(await reportPage(services, request.actor, request.params.id)),
  );
  app.post<{ Params: { id: string } }>(
    `${REPORTS}/:id`,
    { config: { permission: 'channels.approve' }, schema: { body: AnyForm } },
    (request, reply) =>
      submit(request, reply, services, {
        action: settleReport,
        input: { ...(request.body as object), id: request.params.id },
        done: () => `${REPORTS}/${request.params.id}`,
        again: (problem, values) => reportPage(services, request.actor, request.params.id, { problem, values }),
      }),
  );
};
