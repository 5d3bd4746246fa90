import { beforeAll, describe, expect, test } from 'vitest';
import type { Db } from '#kernel/db.ts';
import { testDatabase } from '../../../../test/kit.ts';
import { indexDocument } from '../indexing.ts';
import { givenDocument } from '../test-kit.ts';
import { searchDocuments, type SearchRequest } from './search.ts';

describe('searching the library', () => {
  let db: Db;
  const search = (text: string, more: Partial<SearchRequest> = {}) =>
    searchDocuments(db, { text, filters: {}, order: 'relevance', ...more });
  const numbers = async (text: string, more: Partial<SearchRequest> = {}) =>
    (await search(text, more)).hits.map((hit) => hit.numberNotation);

  beforeAll(async () => {
    ({ db } = await testDatabase());
    await givenDocument(db, {
      numberNotation: '118/2025/NĐ-CP',
      abstract: 'Thực hiện thủ tục hành chính theo cơ chế một cửa, một cửa liên thông',
      issuedOn: '2025-06-09',
    });
    await givenDocument(db, {
      numberNotation: '102/2024/NĐ-CP',
      abstract: 'Quy định chi tiết thi hành một số điều của Luật Đất đai',
      issuedOn: '2024-07-30',
    });
    await givenDocument(db, {
      numberNotation: '15/QĐ-UBND',
      kind: 'quyet-dinh',
      issuerName: 'ỦY BAN NHÂN DÂN THÀNH PHỐ HUẾ',
      abstract: 'Ban hành bảng giá bán nước sạch',
      issuedOn: '2025-11-18',
      text: 'Đất nước và con đường dài; hòa giải ở cơ sở.',
    });
    await givenDocument(db, {
      numberNotation: '16/QĐ-UBND',
      kind: 'quyet-dinh',
      issuerName: 'ỦY BAN NHÂN DÂN THÀNH PHỐ HUẾ',
      abstract: 'Ban hành quy chế bản đồ số',
      issuedOn: '2025-11-19',
      text: 'Nghiên cứu đất đai trên bản đồ.',
    });
    await givenDocument(db, {
      numberNotation: '1/MẬT',
      kind: 'quyet-dinh',
      visibility: 'internal',
      abstract: 'Nội dung nội bộ về đất đai',
    });
  });

  test('words with and without diacritics find the same', async () => {
    expect(await numbers('đất đai')).toEqual(await numbers('dat dai'));
    expect(await numbers('dat dai')).toEqual(expect.arrayContaining(['102/2024/NĐ-CP', '16/QĐ-UBND']));
  });

  test('words in the abstract come before words in the text', async () => {
    expect((await numbers('đất đai'))[0]).toBe('102/2024/NĐ-CP');
  });

  test('exact diacritics come first', async () => {
    expect((await numbers('bán'))[0]).toBe('15/QĐ-UBND');
    expect((await numbers('bản'))[0]).toBe('16/QĐ-UBND');
  });

  test.each([
    '118/2025/NĐ-CP',
    '118-2025-nđ cp',
    'so 118 / 2025 / nd cp',
    '118/2025',
    'nghị định 118/2025/nđ-cp về một cửa',
    '0118/2025/ND-CP',
  ])('the number typed as %s finds it first', async (text) => {
    expect((await numbers(text))[0]).toBe('118/2025/NĐ-CP');
  });

  test('a phrase in quotation marks must stand as it is', async () => {
    expect(await numbers('"giá bán"')).toEqual(['15/QĐ-UBND']);
    expect(await numbers('"bán giá"')).toEqual([]);
    expect(await numbers('bán giá')).toEqual(['15/QĐ-UBND']);
  });

  test('filters narrow, facets count', async () => {
    const all = await search('');
    expect(all.total).toBe(4);
    expect(all.facets.kind.map(({ value, count, label }) => [value, count, label.vi])).toEqual([
      ['nghi-dinh', 2, 'Nghị định'],
      ['quyet-dinh', 2, 'Quyết định'],
    ]);
    expect(await numbers('', { filters: { kind: 'nghi-dinh', year: '2024' } })).toEqual(['102/2024/NĐ-CP']);
    expect(await numbers('118/2025/NĐ-CP', { filters: { kind: 'quyet-dinh' } })).toEqual([]);
  });

  test('marks the words, and shows where they stand in the text', async () => {
    const [hit] = (await search('hoà giải')).hits;
    expect(hit?.numberNotation).toBe('15/QĐ-UBND');
    expect(hit?.excerpt?.filter((part) => part.hit).map((part) => part.text)).toEqual(['hòa giải']);
  });

  test('what is not public is nowhere', async () => {
    const result = await search('noi dung noi bo');
    expect(result.total).toBe(0);
    expect(Object.values(result.facets).flat()).toEqual([]);
    expect(await numbers('1/MẬT')).toEqual([]);
  });

  test('pages are stable while documents arrive', async () => {
    const { db: own } = await testDatabase();
    for (let n = 1; n <= 25; n++)
      await givenDocument(own, { numberNotation: `${n}/2025/NĐ-CP`, issuedOn: `2025-03-${String(1 + (n % 20)).padStart(2, '0')}` });
    for (const order of ['relevance', 'date'] as const) {
      const seen: string[] = [];
      let after: string | undefined;
      do {
        const page = await searchDocuments(own, { text: 'luật đất đai', filters: {}, order, after });
        seen.push(...page.hits.map((hit) => hit.id));
        after = page.next;
        await givenDocument(own, { numberNotation: `9${seen.length}/2025/NĐ-CP`, issuedOn: '2025-04-01' });
      } while (after);
      expect(new Set(seen).size).toBe(seen.length);
      expect(seen.length).toBe(order === 'relevance' ? 25 : 28);
    }
  });

  test('indexing twice changes nothing', async () => {
    const created = await givenDocument(db, { numberNotation: '77/TB-VPCP', kind: 'thong-bao', abstract: 'Kết luận phiên họp lần hai' });
    await indexDocument(db, created.id);
    expect(await numbers('ket luan phien hop')).toEqual(['77/TB-VPCP']);
  });
});
