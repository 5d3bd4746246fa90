import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { freezeTime, instant } from '#kernel/time.ts';
import { newId } from '#kernel/id.ts';
import { EVERYWHERE } from '#kernel/permission.ts';
import { official, testApp } from '../../../test/kit.ts';
import { confirmDay } from './actions/confirm-day.ts';
import { proposeDay } from './actions/propose-day.ts';
import { forgetCalendar, workingCalendar } from './queries.ts';
import { deadlineOf } from './rules/terms.ts';
import { weekdayOf } from './rules/weekday.ts';
import { searchCalendar } from './search.ts';

const t = await testApp();
const { app, services } = t;
const [first, second] = [official(['calendar.keep']), official(['calendar.keep'])];
const ofOneAgency = { ...official(['calendar.keep'], newId()), may: (_: string, scope?: string) => scope !== EVERYWHERE };
const tet = {
  date: '2027-02-08',
  kind: 'off',
  titleVi: 'Tết Đinh Mùi',
  titleEn: 'Tết',
  basis: 'Thông báo mẫu 1/TB-VPCP',
};

beforeEach(() => {
  freezeTime('2026-11-22T03:00:00Z');
  forgetCalendar(services.db);
});
afterEach(() => freezeTime(undefined));

describe('the country’s calendar', () => {
  it('has the days that came with the product, each with its source and the mark that nobody compared it', async () => {
    const calendar = await workingCalendar(services.db);
    expect(calendar.isWorkingDay('2026-08-31')).toBe(false);
    expect(calendar.isWorkingDay('2026-08-22')).toBe(true);
    expect(calendar.isWorkingDay('2026-11-22')).toBe(false);
    expect(calendar.hoursOf('2026-11-23')).toEqual([
      [450, 690],
      [810, 1_050],
    ]);
    const { days } = (await app.inject('/api/lich-lam-viec?nam=2026')).json() as {
      days: { date: string; works: boolean; confirmed: boolean }[];
    };
    expect(days).toContainEqual(expect.objectContaining({ date: '2026-08-22', works: true, confirmed: false }));
    const page = (await app.inject('/lich-lam-viec?nam=2026')).body;
    for (const seen of ['31/08/2026', 'Thứ Hai', 'Quốc khánh', 'Chưa đối chiếu nguồn', '07:30–11:30']) expect(page).toContain(seen);
    expect((await app.inject('/lich-lam-viec?nam=2031')).body).toContain('Chưa có ngày nghỉ nào của năm 2031');
    expect([weekdayOf('2026-11-22'), weekdayOf('2024-02-29'), weekdayOf('2000-01-01')]).toEqual([0, 4, 6]);
  });

  it('changes by two persons, for days to come; every term is counted with it at once', async () => {
    const due = async () =>
      deadlineOf(await workingCalendar(services.db), instant('2027-02-05T03:00:00Z'), { amount: 1, unit: 'working-day' });
    expect((await due()).lastDay).toBe('2027-02-08');
    const { id } = await services.act(proposeDay, first, tet);
    forgetCalendar(services.db);
    expect((await due()).lastDay).toBe('2027-02-08');
    await expect(services.act(confirmDay, first, { id })).rejects.toMatchObject({ refusals: [{ code: 'same-person' }] });
    const answer = await app.inject({ method: 'POST', url: `/quan-tri/lich-lam-viec/${id}/xac-nhan`, headers: t.as(second), payload: {} });
    expect(answer.statusCode).toBe(303);
    expect((await due()).lastDay).toBe('2027-02-09');
    const back = await services.act(proposeDay, second, { ...tet, kind: 'usual', titleVi: 'Đính chính' });
    await services.act(confirmDay, first, { id: back.id });
    forgetCalendar(services.db);
    expect((await due()).lastDay).toBe('2027-02-08');
    for (const date of ['2026-11-22', '2026-02-30', '2051-01-01']) {
      await expect(services.act(proposeDay, first, { ...tet, date })).rejects.toMatchObject({ refusals: [{ code: 'past-day' }] });
    }
  });

  it.each([
    ['ngay=2026-02-12&gio=15:00&so=3&don-vi=working-day&chot=15:00', 'ngày 25 tháng 02 năm 2026'],
    ['ngay=2026-02-06&so=10&don-vi=day', 'ngày 23 tháng 02 năm 2026'],
    ['ngay=2026-01-05&gio=16:30&so=8&don-vi=working-hour', '06/01/2026 16:30'],
    ['ngay=2026-01-05&gio=25:00&so=8&don-vi=day', 'Hãy ghi ngày từ năm 2020'],
    ['ngay=2026-02-30&so=8&don-vi=day', 'Hãy ghi ngày từ năm 2020'],
    ['ngay=2049-12-30&so=900&don-vi=working-day', 'Hãy ghi ngày từ năm 2020'],
  ])('counts for everybody: %s', async (asked, seen) => {
    const answer = await app.inject(`/lich-lam-viec?${asked}`);
    expect([answer.statusCode, answer.body.includes(seen)]).toEqual([200, true]);
  });

  it('is found by what people type', async () => {
    for (const [text, hits] of [
      ['lịch nghỉ Tết', 1],
      ['quoc khanh', 1],
      ['hộ chiếu', 0],
    ] as const) {
      expect(await searchCalendar(services.db, text)).toHaveLength(hits);
    }
  });

  it('is kept only by those who may do so for the whole country', async () => {
    const url = '/quan-tri/lich-lam-viec';
    expect((await app.inject(url)).headers.location).toContain('/dang-nhap');
    for (const actor of [official([]), ofOneAgency]) {
      expect((await app.inject({ url, headers: t.as(actor) })).statusCode).toBe(403);
      expect((await app.inject({ method: 'POST', url, headers: t.as(actor), payload: tet })).statusCode).toBe(403);
      await expect(services.act(confirmDay, actor, { id: 1 })).rejects.toMatchObject({ status: 403 });
    }
    const wrong = await app.inject({ method: 'POST', url, headers: t.as(first), payload: { ...tet, basis: '' } });
    expect([wrong.statusCode, wrong.body.includes('Hãy ghi căn cứ'), wrong.body.includes('Tết Đinh Mùi')]).toEqual([422, true, true]);
  });
});
