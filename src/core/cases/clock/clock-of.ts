import type { CaseRecord } from '../types.ts';
import type { Clock } from './clock.ts';

/** The clock of a case that was accepted. */
export function clockOf(
  record: Pick<CaseRecord, 'term' | 'cutOff' | 'pauses' | 'promisedOn' | 'promisedAt'> & { readonly acceptedAt: Date },
): Clock {
  const { term, cutOff, pauses, acceptedAt, promisedOn, promisedAt } = record;
  const promise = promisedOn && promisedAt ? { on: promisedOn, at: promisedAt } : undefined;
  return { term, cutOff: cutOff ?? undefined, received: acceptedAt, pauses, promise };
}
