import type { FastifyReply, FastifyRequest } from 'fastify';
import { submit } from '#kernel/http/forms.ts';
import type { Services } from '#kernel/http/services.ts';
import type { Routes } from '#kernel/module.ts';
import { Type } from '#kernel/schema.ts';
import { now } from '#kernel/time.ts';
import { changePassword } from '../actions/change-password.ts';
import { confirmTotp, RECOVERY_CODES } from '../actions/confirm-totp.ts';
import { disableTotp } from '../actions/disable-totp.ts';
import { endSession } from '../actions/end-session.ts';
import { enrolTotp } from '../actions/enrol-totp.ts';
import { switchPost } from '../actions/switch-post.ts';
import { asAccount, forgetActors } from '../actor.ts';
import { findPassword, findTotp, hasSecondFactor } from '../credentials.ts';
import { accountLevel, personOf } from '../enrolment/queries.ts';
import { passwordsDiffer, tooManyGuesses, wrongCode, wrongPassword } from '../errors.ts';
import { recoveryCodeHash, totpInvitation } from '../one-time-codes.ts';
import { passkeysOf } from '../passkeys/store.ts';
import type { Proof } from '../prove.ts';
import { recoveryCodesLeft, sessionsOf } from '../queries.ts';
import { copyableSecret } from '../secrets.ts';
import { newSessionToken } from '../sessions.ts';
import { AccountPage, doneNotes } from '../views/account-page.tsx';
import { PasswordPage } from '../views/password-page.tsx';
import { RecoveryCodesPage, SecondFactorPage, type SecondFactorState } from '../views/second-factor-page.tsx';
import { sentToConfirm } from './confirm.ts';
import { AnyForm, fieldsOf, keyOf, orAgain, originOf, setSession, textOf } from './request.ts';

/** A wrong or throttled proof as the problem that brings the form back. */
function demandRight(proof: Proof, field: 'currentPassword' | 'password' | 'code'): void {
  if (proof.outcome === 'waiting') throw tooManyGuesses(proof.waitSeconds);
  if (proof.outcome === 'wrong') throw field === 'code' ? wrongCode() : wrongPassword(field);
}

async function signInNameOf(services: Services, accountId: string): Promise<string> {
  return (await findPassword(services.db, { accountId }))?.signInName ?? '';
}

async function showAccount(request: FastifyRequest, reply: FastifyReply, services: Services): Promise<FastifyReply> {
  const actor = asAccount(request.actor);
  const { xong } = request.query as { xong?: string };
  const done = Object.keys(doneNotes).find((name) => name === xong) as keyof typeof doneNotes | undefined;
  return reply.page(
    AccountPage({
      actor,
      signInName: await signInNameOf(services, actor.id),
      sessions: await sessionsOf(services.db, actor.id, now()),
      secondFactor: await hasSecondFactor(services.db, actor.id),
      passkeys: (await passkeysOf(services.db, actor.id)).length,
      level: await accountLevel(services.db, actor.id, now()),
      personalNumber: (await personOf(services.db, actor.id))?.personalNumber,
      done,
    }),
  );
}

async function postPassword(request: FastifyRequest, reply: FastifyReply, services: Services): Promise<FastifyReply> {
  const actor = asAccount(request.actor);
  const fields = fieldsOf(request);
  const change = async (): Promise<FastifyReply> => {
    const newPassword = textOf(fields, 'newPassword');
    if (newPassword !== textOf(fields, 'newPasswordAgain')) throw passwordsDiffer();
    const { token, tokenHash: newTokenHash } = newSessionToken();
    const input = { currentPassword: textOf(fields, 'currentPassword'), newPassword, newTokenHash, origin: originOf(request) };
    demandRight(await services.act(changePassword, actor, input), 'currentPassword');
    forgetActors(services.db);
    setSession(reply, token, services.config.publicUrl);
    return reply.redirect('/tai-khoan?xong=mat-khau', 303);
  };
  const signInName = await signInNameOf(services, actor.id);
  return orAgain(reply, change, (problem) => PasswordPage({ signInName, mustChange: actor.mustChangePassword, problem }));
}

async function secondFactorState(services: Services, accountId: string): Promise<SecondFactorState> {
  const totp = await findTotp(services.db, accountId);
  if (!totp) return { stage: 'off' };
  if (totp.confirmed) return { stage: 'on', codesLeft: await recoveryCodesLeft(services.db, accountId) };
  return { stage: 'setup', ...totpInvitation(totp.secret, await signInNameOf(services, accountId)) };
}

async function postEnrol(request: FastifyRequest, reply: FastifyReply, services: Services): Promise<FastifyReply> {
  const actor = asAccount(request.actor);
  const begin = async (): Promise<FastifyReply> => {
    const input = { password: textOf(fieldsOf(request), 'password'), origin: originOf(request) };
    demandRight(await services.act(enrolTotp, actor, input), 'password');
    return reply.redirect('/tai-khoan/hai-lop', 303);
  };
  return orAgain(reply, begin, (problem) => SecondFactorPage({ state: { stage: 'off' }, problem }));
}

async function postConfirm(request: FastifyRequest, reply: FastifyReply, services: Services): Promise<FastifyReply> {
  const actor = asAccount(request.actor);
  const key = keyOf(request);
  const codes = Array.from({ length: RECOVERY_CODES }, (_, index) => copyableSecret('recovery-code', actor.id, key, String(index)));
  const confirm = async (): Promise<FastifyReply> => {
    const input = { code: textOf(fieldsOf(request), 'code'), recoveryCodeHashes: codes.map(recoveryCodeHash) };
    await services.act(confirmTotp, actor, input, key);
    forgetActors(services.db);
    return reply.page(RecoveryCodesPage({ codes }));
  };
  return orAgain(reply, confirm, async (problem) => SecondFactorPage({ state: await secondFactorState(services, actor.id), problem }));
}

async function postDisable(request: FastifyRequest, reply: FastifyReply, services: Services): Promise<FastifyReply> {
  const actor = asAccount(request.actor);
  const disable = async (): Promise<FastifyReply> => {
    const input = { code: textOf(fieldsOf(request), 'code'), origin: originOf(request) };
    demandRight(await services.act(disableTotp, actor, input), 'code');
    forgetActors(services.db);
    return reply.redirect('/tai-khoan?xong=hai-lop', 303);
  };
  return orAgain(reply, disable, async (problem) => SecondFactorPage({ state: await secondFactorState(services, actor.id), problem }));
}

/** What everybody who is signed in does with the own account. */
export const accountRoutes: Routes = (app, services) => {
  const config = { permission: 'signed-in' };
  const form = { config, schema: { body: AnyForm } };
  const done = (what: keyof typeof doneNotes) => () => {
    forgetActors(services.db);
    return `/tai-khoan?xong=${what}`;
  };

  app.get('/tai-khoan', { config, schema: { querystring: Type.Object({ xong: Type.Optional(Type.String()) }) } }, (request, reply) =>
    showAccount(request, reply, services),
  );
  app.post('/tai-khoan/vi-tri', form, (request, reply) => submit(request, reply, services, { action: switchPost, done: done('vi-tri') }));
  app.post('/tai-khoan/phien', form, (request, reply) => submit(request, reply, services, { action: endSession, done: done('phien') }));

  app.get('/tai-khoan/mat-khau', { config, schema: {} }, async (request, reply) => {
    const { id, mustChangePassword: mustChange } = asAccount(request.actor);
    if (!(await findPassword(services.db, { accountId: id }))) return reply.redirect('/tai-khoan/dat-mat-khau', 303);
    return reply.page(PasswordPage({ signInName: await signInNameOf(services, id), mustChange }));
  });
  app.post('/tai-khoan/mat-khau', form, (request, reply) => postPassword(request, reply, services));

  app.get('/tai-khoan/hai-lop', { config, schema: {} }, async (request, reply) => {
    const { id } = asAccount(request.actor);
    const state = await secondFactorState(services, id);
    const stronger = state.stage === 'off' && (await passkeysOf(services.db, id)).length > 0;
    if (stronger && (await sentToConfirm(request, reply, services, '/tai-khoan/hai-lop'))) return reply;
    return reply.page(SecondFactorPage({ state }));
  });
  app.post('/tai-khoan/hai-lop', form, (request, reply) => postEnrol(request, reply, services));
  app.post('/tai-khoan/hai-lop/xac-nhan', form, (request, reply) => postConfirm(request, reply, services));
  app.post('/tai-khoan/hai-lop/tat', form, (request, reply) => postDisable(request, reply, services));
};
