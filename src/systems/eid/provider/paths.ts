import type { Interaction, KoaContextWithOIDC } from 'oidc-provider';
import type { RequestParams } from './demands.ts';

/** Path under which the provider lives; the issuer is the site's public address with it. */
export const MOUNT = '/eid';

/** The part of an address that chooses the language that a client wished for its person; empty when it wished for none of ours. */
export function wishedLanguage(params: RequestParams): string {
  const wished = String(params['ui_locales'] ?? '')
    .split(' ')
    .map((locale) => locale.slice(0, 2));
  const lang = wished.find((one) => one === 'vi' || one === 'en');
  return lang === undefined ? '' : `?lang=${lang}`;
}

/** Where a person is sent when something is asked of them; in the language that the client wished for. */
export function interactionPath(ctx: KoaContextWithOIDC, { uid }: Interaction): string {
  return `${MOUNT}/viec/${uid}${wishedLanguage(ctx.oidc.params ?? {})}`;
}
