import { existsSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { testDatabase } from '../../../test/kit.ts';
import { transaction } from '#kernel/db.ts';
import { freezeTime } from '#kernel/time.ts';
import {
  agenciesOfUnit,
  agencyByCode,
  agencyNameOn,
  agencyNames,
  childrenOf,
  dataFolderSource,
  findRecipient,
  groupTitle,
  hostedOn,
  importReports,
  importUnits,
  listGroups,
  madeFrom,
  packageSource,
  parseGroup,
  resolveGroup,
  searchAgencies,
  searchUnits,
  seedAgencies,
  standingInFor,
  successorsOf,
  unitAt,
  unitHistory,
  unitsAbove,
  unitsOn,
  wasImported,
  whatBecameOf,
} from './index.ts';

const dataFolder = '../shared/data';
const hasData = existsSync(`${dataFolder}/admin-units`);
const database = await testDatabase();
const { db } = database;
const DAY = '2026-11-21';

beforeAll(async () => {
  freezeTime(`${DAY}T08:00:00+07:00`);
  await transaction(db, async (tx) => {
    await importUnits(tx, packageSource());
    await seedAgencies(tx, 'vn');
  });
});
afterAll(() => freezeTime(undefined));

describe('importing', () => {
  test('the same again changes nothing, and says so', async () => {
    const again = await transaction(db, (tx) => importUnits(tx, packageSource()));
    expect(again).toMatchObject({ nothingChanged: true, units: { added: 0, changed: 0 }, links: { added: 0, changed: 0, removed: 0 } });
    expect(await wasImported(db, packageSource())).toBe(true);
    expect(await transaction(db, (tx) => seedAgencies(tx, 'vn'))).toMatchObject({ added: 0 });
    const [report] = await importReports(db);
    expect(report?.discrepancies.length).toBe(again.discrepancies.length);
  });
});

describe('units as of a date', () => {
  test('provinces and communes by day', async () => {
    expect(await unitsOn(db, '2025-06-30', { level: 'province' })).toHaveLength(63);
    expect(await unitsOn(db, '2025-07-01', { level: 'province' })).toHaveLength(34);
    expect(await unitsOn(db, '2026-04-29', { level: 'province', type: 'thanh-pho-trung-uong' })).toHaveLength(6);
    expect(await unitsOn(db, DAY, { level: 'province', type: 'thanh-pho-trung-uong' })).toHaveLength(7);
    expect(await unitsOn(db, '2025-12-31', { type: 'phuong' })).toHaveLength(687);
    expect(await unitsOn(db, DAY, { type: 'phuong' })).toHaveLength(697);
  });

  test('pages follow each other', async () => {
    const first = await unitsOn(db, DAY, { level: 'commune', limit: 10 });
    const second = await unitsOn(db, DAY, { level: 'commune', limit: 10, after: first.at(-1)?.code });
    expect(second[0]?.code.localeCompare(first.at(-1)?.code ?? '')).toBe(1);
  });

  test('Huế has 40 communes, Đồng Nai the same before and after it became a city', async () => {
    expect(await childrenOf(db, '46', DAY)).toHaveLength(40);
    const before = await childrenOf(db, '75', '2026-04-29');
    const after = await childrenOf(db, '75', '2026-04-30');
    expect(after.map((unit) => unit.code)).toEqual(before.map((unit) => unit.code));
    expect(await unitAt(db, '75', '2026-04-30')).toMatchObject({ fullName: 'Thành phố Đồng Nai' });
  });

  test('a code reused by another unit is told apart by the day', async () => {
    const [old, present] = await unitHistory(db, '19777');
    expect(old).toMatchObject({ fullName: 'Phường Vỹ Dạ', validTo: '2025-07-01', sinceKnown: false });
    expect(present).toMatchObject({ fullName: 'Phường Vỹ Dạ', validFrom: '2025-07-01', resolution: '1675/NQ-UBTVQH15' });
    expect(await unitAt(db, '19777', '2019-05-01')).toEqual(old);
    expect(await unitAt(db, '25270', '2019-05-01')).toMatchObject({ validTo: '2025-07-01' });
    expect(await unitAt(db, '99999')).toBeUndefined();
    if (!present) return;
    expect((await madeFrom(db, present)).map((link) => link.unit.name).toSorted()).toEqual(['Thủy Vân', 'Vỹ Dạ', 'Xuân Phú']);
    expect((await unitsAbove(db, present)).map((unit) => unit.fullName)).toEqual(['Thành phố Huế']);
  });

  test('what became of an old commune is followed through later changes', async () => {
    const old = { code: '25270', validFrom: '2025-03-01' };
    expect((await whatBecameOf(db, old, '2025-08-01')).map((link) => link.unit.type)).toEqual(['xa']);
    expect((await whatBecameOf(db, old, DAY)).map((link) => link.unit.type)).toEqual(['phuong']);
    expect(await whatBecameOf(db, old, '2025-06-30')).toEqual([]);
  });
});

describe('finding units by name', () => {
  const first = async (text: string, date?: string) => {
    const [hit] = await searchUnits(db, text, { date });
    return hit && `${hit.fullName}, ${hit.place}`.replace(/, $/, '');
  };
  test.each([
    ['vỹ dạ huế', 'Phường Vỹ Dạ, Thành phố Huế'],
    ['VY DA', 'Phường Vỹ Dạ, Thành phố Huế'],
    ['P. Vỹ Dạ, TP. Huế', 'Phường Vỹ Dạ, Thành phố Huế'],
    ['p vy da tp hue', 'Phường Vỹ Dạ, Thành phố Huế'],
    ['Xã Vỹ Dạ', 'Phường Vỹ Dạ, Thành phố Huế'],
    ['TPHCM', 'Thành phố Hồ Chí Minh'],
    ['Tp.HCM', 'Thành phố Hồ Chí Minh'],
    ['HN', 'Thành phố Hà Nội'],
    ['Thành phố Huế', 'Thành phố Huế'],
    ['T. Nghệ An', 'Tỉnh Nghệ An'],
    ['đk côn đảo', 'Đặc khu Côn Đảo, Thành phố Hồ Chí Minh'],
    ['Đồng Nai', 'Thành phố Đồng Nai'],
  ])('%s', async (text, expected) => expect(await first(text, DAY)).toBe(expected));

  test('the tone mark may stand on either vowel, but another tone ranks behind', async () => {
    const one = await searchUnits(db, 'Xã Hòa Bình', { date: DAY });
    const other = await searchUnits(db, 'xã hoà bình', { date: DAY });
    expect(one.map((unit) => unit.code)).toEqual(other.map((unit) => unit.code));
    expect(one[0]).toMatchObject({ type: 'xa' });
    const hung = await searchUnits(db, 'Hưng Yên', { date: DAY, limit: 1 });
    expect(hung[0]?.name).toBe('Hưng Yên');
  });

  test('units of the past are found when no day is given', async () => {
    expect(await first('P.12 Gò Vấp')).toBe('Phường 12, Quận Gò Vấp, Thành phố Hồ Chí Minh');
    expect(await first('P.12 Gò Vấp', DAY)).toBeUndefined();
    expect(await first('tỉnh Hà Giang')).toBe('Tỉnh Hà Giang');
  });

  test.each(['', '   ', '.,-', "'; drop table--", '\\ % _ : & | ! ( )', 'a'.repeat(5000)])('%j does no harm', async (text) => {
    expect(Array.isArray(await searchUnits(db, text))).toBe(true);
    expect(Array.isArray(await searchAgencies(db, text))).toBe(true);
  });
});

describe('agencies', () => {
  test.each([
    ['G22', 'Văn phòng Chính phủ'],
    ['000.00.00.G22', 'Văn phòng Chính phủ'],
    ['000.00.00.H57', 'Ủy ban nhân dân thành phố Huế'],
    ['H57.XA.19.777', 'Ủy ban nhân dân phường Vỹ Dạ'],
    ['777.19.XA.H57', 'Ủy ban nhân dân phường Vỹ Dạ'],
  ])('code %s', async (code, name) => expect((await agencyByCode(db, code))?.name).toBe(name));

  test('codes that nobody has confirmed say so', async () => {
    expect((await agencyByCode(db, 'H57'))?.codeSource).toBe('generated');
    expect((await agencyByCode(db, 'H41'))?.codeSource).toBe('official');
    expect((await agencyByCode(db, 'H57.XA.19.777'))?.codeSource).toBe('generated');
  });

  test('a closed province’s committee is found by its code and leads to its successor', async () => {
    const closed = await agencyByCode(db, 'H22');
    expect(closed).toMatchObject({ name: 'Ủy ban nhân dân tỉnh Hà Giang', validTo: '2025-07-01' });
    expect((await standingInFor(db, closed?.id ?? '', DAY)).map((agency) => agency.code)).toEqual(['H60']);
    expect(await agencyByCode(db, 'H22', DAY)).toBeUndefined();
  });

  test('merged ministries keep their codes and name who took over', async () => {
    const transport = await agencyByCode(db, 'G04');
    expect(transport?.validTo).toBe('2025-03-01');
    expect(
      (await successorsOf(db, transport?.id ?? '')).filter((link) => link.kind === 'merged-into').map((link) => link.agency.code),
    ).toEqual(['G17']);
  });

  test('names as of a date', async () => {
    const hue = await agencyByCode(db, 'H57');
    expect(await agencyNameOn(db, hue?.id ?? '', '2024-06-01')).toBe('Ủy ban nhân dân tỉnh Thừa Thiên Huế');
    expect(await agencyNameOn(db, hue?.id ?? '', '2025-01-01')).toBe('Ủy ban nhân dân thành phố Huế');
    const dongNai = await agencyByCode(db, 'H19');
    expect(dongNai && (await agencyNames(db, dongNai)).map((span) => span.name)).toEqual([
      'Ủy ban nhân dân tỉnh Đồng Nai',
      'Ủy ban nhân dân thành phố Đồng Nai',
    ]);
  });

  test.each([
    ['bộ tài chính', 'Bộ Tài chính'],
    ['BTC', 'Bộ Tài chính'],
    ['VPCP', 'Văn phòng Chính phủ'],
    ['UBND P. Vỹ Dạ TP Huế', 'Ủy ban nhân dân phường Vỹ Dạ'],
    ['hđnd phường vỹ dạ', 'Hội đồng nhân dân phường Vỹ Dạ'],
    ['uỷ ban nhân dân tỉnh Bắc Ninh', 'Ủy ban nhân dân tỉnh Bắc Ninh'],
    ['bo nong nghiep va phat trien nong thon', 'Bộ Nông nghiệp và Môi trường'],
  ])('search %s', async (text, name) => expect((await searchAgencies(db, text, { date: DAY }))[0]?.name).toBe(name));

  test('of a unit, and of a site', async () => {
    expect((await agenciesOfUnit(db, '19777', DAY)).map((agency) => agency.kind)).toEqual(['commune-committee', 'commune-council']);
    expect(await hostedOn(db, 'vn')).toHaveLength(2 * (34 + 3321) + 28);
    expect(await hostedOn(db, 'elsewhere')).toEqual([]);
  });
});

describe('groups', () => {
  test.each([
    ['all', 3355],
    ['province-committees', 34],
    ['commune-committees', 3321],
    ['communes-of:46', 40],
    ['ministries', 17],
    ['councils', 3355],
  ])('%s has %i members', async (key, size) => {
    expect(new Set(await resolveGroup(db, key, DAY)).size).toBe(size);
    expect((await listGroups(db, DAY)).find((group) => group.key === key)?.size).toBe(size);
  });

  test('they resolve as of a day', async () => {
    expect(await resolveGroup(db, 'province-committees', '2025-06-30')).toHaveLength(63);
    expect(await resolveGroup(db, 'commune-committees', '2025-06-30')).toEqual([]);
    await expect(resolveGroup(db, 'communes-of:02', DAY)).resolves.toEqual([]);
  });

  test.each(['communes-of:99', 'saved:none', 'x'])('%s is none', async (key) => {
    await expect(resolveGroup(db, key, DAY)).rejects.toMatchObject({ status: 404 });
    await expect(groupTitle(db, key, DAY)).rejects.toMatchObject({ status: 404 });
  });

  test.each([
    ['Toàn quốc', 'all'],
    ['Mọi UBND cấp tỉnh', 'province-committees'],
    ['UBND các tỉnh, thành phố trực thuộc trung ương', 'province-committees'],
    ['HĐND, UBND các tỉnh, thành phố trực thuộc trung ương', 'province-bodies'],
    ['Các Bộ, cơ quan ngang Bộ, cơ quan thuộc Chính phủ', 'central-administration'],
    ['mọi xã của thành phố Huế', 'communes-of:46'],
    ['các xã, phường, đặc khu thuộc TP.HCM', 'communes-of:79'],
  ])('%s', async (text, key) => {
    expect(await parseGroup(db, text, DAY)).toBe(key);
    expect(await findRecipient(db, text, DAY)).toEqual({ groupKey: key });
  });

  test.each(['Như trên', 'Lưu: VT', 'UBND xã Hòa Bình', 'Bộ'])('%s is left as words', async (text) => {
    expect(await findRecipient(db, text, DAY)).toBeUndefined();
  });

  test('an agency by its full name', async () => {
    const found = await findRecipient(db, 'UBND phường Vỹ Dạ, thành phố Huế', DAY);
    expect(found).toEqual({ agencyId: (await agencyByCode(db, 'H57.XA.19.777'))?.id });
  });
});

describe.skipIf(!hasData)('better data on top (skipped where ../shared/data is absent)', () => {
  test('sets right what the package could not know, and the package cannot undo it', async () => {
    const better = await transaction(db, (tx) => importUnits(tx, dataFolderSource(dataFolder)));
    expect(better.units.added).toBe(697);
    const again = await transaction(db, (tx) => importUnits(tx, dataFolderSource(dataFolder)));
    expect(again.nothingChanged).toBe(true);
    const weaker = await transaction(db, (tx) => importUnits(tx, packageSource()));
    expect(weaker.nothingChanged).toBe(true);
    const divided = await whatBecameOf(db, { code: '06886', validFrom: '2025-03-01' }, DAY);
    expect(divided.map((link) => `${link.unit.code} ${link.part}`)).toEqual(['06799 partial', '06886 partial', '06978 partial']);
    expect((await transaction(db, (tx) => seedAgencies(tx, 'vn'))).added).toBe(0);
  });
});
