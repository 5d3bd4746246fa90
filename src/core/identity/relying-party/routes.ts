import type { FastifyReply, FastifyRequest } from 'fastify';
import { submit } from '#kernel/http/forms.ts';
import type { Services } from '#kernel/http/services.ts';
import { isId, newId } from '#kernel/id.ts';
import type { Routes } from '#kernel/module.ts';
import { systemActor } from '#kernel/permission.ts';
import { notFound, Problem } from '#kernel/problem.ts';
import { Type } from '#kernel/schema.ts';
import { now } from '#kernel/time.ts';
import { accountOf, actorOf, asAccount, forgetActors } from '../actor.ts';
import { AnyForm, originOf, setSession } from '../routes/request.ts';
import { safeReturnPath } from '../rules/origin.ts';
import { newSessionToken } from '../sessions.ts';
import { type Answer, readAnswer } from './answer.ts';
import { endProviderSessions } from './end-provider-sessions.ts';
import { accountClosed, identityLocked, notOurSignIn, otherAccount } from './errors.ts';
import { finishSignIn, type FinishedSignIn } from './finish-sign-in.ts';
import { dropFlow, findFlow, type Flow } from './flow.ts';
import { heldForm } from './hold-form.ts';
import { linkAccount, linkCookieOf, openLinkRequest } from './link-account.ts';
import { readLogoutToken } from './logout-token.ts';
import type { Provider } from './provider.ts';
import { linkedAccount, providerRules } from './queries.ts';
import { BACK_CHANNEL, beginSignIn, CALLBACK, type RelyingParty, SIGNED_OUT } from './relying-party.ts';
import { LINK_SECONDS } from './resolve-account.ts';
import { HeldFormPage, LinkPage, SignedOutPage, SignInFailedPage } from '../views/relying-party/pages.tsx';

const LINK_PATH = '/lien-ket-dinh-danh';
const LINK_COOKIE = 'lien-ket';
const theRelyingParty = systemActor('relying-party');

/** Where somebody lands who was not on the way to anything: officials at what waits for them, everybody else at their own page. */
export function landing(actor: ReturnType<typeof accountOf>): string {
  if (actor?.mustChangePassword) return '/tai-khoan/mat-khau';
  return actor && actor.posts.length > 0 ? '/ban-lam-viec' : '/tai-khoan';
}

/** The provider's answer: a session, or a page that says what happened. */
async function callback(request: FastifyRequest, reply: FastifyReply, services: Services, parties: RelyingParty): Promise<FastifyReply> {
  const url = new URL(request.url, services.config.publicUrl);
  const state = url.searchParams.get('state') ?? '';
  const flow = findFlow(request, state, now());
  const provider = parties.of(flow?.provider);
  try {
    if (!flow || !provider) throw notOurSignIn();
    dropFlow(reply, state);
    return await finish(request, reply, services, { provider, flow, url });
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    const account = accountOf(request.actor);
    // The way back pressed, or the page loaded again: whoever is in is in.
    if (!flow && account) return reply.redirect(landing(account), 303);
    const again = `/dang-nhap?tiep=${encodeURIComponent(flow?.returnPath ?? '')}`;
    const page = SignInFailedPage({ problem: error, requestId: request.id, again, goOn: account ? landing(account) : undefined });
    return reply.headers(error.headers).page(page, { status: error.status });
  }
}

interface Returned {
  readonly provider: Provider;
  readonly flow: Flow;
  readonly url: URL;
}

async function finish(request: FastifyRequest, reply: FastifyReply, services: Services, returned: Returned): Promise<FastifyReply> {
  const { provider, flow, url } = returned;
  const { db, log, config } = services;
  const answer = await readAnswer(provider, flow, url, await providerRules(db, now()), log);
  const { token, tokenHash } = newSessionToken();
  const link = newSessionToken();
  const before = accountOf(request.actor);
  const done = await services.act(finishSignIn, theRelyingParty, {
    ...(await whoItIs(services, provider, answer)),
    state: flow.state,
    tokenHash,
    browserHash: link.tokenHash,
    origin: originOf(request),
    ...(flow.accountId === undefined ? {} : { accountId: flow.accountId }),
    ...(before
      ? {
          replaces: { accountId: before.id, sessionId: before.sessionId, ...(before.posts[0] ? { assignmentId: before.posts[0].id } : {}) },
        }
      : {}),
  });
  refuseUnfinished(done);
  const secure = config.publicUrl.startsWith('https:');
  if (done.outcome === 'unlinked') {
    const cookie = { path: LINK_PATH, httpOnly: true, sameSite: 'lax', secure, maxAge: LINK_SECONDS } as const;
    return reply.setCookie(LINK_COOKIE, `${done.linkId}.${link.token}`, cookie).redirect(LINK_PATH, 303);
  }
  forgetActors(db);
  setSession(reply, token, config.publicUrl);
  const fallback = landing(accountOf(await actorOf(db, token, now())));
  return reply.redirect(fallback === '/tai-khoan/mat-khau' ? fallback : safeReturnPath(flow.returnPath, fallback), 303);
}

function refuseUnfinished({ outcome }: FinishedSignIn): void {
  if (outcome === 'replayed') throw notOurSignIn();
  if (outcome === 'other-account') throw otherAccount();
  if (outcome === 'closed') throw accountClosed();
  if (outcome === 'locked') throw identityLocked();
}

/** What the action needs of the answer; the provider is asked who a person is only when nobody here knows. */
async function whoItIs({ db }: Services, provider: Provider, answer: Answer) {
  const { issuer, kind } = provider;
  const known = kind === 'own' || (await linkedAccount(db, issuer, answer.subject)) !== undefined;
  const claims = known ? undefined : await answer.claims();
  const accountLevel = claims?.accountLevel ?? answer.accountLevel;
  return {
    provider: kind,
    issuer,
    subject: answer.subject,
    level: answer.level,
    amr: answer.amr,
    authenticatedAt: answer.authenticatedAt,
    idToken: answer.idToken,
    ...(accountLevel === undefined ? {} : { accountLevel }),
    ...(answer.providerSession === undefined ? {} : { providerSession: answer.providerSession }),
    ...(claims ? { claims: Object.fromEntries(Object.entries(claims).filter(([, value]) => value !== undefined)) } : {}),
  };
}

/** A provider's word that a session is over; answered as OpenID Connect Back-Channel Logout 1.0 §2.8 says. */
async function backChannel(request: FastifyRequest, reply: FastifyReply, services: Services, parties: RelyingParty): Promise<FastifyReply> {
  void reply.header('cache-control', 'no-store');
  const token = (request.body as { logout_token?: unknown } | undefined)?.logout_token;
  for (const provider of [parties.of('outside'), parties.of('own')]) {
    if (!provider || typeof token !== 'string') continue;
    const message = await readLogoutToken(provider, token).catch((error: unknown) => {
      services.log.warn({ issuer: provider.issuer, reason: (error as Error).message }, 'a log-out message was refused');
    });
    if (!message) continue;
    const done = await services.act(endProviderSessions, theRelyingParty, { issuer: provider.issuer, ...message });
    if (done.replayed) break;
    forgetActors(services.db);
    return reply.code(200).send();
  }
  return reply
    .code(400)
    .send({ error: 'invalid_request', error_description: 'not a log-out token that this client takes, or one it has had' });
}

const Anything = Type.Record(Type.String(), Type.Unknown());
const StepUp = Type.Object({ muc: Type.Integer({ minimum: 1, maximum: 4 }), tiep: Type.Optional(Type.String({ maxLength: 2_000 })) });

/** The site as a client of identity providers: the way back, stronger authentication, log-out, linking. */
export function relyingPartyRoutes(parties: RelyingParty): Routes {
  return async (app, services) => {
    const open = { permission: 'public' };
    app.get(CALLBACK, { config: open, schema: { querystring: Anything } }, (request, reply) => callback(request, reply, services, parties));
    app.post(BACK_CHANNEL, { config: open, schema: { body: Type.Optional(AnyForm) } }, (request, reply) =>
      backChannel(request, reply, services, parties),
    );
    app.get(SIGNED_OUT, { config: open, schema: { querystring: Anything } }, (_request, reply) =>
      reply.page(SignedOutPage({ there: undefined })),
    );
    app.get<{ Querystring: { muc: number; tiep?: string } }>(
      '/dang-nhap/nang-muc',
      { config: { permission: 'signed-in' }, schema: { querystring: StepUp } },
      (request, reply) => {
        const { muc, tiep = '' } = request.query;
        const account = asAccount(request.actor);
        if (account.level >= muc) return reply.redirect(safeReturnPath(tiep, landing(account)), 303);
        return beginSignIn(request, reply, services, parties.usual, { returnPath: tiep, level: muc, accountId: account.id });
      },
    );
    app.get<{ Params: { id: string } }>('/gui-lai/:id', { config: { permission: 'signed-in' }, schema: {} }, async (request, reply) => {
      const { id } = request.params;
      const form = isId(id) ? await heldForm(services.db, id, asAccount(request.actor).id, now()) : undefined;
      if (!form) throw notFound();
      return reply.page(HeldFormPage({ form }));
    });
    await linkRoutes(app, services);
  };
}

/** Showing which account belongs to an electronic identity from outside. */
const linkRoutes: Routes = (app, services) => {
  const signIn = `/dang-nhap?noi=tai-day&tiep=${encodeURIComponent(LINK_PATH)}`;
  const page = async (request: FastifyRequest, problem?: Problem) => {
    const cookie = linkCookieOf(request.cookies[LINK_COOKIE]);
    const wanted = cookie && (await openLinkRequest(services.db, cookie.id, cookie.tokenHash, now()));
    if (!wanted) throw notOurSignIn();
    const account = accountOf(request.actor);
    const proven = account !== undefined && account.authenticatedAt >= wanted.createdAt;
    const name = wanted.claims.fullName ?? '';
    return LinkPage({ name, accountName: proven ? account.name : undefined, signIn, ...(problem ? { problem } : {}) });
  };
  app.get(LINK_PATH, { config: { permission: 'public' }, schema: {} }, async (request, reply) => reply.page(await page(request)));
  app.post(LINK_PATH, { config: { permission: 'signed-in' }, schema: { body: AnyForm } }, (request, reply) => {
    const cookie = linkCookieOf(request.cookies[LINK_COOKIE]);
    void reply.clearCookie(LINK_COOKIE, { path: LINK_PATH });
    return submit(request, reply, services, {
      action: linkAccount,
      input: { id: cookie?.id ?? newId(), tokenHash: cookie?.tokenHash.toString('hex') ?? '0'.repeat(64) },
      done: () => '/tai-khoan',
      again: (problem) => page(request, problem),
    });
  });
};
