import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Block, readMarkdown, readRuns } from './markdown.ts';

const words = (block: Block | undefined): string => (block && 'runs' in block ? block.runs.map((run) => run.text).join('') : '');

describe('the Markdown of official documents', () => {
  it('knows Chương, titles, the enacting word and Điều without marks', () => {
    const blocks = readMarkdown(
      'Chương I\nQUY ĐỊNH CHUNG\n### Điều 1. Phạm vi\nI. MỤC ĐÍCH, YÊU CẦU\nQUYẾT ĐỊNH:\nĐiều 2. Hiệu lực\n1. Khoản\n- ý\n+ ý nhỏ',
    );
    expect(blocks.map((block) => block.kind)).toEqual([
      'centred',
      'centred',
      'heading',
      'heading',
      'centred',
      'paragraph',
      'paragraph',
      'paragraph',
      'paragraph',
    ]);
    expect(blocks[5]).toMatchObject({
      runs: [
        { text: 'Điều 2. ', bold: true },
        { text: 'Hiệu lực', bold: false },
      ],
    });
    expect(blocks.slice(6).map(words)).toEqual(['1. Khoản', '- ý', '+ ý nhỏ']);
  });

  it('reads bold, italic and both, escapes and lone marks', () => {
    expect(readRuns('a **b *c* d** ***e*** f')).toEqual([
      { text: 'a ', bold: false, italic: false },
      { text: 'b ', bold: true, italic: false },
      { text: 'c', bold: true, italic: true },
      { text: ' d', bold: true, italic: false },
      { text: ' ', bold: false, italic: false },
      { text: 'e', bold: true, italic: true },
      { text: ' f', bold: false, italic: false },
    ]);
    expect(readRuns('2 * 3, ten_tep_moi, \\*sao\\*, **hở')).toEqual([
      { text: '2 * 3, ten_tep_moi, *sao*, **hở', bold: false, italic: false },
    ]);
    expect(readRuns('dòng một<br>dòng hai [cổng](https://example.vn)')[0]?.text).toBe('dòng một\ndòng hai cổng');
  });

  it('reads a table with ragged rows and alignment', () => {
    const [table] = readMarkdown('| STT | Tên |\n|:---:|---:|\n| 1 | **Huế** | thừa |\n| 2 |');
    expect(table).toMatchObject({ kind: 'table', header: [{ align: 'center' }, {}, {}] });
    if (table?.kind !== 'table') throw new Error('no table');
    expect(table.rows.map((row) => row.length)).toEqual([3, 3]);
    expect(table.rows[0]?.[1]).toMatchObject({ align: 'right', runs: [{ text: 'Huế', bold: true }] });
    expect(table.widths[0]).toBeLessThan(20);
  });

  it('loses no letter of what was written', () => {
    const letter = fc.constantFrom('a', 'Đ', 'ề', ' ', '*', '_', '1', '.', '-', '#', '\n', '\\');
    fc.assert(
      fc.property(fc.array(letter, { maxLength: 60 }), (letters) => {
        const text = letters.join('');
        const kept = readMarkdown(text)
          .map(words)
          .join('')
          .replace(/[^aĐề1]/g, '');
        expect(kept).toBe(text.replace(/[^aĐề1]/g, ''));
      }),
      { numRuns: 500 },
    );
  });
});
