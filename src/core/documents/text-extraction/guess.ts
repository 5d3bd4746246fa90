import type { Text } from '#kernel/i18n.ts';

/** high: stands where Decree 30/2020 puts it, in its form; medium: inferred or in another place; low: a person should look. */
export type Confidence = 'high' | 'medium' | 'low' | 'none';

/** What was read out of a text, how sure that is, and why. */
export interface Guess<T> {
  readonly value: T | null;
  readonly confidence: Confidence;
  readonly reasons: readonly Text[];
}

export function guess<T>(value: T, confidence: Exclude<Confidence, 'none'>, vi: string, en: string): Guess<T> {
  return { value, confidence, reasons: [{ vi, en }] };
}

export function noGuess<T>(vi: string, en: string): Guess<T> {
  return { value: null, confidence: 'none', reasons: [{ vi, en }] };
}
