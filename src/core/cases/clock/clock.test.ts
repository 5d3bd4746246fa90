import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { instant } from '#kernel/time.ts';
import { deadlineOf, type TermUnit } from '#core/calendar/index.ts';
import { WorkingCalendar } from '../../calendar/rules/working-calendar.ts';
import { type Clock, paused, readClock, resumed } from './clock.ts';

const office = [
  [450, 690],
  [810, 1_050],
] as const;
const calendar = new WorkingCalendar(
  [{ validFrom: '2020-01-01', hours: [office, office, office, office, office, [], []] }],
  ['2026-02-16', '2026-02-17', '2026-02-18', '2026-02-19', '2026-02-20'].map((date) => ({ date, works: false })),
);
const at = (text: string) => instant(`${text}+07:00`);
const clock = (amount: number, unit: TermUnit, received: string, ...pauses: [string, string | null][]): Clock => ({
  term: { amount, unit },
  cutOff: undefined,
  received: at(received),
  pauses: pauses.map(([from, to]) => ({ from: at(from), to: to === null ? null : at(to), why: 'supplement' as const })),
});

describe('the clock of a case', () => {
  it('goes on at the count at which it stopped', () => {
    // Received on Monday; day 2 is Wednesday; five days end on Monday.
    expect(readClock(calendar, clock(5, 'working-day', '2026-03-02T09:00:00'), at('2026-03-03T09:00:00')).lastDay).toBe('2026-03-09');
    const stopped = clock(5, 'working-day', '2026-03-02T09:00:00', ['2026-03-04T10:00:00', '2026-03-04T16:00:00']);
    expect(readClock(calendar, stopped, at('2026-03-05T09:00:00')).lastDay).toBe('2026-03-09');
    // Twenty days end on a Sunday; the two days that it stood still come before the day of rest is looked at, not after.
    const days = clock(20, 'day', '2026-03-02T09:00:00', ['2026-03-02T10:00:00', '2026-03-04T08:00:00']);
    expect(readClock(calendar, days, at('2026-03-05T09:00:00')).lastDay).toBe('2026-03-24');
    const week = clock(5, 'working-day', '2026-03-02T09:00:00', ['2026-03-04T10:00:00', '2026-03-11T08:00:00']);
    expect(readClock(calendar, week, at('2026-03-12T09:00:00')).lastDay).toBe('2026-03-16');
    // What is supplied on a Saturday counts on Monday, which is then the day of the same count.
    const saturday = clock(5, 'working-day', '2026-03-02T09:00:00', ['2026-03-04T10:00:00', '2026-03-14T08:00:00']);
    expect(readClock(calendar, saturday, at('2026-03-16T09:00:00')).lastDay).toBe('2026-03-19');
    const hours = clock(8, 'working-hour', '2026-03-02T08:30:00', ['2026-03-02T10:30:00', '2026-03-03T14:30:00']);
    expect(readClock(calendar, hours, at('2026-03-04T09:00:00')).at).toEqual(at('2026-03-04T10:30:00'));
  });

  it('passes over Tết, and says why it stands still', () => {
    const tet = clock(3, 'working-day', '2026-02-12T09:00:00', ['2026-02-13T09:00:00', null]);
    expect(readClock(calendar, tet, at('2026-02-24T09:00:00'))).toMatchObject({ paused: 'supplement', lastDay: '2026-02-26' });
  });

  it('that was late stays late', () => {
    const late = clock(1, 'working-day', '2026-03-02T09:00:00', ['2026-03-05T09:00:00', '2026-03-20T09:00:00']);
    expect(readClock(calendar, late, at('2026-03-21T09:00:00')).lastDay).toBe('2026-03-03');
  });

  const moment = (from: string, to: string) =>
    fc.integer({ min: at(from).getTime(), max: at(to).getTime() }).map((ms) => instant(ms - (ms % 1_000)));
  const term = fc.record({
    amount: fc.integer({ min: 1, max: 40 }),
    unit: fc.constantFrom<TermUnit>('working-day', 'day', 'month', 'working-hour', 'hour'),
  });

  it('never ends sooner for having stood still, nor later than by the time it stood', () => {
    fc.assert(
      fc.property(
        moment('2025-01-01T00:00:00', '2027-01-01T00:00:00'),
        term,
        fc.array(fc.nat({ max: 2_000_000 }), { maxLength: 6 }),
        (received, one, steps) => {
          const plain: Clock = { term: one, cutOff: undefined, received, pauses: [] };
          expect(readClock(calendar, plain, received).at).toEqual(deadlineOf(calendar, received, one).at);
          let pauses: Clock['pauses'] = [];
          let here = received.getTime();
          let stood = 0;
          for (const [index, step] of steps.entries()) {
            here += step * 1_000;
            if (index % 2 === 1) stood += step * 1_000;
            pauses = index % 2 === 0 ? paused(pauses, instant(here), 'payment') : resumed(pauses, instant(here));
          }
          const end = readClock(
            calendar,
            { ...plain, pauses: steps.length % 2 === 1 ? resumed(pauses, instant(here)) : pauses },
            instant(here),
          ).at;
          const before = readClock(calendar, plain, received).at;
          expect(end.getTime()).toBeGreaterThanOrEqual(before.getTime());
          // At most eleven days of rest lie beside each end of a pause.
          expect(end.getTime() - before.getTime()).toBeLessThanOrEqual(stood * 6 + (steps.length + 1) * 11 * 86_400_000);
        },
      ),
    );
  });
});
