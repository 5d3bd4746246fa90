import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dateOf, instant, isDate, timeOf } from './time.ts';

const format = new Intl.DateTimeFormat('en-GB', {
  timeZone: 'Asia/Ho_Chi_Minh',
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
});

describe('the clock of Vietnam', () => {
  it('is that of the zone’s data, from 1945 on, whatever was asked before', () => {
    const years = fc.integer({ min: Date.parse('1945-01-01T00:00:00Z'), max: Date.parse('2199-12-31T00:00:00Z') });
    fc.assert(
      fc.property(years, (ms) => {
        const at = instant(ms);
        const [day = '', time] = format.format(at).split(', ');
        expect([dateOf(at), timeOf(at)]).toEqual([day.split('/').reverse().join('-'), time]);
      }),
      { numRuns: 2_000 },
    );
  });

  it('turns the day at midnight', () => {
    expect(dateOf(instant('2026-11-21T16:59:59.999Z'))).toBe('2026-11-21');
    expect(dateOf(instant('2026-11-21T17:00:00Z'))).toBe('2026-11-22');
    expect(timeOf(instant('2026-11-21T17:00:00Z'))).toBe('00:00:00');
  });

  it('knows which dates exist', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1000, max: 9999 }), fc.integer({ min: 0, max: 13 }), fc.integer({ min: 0, max: 32 }), (y, m, d) => {
        const text = `${y}-${String(m).padStart(2, '0')}-${String(d).padStart(2, '0')}`;
        const ms = Date.parse(`${text}T00:00:00Z`);
        expect(isDate(text)).toBe(!Number.isNaN(ms) && instant(ms).toISOString().slice(0, 10) === text);
      }),
    );
    expect(isDate('2014-02-30')).toBe(false);
    expect(isDate('0000-01-01')).toBe(false);
    expect(isDate('2024-02-29')).toBe(true);
  });
});
