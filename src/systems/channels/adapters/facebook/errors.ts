import type { Trouble } from '../adapter.ts';
import type { Answer } from '../http.ts';

export interface GraphError {
  readonly code: number;
  readonly subcode: number;
  readonly message: string;
  /** Where an upload stands, with the errors that say so. */
  readonly data?: Readonly<Record<string, unknown>>;
}

/** The error of a Graph answer; undefined when it is none that we know the shape of. */
export function graphError(answer: Answer): GraphError | undefined {
  const error = answer.json()?.['error'];
  if (typeof error !== 'object' || error === null) return undefined;
  const { code, error_subcode: subcode, message, error_data: data } = error as Record<string, unknown>;
  if (typeof code !== 'number') return undefined;
  return {
    code,
    subcode: typeof subcode === 'number' ? subcode : 0,
    message: typeof message === 'string' ? message.slice(0, 300) : '',
    ...(typeof data === 'object' && data !== null ? { data: data as Record<string, unknown> } : {}),
  };
}

const THROTTLED = new Set([4, 17, 32, 341, 613]);
const NEEDS_PERSON = new Set([3, 10, 102, 190, 1404078, 4854002]);
const TEN_MINUTES = 10 * 60_000;

/** What Graph's error tables say of a code: wait, a person must act, or never. `unknown`: it may have been done all the same. */
export function classify(error: GraphError, headers: Headers): Trouble | { readonly kind: 'unknown'; readonly why: string } {
  const why = `Facebook ${error.code}${error.subcode ? `/${error.subcode}` : ''}: ${error.message}`;
  if (error.code === 1 || error.code === 2 || error.code === 506) return { kind: 'unknown', why };
  if (THROTTLED.has(error.code) || (error.code >= 80_000 && error.code <= 80_014)) {
    return { kind: 'throttled', waitMs: waitOf(headers), why };
  }
  // "Temporarily blocked", such as for posting too fast: it passes.
  if (error.code === 368) return { kind: 'throttled', waitMs: TEN_MINUTES, why };
  if (NEEDS_PERSON.has(error.code) || (error.code >= 200 && error.code <= 299)) return { kind: 'needs-auth', why };
  return { kind: 'refused', why };
}

/** Minutes until access comes back, as the usage header tells them. */
function waitOf(headers: Headers): number {
  const minutes = usages(headers).map((usage) => Number(usage['estimated_time_to_regain_access'] ?? 0));
  const most = Math.max(0, ...minutes.filter((one) => Number.isFinite(one)));
  return most > 0 ? most * 60_000 : TEN_MINUTES;
}

function usages(headers: Headers): Record<string, unknown>[] {
  try {
    const all = JSON.parse(headers.get('x-business-use-case-usage') ?? '{}') as Record<string, Record<string, unknown>[]>;
    return Object.values(all).flat();
  } catch {
    return [];
  }
}

/** How much of the allowance is used, in percent of the fullest counter. */
export function usedPercent(headers: Headers): number {
  const shares = usages(headers).flatMap((usage) => [usage['call_count'], usage['total_cputime'], usage['total_time']]);
  return Math.max(0, ...shares.filter((share): share is number => typeof share === 'number'));
}
