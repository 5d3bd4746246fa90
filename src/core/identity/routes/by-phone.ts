import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Services } from '#kernel/http/services.ts';
import type { Routes } from '#kernel/module.ts';
import { anonymous } from '#kernel/permission.ts';
import { Type } from '#kernel/schema.ts';
import { now } from '#kernel/time.ts';
import { answerByPhone, findByPhone } from '../actions/answer-by-phone.ts';
import { approveByPhone } from '../actions/approve-by-phone.ts';
import { askByPhone } from '../actions/ask-by-phone.ts';
import { accountOf } from '../actor.ts';
import { AUTHENTICATION_COOKIE } from '../authentication/open.ts';
import { latestRequest } from '../by-phone/requests.ts';
import { authenticationOver, tooManyGuesses, unknownPhoneCode } from '../errors.ts';
import { AnswerPage, ComputerPage, PhoneDonePage, TypeCodePage } from '../views/by-phone/pages.tsx';
import { type Here, Id, underWay, which } from './authentication.ts';
import { AnyForm, fieldsOf, orAgain, originOf, setAuthentication, textOf } from './request.ts';

/** Where a telephone goes. */
const PHONE = '/dien-thoai';

const waitingPath = (request: FastifyRequest<Here>): string => `/xac-thuc/${request.params.id}/dien-thoai`;

async function ask(request: FastifyRequest<Here>, reply: FastifyReply, services: Services): Promise<FastifyReply> {
  const { outcome } = await services.act(askByPhone, anonymous, which(request));
  if (outcome === 'over') throw authenticationOver();
  if (outcome === 'too-many')
    return reply.page(ComputerPage({ state: 'too-many', back: `/xac-thuc/${request.params.id}` }), { status: 429 });
  return reply.redirect(waitingPath(request), 303);
}

/** What the computer shows while it waits. */
async function showComputer(request: FastifyRequest<Here>, reply: FastifyReply, services: Services): Promise<FastifyReply> {
  const under = await underWay(request, services);
  const back = `/xac-thuc/${under.id}`;
  const waiting = await latestRequest(services.db, under.id, now());
  if (under.decided || !waiting || waiting.state === 'approved') return reply.redirect(back, 303);
  const { publicUrl } = services.config;
  return reply.page(
    ComputerPage({ state: waiting.state, back, waiting, phoneUrl: `${publicUrl}${PHONE}`, status: `${back}/dien-thoai/tinh-hinh` }),
  );
}

/** What the telephone shows for a code: who asks, from where, and three numbers. */
async function showPhone(request: FastifyRequest, reply: FastifyReply, services: Services, code: string): Promise<FastifyReply> {
  const show = async (): Promise<FastifyReply> => {
    const origin = originOf(request);
    const found = await services.act(findByPhone, anonymous, { code, origin });
    if (found.outcome === 'waiting') throw tooManyGuesses(found.waitSeconds);
    if (found.outcome === 'unknown') throw unknownPhoneCode();
    if (found.request.state !== 'waiting') return reply.page(PhoneDonePage({ state: found.request.state }));
    const near = found.request.addressPrefix === origin.addressPrefix;
    return reply.page(AnswerPage({ asked: found.request, near, account: accountOf(request.actor)?.name }));
  };
  return orAgain(reply, show, (problem) => TypeCodePage({ problem, values: { ma: code } }));
}

async function answer(request: FastifyRequest, reply: FastifyReply, services: Services): Promise<FastifyReply> {
  const fields = fieldsOf(request);
  const picked = textOf(fields, 'so');
  const account = accountOf(request.actor);
  const done = await services.act(answerByPhone, anonymous, {
    code: textOf(fields, 'ma'),
    origin: originOf(request),
    returnPath: `${PHONE}/xong`,
    ...(/^\d{2}$/.test(picked) ? { number: Number(picked) } : {}),
    ...(account ? { accountId: account.id } : {}),
  });
  if (done.outcome === 'waiting') throw tooManyGuesses(done.waitSeconds);
  if (done.outcome !== 'opened') return reply.page(PhoneDonePage({ state: done.outcome === 'unknown' ? 'over' : done.outcome }));
  setAuthentication(reply, done.token, services.config.publicUrl);
  return reply.redirect(done.path, 303);
}

/** The way back from the proof on the telephone. */
async function finish(request: FastifyRequest, reply: FastifyReply, services: Services, id: string): Promise<FastifyReply> {
  const token = request.cookies[AUTHENTICATION_COOKIE] ?? '';
  const { outcome } = await services.act(approveByPhone, anonymous, { authenticationId: id, token });
  void reply.clearCookie(AUTHENTICATION_COOKIE, { path: '/' });
  return reply.page(PhoneDonePage({ state: outcome }));
}

/** Signing in on a computer by one's telephone: the computer's pages and the telephone's. */
export const byPhoneRoutes: Routes = (app, services) => {
  const config = { permission: 'public' };
  const form = { config, schema: { params: Id, body: Type.Optional(AnyForm) } };
  app.post<Here>('/xac-thuc/:id/dien-thoai', form, (request, reply) => ask(request, reply, services));
  app.get<Here>('/xac-thuc/:id/dien-thoai', { config, schema: { params: Id } }, (request, reply) => showComputer(request, reply, services));
  app.get<Here>('/xac-thuc/:id/dien-thoai/tinh-hinh', { config, schema: { params: Id } }, async (request, reply) => {
    const { id } = await underWay(request, services);
    return reply.header('cache-control', 'no-store').send({ state: (await latestRequest(services.db, id, now()))?.state ?? 'over' });
  });
  const Typed = Type.Object({ ma: Type.Optional(Type.String({ maxLength: 40 })) });
  app.get<{ Querystring: { ma?: string } }>(PHONE, { config, schema: { querystring: Typed } }, (request, reply) =>
    request.query.ma ? showPhone(request, reply, services, request.query.ma) : reply.page(TypeCodePage({})),
  );
  app.post(PHONE, { config, schema: { body: AnyForm } }, (request, reply) =>
    reply.redirect(`${PHONE}?ma=${encodeURIComponent(textOf(fieldsOf(request), 'ma').slice(0, 40))}`, 303),
  );
  app.post(`${PHONE}/tra-loi`, { config, schema: { body: AnyForm } }, (request, reply) => answer(request, reply, services));
  const Back = Type.Object({ 'xac-thuc': Type.Optional(Type.String({ maxLength: 64 })) });
  app.get<{ Querystring: { 'xac-thuc'?: string } }>(`${PHONE}/xong`, { config, schema: { querystring: Back } }, (request, reply) =>
    finish(request, reply, services, request.query['xac-thuc'] ?? ''),
  );
};
