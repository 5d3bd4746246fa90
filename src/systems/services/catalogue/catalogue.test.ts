import { describe, expect, it } from 'vitest';
import { query, sql } from '#kernel/db.ts';
import { testApp } from '../../../../test/kit.ts';
import { importProcedures } from './importing/import-file.ts';
import { hasRealList, importLines, realList, sampleRecord } from './test-kit.ts';

const t = await testApp();
const { db } = t.services;

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

describe.skipIf(!hasRealList)('the real list', () => {
  it('is imported whole', async () => {
    const began = performance.now();
    const summary = await importProcedures(t.services, { path: realList });
    console.log('import ms', performance.now() - began);
    expect(summary).toMatchObject({ added: 2_230, refused: [] });
  });
});
