import { beforeAll, describe, expect, test } from 'vitest';
import { official, testApp } from '../../../test/kit.ts';
import { query, sql, transaction } from '#kernel/db.ts';
import { newId } from '#kernel/id.ts';
import { agencyByCode, importUnits, packageSource, seedAgencies } from './index.ts';

const t = await testApp();
const { db } = t.database;
const keeper = official(['agencies.manage']);
const form = { name: 'Sở Thử', kind: 'province-department', code: 'H57.77', on: '2026-01-05', basis: '1/QĐ-UBND', site: 'vn' };

beforeAll(async () => {
  await transaction(db, async (tx) => {
    await importUnits(tx, packageSource());
    await seedAgencies(tx, 'vn');
  });
});

describe('staff pages', () => {
  const pages = ['/quan-tri/co-quan', '/quan-tri/co-quan/moi', '/quan-tri/don-vi'];
  test.each(pages)('%s is for the keepers of the book', async (url) => {
    expect((await t.app.inject(url)).headers.location).toContain('/dang-nhap');
    expect((await t.app.inject({ url, headers: t.as(official([])) })).statusCode).toBe(403);
    expect((await t.app.inject({ url, headers: t.as(keeper) })).statusCode).toBe(200);
  });

  test.each([
    '/quan-tri/co-quan',
    `/quan-tri/co-quan/${newId()}/doi-ten`,
    `/quan-tri/co-quan/${newId()}/sap-nhap`,
    `/quan-tri/co-quan/${newId()}/ket-thuc`,
  ])('POST %s by others changes nothing', async (url) => {
    expect((await t.app.inject({ method: 'POST', url, payload: form })).statusCode).toBe(401);
    expect((await t.app.inject({ method: 'POST', url, payload: form, headers: t.as(official([])) })).statusCode).toBe(403);
    expect(await agencyByCode(db, form.code)).toBeUndefined();
  });

  test('who keeps the book of one agency changes that one alone, and sees no nationwide page', async () => {
    const [own, other] = [(await agencyByCode(db, 'G19'))!.id, (await agencyByCode(db, 'G12'))!.id];
    const headers = t.as(official(['agencies.manage'], own));
    const get = async (url: string) => (await t.app.inject({ url, headers })).statusCode;
    for (const url of pages) expect([url, await get(url)]).toEqual([url, 403]);
    expect(await get(`/quan-tri/co-quan/${own}`)).toBe(200);
    expect(await get(`/quan-tri/co-quan/${other}`)).toBe(403);
    const post = async (id: string, path: string, payload: object) =>
      (await t.app.inject({ method: 'POST', url: `/quan-tri/co-quan/${id}${path}`, payload, headers })).statusCode;
    const change = { name: 'Tên Khác', on: '2026-01-05', basis: '1/QĐ' };
    expect(await post(other, '/doi-ten', change)).toBe(403);
    expect(await post(other, '/ket-thuc', change)).toBe(403);
    // Neither the other into one's own, nor one's own into the other.
    expect(await post(other, '/sap-nhap', { ...change, intoId: own })).toBe(403);
    expect(await post(own, '/sap-nhap', { ...change, intoId: other })).toBe(403);
    expect((await t.app.inject({ method: 'POST', url: '/quan-tri/co-quan', payload: form, headers })).statusCode).toBe(403);
    expect(await post(own, '/doi-ten', change)).toBe(303);
    expect((await agencyByCode(db, 'G12'))?.validTo).toBeNull();
  });

  test('a form without script: the superior agency by its typed name, once however often it is sent', async () => {
    const payload = { ...form, _key: 'twice', parentId: '', parentId_text: 'UBND thành phố Huế', unitCode: '46' };
    const post = () => t.app.inject({ method: 'POST', url: '/quan-tri/co-quan', payload, headers: t.as(keeper) });
    const first = await post();
    expect(first.statusCode).toBe(303);
    expect((await post()).headers.location).toBe(first.headers.location);
    const agency = await agencyByCode(db, form.code);
    expect(agency).toMatchObject({ parentId: (await agencyByCode(db, 'H57'))?.id, codeSource: 'generated' });
    const page = await t.app.inject({ url: `/quan-tri/co-quan/${agency?.id}`, headers: t.as(keeper) });
    expect(page.body).toContain('Sở Thử');
  });

  test('a refused form comes back with its values and the reason at its field', async () => {
    const payload = { ...form, code: 'G22', name: 'Sở Gõ Dở' };
    const answer = await t.app.inject({ method: 'POST', url: '/quan-tri/co-quan', payload, headers: t.as(keeper) });
    expect(answer.statusCode).toBe(409);
    expect(answer.body).toContain('Sở Gõ Dở');
    expect(answer.body).toContain('đang là mã của Văn phòng Chính phủ');
  });

  test('rename, merge and close from the agency’s page', async () => {
    const agency = await agencyByCode(db, form.code);
    const url = `/quan-tri/co-quan/${agency?.id}`;
    const post = (path: string, payload: object) => t.app.inject({ method: 'POST', url: `${url}/${path}`, payload, headers: t.as(keeper) });
    expect((await post('doi-ten', { name: 'Sở Đã Đổi', on: '2026-02-01', basis: '2/QĐ-UBND' })).statusCode).toBe(303);
    expect((await post('sap-nhap', { intoId_text: 'G22', on: '2026-01-01', basis: '3/QĐ-UBND' })).statusCode).toBe(409);
    expect((await post('ket-thuc', { on: '', basis: '' })).statusCode).toBe(422);
    expect((await post('sap-nhap', { intoId_text: 'UBND TP Huế', on: '2026-03-01', basis: '3/QĐ-UBND' })).statusCode).toBe(303);
    const page = await t.app.inject({ url, headers: t.as(keeper) });
    expect(page.body).toContain('Kết thúc từ 01/03/2026');
    expect(page.body).not.toContain('ket-thuc');
  });
});

describe('the public API', () => {
  test.each([
    ['/api/units?level=province', 34],
    ['/api/units?level=province&date=2025-06-30', 63],
    ['/api/units?parent=46', 40],
  ])('%s', async (url, size) => expect((await t.app.inject(url)).json().units).toHaveLength(size));

  test('pages follow each other to the end', async () => {
    const codes: string[] = [];
    let next: string | null = '';
    while (next !== null) {
      const page: { units: { code: string }[]; next: string | null } = (
        await t.app.inject(`/api/units?level=commune&date=2026-11-21&limit=1000&after=${next}`)
      ).json();
      codes.push(...page.units.map((unit) => unit.code));
      next = page.next;
    }
    expect(new Set(codes).size).toBe(3321);
  });

  test('one unit, one agency, a group, suggestions', async () => {
    const unit = (await t.app.inject('/api/units/19777')).json();
    expect(unit.madeFrom).toHaveLength(3);
    expect(unit.agencies).toHaveLength(2);
    expect((await t.app.inject('/api/units/19777?date=2025-06-30')).json().becameOf[0].unit.validFrom).toBe('2025-07-01');
    expect((await t.app.inject('/api/agencies/G04')).json().successors.length).toBeGreaterThan(0);
    expect((await t.app.inject('/api/agencies/groups/communes-of:46')).json().ids).toHaveLength(40);
    expect((await t.app.inject('/api/agencies/suggest?q=moi%20xa%20hue&groups=true')).json()[0].value).toBe('communes-of:46');
    expect((await t.app.inject('/api/agencies?q=btc')).json().agencies[0].code).toBe('G12');
    expect((await t.app.inject('/api/agencies?kind=ministry&date=2025-02-28')).json().agencies).toHaveLength(19);
  });

  test.each([
    ['/api/units/99999', 404],
    ['/api/agencies/Z99', 404],
    ['/api/agencies/groups/x', 404],
    ['/api/units?date=2026-02-30', 422],
    ['/api/units?limit=100000', 422],
  ])('%s answers %i', async (url, status) => expect((await t.app.inject(url)).statusCode).toBe(status));
});

test('the seed runs once', async () => {
  const { agencies } = await import('./module.ts');
  const seen: string[] = [];
  await agencies.seed?.({ db, services: t.services, report: (_done, _total, what) => seen.push(what.vi) });
  expect(seen).toEqual([]);
  expect(await query(db, sql`select from kernel.ledger_pending where action = 'agencies.import-units'`)).toEqual([]);
});
