import { describe, expect, it } from 'vitest';
import { chartOf } from './charts.ts';
import { next } from './next.ts';
import { CHARTS } from './types.ts';

const anything = { answers: {}, about: {}, today: '2026-11-22' };

describe.each(CHARTS.flatMap((name) => (['at-submission', 'none'] as const).map((pay) => [name, pay] as const)))(
  'the chart %s, pay %s',
  (name, pay) => {
    const chart = chartOf({ name, pay });
    const states = new Map(chart.states.map((state) => [state.key, state]));

    it('reaches every state it has, and from every one an end', () => {
      const reachable = (from: readonly string[]): Set<string> => {
        const seen = new Set(from);
        for (const key of seen) for (const step of states.get(key)!.steps) seen.add(step.to);
        return seen;
      };
      expect(states.size).toBe(chart.states.length);
      const all = reachable([chart.first]);
      expect([...states.keys()].filter((key) => !all.has(key))).toEqual([]);
      expect([...all].filter((key) => !states.has(key))).toEqual([]);
      for (const key of all)
        expect(
          [...reachable([key])].some((to) => states.get(to)!.end),
          key,
        ).toBe(true);
    });

    it('stops, starts and ends the clock where its states say', () => {
      for (const state of chart.states) {
        for (const step of state.steps) {
          const to = states.get(step.to)!;
          const does = (what: string) => (step.effects ?? []).some((effect) => effect.do === what);
          const label = `${state.key} ${step.event}`;
          if (state.clock === 'runs' && to.clock === 'paused') expect(does('pause-clock'), label).toBe(true);
          if (state.clock === 'paused' && to.clock === 'runs') expect(does('resume-clock'), label).toBe(true);
          if (state.clock === 'not-begun' && to.clock === 'runs') expect(does('start-clock'), label).toBe(true);
          if (state.clock === 'runs' && to.clock === 'stopped') expect(does('stop-clock'), label).toBe(true);
          if (to.key === 'supplement' || to.key === 'incomplete') expect(step.needs, label).toContain('marks');
          if (['not-accepted', 'refused'].includes(to.key)) expect(step.needs, label).toContain('ground');
        }
      }
    });

    it('lets nobody take a step that is another’s', () => {
      for (const state of chart.states) {
        for (const step of state.steps) {
          const others = (['applicant', 'receiver', 'handler', 'decider', 'other', 'system'] as const).filter(
            (role) => !state.steps.some(({ event, by }) => event === step.event && by.includes(role)),
          );
          expect(next(chart, state.key, step.event, others, anything)).toEqual({ ok: false, why: 'not-yours' });
          expect(next(chart, state.key, step.event, step.by, anything)).toMatchObject({ ok: true });
        }
        expect(next(chart, state.key, 'made-up', ['system'], anything)).toEqual({ ok: false, why: 'no-such-step' });
      }
    });
  },
);
