import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Services } from '#kernel/http/services.ts';
import type { Routes } from '#kernel/module.ts';
import { anonymous } from '#kernel/permission.ts';
import { invalid, notFound } from '#kernel/problem.ts';
import { now } from '#kernel/time.ts';
import { beginEnrolment } from '../actions/begin-enrolment.ts';
import { confirmContact } from '../actions/confirm-contact.ts';
import { setPassword } from '../actions/set-password.ts';
import { signOut } from '../actions/sign-out.ts';
import { accountOf, forgetActors, NATIONWIDE } from '../actor.ts';
import { codesInOutbox } from '../enrolment/codes.ts';
import { findEnrolment } from '../enrolment/online.ts';
import { passwordsDiffer, wrongCode } from '../errors.ts';
import { veiled } from '../rules/enrolment.ts';
import { hashToken, newSessionToken } from '../sessions.ts';
import { limitsAt } from '../settings.ts';
import { BeginPage, ConfirmCodePage, NotOnlinePage, OutboxPage, SetPasswordPage, StartPage } from '../views/enrolment/enrol-pages.tsx';
import { sentToConfirm } from './confirm.ts';
import { AnyForm, fieldsOf, orAgain, originOf, setSession, textOf } from './request.ts';

/** Binds an enrolment to the browser in which it was begun. */
const ENROLMENT_COOKIE = 'dang-ky';
const PASSWORD = '/tai-khoan/dat-mat-khau';

const tokenHashOf = (request: FastifyRequest): string => hashToken(request.cookies[ENROLMENT_COOKIE] ?? '').toString('hex');

async function beginPage(services: Services, purpose: 'enrol' | 'recover', again: object = {}) {
  return BeginPage({ purpose, testOnly: (await limitsAt(services.db, now())).realNumbers !== 1, ...again });
}

async function postBegin(
  request: FastifyRequest,
  reply: FastifyReply,
  services: Services,
  purpose: 'enrol' | 'recover',
): Promise<FastifyReply> {
  const fields = fieldsOf(request);
  const { _key, ...values } = fields;
  const begin = async (): Promise<FastifyReply> => {
    const { token, tokenHash } = newSessionToken();
    const person = { fullName: fields['fullName'], birthDate: fields['birthDate'] };
    const { personalNumber, contact } = fields;
    const input = { personalNumber, contact, ...(purpose === 'enrol' ? { person } : {}), tokenHash, origin: originOf(request) };
    await services.act(beginEnrolment, anonymous, input).catch(atTheirFields);
    const secure = services.config.publicUrl.startsWith('https:');
    void reply.setCookie(ENROLMENT_COOKIE, token, { path: '/dang-ky', httpOnly: true, sameSite: 'lax', secure });
    return reply.redirect('/dang-ky/ma', 303);
  };
  return orAgain(reply, begin, (problem) => beginPage(services, purpose, { problem, values }));
}

/** The action calls it `person/fullName`, the form `fullName`. */
function atTheirFields(error: unknown): never {
  const { fields } = (error ?? {}) as { fields?: readonly { field: string; message: { vi: string; en: string } }[] };
  if (fields && fields.length > 0) throw invalid(fields.map(({ field, message }) => ({ field: field.replace('person/', ''), message })));
  throw error;
}

async function postCode(request: FastifyRequest, reply: FastifyReply, services: Services): Promise<FastifyReply> {
  const confirm = async (): Promise<FastifyReply> => {
    const { token, tokenHash: newTokenHash } = newSessionToken();
    const input = { code: textOf(fieldsOf(request), 'code'), tokenHash: tokenHashOf(request), newTokenHash, origin: originOf(request) };
    const { outcome } = await services.act(confirmContact, anonymous, input);
    if (outcome === 'wrong') throw wrongCode();
    if (outcome === 'over') return reply.redirect('/dang-ky', 303);
    if (outcome === 'not-online') return reply.page(NotOnlinePage());
    if (accountOf(request.actor)) await services.act(signOut, request.actor, {});
    forgetActors(services.db);
    void reply.clearCookie(ENROLMENT_COOKIE, { path: '/dang-ky' });
    setSession(reply, token, services.config.publicUrl);
    return reply.redirect('/tai-khoan/bat-dau', 303);
  };
  return orAgain(
    reply,
    confirm,
    async (problem) => (await codePage(request, services, problem)) ?? beginPage(services, 'enrol', { problem }),
  );
}

async function codePage(request: FastifyRequest, services: Services, problem?: Parameters<typeof ConfirmCodePage>[0]['problem']) {
  const enrolment = await findEnrolment(services.db, tokenHashOf(request), now());
  return enrolment && ConfirmCodePage({ veiledContact: veiled(enrolment.contact.value), outbox: services.config.demo, problem });
}

async function postPassword(request: FastifyRequest, reply: FastifyReply, services: Services): Promise<FastifyReply> {
  if (await sentToConfirm(request, reply, services, PASSWORD)) return reply;
  const fields = fieldsOf(request);
  const set = async (): Promise<FastifyReply> => {
    const newPassword = textOf(fields, 'newPassword');
    if (newPassword !== textOf(fields, 'newPasswordAgain')) throw passwordsDiffer();
    await services.act(setPassword, request.actor, { newPassword });
    return reply.redirect('/tai-khoan?xong=dat-mat-khau', 303);
  };
  return orAgain(reply, set, (problem) => SetPasswordPage({ problem }));
}

/** Opening an account online, getting a lost one back, and the first way to sign in. */
export const enrolmentRoutes: Routes = (app, services) => {
  const open = { config: { permission: 'public' } };
  const form = { ...open, schema: { body: AnyForm } };
  const own = { config: { permission: 'signed-in' } };

  for (const [path, purpose] of [
    ['/dang-ky', 'enrol'],
    ['/khoi-phuc', 'recover'],
  ] as const) {
    app.get(path, { ...open, schema: {} }, async (_request, reply) => reply.page(await beginPage(services, purpose)));
    app.post(path, form, (request, reply) => postBegin(request, reply, services, purpose));
  }
  app.get('/dang-ky/ma', { ...open, schema: {} }, async (request, reply) => {
    const page = await codePage(request, services);
    return page ? reply.page(page) : reply.redirect('/dang-ky', 303);
  });
  app.post('/dang-ky/ma', form, (request, reply) => postCode(request, reply, services));
  app.get('/hop-ma', { ...open, schema: {} }, async (request, reply) => {
    if (!services.config.demo && !request.actor.may('identity.manage', NATIONWIDE)) throw notFound();
    return reply.page(OutboxPage({ codes: await codesInOutbox(services.db, now()) }));
  });
  app.get('/tai-khoan/bat-dau', { ...own, schema: {} }, (_request, reply) => reply.page(StartPage()));
  app.get(PASSWORD, { ...own, schema: {} }, async (request, reply) => {
    if (await sentToConfirm(request, reply, services, PASSWORD)) return reply;
    return reply.page(SetPasswordPage({}));
  });
  app.post(PASSWORD, { ...own, schema: { body: AnyForm } }, (request, reply) => postPassword(request, reply, services));
};
