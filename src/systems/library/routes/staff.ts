import { h } from 'preact';
import { kinds } from '#core/documents/index.ts';
import { submit } from '#kernel/http/forms.ts';
import type { Routes } from '#kernel/module.ts';
import type { Actor } from '#kernel/permission.ts';
import { forbidden, notFound, type Problem } from '#kernel/problem.ts';
import { Type } from '#kernel/schema.ts';
import { correctMetadata } from '../actions/correct-metadata.ts';
import { publishDocument } from '../actions/publish-document.ts';
import { unpublishDocument } from '../actions/unpublish-document.ts';
import { findingsOf, importRows, importRun, importRuns, ROWS_PER_PAGE } from '../queries/imports.ts';
import { rightsOver } from '../rights.ts';
import { CorrectPage } from '../views/correct-page.tsx';
import { ImportRunPage, ImportRunsPage } from '../views/import-pages.tsx';

const AnyForm = Type.Record(Type.String(), Type.Unknown());
const text = Type.Optional(Type.String());
const Id = Type.Object({ id: Type.String({ format: 'uuid' }) });
const RowsQuery = Type.Object({ sau: Type.Optional(Type.Integer({ minimum: 0 })), 'moi-dong': text, lang: text, theme: text });
const config = { permission: 'library.edit' };

/** Editors: imports with what is doubtful, correcting, publishing. */
export const staffRoutes: Routes = (app, services) => {
  const { db } = services;

  app.get('/thu-vien/nhap-lieu', { config, schema: {} }, async (request, reply) =>
    reply.page(
      h(ImportRunsPage, {
        runs: (await importRuns(db)).filter((run) => request.actor.may('library.edit', run.agencyId ?? request.actor.scope)),
      }),
    ),
  );

  app.get('/thu-vien/nhap-lieu/:id', { config, schema: { params: Id, querystring: RowsQuery } }, async (request, reply) => {
    const run = await importRun(db, (request.params as { id: string }).id);
    if (!run) throw notFound();
    if (!request.actor.may('library.edit', run.agencyId ?? request.actor.scope)) throw forbidden();
    const { sau = 0, 'moi-dong': all } = request.query as { sau?: number; 'moi-dong'?: string };
    const found = await importRows(db, run.id, sau, all === undefined);
    const rows = found.slice(0, ROWS_PER_PAGE);
    const more = found.length > rows.length;
    const nextUrl = more ? `/thu-vien/nhap-lieu/${run.id}?sau=${rows.at(-1)?.line}${all === undefined ? '' : '&moi-dong=1'}` : undefined;
    return reply.page(h(ImportRunPage, { run, rows, all: all !== undefined, nextUrl }));
  });

  const documentPage = async (id: string, actor: Actor, problem?: Problem, values?: Record<string, unknown>) => {
    const rights = await rightsOver(db, id, actor);
    if (!rights.correct && !rights.publish) throw forbidden();
    return h(CorrectPage, { rights, kinds: await kinds(db), findings: await findingsOf(db, id), problem, values });
  };

  // Editors and an agency's own clerks come here with different permissions; the handler asks which they hold of this document.
  app.get('/thu-vien/van-ban/:id', { config: { permission: 'signed-in' }, schema: { params: Id } }, async (request, reply) =>
    reply.page(await documentPage((request.params as { id: string }).id, request.actor)),
  );

  app.post('/thu-vien/van-ban/:id', { config, schema: { params: Id, body: AnyForm } }, (request, reply) => {
    const { id } = request.params as { id: string };
    const { _key, ...values } = request.body as Record<string, unknown>;
    return submit(request, reply, services, {
      action: correctMetadata,
      input: { ...values, id },
      done: () => `/thu-vien/van-ban/${id}`,
      again: (problem, typed) => documentPage(id, request.actor, problem, typed),
    });
  });

  for (const [path, action] of [
    ['cong-khai', publishDocument],
    ['thoi-cong-khai', unpublishDocument],
  ] as const) {
    app.post(
      `/thu-vien/van-ban/:id/${path}`,
      { config: { permission: 'library.publish' }, schema: { params: Id, body: AnyForm } },
      (request, reply) => {
        const { id } = request.params as { id: string };
        return submit(request, reply, services, { action, input: { id }, done: () => `/thu-vien/van-ban/${id}` });
      },
    );
  }
};
