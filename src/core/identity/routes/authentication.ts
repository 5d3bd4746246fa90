import type { FastifyReply, FastifyRequest } from 'fastify';
import type { AlmostSame } from '#kernel/http/render-once.ts';
import type { Services } from '#kernel/http/services.ts';
import { isId } from '#kernel/id.ts';
import type { Routes } from '#kernel/module.ts';
import { anonymous } from '#kernel/permission.ts';
import { Problem } from '#kernel/problem.ts';
import { Type } from '#kernel/schema.ts';
import { now } from '#kernel/time.ts';
import { leaveAuthentication } from '../actions/leave-authentication.ts';
import { openUnlocking, unlockIdentity } from '../actions/lock-identity.ts';
import { proveCodeStep } from '../actions/prove-code.ts';
import { provePasswordStep, type StepResult } from '../actions/prove-password.ts';
import { provePasskeyStep } from '../actions/prove-passkey.ts';
import { AUTHENTICATION_COOKIE } from '../authentication/open.ts';
import { findUnderWay, nextStep, reachedLevel, type UnderWay } from '../authentication/under-way.ts';
import { findPassword } from '../credentials.ts';
import { personOf } from '../enrolment/queries.ts';
import { authenticationOver, passkeyRefused, temporaryPassword, tooManyGuesses, wrongCode, wrongSignIn } from '../errors.ts';
import { atTheDoor } from '../gate.ts';
import { lockOf } from '../lock.ts';
import { challengeOf } from '../passkeys/challenges.ts';
import { optionsToProve } from '../passkeys/options.ts';
import { passkeysOf } from '../passkeys/store.ts';
import { passkeySite } from '../passkeys/verify.ts';
import { hashToken } from '../sessions.ts';
import {
  LockedPage,
  ProveCodePage,
  ProvePage,
  type ProveProps,
  type StepUpOwner,
  UnmetPage,
} from '../views/authentication/prove-pages.tsx';
import { AnyForm, fieldsOf, orAgain, originOf, setAuthentication, textOf } from './request.ts';

export interface Here {
  Params: { id: string };
}

export const Id = Type.Object({ id: Type.String({ maxLength: 64 }) });

/** SHA-256 of this browser's cookie; of nothing when it has none. */
function tokenHashOf(request: FastifyRequest): string {
  return hashToken(request.cookies[AUTHENTICATION_COOKIE] ?? '').toString('hex');
}

/** The authentication of this browser; 410 when it is over, or another browser's. */
export async function underWay(request: FastifyRequest<Here>, services: Services): Promise<UnderWay> {
  const { id } = request.params;
  const found = isId(id) ? await findUnderWay(services.db, id, tokenHashOf(request), now()) : undefined;
  if (!found) throw authenticationOver();
  return found;
}

export const which = (request: FastifyRequest<Here>) => ({
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
  if (step === 'locked') return reply.page(LockedPage({ under, enough: await unlocks(services, under) }));
  if (step === 'unmet') return reply.page(UnmetPage({ under }));
  const props = await proveProps(request, services, under);
  return reply.page(ProvePage(props), props.owner ? {} : { almostSame: allButWords(under, tokenHashOf(request)) });
}

/** The page for whoever is not known yet differs from others of the same client in two words. */
function allButWords({ id, forWhom, loginHint }: UnderWay, tokenHash: string): AlmostSame {
  return { key: JSON.stringify(['prove', forWhom, loginHint]), words: [id, challengeOf(id, tokenHash)] };
}

/** Who may go on, and what their passkey is asked: any of this site, or in a step-up those of the one account. */
async function proveProps(request: FastifyRequest<Here>, services: Services, under: UnderWay): Promise<ProveProps> {
  const challenge = challengeOf(under.id, tokenHashOf(request));
  const owner = await ownerOf(services, under);
  return { under, owner, passkey: await optionsToProve(passkeySite(services.config.publicUrl), challenge, owner?.passkeys ?? []) };
}

/** Whether what has been proven is enough to unlock the account. */
async function unlocks({ db }: Services, under: UnderWay): Promise<boolean> {
  const locked = under.provenAccountId === undefined ? undefined : await lockOf(db, under.provenAccountId);
  return (reachedLevel(under, now()) ?? 0) >= (locked?.level ?? 1);
}

/** In a step-up: the one account that may go on, and what it has. */
async function ownerOf({ db }: Services, { accountId }: UnderWay): Promise<StepUpOwner | undefined> {
  if (accountId === undefined) return undefined;
  const password = await findPassword(db, { accountId });
  const name = password?.signInName ?? (await personOf(db, accountId))?.fullName ?? '';
  return { name, password: password !== undefined, passkeys: (await passkeysOf(db, accountId)).map(({ id }) => id) };
}

/** Where a step leads: on to the next page, or the problem that brings the form back. */
function afterStep(request: FastifyRequest<Here>, reply: FastifyReply, result: StepResult, wrong: () => Problem): FastifyReply {
  if (result.outcome === 'over') throw authenticationOver();
  if (result.outcome === 'waiting') throw tooManyGuesses(result.waitSeconds);
  if (result.outcome === 'temporary') throw temporaryPassword();
  if (result.outcome === 'wrong') throw wrong();
  return reply.redirect(result.back ?? `/xac-thuc/${request.params.id}`, 303);
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
    return ProvePage({ ...(await proveProps(request, services, under)), problem, values: { signInName } });
  });
}

async function postCode(request: FastifyRequest<Here>, reply: FastifyReply, services: Services): Promise<FastifyReply> {
  const prove = async (): Promise<FastifyReply> => {
    const input = { ...which(request), code: textOf(fieldsOf(request), 'code') };
    return afterStep(request, reply, await services.act(proveCodeStep, anonymous, input), wrongCode);
  };
  return orAgain(reply, prove, async (problem) => ProveCodePage({ under: await underWay(request, services), problem }));
}

async function postPasskey(request: FastifyRequest<Here>, reply: FastifyReply, services: Services): Promise<FastifyReply> {
  const input = { ...which(request), answer: request.body, site: passkeySite(services.config.publicUrl) };
  const { outcome, back } = await services.act(provePasskeyStep, anonymous, input);
  if (outcome === 'over') throw authenticationOver();
  if (outcome !== 'right') throw passkeyRefused();
  return reply.send({ next: back ?? `/xac-thuc/${request.params.id}` });
}

/** The pages on which somebody proves who they are, for whoever opened an authentication in this browser. */
export const authenticationRoutes: Routes = (app, services) => {
  const config = { permission: 'public' };
  const schema = { params: Id };
  const form = { config, schema: { params: Id, body: Type.Optional(AnyForm) } };

  app.get<Here>('/xac-thuc/:id', { config, schema }, (request, reply) => showStep(request, reply, services));
  app.post<Here>('/xac-thuc/:id/mat-khau', form, (request, reply) => postPassword(request, reply, services));
  app.post<Here>('/xac-thuc/:id/ma', form, (request, reply) => postCode(request, reply, services));
  // The action itself reads what a passkey says.
  app.post<Here>('/xac-thuc/:id/khoa', { config, schema }, (request, reply) => postPasskey(request, reply, services));
  app.post<Here>('/xac-thuc/:id/mo-khoa', form, async (request, reply) => {
    const result = await services.act(unlockIdentity, anonymous, which(request));
    return afterStep(request, reply, result, authenticationOver);
  });
  app.get('/mo-khoa', { config, schema: {} }, async (_request, reply) => {
    const { path, token } = await services.act(openUnlocking, anonymous, {});
    setAuthentication(reply, token, services.config.publicUrl);
    return reply.redirect(path, 303);
  });
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
