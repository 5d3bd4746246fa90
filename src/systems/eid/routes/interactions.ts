import type { FastifyReply, FastifyRequest } from 'fastify';
import { type Client, errors } from 'oidc-provider';
import { AUTHENTICATION_COOKIE, mandatesFor } from '#core/identity/index.ts';
import type { Services } from '#kernel/http/services.ts';
import type { Routes } from '#kernel/module.ts';
import { systemActor } from '#kernel/permission.ts';
import { Type } from '#kernel/schema.ts';
import { now } from '#kernel/time.ts';
import { giveConsent } from '../actions/give-consent.ts';
import { askedScopes } from '../provider/grants.ts';
import { openLogIn, titleOf } from '../provider/log-in.ts';
import { MOUNT } from '../provider/paths.ts';
import { type OpenProvider, providerOf } from '../provider/provider.ts';
import { originsOf } from '../provider/shown.ts';
import { personIdOf } from '../provider/whom.ts';
import { ActingPage } from '../views/acting-page.tsx';
import { ConsentPage } from '../views/consent-page.tsx';
import { ErrorPage } from '../views/error-page.tsx';
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

/** Goes on with the result, where the library does with the request. */
async function goOn({ request, reply, provider }: Asked, result: Result): Promise<FastifyReply> {
  return reply.redirect(await provider.interactionResult(request.raw, reply.raw, result), 303);
}

/** A log-in is asked on pages of its own; here comes only who went back to the address of its interaction. */
async function askLogIn({ reply, services, provider, interaction, client }: Asked): Promise<FastifyReply> {
  const uid = interaction.session?.uid;
  const session = uid === undefined ? undefined : await provider.Session.findByUid(uid);
  const { path, token } = await openLogIn(services, interaction, client, session);
  const secure = services.config.publicUrl.startsWith('https:');
  return reply.setCookie(AUTHENTICATION_COOKIE, token, { path: '/', httpOnly: true, sameSite: 'lax', secure }).redirect(path, 303);
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
  app.get(`${MOUNT}/viec/:uid`, { config, schema: { params: Uid } }, (request, reply) =>
    inInteraction(request, reply, services, (asked) => {
      const { name } = asked.interaction.prompt;
      if (name === 'consent') return askConsent(asked);
      return name === 'mandate' ? askActing(asked) : askLogIn(asked);
    }),
  );
  const form = { config, schema: { params: Uid, body: Type.Record(Type.String(), Type.Unknown()) } };
  app.post(`${MOUNT}/viec/:uid/dong-y`, form, (request, reply) => inInteraction(request, reply, services, answerConsent));
  app.post(`${MOUNT}/viec/:uid/thay-ai`, form, (request, reply) => inInteraction(request, reply, services, answerActing));
};
