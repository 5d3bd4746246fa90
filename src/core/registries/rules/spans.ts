import { canonicalJson } from '#kernel/canonical-json.ts';
import type { Json } from '../types.ts';

/** What was so from one day to another; `validTo` is the first day on which it no longer was, null: open. */
export interface Span {
  readonly validFrom: string;
  readonly validTo: string | null;
  readonly value: Json;
}

export interface KnownSpan extends Span {
  readonly id: number;
}

/** Rows that are no longer known to be so, and what is known instead. `kept` is the older span, cut short. */
export interface Change {
  readonly ends: readonly number[];
  readonly kept: Span | undefined;
  readonly added: Span | undefined;
}

/**
 * What changes when a value is so from a day on. The span that covers the day ends there; what was known to change later still
 * does. A null value ends the span and puts nothing in its place. Undefined: nothing changes, it is known already.
 */
export function changeFrom(spans: readonly KnownSpan[], from: string, value: Json | null): Change | undefined {
  const covering = spans.find((span) => span.validFrom <= from && (span.validTo === null || span.validTo > from));
  if (value === null && !covering) return undefined;
  if (covering && value !== null && canonicalJson(covering.value) === canonicalJson(value)) return undefined;
  const next = spans
    .map(({ validFrom }) => validFrom)
    .filter((day) => day > from)
    .sort()[0];
  const until = covering ? covering.validTo : (next ?? null);
  return {
    ends: covering ? [covering.id] : [],
    kept: covering && covering.validFrom < from ? { validFrom: covering.validFrom, validTo: from, value: covering.value } : undefined,
    added: value === null ? undefined : { validFrom: from, validTo: until, value },
  };
}
