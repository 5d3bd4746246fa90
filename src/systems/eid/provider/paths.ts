import type { Interaction, KoaContextWithOIDC } from 'oidc-provider';

/** Path under which the provider lives; the issuer is the site's public address with it. */
export const MOUNT = '/eid';

/** Where a person is sent when something is asked of them; in the language that the client wished for. */
export function interactionPath(ctx: KoaContextWithOIDC, { uid }: Interaction): string {
  const wished = String(ctx.oidc.params?.['ui_locales'] ?? '')
    .split(' ')
    .map((locale) => locale.slice(0, 2));
  const lang = wished.find((one) => one === 'vi' || one === 'en');
  return `${MOUNT}/viec/${uid}${lang === undefined ? '' : `?lang=${lang}`}`;
}
