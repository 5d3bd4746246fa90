import { type Actor, EVERYWHERE } from '#kernel/permission.ts';

const NOWHERE = '00000000-0000-0000-0000-000000000000';

/** Whose rows are shown: all to who may see them everywhere, else those of the agency one works in. */
export function shownScope(actor: Actor): string | undefined {
  return actor.may('channels.read', EVERYWHERE) ? undefined : (actor.scope ?? NOWHERE);
}
