import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { after, type IncomingState, isLate, messageIdOf, possible, refusals, type Situation, steps, type Verb } from './rules.ts';

const verbs = Object.keys(steps) as Verb[];
const start: Situation = { state: 'arrived', recall: null, frozen: null };

/** Runs verbs, skipping those refused; returns each situation and what was done. */
function live(list: readonly Verb[]): { trail: Situation[]; done: Verb[] } {
  const trail = [start];
  const done: Verb[] = [];
  for (const verb of list) {
    const here = trail.at(-1)!;
    if (refusals(verb, here).length > 0) continue;
    trail.push(after(verb, here));
    done.push(verb);
  }
  return { trail, done };
}

const lives = fc.array(fc.constantFrom(...verbs), { maxLength: 40 });

describe('any life of a delivery', () => {
  test('is registered at most once, and nothing is assigned, started or finished before that', () => {
    fc.assert(
      fc.property(lives, (list) => {
        const { done } = live(list);
        expect(done.filter((verb) => verb === 'register').length).toBeLessThanOrEqual(1);
        const first = done.findIndex((verb) => verb === 'assign' || verb === 'start' || verb === 'finish');
        if (first >= 0) expect(done.slice(0, first)).toContain('register');
      }),
    );
  });

  test('ends for good when refused, and when taken back nothing more is possible', () => {
    fc.assert(
      fc.property(lives, (list) => {
        const { trail, done } = live(list);
        const end = trail.at(-1)!;
        const refusedAt = done.indexOf('refuse');
        if (refusedAt >= 0) expect(done.slice(refusedAt + 1)).toEqual([]);
        if (end.frozen) expect(verbs.filter((verb) => refusals(verb, end).length === 0)).toEqual([]);
      }),
    );
  });

  test('knows of at most one recall at a time, and answers only one that was asked', () => {
    fc.assert(
      fc.property(lives, (list) => {
        let pending = false;
        for (const verb of live(list).done) {
          if (verb === 'ask-recall') expect(pending).toBe(false);
          if (verb === 'agree-recall' || verb === 'refuse-recall') expect(pending).toBe(true);
          pending = verb === 'ask-recall' || (pending && verb !== 'agree-recall' && verb !== 'refuse-recall');
        }
      }),
    );
  });

  test('never goes back to "arrived", and finished stays finished', () => {
    fc.assert(
      fc.property(lives, (list) => {
        const { trail } = live(list);
        const states = trail.map((one) => one.state);
        const left = states.findIndex((state) => state !== 'arrived');
        if (left >= 0) expect(states.slice(left)).not.toContain('arrived');
        const finished = states.indexOf('finished');
        if (finished >= 0) expect(new Set(states.slice(finished))).toEqual(new Set<IncomingState>(['finished']));
      }),
    );
  });
});

test('buttons are exactly what would not be refused', () => {
  expect(possible(start)).toEqual(['register', 'refuse']);
  expect(possible({ state: 'registered', recall: 'asked', frozen: null })).toEqual([
    'assign',
    'start',
    'finish',
    'agree-recall',
    'refuse-recall',
  ]);
  expect(possible({ state: 'processing', recall: null, frozen: 'revoked' })).toEqual([]);
});

test('a deadline passes at the end of its day, and not for what is done', () => {
  expect(isLate('processing', '2026-11-20', '2026-11-20')).toBe(false);
  expect(isLate('processing', '2026-11-20', '2026-11-21')).toBe(true);
  expect(isLate('finished', '2026-11-20', '2026-11-21')).toBe(false);
  expect(isLate('arrived', null, '2026-11-21')).toBe(false);
});

test('message ids', () => {
  expect(messageIdOf('G22,2026/11/20,1/VPCP', 'new')).toBe('G22,2026/11/20,1/VPCP');
  expect(messageIdOf('G22,2026/11/20,1/VPCP', 'revoke')).toBe('G22,2026/11/20,1/VPCP;revoke');
  expect(messageIdOf('G22,2026/11/20,1/VPCP', 'new', 2)).toBe('G22,2026/11/20,1/VPCP;2');
});
