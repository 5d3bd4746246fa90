import type { IncomingMessage } from 'node:http';
import type { KoaContextWithOIDC } from 'oidc-provider';
import type { VNode } from 'preact';
import { ownMetadata } from './demands.ts';
import { ErrorPage } from '../views/error-page.tsx';
import { HandOverPage } from '../views/hand-over-page.tsx';
import { LoggedOutPage, LogoutPage } from '../views/logout-page.tsx';

/** A page that the provider wants shown; the route sends it in the product's frame. */
export interface Shown {
  readonly page: VNode;
  readonly status: number;
  /** Other sites that a form of the page leads to. */
  readonly leadsTo?: readonly string[];
}

const asked = new WeakMap<IncomingMessage, Shown>();

/** The page that was asked for while a request was handled. */
export function shownFor(request: IncomingMessage): Shown | undefined {
  return asked.get(request);
}

/** Has a page shown instead of the library's answer. */
export function show(ctx: KoaContextWithOIDC, shown: Shown): void {
  // The framework then writes nothing itself.
  ctx.respond = false;
  asked.set(ctx.req, shown);
}

/** Origins of addresses, for the policy of what a page's forms may lead to. */
export function originsOf(uris: readonly (string | undefined)[]): string[] {
  return [...new Set(uris.flatMap((uri) => (uri === undefined ? [] : (URL.parse(uri)?.origin ?? []))))].filter(
    (origin) => origin !== 'null',
  );
}

/** What went wrong where it cannot be told to the client: the person reads it here. */
export async function showError(ctx: KoaContextWithOIDC, out: { error: string; error_description?: string | undefined }): Promise<void> {
  show(ctx, { page: ErrorPage({ code: out.error, detail: out.error_description }), status: ctx.status >= 400 ? ctx.status : 400 });
}

/** Asks whether to log out everywhere; `form` is the library's own, of which only the secret is taken. */
export async function showLogout(ctx: KoaContextWithOIDC, form: string): Promise<void> {
  const secret = /name="xsrf" value="([^"]+)"/.exec(form)?.[1] ?? '';
  const after = ctx.oidc.session?.state?.['postLogoutRedirectUri'];
  show(ctx, {
    page: LogoutPage({ secret, client: ctx.oidc.client?.clientName }),
    status: 200,
    leadsTo: originsOf([typeof after === 'string' ? after : undefined]),
  });
}

export async function showLoggedOut(ctx: KoaContextWithOIDC): Promise<void> {
  show(ctx, { page: LoggedOutPage(), status: 200 });
}

const ENTITIES: Readonly<Record<string, string>> = { '&amp;': '&', '&lt;': '<', '&gt;': '>', '&quot;': '"', '&#39;': "'" };
const plain = (text: string): string => text.replace(/&(?:amp|lt|gt|quot|#39);/g, (entity) => ENTITIES[entity] ?? entity);

/**
 * Where the library sends a form by a script of its own, which no page of this site may hold, a page of ours sends it: an answer
 * to a site (response_mode=form_post), or the question of a log-out from whoever is not logged in.
 */
export async function showSentForm(ctx: KoaContextWithOIDC): Promise<void> {
  const { body, oidc } = ctx;
  if (typeof body !== 'string' || !body.includes('document.forms[0].submit()')) return;
  if (oidc.route === 'end_session') return showLogout(ctx, body);
  const action = plain(/action="([^"]*)"/.exec(body)?.[1] ?? '');
  const fields = [...body.matchAll(/name="([^"]*)" value="([^"]*)"/g)].map(([, name = '', value = '']) => [name, plain(value)] as const);
  const client = { vi: oidc.client?.clientName ?? '', en: oidc.client ? ownMetadata(oidc.client).title_en : '' };
  show(ctx, { page: HandOverPage({ action, fields, client }), status: ctx.status, leadsTo: originsOf([action]) });
}
