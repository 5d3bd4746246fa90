import { Buffer } from 'node:buffer';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { agencyByCode } from '#core/agencies/index.ts';
import { query, sql } from '#kernel/db.ts';
import { freezeTime, instant } from '#kernel/time.ts';
import { readZip } from '#kernel/zip/read-zip.ts';
import { prepareSite } from '../../../test/demo-kit.ts';
import { official, testApp } from '../../../test/kit.ts';
import { authenticity } from './module.ts';
import { removalsByMonth } from './queries/removal-figures.ts';

const t = await testApp();
let [desk, judge, elsewhere] = [official([]), official([]), official([])];
const START = instant('2026-11-22T02:00:00Z');
const HOUR = 3_600_000;

beforeAll(async () => {
  await prepareSite(t.services);
  await authenticity.seed?.({ db: t.services.db, services: t.services, report: () => undefined });
  const agency = (await agencyByCode(t.services.db, 'G22'))?.id ?? '';
  desk = official(['authenticity.triage'], agency);
  judge = official(['authenticity.triage', 'authenticity.judge'], agency);
  elsewhere = official(['authenticity.triage'], agency.replace(/^./, 'f'));
  freezeTime(START);
  const payload = { url: 'https://www.facebook.com/page.9OOOO1', claimedName: 'Thông tin Chính phù (thử)', why: 'Chép bài, đổi số tiền.' };
  await t.app.inject({ method: 'POST', url: '/bao-gia-mao', payload });
  const [row] = await query<{ id: string }>(t.services.db, sql`select id from authenticity.fake_case`);
  id = row?.id ?? '';
});
afterAll(() => freezeTime(undefined));

let id = '';
const LIST = '/xac-thuc/gia-mao';
const post = (path: string, payload: Record<string, string>, who = desk) =>
  t.app.inject({ method: 'POST', url: `${LIST}/${id}/${path}`, payload: { note: 'Đã xem kỹ trang này.', ...payload }, headers: t.as(who) });
const page = async (path = `/${id}`) => (await t.app.inject({ url: `${LIST}${path}`, headers: t.as(desk) })).body;
const board = () => authenticity.indicators?.[0]?.read(t.services.db, desk.scope);
const desks = async () => (await authenticity.worklist?.(t.services.db, desk)) ?? [];

describe('the term of a step', () => {
  it('is given when the step begins, stands on the desk, and is late on the board when it is over', async () => {
    expect((await desks())[0]?.due).toBe('2026-11-23');
    expect(await page('')).not.toContain('quá hạn');
    expect(await board()).toMatchObject({ value: 1, late: 0 });
    freezeTime(instant(START.getTime() + 25 * HOUR));
    expect(await board()).toMatchObject({ value: 1, late: 1 });
    expect(await page('')).toContain('1 hồ sơ quá hạn');
    expect(await page()).toContain('Quá hạn');
    expect((await post('buoc', { state: 'triaged', version: '1' })).statusCode).toBe(303);
    expect(await board()).toMatchObject({ late: 0 });
    expect(await page()).toContain('Chỉ tiêu của bàn xử lý');
  });

  it('is that of the day: a referral before the decree had a week, one after it a day, which nobody has read in the law yet', async () => {
    expect((await post('ket-luan', { state: 'confirmed_fake', version: '2' }, judge)).statusCode).toBe(303);
    expect((await post('buoc', { state: 'referred', version: '3', route: 'platform', reference: 'FB-77' })).statusCode).toBe(303);
    expect(await page()).toMatch(/Nghị định 147\/2024.*chưa kiểm chứng/s);
    const rules = await query<{ hours: number }>(
      t.services.db,
      sql`select hours from authenticity.step_deadline where state = 'referred' order by valid_from`,
    );
    expect(rules.map(({ hours }) => hours)).toEqual([168, 24]);
  });

  it('runs on when the case is referred to somebody else too; only when it is over the desk is asked to look again', async () => {
    expect(await desks()).toEqual([]);
    freezeTime(instant(START.getTime() + 30 * HOUR));
    expect((await post('buoc', { state: 'referred', version: '4', route: 'police' })).statusCode).toBe(303);
    freezeTime(instant(START.getTime() + 50 * HOUR));
    expect((await desks())[0]?.title).toContain('Đã chuyển xử lý');
  });
});

describe('what is written down of a case', () => {
  it('where it was referred to, when, and under which number, which may come later', async () => {
    const before = await page();
    for (const words of ['FB-77', 'Chưa có số.', '23/11/2026']) expect(before).toContain(words);
    const [row] = await query<{ id: string }>(t.services.db, sql`select id from authenticity.fake_referral where reference is null`);
    const number = { referral: row?.id ?? '', reference: '123/CAT-ANM' };
    expect((await post('so-ho-so', number, elsewhere)).statusCode).toBe(403);
    expect((await post('so-ho-so', { ...number, reference: ' ' })).statusCode).toBe(422);
    expect((await post('so-ho-so', { ...number, referral: desk.id })).statusCode).toBe(404);
    expect((await post('so-ho-so', number)).statusCode).toBe(303);
    expect(await page()).toContain('123/CAT-ANM');
  });

  it('what the platform discloses, each time anew', async () => {
    const facts = { pageCreatedOn: '2026-10-01', adminCountries: 'Campuchia 3', formerNames: 'Bán hàng giá rẻ\nGóc bếp nhỏ', seenOn: '' };
    expect((await post('du-kien', facts, elsewhere)).statusCode).toBe(403);
    expect((await t.app.inject({ method: 'POST', url: `${LIST}/${id}/du-kien`, payload: facts })).statusCode).toBe(401);
    expect((await post('du-kien', { formerNames: ' ' })).body).toContain('ít nhất một dữ kiện');
    expect((await post('du-kien', { pageCreatedOn: '2027-01-01' })).body).toContain('một ngày đã qua');
    expect((await post('du-kien', { pageCreatedOn: '2026-02-30' })).statusCode).toBe(409);
    expect((await post('du-kien', facts)).statusCode).toBe(303);
    expect((await post('du-kien', { adminCountries: 'Campuchia 4' })).statusCode).toBe(303);
    const shown = await page();
    for (const words of ['01/10/2026', 'Campuchia 3', 'Campuchia 4', 'Góc bếp nhỏ']) expect(shown).toContain(words);
  });

  it('when it was gone: that day’s end, so that nothing looks faster than it was', async () => {
    freezeTime(instant(START.getTime() + 80 * HOUR));
    expect((await post('buoc', { state: 'removed', version: '5', on: '2026-11-22' })).body).toContain('trước ngày kết luận');
    expect((await post('buoc', { state: 'removed', version: '5', on: '2026-12-22' })).body).toContain('một ngày đã qua');
    expect((await post('buoc', { state: 'removed', version: '5', on: '2026-11-24' })).statusCode).toBe(303);
    const [row] = await query<{ at: Date; due: Date | null }>(
      t.services.db,
      sql`select removed_at as at, due_at as due from authenticity.fake_case`,
    );
    expect([row?.at.toISOString(), row?.due]).toEqual(['2026-11-24T17:00:00.000Z', null]);
  });

  it('is all in the evidence', async () => {
    const answer = await t.app.inject({ url: `${LIST}/${id}/bang-chung.zip`, headers: t.as(desk) });
    const entries = await readZip(answer.rawPayload);
    const facts = JSON.parse(Buffer.from(entries.find(({ name }) => name === 'bang-chung.json')?.bytes ?? []).toString());
    expect(facts.referrals).toEqual([
      { route: 'platform', referredOn: '2026-11-23', reference: 'FB-77' },
      { route: 'police', referredOn: '2026-11-23', reference: '123/CAT-ANM' },
    ]);
    const disclosed = { pageCreatedOn: '2026-10-01', formerNames: ['Bán hàng giá rẻ', 'Góc bếp nhỏ'] };
    expect(facts.disclosed).toContainEqual(expect.objectContaining(disclosed));
  });
});

describe('the time to removal', () => {
  it('is the median by platform and by month of removal; pages that are still there have none', async () => {
    const insert = (at: string, hours: number | null, state: string) =>
      query(
        t.services.db,
        sql`insert into authenticity.fake_case (id, page_key, platform, url, state, likeness, received_at, confirmed_at, removed_at, changed_at)
          values (gen_random_uuid(), gen_random_uuid()::text, 'zalo', 'https://zalo.me/x', ${state}, 0, ${at}, ${at},
            ${at}::timestamptz + ${hours === null ? null : `${hours} hours`}::interval, ${at})`,
      );
    // Gone after midnight in Vietnam: October, although the clock of Greenwich still says September.
    await insert('2026-09-30T13:30:00Z', 4, 'removed');
    for (const hours of [10, 40, 30]) await insert('2026-10-05T00:00:00Z', hours, 'removed');
    await insert('2026-10-05T00:00:00Z', null, 'referred');
    await insert('2025-10-05T00:00:00Z', 5, 'removed');
    const zalo = (await removalsByMonth(t.services.db)).filter(({ platform }) => platform === 'zalo');
    expect(zalo).toEqual([{ platform: 'zalo', month: '2026-10', removed: 4, medianHours: 20 }]);
    const body = (await t.app.inject('/trang-gia-mao')).body;
    expect(body).toContain('10/2026 (4 trang)');
    expect(body).toContain('con số là trung vị');
    expect(body).toMatch(/Zalo[^<]*: số giờ đến khi bị gỡ/);
  });
});
