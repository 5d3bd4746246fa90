import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays, addMonths, dateOf, instant } from '#kernel/time.ts';
import { deadlineOf } from './terms.ts';
import { type Hours, WorkingCalendar } from './working-calendar.ts';

const office: Hours = [
  [450, 690],
  [810, 1_050],
];
const week = { validFrom: '2020-01-01', hours: [office, office, office, office, office, [], []] };
/** Tết of 2026, and the Friday after New Year that was made up for on a Saturday. */
const specials = [
  ...['2026-01-01', '2026-01-02', '2026-02-16', '2026-02-17', '2026-02-18', '2026-02-19', '2026-02-20'].map((date) => ({
    date,
    works: false,
  })),
  { date: '2026-01-10', works: true },
];
const calendar = new WorkingCalendar([week], specials);
const at = (text: string) => instant(`${text}+07:00`);

describe('the calendar', () => {
  it('knows days of rest, holidays and the days that make up for them', () => {
    expect(calendar.isWorkingDay('2026-01-10')).toBe(true);
    expect(calendar.hoursOf('2026-01-10')).toEqual(office);
    for (const rest of ['2026-01-01', '2026-01-02', '2026-01-11', '2026-02-18']) expect(calendar.isWorkingDay(rest)).toBe(false);
    expect(calendar.addWorkingDays('2025-12-31', 1)).toBe('2026-01-05');
    expect(calendar.addWorkingDays('2026-02-13', 1)).toBe('2026-02-23');
    expect(calendar.nextWorkingDay('2026-02-14')).toBe('2026-02-23');
    expect(() => calendar.isWorkingDay('2051-01-01')).toThrow(RangeError);
    expect(() => calendar.addWorkingDays('2026-01-05', 0)).toThrow(RangeError);
  });

  it('counts hours of work over lunch, nights and holidays', () => {
    expect(calendar.addWorkingMinutes(at('2026-01-05T11:00:00'), 60)).toEqual(at('2026-01-05T14:00:00'));
    expect(calendar.addWorkingMinutes(at('2026-02-13T17:00:00'), 60)).toEqual(at('2026-02-23T08:00:00'));
    expect(calendar.workingMinutesBetween(at('2026-02-13T17:00:00'), at('2026-02-23T08:00:00'))).toBe(60);
  });

  const day = fc.integer({ min: 0, max: 3_000 }).map((days) => addDays('2024-01-01', days));
  const moment = fc
    .tuple(day, fc.integer({ min: 0, max: 86_399 }))
    .map(([date, second]) => instant(at(`${date}T00:00:00`).getTime() + second * 1_000));

  it('adds and counts alike, and never ends on a day of rest', () => {
    fc.assert(
      fc.property(day, fc.integer({ min: 1, max: 400 }), (date, count) => {
        const end = calendar.addWorkingDays(date, count);
        expect(calendar.isWorkingDay(end)).toBe(true);
        expect(calendar.workingDaysBetween(date, end)).toBe(count);
      }),
    );
    fc.assert(
      fc.property(moment, fc.integer({ min: 1, max: 20_000 }), (from, minutes) => {
        const end = calendar.addWorkingMinutes(from, minutes);
        expect(calendar.workingMinutesBetween(from, end)).toBeCloseTo(minutes, 3);
        expect(calendar.isWorkingDay(dateOf(end))).toBe(true);
      }),
    );
  });

  it('a clock that is stopped and goes on ends where one ends that was never stopped, later by the pause', () => {
    fc.assert(
      fc.property(moment, fc.integer({ min: 1, max: 5_000 }), fc.integer({ min: 1, max: 5_000 }), (from, first, second) => {
        const paused = calendar.addWorkingMinutes(from, first);
        expect(calendar.addWorkingMinutes(paused, second)).toEqual(calendar.addWorkingMinutes(from, first + second));
      }),
    );
  });
});

describe('a term', () => {
  it('leaves out the day of receipt; what comes late or on a day of rest comes on the next working day', () => {
    const three = { amount: 3, unit: 'working-day' } as const;
    expect(deadlineOf(calendar, at('2026-02-12T09:00:00'), three).lastDay).toBe('2026-02-24');
    expect(deadlineOf(calendar, at('2026-02-12T15:00:00'), three, '15:00')).toEqual({
      receivedOn: '2026-02-13',
      lastDay: '2026-02-25',
      at: at('2026-02-26T00:00:00'),
    });
    expect(deadlineOf(calendar, at('2026-02-14T09:00:00'), three).receivedOn).toBe('2026-02-23');
  });

  it('of days or months that ends on a day of rest ends with the next working day', () => {
    expect(deadlineOf(calendar, at('2026-02-06T09:00:00'), { amount: 10, unit: 'day' }).lastDay).toBe('2026-02-23');
    expect(deadlineOf(calendar, at('2026-01-30T09:00:00'), { amount: 1, unit: 'month' }).lastDay).toBe('2026-03-02');
    expect(addMonths('2028-01-31', 1)).toBe('2028-02-29');
    expect(addMonths('2026-11-30', 3)).toBe('2027-02-28');
  });

  it('of hours ends at an hour', () => {
    expect(deadlineOf(calendar, at('2026-01-05T16:30:00'), { amount: 8, unit: 'working-hour' }).at).toEqual(at('2026-01-06T16:30:00'));
    expect(deadlineOf(calendar, at('2026-01-03T10:00:00'), { amount: 8, unit: 'working-hour' }).at).toEqual(at('2026-01-05T17:30:00'));
    expect(deadlineOf(calendar, at('2026-01-03T10:00:00'), { amount: 24, unit: 'hour' }).at).toEqual(at('2026-01-04T10:00:00'));
  });

  it('never ends before it is received, and grows with its amount', () => {
    const received = fc.integer({ min: at('2025-01-01T00:00:00').getTime(), max: at('2030-01-01T00:00:00').getTime() }).map(instant);
    const unit = fc.constantFrom('working-day', 'day', 'month', 'working-hour', 'hour');
    fc.assert(
      fc.property(received, unit, fc.integer({ min: 1, max: 60 }), (from, kind, amount) => {
        const [one, more] = [amount, amount + 1].map((many) =>
          deadlineOf(calendar, from, { amount: many, unit: kind as 'day' }).at.getTime(),
        );
        expect(one).toBeGreaterThan(from.getTime());
        expect(more).toBeGreaterThanOrEqual(one!);
      }),
    );
  });
});
