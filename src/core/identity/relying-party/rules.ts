import type { Level } from '../rules/levels.ts';

/** How a provider's words are read: rows of identity.provider_rule in force. */
export interface ProviderRule {
  readonly kind: 'acr' | 'account-level' | 'claim';
  readonly issuer: string;
  readonly theirs: string;
  readonly ours: string;
}

/** For every provider without a row of its own. */
export const ANY_ISSUER = '*';

function ruled(rules: readonly ProviderRule[], kind: ProviderRule['kind'], issuer: string): Map<string, string> {
  const of = (whose: string) =>
    rules.filter((rule) => rule.kind === kind && rule.issuer === whose).map((rule) => [rule.theirs, rule.ours] as const);
  return new Map([...of(ANY_ISSUER), ...of(issuer)]);
}

/** The level that an `acr` stands for; a value that no row names counts as the row for '' says, and as none without one. */
export function levelFromAcr(rules: readonly ProviderRule[], issuer: string, acr: unknown): Level | undefined {
  const known = ruled(rules, 'acr', issuer);
  const level = Number((typeof acr === 'string' ? known.get(acr) : undefined) ?? known.get(''));
  return level === 1 || level === 2 || level === 3 || level === 4 ? level : undefined;
}

/** The values of `acr` that prove at least a level, the lowest first: what to ask the provider for. */
export function acrValuesFor(rules: readonly ProviderRule[], issuer: string, level: number): string[] {
  return [...ruled(rules, 'acr', issuer)]
    .filter(([theirs, ours]) => theirs !== '' && Number(ours) >= level)
    .sort(([, one], [, other]) => Number(one) - Number(other))
    .map(([theirs]) => theirs);
}

/** What a provider says of a person, in our words. */
export interface ProviderClaims {
  readonly fullName: string | undefined;
  readonly birthDate: string | undefined;
  readonly personalNumber: string | undefined;
  /** How the identity was proven; undefined: not said, which proves nothing. */
  readonly accountLevel: 1 | 2 | undefined;
}

/** Reads claims by the provider's own names for them; what is not text of a plausible form is left out. */
export function readClaims(rules: readonly ProviderRule[], issuer: string, claims: Readonly<Record<string, unknown>>): ProviderClaims {
  const names = ruled(rules, 'claim', issuer);
  const said = (ours: string): string | undefined => {
    const theirs = [...names].filter(([, name]) => name === ours).map(([name]) => name);
    const value = theirs.map((name) => claims[name]).find((one) => one !== undefined && one !== null);
    return typeof value === 'string' || typeof value === 'number' ? String(value).trim() : undefined;
  };
  const fullName = said('full-name');
  const birthDate = said('birth-date');
  const personalNumber = said('personal-number');
  const level = Number(ruled(rules, 'account-level', issuer).get(said('account-level') ?? ''));
  return {
    fullName: fullName && fullName.length <= 120 ? fullName : undefined,
    birthDate: birthDate && /^\d{4}-\d{2}-\d{2}$/.test(birthDate) ? birthDate : undefined,
    personalNumber: personalNumber && /^\d{12}$/.test(personalNumber) ? personalNumber : undefined,
    accountLevel: level === 1 || level === 2 ? level : undefined,
  };
}
