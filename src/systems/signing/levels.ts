import { type AccountActor, type Level, levelsOf } from '#core/identity/index.ts';
import type { Db } from '#kernel/db.ts';
import { dateOf } from '#kernel/time.ts';
import { levelRule } from './queries.ts';
import type { Step } from './types.ts';

export interface DemandedLevel {
  readonly level: Level;
  /** How long the authorisation may be used. */
  readonly minutes: number;
  /** `rule`: as the rule wants · `highest-here`: the highest that this site can check · `demonstration`: an account of the demonstration, with what it has. */
  readonly why: 'rule' | 'highest-here' | 'demonstration';
  /** Whether the account reaches it with what it has registered here. */
  readonly reached: boolean;
}

/**
 * How strongly somebody must prove who they are before a key signs for them: what the dated rule wants, or the highest level that
 * this site can check, and never less than two factors. Only accounts of the demonstration, whose password everybody may read,
 * sign with what they have.
 */
export async function demandedLevel(db: Db, step: Step, actor: AccountActor, at: Date): Promise<DemandedLevel> {
  const rule = await levelRule(db, step, dateOf(at));
  const { here, own } = await levelsOf(db, actor.id, at);
  const level = asLevel(Math.max(rule.least, Math.min(rule.wanted, here)));
  const { minutes } = rule;
  if (actor.demo && own < level) return { level: own, minutes, why: 'demonstration', reached: true };
  return { level, minutes, why: level < rule.wanted ? 'highest-here' : 'rule', reached: own >= level };
}

function asLevel(level: number): Level {
  if (level === 1 || level === 2 || level === 3 || level === 4) return level;
  throw new RangeError('authentication level');
}
