/** What each scope lets a client know; `openid` always, the rest after the person has agreed. */
export const CLAIMS_OF_SCOPE = {
  openid: ['sub', 'account_level', 'acting_for'],
  profile: ['name', 'birthdate'],
  personal_number: ['personal_number'],
} as const;

/** Scopes that a person is asked about. */
export const ASKED_SCOPES = ['profile', 'personal_number'] as const;

export type AskedScope = (typeof ASKED_SCOPES)[number];

/** Every scope there is; `offline_access`: tokens that outlive the session. */
export const SCOPES: readonly string[] = [...Object.keys(CLAIMS_OF_SCOPE), 'offline_access'];

/** The scope that a claim comes with. */
export function scopeOfClaim(claim: string): string | undefined {
  return Object.entries(CLAIMS_OF_SCOPE).find(([, claims]) => (claims as readonly string[]).includes(claim))?.[0];
}

/** Claims that say something of the person themselves. */
const TOLD = ['name', 'birthdate', 'personal_number', 'account_level'];

interface Requested {
  readonly scope?: string | undefined;
  readonly claims?: { readonly id_token?: object | undefined; readonly userinfo?: object | undefined } | undefined;
}

/** Names of what a code or token gives its client to know, for the owner's history. */
export function claimNamesOf({ scope = '', claims }: Requested): string[] {
  const byScope = scope.split(' ').flatMap((name): readonly string[] => CLAIMS_OF_SCOPE[name as keyof typeof CLAIMS_OF_SCOPE] ?? []);
  const single = [...Object.keys(claims?.id_token ?? {}), ...Object.keys(claims?.userinfo ?? {})];
  const named = new Set([...byScope, ...single]);
  return TOLD.filter((name) => named.has(name));
}
