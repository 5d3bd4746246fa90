import type { Actor } from '#kernel/permission.ts';
import { asAccount } from '../actor.ts';
import { accountLevelNeeded, LevelNeeded } from './errors.ts';
import type { Level } from '../rules/levels.ts';

/**
 * Demands that a person's session was authenticated at a level at least; throws LevelNeeded, which leads a browser to the provider
 * and back to what it was doing, with the form that was sent. The product's own jobs pass.
 */
export function requireLevel(actor: Actor, level: Level): void {
  if (actor.kind === 'system') return;
  if (asAccount(actor).level < level) throw new LevelNeeded(level);
}

/** Demands that a person's identity was proven at level 2; how they signed in is another matter. */
export function requireAccountLevel(actor: Actor, level: 1 | 2): void {
  if (actor.kind === 'system') return;
  if ((asAccount(actor).accountLevel ?? 0) < level) throw accountLevelNeeded();
}
