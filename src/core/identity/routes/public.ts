import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Services } from '#kernel/http/services.ts';
import type { Routes } from '#kernel/module.ts';
import { type Static, Type } from '#kernel/schema.ts';
import { accountOf } from '../actor.ts';
import { beginSignIn, openRelyingParty, type RelyingParty } from '../relying-party/relying-party.ts';
import { landing, relyingPartyRoutes } from '../relying-party/routes.ts';
import { signOutEverywhere } from '../relying-party/sign-out.ts';
import { now } from '#kernel/time.ts';
import { loadLevelRules } from '../authentication/levels.ts';
import { safeReturnPath } from '../rules/origin.ts';
import { loadSecrets } from '../secrets.ts';
import { enrolmentRoutes } from './enrolment.ts';
import { authenticationRoutes } from './authentication.ts';
import { byPhoneRoutes } from './by-phone.ts';
import { AnyForm } from './request.ts';

/** `noi=tai-day`: with an account of this site, whatever provider people usually sign in with. */
const WhereTo = Type.Object({ tiep: Type.Optional(Type.String({ maxLength: 2000 })), noi: Type.Optional(Type.Literal('tai-day')) });

/**
 * On one machine the site answers to several names, and cookies belong to one: whoever came to 127.0.0.1 signs in at localhost.
 * Only between names of this machine, since behind a proxy the name that a request bears need not be the public one.
 */
function otherLoopback(request: FastifyRequest, publicUrl: string): string | undefined {
  const { hostname, host, port } = new URL(publicUrl);
  const asked = URL.parse(`http://${request.headers.host ?? ''}`);
  const near = ['localhost', '127.0.0.1', '[::1]'];
  if (!asked || asked.host === host || asked.port !== port || !near.includes(hostname) || !near.includes(asked.hostname)) return undefined;
  return `${publicUrl}${request.url}`;
}

/** Sends the browser to the provider that people sign in with: the one way in. */
async function showSignIn(
  request: FastifyRequest<{ Querystring: Static<typeof WhereTo> }>,
  reply: FastifyReply,
  services: Services,
  parties: RelyingParty,
): Promise<FastifyReply> {
  const { tiep = '', noi } = request.query;
  const account = accountOf(request.actor);
  if (account && noi === undefined) return reply.redirect(safeReturnPath(tiep, landing(account)), 303);
  const elsewhere = otherLoopback(request, services.config.publicUrl);
  if (elsewhere) return reply.redirect(elsewhere, 303);
  const provider = noi === undefined ? parties.usual : parties.own;
  return beginSignIn(request, reply, services, provider, { returnPath: tiep, level: 0, anew: noi !== undefined });
}

/** Signing in and out. */
export const publicRoutes: Routes = async (app, services) => {
  await loadSecrets(services.config.dataFolder);
  await loadLevelRules(services.db, now());
  await authenticationRoutes(app, services);
  await byPhoneRoutes(app, services);
  await enrolmentRoutes(app, services);
  const config = { permission: 'public' };

  const parties = openRelyingParty(services, app);
  await relyingPartyRoutes(parties)(app, services);

  app.get<{ Querystring: Static<typeof WhereTo> }>('/dang-nhap', { config, schema: { querystring: WhereTo } }, (request, reply) =>
    showSignIn(request, reply, services, parties),
  );

  app.post('/dang-xuat', { config, schema: { body: Type.Optional(AnyForm) } }, (request, reply) =>
    signOutEverywhere(request, reply, services, parties),
  );
};
