import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Services } from '#kernel/http/services.ts';
import type { Routes } from '#kernel/module.ts';
import { Type } from '#kernel/schema.ts';
import { now } from '#kernel/time.ts';
import { askConfirmation, confirmSession } from '../actions/confirm-session.ts';
import { asAccount } from '../actor.ts';
import { AUTHENTICATION_COOKIE } from '../authentication/open.ts';
import { isConfirmed } from '../confirmed.ts';
import { safeReturnPath } from '../rules/origin.ts';
import { setAuthentication } from './request.ts';

const ACCOUNT = '/tai-khoan';

/** Sends the owner of a session to prove again who they are, when that is too long ago or too weak; true: sent. */
export async function sentToConfirm(
  request: FastifyRequest,
  reply: FastifyReply,
  services: Services,
  returnPath: string,
): Promise<boolean> {
  if (await isConfirmed(services.db, asAccount(request.actor), now())) return false;
  await reply.redirect(`/tai-khoan/xac-nhan?tiep=${encodeURIComponent(returnPath)}`, 303);
  return true;
}

/** The way to a fresh proof of who one is, and back. */
export const confirmRoutes: Routes = (app, services) => {
  const config = { permission: 'signed-in' };
  const Way = Type.Object({
    tiep: Type.Optional(Type.String({ maxLength: 2000 })),
    'xac-thuc': Type.Optional(Type.String({ maxLength: 64 })),
  });

  app.get<{ Querystring: { tiep?: string } }>('/tai-khoan/xac-nhan', { config, schema: { querystring: Way } }, async (request, reply) => {
    const after = safeReturnPath(request.query.tiep, ACCOUNT);
    const returnPath = `/tai-khoan/xac-nhan/xong?tiep=${encodeURIComponent(after)}`;
    const { path, token } = await services.act(askConfirmation, request.actor, { returnPath });
    setAuthentication(reply, token, services.config.publicUrl);
    return reply.redirect(path, 303);
  });

  app.get<{ Querystring: { tiep?: string; 'xac-thuc'?: string } }>(
    '/tai-khoan/xac-nhan/xong',
    { config, schema: { querystring: Way } },
    async (request, reply) => {
      const authenticationId = request.query['xac-thuc'] ?? '';
      const token = request.cookies[AUTHENTICATION_COOKIE] ?? '';
      const { confirmed } = await services.act(confirmSession, request.actor, { authenticationId, token });
      void reply.clearCookie(AUTHENTICATION_COOKIE, { path: '/' });
      return reply.redirect(confirmed ? safeReturnPath(request.query.tiep, ACCOUNT) : ACCOUNT, 303);
    },
  );
};
