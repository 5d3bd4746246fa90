/** What an answer to a delivery means: taken, gone for ever, or to be tried again, not before so many milliseconds. */
export type Outcome = { readonly kind: 'taken' } | { readonly kind: 'gone' } | Failure;

export interface Failure {
  readonly kind: 'failed';
  readonly why: string;
  readonly askedMs: number;
}

const LONGEST_MS = 12 * 3_600_000;

/** Judges the status of an answer. Redirects are failures (WebSub §7); 410 ends the subscription. */
export function judge(status: number, retryAfter: string | undefined): Outcome {
  if (status >= 200 && status < 300) return { kind: 'taken' };
  if (status === 410) return { kind: 'gone' };
  const seconds = Number(retryAfter ?? 0);
  const askedMs = Number.isFinite(seconds) ? Math.min(Math.max(seconds, 0) * 1_000, LONGEST_MS) : 0;
  return { kind: 'failed', why: `HTTP ${status}`, askedMs };
}

/** How long to wait after so many failures in a row: half a minute, then twice as long each time, six hours at most. */
export function patience(failures: number): number {
  return Math.min(30_000 * 2 ** Math.min(failures - 1, 20), 6 * 3_600_000);
}

const OPEN_AFTER = 5;
const OPEN_MS = 30 * 60_000;

/** How long a host is left alone: not at all at first, from the fifth failure in a row on half an hour at least. */
export function hostPause(failures: number): number {
  return failures < OPEN_AFTER ? 0 : Math.max(OPEN_MS, patience(failures - OPEN_AFTER + 1));
}
