import type { FastifyRequest } from 'fastify';
import { accountNames } from '#core/identity/index.ts';
import { kinds } from '#core/documents/index.ts';
import { submit } from '#kernel/http/forms.ts';
import type { Action } from '#kernel/action.ts';
import type { Services } from '#kernel/http/services.ts';
import { isId } from '#kernel/id.ts';
import { isShown, type Routes } from '#kernel/module.ts';
import type { Actor } from '#kernel/permission.ts';
import { forbidden, notFound } from '#kernel/problem.ts';
import { Type } from '#kernel/schema.ts';
import { approveContent } from '../actions/approve-content.ts';
import { approveFormat } from '../actions/approve-format.ts';
import { createDraft } from '../actions/create-draft.ts';
import { dropDraft } from '../actions/drop-draft.ts';
import { editDraft } from '../actions/edit-draft.ts';
import { issueDocument } from '../actions/issue-document.ts';
import { recallIssued } from '../actions/recall-issued.ts';
import { returnDraft } from '../actions/return-draft.ts';
import { sealDocument } from '../actions/seal-document.ts';
import { signDocument } from '../actions/sign-document.ts';
import { submitDraft } from '../actions/submit-draft.ts';
import { draftsAt, type DraftView, readDraft, stageCounts } from '../queries/drafts.ts';
import { type Stage, steps, verbsFor } from '../rules.ts';
import { formValues, newFormValues } from '../form-values.ts';
import { DraftFormPage } from '../views/draft-form.tsx';
import { DraftPage } from '../views/draft-page.tsx';
import { DraftsPage } from '../views/drafts-page.tsx';
import { fileRoutes } from './files.ts';

/** Any of the permissions of the way lets an official see the drafts of their agency. */
const STAGES: readonly Stage[] = ['writing', 'content-review', 'format-check', 'signing', 'sealing', 'issuing', 'issued', 'dropped'];
const AnyForm = Type.Record(Type.String(), Type.Unknown());
const Id = Type.Object({ id: Type.String({ maxLength: 36 }) });

const stepActions: Readonly<Record<string, Action<any, any>>> = {
  submit: submitDraft,
  'approve-content': approveContent,
  'approve-format': approveFormat,
  return: returnDraft,
  sign: signDocument,
  seal: sealDocument,
  issue: issueDocument,
  drop: dropDraft,
};

/** Whether somebody works on documents of an agency, in whatever step. */
export function mayReadDrafts(actor: Actor, agencyId: string): boolean {
  return steps.some((step) => actor.may(step.permission, agencyId));
}

/** The draft, for someone of its agency; everybody else gets 404, so that nobody learns that it exists. */
export async function draftFor(db: Parameters<typeof readDraft>[0], id: string, actor: Actor): Promise<DraftView> {
  const view = isId(id) ? await readDraft(db, id) : undefined;
  if (!view || !mayReadDrafts(actor, view.draft.agencyId)) throw notFound();
  return view;
}

/** The document that a new one is to answer. Whoever guesses an id is told nothing of it, not even that it exists. */
async function answeredIn(request: FastifyRequest, { modules, db }: Services): Promise<string | undefined> {
  const asked = (request.query as { 'tra-loi'?: string })['tra-loi'];
  return asked !== undefined && (await isShown(modules, db, request.actor, `document:${asked}`)) ? asked : undefined;
}

const config = { permission: 'drafting.read' };

export const staffRoutes: Routes = (app, services) => {
  const { db } = services;

  app.get(
    '/soan-thao',
    { config, schema: { querystring: Type.Object({ buoc: Type.Optional(Type.String({ maxLength: 20 })) }) } },
    async (request, reply) => {
      const { actor } = request;
      if (!actor.scope || !mayReadDrafts(actor, actor.scope)) throw forbidden();
      const { buoc } = request.query as { buoc?: string };
      const stage = STAGES.find((one) => one === buoc) ?? 'writing';
      const [drafts, counts] = await Promise.all([draftsAt(db, actor.scope, [stage]), stageCounts(db, actor.scope)]);
      return reply.page(DraftsPage({ stage, drafts, counts, mayWrite: actor.may('drafting.write', actor.scope) }));
    },
  );

  app.get(
    '/soan-thao/moi',
    {
      config: { permission: 'drafting.write' },
      schema: { querystring: Type.Object({ 'tra-loi': Type.Optional(Type.String({ maxLength: 36 })) }) },
    },
    async (request, reply) => {
      const answers = await answeredIn(request, services);
      return reply.page(DraftFormPage({ kinds: await kinds(db), values: await newFormValues(db, request.actor, answers) }));
    },
  );

  app.post('/soan-thao/moi', { config: { permission: 'drafting.write' }, schema: { body: AnyForm } }, (request, reply) =>
    submit(request, reply, services, {
      action: createDraft,
      done: ({ id }) => `/soan-thao/${id}`,
      again: async (problem, values) => DraftFormPage({ kinds: await kinds(db), values, problem }),
    }),
  );

  app.get('/soan-thao/:id', { config, schema: { params: Id } }, async (request, reply) => {
    const { actor } = request;
    const view = await draftFor(db, (request.params as { id: string }).id, actor);
    const { agencyId, stage } = view.draft;
    const may = (permission: string): boolean => actor.may(permission, agencyId);
    return reply.page(
      DraftPage({
        view,
        verbs: verbsFor(stage, may),
        names: await accountNames(db, view.history.map((row) => row.actorId).filter(isId)),
        mayRecall: view.document.state === 'issued' && stage === 'issued' && may('drafting.recall'),
        maySend: stage === 'issued' && view.document.state === 'issued' && may('axis.send'),
        mayCopy: stage === 'issued' && view.document.state === 'issued' && may('signing.copy'),
        mayPublish: view.document.releasedAt !== null && actor.scope === agencyId && may('library.publish'),
      }),
    );
  });

  app.get('/soan-thao/:id/sua', { config, schema: { params: Id } }, async (request, reply) => {
    const view = await draftFor(db, (request.params as { id: string }).id, request.actor);
    return reply.page(
      DraftFormPage({ id: view.document.id, version: view.draft.version, kinds: await kinds(db), values: formValues(view) }),
    );
  });

  app.post('/soan-thao/:id/sua', { config, schema: { params: Id, body: AnyForm } }, (request, reply) => {
    const { id } = request.params as { id: string };
    return submit(request, reply, services, {
      action: editDraft,
      input: { ...(request.body as object), id },
      done: () => `/soan-thao/${id}`,
      again: async (problem, values) => DraftFormPage({ id, version: Number(values['_version']), kinds: await kinds(db), values, problem }),
    });
  });

  for (const [verb, action] of Object.entries(stepActions)) {
    app.post(`/soan-thao/:id/${verb}`, { config, schema: { params: Id, body: AnyForm } }, (request, reply) => {
      const { id } = request.params as { id: string };
      return submit(request, reply, services, { action, input: { ...(request.body as object), id }, done: () => `/soan-thao/${id}` });
    });
  }

  app.post('/soan-thao/:id/thu-hoi', { config, schema: { params: Id, body: AnyForm } }, (request, reply) => {
    const { id } = request.params as { id: string };
    return submit(request, reply, services, {
      action: recallIssued,
      input: { ...(request.body as object), id },
      done: () => `/soan-thao/${id}`,
    });
  });

  fileRoutes(app, services);
};
