import type { FastifyReply, FastifyRequest } from 'fastify';
import { type Client, errors } from 'oidc-provider';
import { AUTHENTICATION_COOKIE, authenticationResult, mandatesFor, openAuthentication } from '#core/identity/index.ts';
import type { Services } from '#kernel/http/services.ts';
import type { Routes } from '#kernel/module.ts';
import { systemActor } from '#kernel/permission.ts';
import { Type } from '#kernel/schema.ts';
import { instant, now } from '#kernel/time.ts';
import { giveConsent } from '../actions/give-consent.ts';
import { levelDemanded, ownMetadata, UNMET } from '../provider/demands.ts';
import { askedScopes } from '../provider/grants.ts';
import { MOUNT } from '../provider/paths.ts';
import { type OpenProvider, providerOf } from '../provider/provider.ts';
import { originsOf } from '../provider/shown.ts';
import { acrOf } from '../rules/levels.ts';
import { personIdOf } from '../provider/whom.ts';
import { ActingPage } from '../views/acting-page.tsx';
import { ConsentPage } from '../views/consent-page.tsx';
import { ErrorPage } from '../views/error-page.tsx';
import { LeavingPage } from '../views/leaving-page.tsx';
import { allowForms } from './form-policy.ts';

type Provider = OpenProvider['provider'];
type Interaction = Awaited<ReturnType<Provider['interactionDetails']>>;
type Result = Parameters<Provider['interactionResult']>[2];

/** What a person is asked, for whom, in which browser. */
interface Asked {
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
  readonly services: Services;
  readonly provider: Provider;
  readonly interaction: Interaction;
  readonly client: Client;
  readonly path: string;
}

/** Runs a step of an interaction that this browser is in; the page that says it has expired otherwise. */
async function inInteraction(
  request: FastifyRequest,
  reply: FastifyReply,
  services: Services,
  step: (asked: Asked) => Promise<FastifyReply>,
): Promise<FastifyReply> {
  const { provider } = await providerOf(services);
  const interaction = await provider.interactionDetails(request.raw, reply.raw).catch((error: unknown) => {
    if (error instanceof errors.SessionNotFound) return undefined;
    throw error;
  });
  const { uid } = request.params as { uid: string };
  const client = interaction && (await provider.Client.find(String(interaction.params['client_id'])));
  if (!interaction || interaction.uid !== uid || !client) return reply.page(ErrorPage({}), { status: 400 });
  return step({ request, reply, services, provider, interaction, client, path: `${MOUNT}/viec/${uid}` });
}

function titleOf(client: Client) {
  return { vi: client.clientName ?? client.clientId, en: ownMetadata(client).title_en };
}

/** Goes on with the result: at once where the way ends on this site, over a page of its own where it ends on another. */
async function goOn({ request, reply, services, provider, interaction, client }: Asked, result: Result): Promise<FastifyReply> {
  const url = await provider.interactionResult(request.raw, reply.raw, result);
  const target = originsOf([String(interaction.params['redirect_uri'])])[0];
  if (target === new URL(services.config.publicUrl).origin) return reply.redirect(url, 303);
  return reply.page(LeavingPage({ url, client: titleOf(client) }));
}

/** Age that a log-in may have: `prompt=login` wants a new one whatever `max_age` says. */
function freshSeconds({ prompt, params }: Interaction): number | undefined {
  if (prompt.reasons.includes('login_prompt')) return 0;
  return params['max_age'] === undefined ? undefined : Number(params['max_age']);
}

async function openLogin({ reply, services, provider, interaction, client, path }: Asked): Promise<FastifyReply> {
  const fresh = freshSeconds(interaction);
  const session = interaction.session?.uid === undefined ? undefined : await provider.Session.findByUid(interaction.session.uid);
  // More is asked of whoever is logged in; what `max_age` calls too old does not count towards it.
  const { reasons } = interaction.prompt;
  const more = reasons.includes('level') && reasons.every((reason) => reason === 'level' || reason === 'max_age');
  const stepUp = more && session?.accountId !== undefined;
  const hint = interaction.params['login_hint'];
  const { path: to, token } = await openAuthentication(
    services.db,
    {
      minimumLevel: levelDemanded(interaction.params, client),
      forWhom: titleOf(client),
      returnPath: path,
      ...(typeof hint === 'string' ? { loginHint: hint } : {}),
      ...(fresh === undefined ? {} : { freshSeconds: fresh }),
      ...(stepUp
        ? { accountId: session.accountId!, factorsSoFar: session.amr ?? [], factorsAt: instant((session.loginTs ?? 0) * 1000) }
        : {}),
    },
    now(),
  );
  const secure = services.config.publicUrl.startsWith('https:');
  return reply.setCookie(AUTHENTICATION_COOKIE, token, { path: '/', httpOnly: true, sameSite: 'lax', secure }).redirect(to, 303);
}

/** Takes the result of the authentication that the browser comes back from. */
async function takeLogin(asked: Asked, id: string): Promise<FastifyReply> {
  const { request, reply, services, interaction, client } = asked;
  const result = await authenticationResult(services.db, id, request.cookies[AUTHENTICATION_COOKIE]);
  // Taken already (the page was loaded twice) or over: ask again.
  if (!result) return openLogin(asked);
  void reply.clearCookie(AUTHENTICATION_COOKIE, { path: '/' });
  if ('failed' in result) {
    return goOn(asked, {
      error: result.failed === 'unmet' ? UNMET : 'access_denied',
      error_description: result.failed === 'unmet' ? 'the demanded level cannot be reached' : 'the person did not log in',
    });
  }
  if (result.level < levelDemanded(interaction.params, client)) {
    return goOn(asked, { error: UNMET, error_description: 'the demanded level was not reached' });
  }
  const ts = Math.floor(result.at.getTime() / 1000);
  return goOn(asked, { login: { accountId: result.accountId, acr: acrOf(result.level), amr: [...result.amr], ts, remember: false } });
}

async function askConsent({ reply, interaction, client, path }: Asked): Promise<FastifyReply> {
  const { params } = interaction;
  const redirect = String(params['redirect_uri']);
  return allowForms(reply, originsOf([redirect])).page(
    ConsentPage({
      action: `${path}/dong-y`,
      client: titleOf(client),
      host: new URL(redirect).host,
      scopes: askedInAll(interaction),
      offline: String(params['scope']).split(' ').includes('offline_access'),
    }),
  );
}

/** What an interaction asks consent for. */
function askedInAll({ params }: Interaction) {
  const claims = JSON.parse(String(params['claims'] ?? '{}')) as { id_token?: object; userinfo?: object };
  return askedScopes(String(params['scope'] ?? '').split(' '), [
    ...Object.keys(claims.id_token ?? {}),
    ...Object.keys(claims.userinfo ?? {}),
  ]);
}

async function answerConsent(asked: Asked): Promise<FastifyReply> {
  const { request, services, interaction, client } = asked;
  const accountId = interaction.session?.accountId;
  const { answer } = request.body as { answer?: unknown };
  if (answer !== 'yes' || accountId === undefined || interaction.prompt.name !== 'consent') {
    return goOn(asked, { error: 'access_denied', error_description: 'the person did not agree' });
  }
  const input = { accountId, clientId: client.clientId, scopes: askedInAll(interaction) };
  await services.act(giveConsent, systemActor('eid'), input);
  return goOn(asked, { consent: {} });
}

/** The mandates that the person of an interaction holds now. */
async function mandatesOf({ services: { db }, interaction }: Asked) {
  const accountId = interaction.session?.accountId;
  return accountId === undefined ? [] : mandatesFor(db, await personIdOf(db, accountId), now());
}

async function askActing(asked: Asked): Promise<FastifyReply> {
  const { reply, client, path, interaction } = asked;
  const mandates = await mandatesOf(asked);
  return allowForms(reply, originsOf([String(interaction.params['redirect_uri'])])).page(
    ActingPage({ action: `${path}/thay-ai`, client: titleOf(client), mandates }),
  );
}

async function answerActing(asked: Asked): Promise<FastifyReply> {
  const { mandate } = asked.request.body as { mandate?: unknown };
  const chosen = (await mandatesOf(asked)).find(({ id }) => id === mandate);
  // Revoked since the page was shown, or not theirs.
  if (mandate !== '' && !chosen) return askActing(asked);
  return goOn(asked, { mandate: { id: chosen?.id ?? null } });
}

const Uid = Type.Object({ uid: Type.String({ maxLength: 64 }) });

/** The pages between a client's request and its answer: who the person is, and what the client may know. */
export const interactionRoutes: Routes = (app, services) => {
  const config = { permission: 'public' };
  const Way = Type.Object({ 'xac-thuc': Type.Optional(Type.String({ maxLength: 64 })) });
  app.get<{ Querystring: { 'xac-thuc'?: string } }>(
    `${MOUNT}/viec/:uid`,
    { config, schema: { params: Uid, querystring: Way } },
    (request, reply) =>
      inInteraction(request, reply, services, (asked) => {
        const id = request.query['xac-thuc'];
        const { name } = asked.interaction.prompt;
        if (name === 'consent') return askConsent(asked);
        if (name === 'mandate') return askActing(asked);
        return id === undefined ? openLogin(asked) : takeLogin(asked, id);
      }),
  );
  const form = { config, schema: { params: Uid, body: Type.Record(Type.String(), Type.Unknown()) } };
  app.post(`${MOUNT}/viec/:uid/dong-y`, form, (request, reply) => inInteraction(request, reply, services, answerConsent));
  app.post(`${MOUNT}/viec/:uid/thay-ai`, form, (request, reply) => inInteraction(request, reply, services, answerActing));
};
