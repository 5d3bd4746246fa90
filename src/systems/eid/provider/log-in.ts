import type { Client, Interaction, KoaContextWithOIDC, Provider } from 'oidc-provider';
import { askResult, AUTHENTICATION_COOKIE, type AuthenticationResult, openAuthentication, OWN_CLIENT } from '#core/identity/index.ts';
import { runTogether } from '#kernel/db.ts';
import type { Services } from '#kernel/http/services.ts';
import { instant, now } from '#kernel/time.ts';
import { acrOf } from '../rules/levels.ts';
import { LeavingPage } from '../views/leaving-page.tsx';
import { askModel } from './adapter.ts';
import { levelDemanded, ownMetadata, UNMET } from './demands.ts';
import { foresee, writeSoon } from './one-request.ts';
import { interactionPath, MOUNT, wishedLanguage } from './paths.ts';
import { originsOf, show, showSentForm } from './shown.ts';

type Session = InstanceType<Provider['Session']>;
type Context = Pick<KoaContextWithOIDC, 'method' | 'path' | 'query' | 'cookies' | 'req' | 'status' | 'response' | 'redirect' | 'remove'> &
  Partial<Pick<KoaContextWithOIDC, 'oidc'>>;

/** Where a log-in begins: the page on which its person proves who they are, and the token that binds it to the browser. */
export interface OpenedLogIn {
  readonly path: string;
  readonly token: string;
}

type Asked = Pick<Interaction, 'uid' | 'params' | 'prompt'>;

export function titleOf(client: Client) {
  return { vi: client.clientName ?? client.clientId, en: ownMetadata(client).title_en };
}

/** Age that a log-in may have: `prompt=login` wants a new one whatever `max_age` says. */
function freshSeconds({ prompt, params }: Asked): number | undefined {
  if (prompt.reasons.includes('login_prompt')) return 0;
  return params['max_age'] === undefined ? undefined : Number(params['max_age']);
}

/** Opens the authentication that an interaction waits for. It comes back to where the library goes on with the request. */
export async function openLogIn({ db }: Services, asked: Asked, client: Client, session: Session | undefined): Promise<OpenedLogIn> {
  const { params, prompt, uid } = asked;
  const fresh = freshSeconds(asked);
  // More is asked of whoever is logged in; what `max_age` calls too old does not count towards it.
  const { reasons } = prompt;
  const more = reasons.includes('level') && reasons.every((reason) => reason === 'level' || reason === 'max_age');
  const accountId = more ? session?.accountId : undefined;
  const hint = params['login_hint'];
  const { path, token } = await openAuthentication(
    db,
    {
      minimumLevel: levelDemanded(params, client),
      forWhom: titleOf(client),
      returnPath: `${MOUNT}/auth/${uid}`,
      takesTemporary: client.clientId === OWN_CLIENT,
      ...(typeof hint === 'string' ? { loginHint: hint } : {}),
      ...(fresh === undefined ? {} : { freshSeconds: fresh }),
      ...(accountId === undefined
        ? {}
        : { accountId, factorsSoFar: session?.amr ?? [], factorsAt: instant((session?.loginTs ?? 0) * 1000) }),
    },
    now(),
    (statement) => writeSoon(db, statement),
  );
  const language = path.startsWith('/xac-thuc/') ? wishedLanguage(params) : '';
  return { path: path + language, token };
}

/** What the library is told of an authentication's result; undefined: it was taken already (the page was loaded twice), or is over. */
function resultOf(client: Client, params: Asked['params'], result: AuthenticationResult | undefined) {
  if (!result) return undefined;
  if ('failed' in result) {
    return result.failed === 'unmet'
      ? { error: UNMET, error_description: 'the demanded level cannot be reached' }
      : { error: 'access_denied', error_description: 'the person did not log in' };
  }
  if (result.level < levelDemanded(params, client)) return { error: UNMET, error_description: 'the demanded level was not reached' };
  const ts = Math.floor(result.at.getTime() / 1000);
  return { login: { accountId: result.accountId, acr: acrOf(result.level), amr: [...result.amr], ts, remember: false } };
}

const opened = new WeakMap<object, OpenedLogIn>();

/** Address for what the library asks a person; a log-in is opened at once, without a page between that only leads on. */
export function askPerson(services: Services) {
  return async (ctx: KoaContextWithOIDC, interaction: Interaction): Promise<string> => {
    const { client, session } = ctx.oidc;
    if (interaction.prompt.name === 'login' && client) opened.set(ctx.req, await openLogIn(services, interaction, client, session));
    return interactionPath(ctx, interaction);
  };
}

/** Sends the browser to prove who its person is. */
function lead(ctx: Context, { path, token }: OpenedLogIn, secure: boolean): void {
  ctx.cookies.set(AUTHENTICATION_COOKIE, token, { path: '/', httpOnly: true, sameSite: 'lax', secure, signed: false, overwrite: true });
  ctx.redirect(path);
}

const WAY_BACK = /^\/auth\/([\w-]{1,64})$/;

/**
 * Takes the result of an authentication that the browser comes back with, for the library to find in the interaction. Returns
 * a new log-in where there is none to take.
 */
async function takeResult(provider: Provider, services: Services, ctx: Context, uid: string): Promise<OpenedLogIn | undefined> {
  const id = ctx.query['xac-thuc'];
  // Only the browser in which the interaction is: the library says the same afterwards, but the result can be taken once.
  if (typeof id !== 'string' || ctx.cookies.get(provider.cookieName('resume'), { signed: true }) !== uid) return undefined;
  // Both at once. Where the interaction is no more the result is taken in vain: there is nothing left that it could be for.
  const [asking, taking] = [askModel('Interaction', uid), askResult(id, ctx.cookies.get(AUTHENTICATION_COOKIE, { signed: false }), now())];
  const [rows = [], taken = []] = await runTogether(services.db, [asking.statement, ...(taking ? [taking.statement] : [])]);
  const found = asking.read(rows);
  const params = (found?.params ?? {}) as Asked['params'];
  const client = found && (await provider.Client.find(String(params['client_id'])));
  const asked = { uid, params, prompt: found?.['prompt'] as Asked['prompt'] };
  if (!client || asked.prompt.name !== 'login') return undefined;
  const result = resultOf(client, params, taking?.read(taken));
  if (!result) {
    const { uid: sessionUid } = (found.session ?? {}) as { uid?: string };
    return openLogIn(services, asked, client, sessionUid === undefined ? undefined : await provider.Session.findByUid(sessionUid));
  }
  const before = found['lastSubmission'] as object | undefined;
  foresee('Interaction', uid, { ...found, result: 'error' in result ? result : { ...before, ...result } });
  ctx.cookies.set(AUTHENTICATION_COOKIE, null, { path: '/', signed: false });
  return undefined;
}

/** Over a page of its own where the way ends on another site; see LeavingPage. */
function leaveByPage(ctx: Context, home: string): void {
  const { oidc } = ctx;
  const url = ctx.response.get('Location');
  if (oidc?.route !== 'resume' || !oidc.client || url === '' || originsOf([url])[0] === home) return;
  ctx.remove('Location');
  show(ctx as KoaContextWithOIDC, { page: LeavingPage({ url, client: titleOf(oidc.client) }), status: 200 });
}

/** The steps around the library that a log-in needs of the browser. */
export function registerLogIn(provider: Provider, services: Services): void {
  const { origin, protocol } = new URL(services.config.publicUrl);
  const secure = protocol === 'https:';
  provider.use(async (ctx, next) => {
    const [, uid] = ctx.method === 'GET' ? (WAY_BACK.exec(ctx.path) ?? []) : [];
    const anew = uid === undefined ? undefined : await takeResult(provider, services, ctx, uid);
    if (anew) return lead(ctx, anew, secure);
    await next();
    const begun = opened.get(ctx.req);
    if (begun) lead(ctx, begun, secure);
    else leaveByPage(ctx, origin);
    if (ctx.oidc) await showSentForm(ctx as KoaContextWithOIDC);
  });
}
