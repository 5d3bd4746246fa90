import { describe, expect, it } from 'vitest';
import { query, sql } from '#kernel/db.ts';
import { withoutMarks } from '#kernel/text.ts';
import { official, testApp } from '../../../../test/kit.ts';
import { importProcedures } from './importing/import-file.ts';
import { readList } from './asked.ts';
import { listOf } from './list.ts';
import { answers } from './queries.ts';
import { questions } from './search/questions.test-data.ts';
import { hasRealList, importLines, realList, sampleRecord } from './test-kit.ts';

const t = await testApp();
const { db } = t.services;

describe('without the national list', () => {
  it('says so, and offers no empty list', async () => {
    const page = await t.app.inject('/thu-tuc');
    expect(page.body).toContain('Danh mục thủ tục hành chính quốc gia chưa được nạp');
    expect((await t.app.inject('/thu-tuc/du-lieu')).body).toContain('Chưa nạp danh mục quốc gia');
    expect((await t.app.inject('/su-kien/ket-hon')).body).toContain('chưa có trong danh mục');
  });
});

describe('importing', () => {
  it('takes records in, passes bad lines over with the reason, and changes nothing the second time', async () => {
    const lines = [
      sampleRecord('9.000001'),
      sampleRecord('9.000002', { ten_thu_tuc: 'Thủ tục đăng ký kết hôn mẫu' }),
      'no json',
      '[1]',
      sampleRecord('../etc'),
      sampleRecord('9.000003', { ten_thu_tuc: ' ' }),
      sampleRecord('9.000002', { ten_thu_tuc: 'Hai lần trong một tệp' }),
    ];
    expect(await importLines(t.services, lines)).toMatchObject({ added: 2, changed: 0, gone: 0 });
    const again = await importLines(t.services, lines);
    expect(again).toMatchObject({ added: 0, changed: 0, unchanged: 2 });
    expect(again.refused.map(({ line }) => line)).toEqual([3, 4, 5, 6]);
  });

  it('keeps the version before, marks what the source no longer has, and takes it back', async () => {
    const changed = sampleRecord('9.000001', { so_quyet_dinh: '999/QĐ-BTP' });
    expect(await importLines(t.services, [changed])).toMatchObject({ changed: 1, gone: 1 });
    const versions = await query(
      db,
      sql<{ version: number; decision: string }>`
        select version, record ->> 'so_quyet_dinh' as decision from services.procedure_version where code = '9.000001' order by version`,
    );
    expect(versions).toEqual([
      { version: 1, decision: '163/QĐ-BTP' },
      { version: 2, decision: '999/QĐ-BTP' },
    ]);
    expect(await importLines(t.services, [changed, sampleRecord('9.000002')])).toMatchObject({ returned: 1, gone: 0 });
  });

  it('marks nothing as gone by a piece of the list, nor by the list of another ministry', async () => {
    await importLines(
      t.services,
      ['4', '5', '6'].map((last) => sampleRecord(`9.00000${last}`)),
    );
    expect(await importLines(t.services, [sampleRecord('9.000004')])).toMatchObject({ gone: 0 });
    expect(await importLines(t.services, [sampleRecord('9.000009', { _nguon_thu_muc: 'bo-cong-an' })])).toMatchObject({ gone: 0 });
  });
});

describe('the pages', () => {
  it('show a procedure plainly, and never a cut number as its fee', async () => {
    await importLines(t.services, [sampleRecord('9.000020')]);
    const page = await t.app.inject('/thu-tuc/9.000020');
    expect(page.statusCode).toBe(200);
    expect(page.body).toContain('Cần nộp 2 giấy tờ · 3 ngày làm việc · Nộp trực tuyến được');
    expect(page.body).toContain('100.000 đồng');
    expect(page.body).not.toMatch(/\b100 VNĐ|>100 đồng/);
    expect(page.body).toContain('Chưa chắc');
    expect(page.body).toContain('https://dichvucong.gov.vn/thu-tuc-hanh-chinh/019d2bfd-0000-7000-8000-000000000001');
    const older = await t.app.inject('/thu-tuc/9.000001?ban=1');
    expect(older.body).toContain('Đây là bản cũ');
    for (const url of ['/thu-tuc/9.999999', '/thu-tuc/%00', '/thu-tuc/9.000020?ban=77', '/su-kien/khong-co']) {
      expect((await t.app.inject(url)).statusCode).toBe(404);
    }
  });

  it('find by words with and without marks, by code, by filter, page by page', async () => {
    for (const q of ['khai sinh mẫu', 'khai sinh mau', '9.000020']) {
      const page = await t.app.inject(`/thu-tuc?q=${encodeURIComponent(q)}`);
      expect(page.body).toContain('/thu-tuc/9.000020');
    }
    const filtered = await t.app.inject('/api/thu-tuc?linh-vuc=ho-tich&cap=xa&cach=truc-tuyen');
    expect(filtered.json().total).toBeGreaterThan(3);
    expect((await t.app.inject('/api/thu-tuc?cap=tinh')).json().procedures).toEqual([]);
    for (const odd of ['%00', '%F0%9F%98%80', "';--", 'a'.repeat(5_000), '%25_%5C', '!!!']) {
      expect((await t.app.inject(`/thu-tuc?q=${odd}&sau=${odd}`)).statusCode).toBe(200);
    }
  });

  it('give the same to programs, and all of it as open data', async () => {
    const one = await t.app.inject('/api/thu-tuc/9.000020');
    expect(one.json()).toMatchObject({
      code: '9.000020',
      startUrl: null,
      entry: { basis: [{ number: '60/2014/QH13' }, { date: '2015-11-15' }] },
    });
    const dump = await t.app.inject('/du-lieu-mo/thu-tuc.ndjson');
    const lines = dump.body
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(lines.some(({ code, results }) => code === '9.000020' && results[0].code === 'KQ.G15.000031')).toBe(true);
    expect((await t.app.inject('/sitemap/thu-tuc-0.xml')).body).toContain('/thu-tuc/9.000020');
  });

  it('lead from a life event to its procedures', async () => {
    await importLines(t.services, [sampleRecord('1.001193', { _nguon_thu_muc: 'bo-mau' })]);
    expect((await t.app.inject('/su-kien')).body).toContain('/su-kien/sinh-con');
    expect((await t.app.inject('/su-kien/sinh-con')).body).toContain('/thu-tuc/1.001193');
  });

  it('show the report to everybody, and each gap to those who keep the list', async () => {
    expect((await t.app.inject('/thu-tuc/du-lieu')).body).toContain('số tiền bị cắt');
    const url = '/quan-tri/thu-tuc/nhap';
    expect((await t.app.inject(url)).headers.location).toMatch(/^\/dang-nhap/);
    expect((await t.app.inject({ url, headers: t.as(official([])) })).statusCode).toBe(403);
    const headers = t.as(official(['services.keep-procedures']));
    expect((await t.app.inject({ url, headers })).body).toContain('/quan-tri/thu-tuc/nhap/fee/cut');
    expect((await t.app.inject({ url: `${url}/fee/cut`, headers })).body).toContain('9.000020');
    expect((await t.app.inject({ url: `${url}/fee/nothing`, headers })).statusCode).toBe(404);
    expect((await t.app.inject(`${url}/fee/cut`)).headers.location).toMatch(/^\/dang-nhap/);
  });
});

describe.skipIf(!hasRealList)('the real list (skipped where ../shared/data is absent)', () => {
  it('is imported whole, and paged through without a gap or a double', async () => {
    const { added, changed, refused } = await importProcedures(t.services, { path: realList });
    expect([added + changed, refused]).toEqual([2_230, []]);
    const seen: string[] = [];
    for (let after: string | undefined = ''; after !== undefined;) {
      const { procedures, next } = await listOf(db, readList({ sau: after, cap: 'xa' }), 100);
      seen.push(...procedures.map(({ code }) => code));
      after = next;
    }
    expect(seen.length).toBeGreaterThan(480);
    expect(new Set(seen).size).toBe(seen.length);
  });

  it('answers questions as people ask them, also without marks', async () => {
    const placesOf = (spelt: (text: string) => string): Promise<number[]> =>
      Promise.all(
        questions.map(async ([question, ...codes]) => (await answers(db, spelt(question))).findIndex(({ code }) => codes.includes(code))),
      );
    const shares = (places: readonly number[]): [first: number, third: number] => {
      const within = (most: number): number => places.filter((place) => place >= 0 && place < most).length / places.length;
      return [within(1), within(3)];
    };
    const asTyped = await placesOf((text) => text);
    const plain = await placesOf(withoutMarks);
    const rows = { all: shares(asTyped), plain: shares(plain), held: shares(asTyped.filter((_, at) => at % 2 === 1)) };
    const line = Object.entries(rows).map(([name, [first, third]]) => `${name} R@1 ${first.toFixed(2)} R@3 ${third.toFixed(2)}`);
    console.log(`search for procedures, ${questions.length} questions: ${line.join(', ')}`);
    expect(rows.all[0]).toBeGreaterThan(0.84);
    expect(rows.all[1]).toBeGreaterThan(0.92);
    expect(rows.plain[0]).toBeGreaterThan(rows.all[0] - 0.02);
    expect(rows.held[0]).toBeGreaterThan(0.7);
  });
});
