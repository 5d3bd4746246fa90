import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Services } from '#kernel/http/services.ts';
import { isId } from '#kernel/id.ts';
import type { Routes } from '#kernel/module.ts';
import { anonymous } from '#kernel/permission.ts';
import { Problem } from '#kernel/problem.ts';
import { Type } from '#kernel/schema.ts';
import { now } from '#kernel/time.ts';
import { leaveAuthentication } from '../actions/leave-authentication.ts';
import { proveCodeStep } from '../actions/prove-code.ts';
import { provePasswordStep, type StepResult } from '../actions/prove-password.ts';
import { AUTHENTICATION_COOKIE } from '../authentication/open.ts';
import { findUnderWay, nextStep, type UnderWay } from '../authentication/under-way.ts';
import { findPassword } from '../credentials.ts';
import { authenticationOver, tooManyGuesses, wrongCode, wrongSignIn } from '../errors.ts';
import { atTheDoor } from '../gate.ts';
import { hashToken } from '../sessions.ts';
import { ProveCodePage, ProvePage, UnmetPage } from '../views/authentication/prove-pages.tsx';
import { AnyForm, fieldsOf, orAgain, originOf, textOf } from './request.ts';

interface Here {
  Params: { id: string };
}

const Id = Type.Object({ id: Type.String({ maxLength: 64 }) });

/** SHA-256 of this browser's cookie; of nothing when it has none. */
function tokenHashOf(request: FastifyRequest): string {
  return hashToken(request.cookies[AUTHENTICATION_COOKIE] ?? '').toString('hex');
}

/** The authentication of this browser; 410 when it is over, or another browser's. */
async function underWay(request: FastifyRequest<Here>, services: Services): Promise<UnderWay> {
  const { id } = request.params;
  const found = isId(id) ? await findUnderWay(services.db, id, tokenHashOf(request), now()) : undefined;
  if (!found) throw authenticationOver();
  return found;
}

const which = (request: FastifyRequest<Here>) => ({
  authenticationId: request.params.id,
  tokenHash: tokenHashOf(request),
  origin: originOf(request),
});

/** The page of the step that comes next; a decided authentication goes back to whoever asked. */
async function showStep(request: FastifyRequest<Here>, reply: FastifyReply, services: Services): Promise<FastifyReply> {
  const under = await underWay(request, services);
  if (under.decided) return reply.redirect(under.back, 303);
  const step = await nextStep(services.db, under, now());
  if (step === 'code') return reply.page(ProveCodePage({ under }));
  if (step === 'unmet') return reply.page(UnmetPage({ under }));
  return reply.page(ProvePage({ under, owner: await ownerOf(services, under) }));
}

/** In a step-up: the name of the one account that may go on. */
async function ownerOf(services: Services, under: UnderWay): Promise<string | undefined> {
  return under.accountId === undefined ? undefined : (await findPassword(services.db, { accountId: under.accountId }))?.signInName;
}

/** Where a step leads: on to the next page, or the problem that brings the form back. */
function afterStep(request: FastifyRequest<Here>, reply: FastifyReply, result: StepResult, wrong: () => Problem): FastifyReply {
  if (result.outcome === 'over') throw authenticationOver();
  if (result.outcome === 'waiting') throw tooManyGuesses(result.waitSeconds);
  if (result.outcome === 'wrong') throw wrong();
  return reply.redirect(`/xac-thuc/${request.params.id}`, 303);
}

async function postPassword(request: FastifyRequest<Here>, reply: FastifyReply, services: Services): Promise<FastifyReply> {
  const fields = fieldsOf(request);
  const signInName = textOf(fields, 'signInName');
  const prove = async (): Promise<FastifyReply> => {
    const input = { ...which(request), signInName, password: textOf(fields, 'password') };
    return afterStep(request, reply, await atTheDoor(() => services.act(provePasswordStep, anonymous, input)), wrongSignIn);
  };
  return orAgain(reply, prove, async (problem) => {
    const under = await underWay(request, services);
    return ProvePage({ under, owner: await ownerOf(services, under), problem, values: { signInName } });
  });
}

async function postCode(request: FastifyRequest<Here>, reply: FastifyReply, services: Services): Promise<FastifyReply> {
  const prove = async (): Promise<FastifyReply> => {
    const input = { ...which(request), code: textOf(fieldsOf(request), 'code') };
    return afterStep(request, reply, await services.act(proveCodeStep, anonymous, input), wrongCode);
  };
  return orAgain(reply, prove, async (problem) => ProveCodePage({ under: await underWay(request, services), problem }));
}

/** The pages on which somebody proves who they are, for whoever opened an authentication in this browser. */
export const authenticationRoutes: Routes = (app, services) => {
  const config = { permission: 'public' };
  const schema = { params: Id };
  const form = { config, schema: { params: Id, body: Type.Optional(AnyForm) } };

  app.get<Here>('/xac-thuc/:id', { config, schema }, (request, reply) => showStep(request, reply, services));
  app.post<Here>('/xac-thuc/:id/mat-khau', form, (request, reply) => postPassword(request, reply, services));
  app.post<Here>('/xac-thuc/:id/ma', form, (request, reply) => postCode(request, reply, services));
  for (const [name, again] of [
    ['dung', undefined],
    ['lai', 'yes'],
  ] as const) {
    app.post<Here>(`/xac-thuc/:id/${name}`, form, async (request, reply) => {
      const { back } = await services.act(leaveAuthentication, anonymous, { ...which(request), ...(again ? { again } : {}) });
      if (!back) throw authenticationOver();
      return reply.redirect(back, 303);
    });
  }
};
