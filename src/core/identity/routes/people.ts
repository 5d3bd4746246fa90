import type { FastifyReply, FastifyRequest } from 'fastify';
import { findAgency, searchAgencies } from '#core/agencies/index.ts';
import { submit } from '#kernel/http/forms.ts';
import type { Services } from '#kernel/http/services.ts';
import { isId } from '#kernel/id.ts';
import type { Routes } from '#kernel/module.ts';
import type { Actor } from '#kernel/permission.ts';
import { forbidden, notFound, type Problem } from '#kernel/problem.ts';
import { Type } from '#kernel/schema.ts';
import { today } from '#kernel/time.ts';
import { assignPost } from '../actions/assign-post.ts';
import { createAccount } from '../actions/create-account.ts';
import { createSoftwareClient } from '../actions/create-software-client.ts';
import { endAssignment } from '../actions/end-assignment.ts';
import { resetPassword } from '../actions/reset-password.ts';
import { forgetActors, NATIONWIDE } from '../actor.ts';
import { allRoles, type AssignmentLine, type AssignmentName, assignmentsOf, findAssignment, softwareOf } from '../queries.ts';
import { normalizeSignInName } from '../rules/sign-in-name.ts';
import { copyableSecret } from '../secrets.ts';
import { softwareSecretHash } from '../software.ts';
import { type PeopleForm, PeoplePage } from '../views/people-page.tsx';
import { ChooseAgencyPage, EndPostPage, ResetPasswordPage, ShownOncePage } from '../views/people-steps.tsx';
import { AnyForm, type Fields, fieldsOf, keyOf, orAgain, textOf } from './request.ts';

const MANAGE = 'identity.manage';

interface Again {
  readonly form: PeopleForm;
  readonly problem: Problem;
  readonly values: Fields;
}

/** The page of an agency's people for somebody who may manage them; 403 otherwise, 404 without such an agency. */
async function peoplePage(services: Services, actor: Actor, agencyId: string, again?: Again) {
  if (!actor.may(MANAGE, agencyId)) throw forbidden();
  const agency = await findAgency(services.db, agencyId);
  if (!agency) throw notFound();
  const nationwide = actor.may(MANAGE, NATIONWIDE);
  const day = today();
  const lines: AssignmentLine[] = await assignmentsOf(services.db, agencyId, day);
  const software = await softwareOf(services.db, agencyId);
  const roles = (await allRoles(services.db)).filter((role) => nationwide || !role.nationwide);
  return PeoplePage({
    agency,
    lines,
    software,
    roles,
    today: day,
    nationwide,
    again: again?.form,
    problem: again?.problem,
    values: again?.values,
  });
}

async function showPeople(request: FastifyRequest, reply: FastifyReply, services: Services): Promise<FastifyReply> {
  const { actor } = request;
  const { 'co-quan': asked, tim: text, chon: choose } = request.query as { 'co-quan'?: string; tim?: string; chon?: string };
  const choosing =
    actor.may(MANAGE, NATIONWIDE) && asked === undefined && (text !== undefined || choose !== undefined || actor.scope === undefined);
  if (choosing) {
    const hits = text ? await searchAgencies(services.db, text, { limit: 20 }) : [];
    return reply.page(ChooseAgencyPage({ text: text ?? '', hits }));
  }
  return reply.page(await peoplePage(services, actor, asked ?? actor.scope ?? ''));
}

async function postPerson(request: FastifyRequest, reply: FastifyReply, services: Services): Promise<FastifyReply> {
  const { _key, ...values } = fieldsOf(request);
  const key = keyOf(request);
  const agencyId = textOf(values, 'agencyId');
  const signInName = normalizeSignInName(textOf(values, 'signInName'));
  const temporaryPassword = copyableSecret('temporary-password', request.actor.id, key);
  const create = async (): Promise<FastifyReply> => {
    const input = { ...values, signInName, temporaryPassword, roles: [values['roles'] ?? []].flat() };
    await services.act(createAccount, request.actor, input, key);
    return reply.page(ShownOncePage({ kind: 'person', agencyId, name: signInName, secret: temporaryPassword }));
  };
  return orAgain(reply, create, (problem) => peoplePage(services, request.actor, agencyId, { form: 'new', problem, values }));
}

/** The second form's fields carry a prefix, since two fields of a page may not have one id. */
function withoutPrefix(values: Fields): Fields {
  const named = Object.entries(values).map(([name, value]) => [name.replace(/^existing-/, ''), value] as const);
  return Object.fromEntries(named.filter(([name, value]) => !(name === 'to' && value === '')));
}

async function postAssignment(request: FastifyRequest, reply: FastifyReply, services: Services): Promise<FastifyReply> {
  const { _key, ...typed } = fieldsOf(request);
  const values = withoutPrefix(typed);
  const agencyId = textOf(values, 'agencyId');
  return submit(request, reply, services, {
    action: assignPost,
    input: { ...values, roles: [values['roles'] ?? []].flat() },
    done: () => {
      forgetActors(services.db);
      return `/quan-tri/nguoi-dung?co-quan=${agencyId}`;
    },
    again: (problem) => peoplePage(services, request.actor, agencyId, { form: 'existing', problem, values: typed }),
  });
}

async function postSoftware(request: FastifyRequest, reply: FastifyReply, services: Services): Promise<FastifyReply> {
  const { _key, ...values } = fieldsOf(request);
  const key = keyOf(request);
  const agencyId = textOf(values, 'agencyId');
  const secret = copyableSecret('software', request.actor.id, key);
  const create = async (): Promise<FastifyReply> => {
    const input = { ...values, secretHash: softwareSecretHash(secret).toString('hex') };
    const { id } = await services.act(createSoftwareClient, request.actor, input, key);
    return reply.page(ShownOncePage({ kind: 'software', agencyId, name: id, secret }));
  };
  return orAgain(reply, create, (problem) => peoplePage(services, request.actor, agencyId, { form: 'software', problem, values }));
}

/** A post of an agency that the actor manages; 404 or 403 otherwise. */
async function managedPost(services: Services, actor: Actor, assignmentId: string): Promise<AssignmentName> {
  const found = isId(assignmentId) ? await findAssignment(services.db, assignmentId) : undefined;
  if (!found) throw notFound();
  if (!actor.may(MANAGE, found.agencyId)) throw forbidden();
  return found;
}

async function postReset(request: FastifyRequest, reply: FastifyReply, services: Services, assignmentId: string): Promise<FastifyReply> {
  const { actor } = request;
  const post = await managedPost(services, actor, assignmentId);
  const key = keyOf(request);
  const temporaryPassword = copyableSecret('reset-password', actor.id, key);
  const reset = async (): Promise<FastifyReply> => {
    const { signInName } = await services.act(resetPassword, actor, { assignmentId, temporaryPassword }, key);
    forgetActors(services.db);
    return reply.page(ShownOncePage({ kind: 'reset', agencyId: post.agencyId, name: signInName, secret: temporaryPassword }));
  };
  return orAgain(reply, reset, (problem) => ResetPasswordPage({ ...post, problem }));
}

const Which = Type.Object({ id: Type.String({ maxLength: 40 }) });
const Asked = Type.Object({
  'co-quan': Type.Optional(Type.String()),
  tim: Type.Optional(Type.String()),
  chon: Type.Optional(Type.String()),
});

interface OnePost {
  Params: { id: string };
}

/** What is done with one post of the list, each after a question. */
const postRoutes: Routes = (app, services) => {
  const shown = { config: { permission: MANAGE }, schema: { params: Which } };
  const sent = { config: { permission: MANAGE }, schema: { params: Which, body: AnyForm } };
  const base = '/quan-tri/nguoi-dung/vi-tri/:id';

  app.get<OnePost>(`${base}/ket-thuc`, shown, async (request, reply) =>
    reply.page(EndPostPage(await managedPost(services, request.actor, request.params.id))),
  );
  app.post<OnePost>(`${base}/ket-thuc`, sent, (request, reply) =>
    submit(request, reply, services, {
      action: endAssignment,
      input: { assignmentId: request.params.id },
      done: ({ agencyId }) => {
        forgetActors(services.db);
        return `/quan-tri/nguoi-dung?co-quan=${agencyId}`;
      },
      again: async (problem) => EndPostPage({ ...(await managedPost(services, request.actor, request.params.id)), problem }),
    }),
  );

  app.get<OnePost>(`${base}/mat-khau`, shown, async (request, reply) =>
    reply.page(ResetPasswordPage(await managedPost(services, request.actor, request.params.id))),
  );
  app.post<OnePost>(`${base}/mat-khau`, sent, (request, reply) => postReset(request, reply, services, request.params.id));
};

/** What an administrator does with an agency's people. */
export const peopleRoutes: Routes = async (app, services) => {
  const config = { permission: MANAGE };
  const form = { config, schema: { body: AnyForm } };

  app.get('/quan-tri/nguoi-dung', { config, schema: { querystring: Asked } }, (request, reply) => showPeople(request, reply, services));
  app.post('/quan-tri/nguoi-dung', form, (request, reply) => postPerson(request, reply, services));
  app.post('/quan-tri/nguoi-dung/vi-tri', form, (request, reply) => postAssignment(request, reply, services));
  app.post('/quan-tri/nguoi-dung/phan-mem', form, (request, reply) => postSoftware(request, reply, services));
  await postRoutes(app, services);
};
