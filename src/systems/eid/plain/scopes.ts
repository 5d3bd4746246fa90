import type { AdapterPayload } from 'oidc-provider';

/** What of a code's or token's scopes its grant holds, in the grant's order. */
export function grantedScope(scope: string | undefined, grant: AdapterPayload | null): string {
  const asked = new Set(scope?.split(' '));
  const { scope: granted = '' } = (grant?.openid ?? {}) as { readonly scope?: string };
  return granted
    .split(' ')
    .filter((one) => asked.has(one))
    .join(' ');
}
