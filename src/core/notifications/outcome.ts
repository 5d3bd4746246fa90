/** What became of one attempt; `reason` holds codes only, never an address. */
export type Outcome =
  | { readonly kind: 'sent' }
  /** Not now: a full mailbox, a greylist, too much at once. */
  | { readonly kind: 'later'; readonly reason: string; readonly waitMs?: number }
  /** This message never; the address is good. */
  | { readonly kind: 'failed'; readonly reason: string }
  /** There is no such address, for good. */
  | { readonly kind: 'bounced'; readonly reason: string }
  /** The server that takes everything does not answer: the rest of the batch is not tried. */
  | { readonly kind: 'away'; readonly reason: string };

const FIRST_MS = 60_000;
const LONGEST_MS = 60 * 60_000;

/** Until the next attempt: doubling from one minute to an hour, half of it by chance (0 to 1) so that they do not all come at once. */
export function waitBefore(attempt: number, chance: number): number {
  const full = Math.min(LONGEST_MS, FIRST_MS * 2 ** Math.min(Math.max(attempt, 1) - 1, 10));
  return Math.round(full / 2 + (full / 2) * chance);
}
