import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Procedure, Result } from '#core/cases/index.ts';
import { type Block, readMarkdown } from '#core/documents/index.ts';
import { birthCertificate, birthRegistration } from './birth-registration.ts';
import * as s from './helpers.ts';
import { printResult } from './print.ts';
import { spelt, speltDate } from './spelt.ts';

const form = s.service({
  ...birthRegistration,
  name: 'Thử | Trial',
  field: 'Thử | Trial',
  summary: 'Thử | Trial',
  conditions: [],
  steps: [],
  unconfirmed: [],
  pages: [
    s.page('p', 'Trang | Page', [
      s.ask('money', 'fine', 'Tiền | Money'),
      s.ask('address', 'home', 'Nhà | Home'),
      s.gender('sex'),
      s.yesNo('agreed', 'Đồng ý | Agreed'),
      s.ask('area', 'plot', 'Đất | Plot'),
      s.rows('people', 'Người | People', 5, [s.ask('name', 'name', 'Tên | Name'), s.ask('pastDate', 'born', 'Sinh | Born')]),
      s.ask('longText', 'story', 'Chuyện | Story'),
      s.ask('name', 'who', 'Ai | Who'),
    ]),
  ],
});
const worded = (body: string): Result => ({ ...birthCertificate, body });
const unitName = (code: string) => `phường ${code}`;
const print = (procedure: Procedure, body: string, values: Record<string, unknown>, given = {}) =>
  printResult(procedure, worded(body), { values, given, unitName });

const textOf = (block: Block) => ('runs' in block ? block.runs.map(({ text }) => text).join('') : '');

describe('a printed result', () => {
  it('writes values as a person does', () => {
    const values = {
      fine: 1_200_000,
      home: { unit: '19777', line: 'Số 9 đường Mẫu' },
      sex: 'female',
      agreed: false,
      plot: 86.5,
      people: [{ name: 'An', born: '2026-02-05' }, { name: 'Bình' }],
    };
    const body = 'Tiền {{fine}} ({{fine:spelt}} đồng); ở {{home}}; {{sex}}; {{agreed}}; {{plot}}; {{people}}; {{who}}; {{issuedOn:long}}';
    expect(print(form, body, values, { issuedOn: '2026-11-22' })).toBe(
      'Tiền 1.200.000 đồng (một triệu hai trăm nghìn đồng); ở Số 9 đường Mẫu, phường 19777; Nữ; Không; 86,5 m²; An, 05/02/2026<br>Bình; —; ngày 22 tháng 11 năm 2026',
    );
    expect(print(form, 'Tên: {{who:capitals}}', { who: 'Nguyễn Bé Mẫu' })).toBe('Tên: NGUYỄN BÉ MẪU');
  });

  it('spells numbers and dates', () => {
    expect([5, 10, 14, 15, 21, 24, 55, 105, 1_005, 2_026, 10_000_000, 1_000_000_021].map(spelt)).toEqual([
      'năm',
      'mười',
      'mười bốn',
      'mười lăm',
      'hai mươi mốt',
      'hai mươi tư',
      'năm mươi lăm',
      'một trăm linh năm',
      'một nghìn không trăm linh năm',
      'hai nghìn không trăm hai mươi sáu',
      'mười triệu',
      'một tỷ không trăm hai mươi mốt',
    ]);
    expect(speltDate('2026-04-05')).toBe('ngày năm, tháng tư, năm hai nghìn không trăm hai mươi sáu');
  });

  it('keeps every value a value: whatever it is, the page has the same lines and marks, and says the value word for word', () => {
    const nasty = fc.oneof(
      fc.string({
        unit: fc.constantFrom(
          '# ',
          '*',
          '_',
          '|',
          '\\',
          '\n',
          '[',
          ']',
          '(',
          ')',
          '<br>',
          '<',
          '>',
          '{{who}}',
          '-',
          '`',
          'a',
          ' ',
          'Điều 1. ',
          '---',
        ),
      }),
      fc.string(),
      fc.constantFrom('# QUYẾT ĐỊNH', '\n# QUYẾT ĐỊNH\n', '**đậm**', '$&', '| a | b |', '---', '\n|--|--|\n', '[x](https://x.vn)'),
    );
    fc.assert(
      fc.property(nasty, nasty, (who, story) => {
        const blocks = readMarkdown(print(form, '# Quyết định\nTên: {{who}}. Hết\nChuyện: {{story}}. Hết', { who, story }));
        expect(blocks.map(({ kind }) => kind)).toEqual(['centred', 'paragraph', 'paragraph']);
        const shown = (value: string) => value.trim().replace(/\s*[\r\n\u2028\u2029\u0085\v\f]+\s*/g, '\n') || '—';
        expect(textOf(blocks[1]!)).toBe(`Tên: ${shown(who)}. Hết`);
        expect(textOf(blocks[2]!)).toBe(`Chuyện: ${shown(story)}. Hết`);
        expect(blocks.slice(1).every((block) => 'runs' in block && block.runs.every(({ bold, italic }) => !bold && !italic))).toBe(true);
      }),
      { numRuns: 500 },
    );
  });
});
