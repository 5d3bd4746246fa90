import { tidy } from '#kernel/text.ts';
import { readAddress } from './addresses.ts';

export interface ShownNames {
  readonly name: string;
  readonly handle?: string | undefined;
}

/** A handle as the registry compares it: `@Vidu` and `vidu` are one. */
export function handleKeyOf(handle: string): string {
  return handle.trim().replace(/^@/, '').toLowerCase();
}

/** In the fediverse `name` and `name@server` are one account of that server. */
function sameHandle(a: string, b: string): boolean {
  const [one, other] = [handleKeyOf(a), handleKeyOf(b)];
  if (one.includes('@') === other.includes('@')) return one === other;
  return one.split('@')[0] === other.split('@')[0];
}

/** Whether a platform shows an account under the very names that the registry has. */
export function sameNames(seen: ShownNames, registered: { readonly displayName: string; readonly handle: string }): boolean {
  if (tidy(seen.name) !== tidy(registered.displayName)) return false;
  return seen.handle === undefined || sameHandle(seen.handle, registered.handle);
}

const TRUST = /trust:\/\/([\p{L}\p{N}.-]{1,253})(?::\d+)?!/giu;

/**
 * How an account says on its platform that this site speaks for it: its field for a web site names this site, or its own
 * words hold `trust://<domain>!` (JournalList's back-link for those who have no such field). Undefined when it does not.
 */
export function backLinkOf(
  seen: { readonly about?: string | undefined; readonly websites: readonly string[] },
  publicUrl: string,
): string | undefined {
  const own = readAddress(publicUrl);
  if (!own) return undefined;
  const website = seen.websites.find((given) => readAddress(given)?.host === own.host);
  if (website !== undefined) return website;
  return [...(seen.about ?? '').matchAll(TRUST)].find(([, host]) => host?.toLowerCase() === own.hostname)?.[0];
}
