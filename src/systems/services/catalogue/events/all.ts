import { businessEvents } from './business-events.ts';
import { citizenEvents } from './citizen-events.ts';
import type { LifeEvent } from './types.ts';

export const lifeEvents: readonly LifeEvent[] = [...citizenEvents, ...businessEvents];

/** The life events in which a procedure is a step. */
export function eventsWith(code: string): LifeEvent[] {
  return lifeEvents.filter(({ steps }) => steps.some((one) => one.code === code));
}
