import type { Circumstances } from '#kernel/conditions.ts';
import { holds } from '#kernel/conditions.ts';
import type { Chart, Effect, Role, State, Step } from './types.ts';

export type Next =
  | { readonly ok: true; readonly state: State; readonly step: Step; readonly effects: readonly Effect[] }
  | { readonly ok: false; readonly why: 'no-such-step' | 'not-yours' | 'not-now' };

export function stateOf(chart: Chart, key: string): State {
  const state = chart.states.find((one) => one.key === key);
  if (!state) throw new RangeError(`the chart ${chart.key} has no state ${key}`);
  return state;
}

/** What happens when somebody does a step: a pure function of chart, state, event and facts. */
export function next(chart: Chart, from: string, event: string, roles: readonly Role[], facts: Circumstances): Next {
  const candidates = stateOf(chart, from).steps.filter((step) => step.event === event);
  if (candidates.length === 0) return { ok: false, why: 'no-such-step' };
  const mine = candidates.filter((step) => step.by.some((role) => roles.includes(role)));
  if (mine.length === 0) return { ok: false, why: 'not-yours' };
  const step = mine.find(({ when }) => !when || holds(when, facts));
  if (!step) return { ok: false, why: 'not-now' };
  return { ok: true, step, state: stateOf(chart, step.to), effects: step.effects ?? [] };
}

/** The steps that somebody may do now, the usual one first. */
export function stepsFor(chart: Chart, from: string, roles: readonly Role[], facts: Circumstances): Step[] {
  return stateOf(chart, from)
    .steps.filter((step) => step.by.some((role) => roles.includes(role)) && (!step.when || holds(step.when, facts)))
    .toSorted((a, b) => Number(b.main ?? false) - Number(a.main ?? false));
}
