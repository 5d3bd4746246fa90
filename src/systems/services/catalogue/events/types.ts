import type { Text } from '#kernel/i18n.ts';

/** A procedure in a life event, and one plain sentence why. */
export interface EventStep {
  readonly code: string;
  readonly why: Text;
}

/** Something that happens to people or businesses, with what has to be done, in order. Reviewed by hand. */
export interface LifeEvent {
  readonly key: string;
  readonly audience: 'citizen' | 'business';
  readonly title: Text;
  readonly lead: Text;
  readonly steps: readonly EventStep[];
}

type Pair = readonly [vi: string, en: string];
export type Row = readonly [code: string, vi: string, en: string];

/** A life event from rows of code and sentence. */
export function lifeEvent(audience: LifeEvent['audience'], key: string, title: Pair, lead: Pair, rows: readonly Row[]): LifeEvent {
  return {
    key,
    audience,
    title: { vi: title[0], en: title[1] },
    lead: { vi: lead[0], en: lead[1] },
    steps: rows.map(([code, vi, en]) => ({ code, why: { vi, en } })),
  };
}
