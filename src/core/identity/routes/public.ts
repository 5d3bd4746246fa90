import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Services } from '#kernel/http/services.ts';
import type { Routes } from '#kernel/module.ts';
import { anonymous } from '#kernel/permission.ts';
import { type Static, Type } from '#kernel/schema.ts';
import { giveCode } from '../actions/give-code.ts';
import { type SignInResult, signIn } from '../actions/sign-in.ts';
import { signOut } from '../actions/sign-out.ts';
import { accountOf, forgetActors } from '../actor.ts';
import { tooManyGuesses, wrongCode, wrongSignIn } from '../errors.ts';
import { atTheDoor } from '../gate.ts';
import { beginSignIn, openRelyingParty, type RelyingParty } from '../relying-party/relying-party.ts';
import { landing, relyingPartyRoutes } from '../relying-party/routes.ts';
import { signOutEverywhere } from '../relying-party/sign-out.ts';
import { loadLevelRules } from '../authentication/levels.ts';
import { safeReturnPath } from '../rules/origin.ts';
import { hashToken, newSessionToken } from '../sessions.ts';
import { loadSecrets } from '../secrets.ts';
import { CodePage, SignInPage } from '../views/sign-in-page.tsx';
import { enrolmentRoutes } from './enrolment.ts';
import { authenticationRoutes } from './authentication.ts';
import { AnyForm, fieldsOf, orAgain, originOf, setSession, textOf } from './request.ts';

/** Where an official lands who was not on the way to anything: what waits for them. */
const DESK = '/ban-lam-viec';

function problemOf(result: SignInResult) {
  if (result.outcome === 'waiting') return tooManyGuesses(result.waitSeconds);
  return result.outcome === 'wrong-code' ? wrongCode() : wrongSignIn();
}

/** Ends what was signed in here before, gives the browser its new session, and goes on. */
async function welcome(
  request: FastifyRequest,
  reply: FastifyReply,
  services: Services,
  token: string,
  result: SignInResult,
): Promise<FastifyReply> {
  if (accountOf(request.actor)) await services.act(signOut, request.actor, {});
  forgetActors(services.db);
  setSession(reply, token, services.config.publicUrl);
  const asked = textOf(fieldsOf(request), 'tiep');
  return reply.redirect(result.mustChangePassword ? '/tai-khoan/mat-khau' : safeReturnPath(asked, DESK), 303);
}

async function postSignIn(request: FastifyRequest, reply: FastifyReply, services: Services): Promise<FastifyReply> {
  const fields = fieldsOf(request);
  const signInName = textOf(fields, 'signInName');
  const returnPath = textOf(fields, 'tiep');
  const attempt = async (): Promise<FastifyReply> => {
    const { token, tokenHash } = newSessionToken();
    const input = { signInName, password: textOf(fields, 'password'), tokenHash, origin: originOf(request) };
    const result = await atTheDoor(() => services.act(signIn, anonymous, input));
    if (result.outcome === 'signed-in') return welcome(request, reply, services, token, result);
    if (result.outcome === 'locked') return reply.redirect('/mo-khoa', 303);
    if (result.outcome !== 'code-needed') throw problemOf(result);
    setSession(reply, token, services.config.publicUrl);
    return reply.redirect(`/dang-nhap/ma?tiep=${encodeURIComponent(returnPath)}`, 303);
  };
  return orAgain(reply, attempt, (problem) => SignInPage({ returnPath, problem, values: { signInName } }));
}

async function postCode(request: FastifyRequest, reply: FastifyReply, services: Services): Promise<FastifyReply> {
  const fields = fieldsOf(request);
  const returnPath = textOf(fields, 'tiep');
  const attempt = async (): Promise<FastifyReply> => {
    const { token, tokenHash: newTokenHash } = newSessionToken();
    const tokenHash = hashToken(request.sessionToken ?? '').toString('hex');
    const input = { code: textOf(fields, 'code'), tokenHash, newTokenHash, origin: originOf(request) };
    const result = await services.act(giveCode, anonymous, input);
    if (result.outcome === 'signed-in') return welcome(request, reply, services, token, result);
    // The session whose code was awaited is over: the password has to be given again.
    if (result.outcome === 'wrong') return reply.redirect(`/dang-nhap?tiep=${encodeURIComponent(returnPath)}`, 303);
    throw problemOf(result);
  };
  return orAgain(reply, attempt, (problem) => CodePage({ returnPath, problem }));
}

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

/** Sends the browser to the provider that people sign in with; without one, the form of a name and a password. */
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
  await loadLevelRules(services.db);
  await authenticationRoutes(app, services);
  await enrolmentRoutes(app, services);
  const config = { permission: 'public' };

  const parties = openRelyingParty(services, app);
  await relyingPartyRoutes(parties)(app, services);

  app.get<{ Querystring: Static<typeof WhereTo> }>('/dang-nhap', { config, schema: { querystring: WhereTo } }, (request, reply) =>
    showSignIn(request, reply, services, parties),
  );
  app.post('/dang-nhap', { config, schema: { body: AnyForm } }, (request, reply) => postSignIn(request, reply, services));

  app.get<{ Querystring: { tiep?: string } }>('/dang-nhap/ma', { config, schema: { querystring: WhereTo } }, (request, reply) =>
    reply.page(CodePage({ returnPath: request.query.tiep })),
  );
  app.post('/dang-nhap/ma', { config, schema: { body: AnyForm } }, (request, reply) => postCode(request, reply, services));

  app.post('/dang-xuat', { config, schema: { body: Type.Optional(AnyForm) } }, (request, reply) =>
    signOutEverywhere(request, reply, services, parties),
  );
};
