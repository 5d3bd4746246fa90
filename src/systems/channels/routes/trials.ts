import type { VNode } from 'preact';
import { canonicalJson } from '#kernel/canonical-json.ts';
import { submit } from '#kernel/http/forms.ts';
import type { Services } from '#kernel/http/services.ts';
import { isId } from '#kernel/id.ts';
import type { Routes } from '#kernel/module.ts';
import type { Actor } from '#kernel/permission.ts';
import { notFound, type Problem } from '#kernel/problem.ts';
import { Type } from '#kernel/schema.ts';
import { today } from '#kernel/time.ts';
import { closeTrial, startTrial } from '../actions/advance-trial.ts';
import { planTrial } from '../actions/plan-trial.ts';
import { metricsOn } from '../queries/metrics.ts';
import { findTrial, type Trial, trialsOf } from '../queries/trials.ts';
import { shownScope } from '../rules/shown-scope.ts';
import { PlanTrialPage, TrialPage, TrialsPage } from '../views/trial-pages.tsx';

const AnyForm = Type.Record(Type.String(), Type.Unknown());
const LIST = '/kenh/thu-nghiem';

async function shownTrial({ db }: Services, actor: Actor, id: string): Promise<Trial> {
  const trial = isId(id) ? await findTrial(db, id) : undefined;
  if (!trial || !actor.may('channels.read', trial.agencyId)) throw notFound();
  return trial;
}

/** Trials: planning, starting, ending, and the report. */
export const trialRoutes: Routes = (app, services) => {
  const { db, config } = services;
  const read = { permission: 'channels.read' };
  const approve = { permission: 'channels.approve' };

  app.get(LIST, { config: read, schema: {} }, async (request, reply) =>
    reply.page(TrialsPage({ trials: await trialsOf(db, shownScope(request.actor)), mayPlan: request.actor.may('channels.approve') })),
  );

  const planPage = async (actor: Actor, tried: { problem?: Problem; values?: Record<string, unknown> } = {}): Promise<VNode<any>> =>
    PlanTrialPage({ agencyId: actor.scope ?? '', metrics: await metricsOn(db, today()), ...tried });
  app.get(`${LIST}/moi`, { config: approve, schema: {} }, async (request, reply) => reply.page(await planPage(request.actor)));
  app.post(`${LIST}/moi`, { config: approve, schema: { body: AnyForm } }, (request, reply) =>
    submit(request, reply, services, {
      action: planTrial,
      done: ({ id }) => `${LIST}/${id}`,
      again: (problem, values) => planPage(request.actor, { problem, values }),
    }),
  );

  const page = async (actor: Actor, id: string, problem?: Problem): Promise<VNode<any>> => {
    const trial = await shownTrial(services, actor, id);
    return TrialPage({ trial, mayAct: actor.may('channels.approve', trial.agencyId), ...(problem ? { problem } : {}) });
  };
  app.get<{ Params: { id: string } }>(`${LIST}/:id`, { config: read, schema: {} }, async (request, reply) =>
    reply.page(await page(request.actor, request.params.id)),
  );

  // The very bytes that were signed.
  app.get<{ Params: { id: string } }>(`${LIST}/:id/bao-cao.json`, { config: read, schema: {} }, async (request, reply) => {
    const { report } = await shownTrial(services, request.actor, request.params.id);
    if (!report) throw notFound();
    return reply.header('cache-control', 'private, no-store').type('application/json; charset=utf-8').send(canonicalJson(report));
  });

  app.get<{ Params: { id: string } }>(`${LIST}/:id/bao-cao.jws`, { config: read, schema: {} }, async (request, reply) => {
    const { signature, id } = await shownTrial(services, request.actor, request.params.id);
    if (!signature) throw notFound();
    return reply
      .header('cache-control', 'private, no-store')
      .header('content-disposition', `attachment; filename="bao-cao-thu-nghiem-${id}.jws"`)
      .type('application/jose')
      .send(signature);
  });

  app.get<{ Params: { id: string } }>(`${LIST}/:id/bao-cao.pdf`, { config: read, schema: {} }, async (request, reply) => {
    const { pdfHash, id } = await shownTrial(services, request.actor, request.params.id);
    if (!pdfHash) throw notFound();
    return reply
      .header('cache-control', 'private, no-store')
      .header('content-disposition', `inline; filename="bao-cao-thu-nghiem-${id}.pdf"`)
      .type('application/pdf')
      .send(await services.files.get(pdfHash));
  });

  for (const [path, action] of [
    ['bat-dau', startTrial],
    ['ket-thuc', closeTrial],
  ] as const) {
    app.post<{ Params: { id: string } }>(`${LIST}/:id/${path}`, { config: approve, schema: { body: AnyForm } }, (request, reply) =>
      submit<any, { id: string }>(request, reply, services, {
        action,
        input: { ...(request.body as object), id: request.params.id, site: config.site },
        done: ({ id }) => `${LIST}/${id}`,
        again: (problem) => page(request.actor, request.params.id, problem),
      }),
    );
  }
};
