import type { Db } from './db.ts';

/**
 * Runs in the transaction of the action that emitted; a throw undoes the action. Slow work belongs in a job. Declared as a
 * method, so that a subscriber may name the type of its event's payload; which name carries which type is for the modules.
 */
export type Subscriber = { receive(tx: Db, payload: unknown): Promise<void> }['receive'];

/** Subscriptions of a module, by event name: `{ 'documents.issued': onIssued }`. */
export type Subscriptions = Readonly<Record<string, Subscriber>>;

export interface EventSink {
  emit(tx: Db, name: string, payload: unknown): Promise<void>;
}

/** Delivers events to all modules' subscribers, in the order the modules are listed. */
export function eventSink(all: readonly Subscriptions[]): EventSink {
  const byName = new Map<string, Subscriber[]>();
  for (const subscriptions of all) {
    for (const [name, subscriber] of Object.entries(subscriptions)) {
      byName.set(name, [...(byName.get(name) ?? []), subscriber]);
    }
  }
  return {
    async emit(tx, name, payload) {
      for (const subscriber of byName.get(name) ?? []) await subscriber(tx, payload);
    },
  };
}
