/** Sign-in names: 3 to 64 of a–z, 0–9, dot, hyphen, underscore, @. */
export const SIGN_IN_NAME = '^[a-z0-9][a-z0-9._@-]{2,63}$';

/** As it is stored and compared: NFKC, lower case, no spaces around. Whatever was typed comes back, valid or not. */
export function normalizeSignInName(typed: string): string {
  return typed.normalize('NFKC').trim().toLowerCase();
}
