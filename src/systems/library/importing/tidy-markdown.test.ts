import { createReadStream, existsSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { createGunzip } from 'node:zlib';
import { readMarkdown } from '#core/documents/index.ts';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { tidyEmphasis } from './tidy-emphasis.ts';
import { tidyMarkdown } from './tidy-markdown.ts';

const corpus = new URL('../../../../../shared/data/legal-docs/documents.ndjson.gz', import.meta.url).pathname;

describe('stars around runs of letters', () => {
  test.each([
    ['*Căn cứ Luật Giao dịch điện tử; *', '*Căn cứ Luật Giao dịch điện tử;*'],
    ['**Địn****h**** mức** chi', '**Định mức** chi'],
    ['**Quy ****định v****à hướng dẫn**', '**Quy định và hướng dẫn**'],
    ['đ**ó**ng **d**ấu', 'đóng dấu'],
    ['**Điều 1.** Phạm vi *(kèm theo)*', '**Điều 1.** Phạm vi *(kèm theo)*'],
    ['**Về việc hết dịch ***(tên dịch hại)*', '**Về việc hết dịch** *(tên dịch hại)*'],
    ['* *', ''],
    ['**Đại diện tổ chức', 'Đại diện tổ chức'],
    ['phương), ngày ... năm ...*', 'phương), ngày ... năm ...'],
    ['* Lưu ý khi bình xét', '- Lưu ý khi bình xét'],
    ['Tỷ lệ = b/a * 100%', 'Tỷ lệ = b/a \\* 100%'],
    ['Tình trạng (*) và (**)', 'Tình trạng (\\*) và (\\*\\*)'],
    ['ký tự đặc biệt (!, %, $, *, &)', 'ký tự đặc biệt (!, %, $, \\*, &)'],
    ['***Nơi nhận:***', '***Nơi nhận:***'],
  ])('%s', (raw, tidied) => {
    expect(tidyEmphasis(raw)).toBe(tidied);
    expect(tidyEmphasis(tidied)).toBe(tidied);
  });

  test('no letter is ever lost', () => {
    const letters = (text: string): string => text.replace(/[^a-z]/g, '');
    const text = fc.array(fc.constantFrom('a', 'b', ' ', '*', '**', '***', '(', ')', ',', '\\*', 'cd '), { maxLength: 30 });
    fc.assert(fc.property(text, (parts) => letters(tidyEmphasis(parts.join(''))) === letters(parts.join(''))));
  });
});

describe('lines of a converted document', () => {
  test('a clause number at the head of a broken line is the end of the line before', () => {
    expect(tidyMarkdown('**Điều\n11. Tổ chức thực hiện**\n\nTheo quy định tại khoản\n2. Điều này')).toBe(
      '**Điều 11. Tổ chức thực hiện**\n\nTheo quy định tại khoản 2. Điều này',
    );
  });

  test('the head and the foot become lines: broken phrases whole again, drawn rules gone', () => {
    const head = '|\n**ỦY BAN NHÂN\nDÂN **\nTỈNH SƠN LA\n--------\n|\n**CỘNG HÒA XÃ\nHỘI CHỦ NGHĨA VIỆT NAM**\n|\n|\nSố:\n12/QĐ-UBND\n|';
    const foot = '|\nNơi nhận:\n-\nNhư Điều 3;\n- Lưu: VT.\n|\n**CHỦ\nTỊCH**\n|';
    expect(tidyMarkdown(`${head}\n\n\n${foot}`).split('\n\n')).toEqual([
      '**ỦY BAN NHÂN DÂN**',
      'TỈNH SƠN LA',
      '**CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM**',
      'Số: 12/QĐ-UBND',
      'Nơi nhận:',
      '- Như Điều 3;',
      '- Lưu: VT.',
      '**CHỦ TỊCH**',
    ]);
    expect(tidyMarkdown('CHÍNH PHỦ------- | CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAMĐộc lập - Tự do - Hạnh phúc |\nSố: 1/NĐ-CP |')).toBe(
      'CHÍNH PHỦ\n\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM Độc lập - Tự do - Hạnh phúc\n\nSố: 1/NĐ-CP',
    );
  });

  test('a table stays one, its lists in lines of their cell', () => {
    expect(tidyMarkdown('|\nSTT\n|\nViệc\n|\n|\n1\n|\nThuê\nchuyên gia\n- Trong nước\n- Nước ngoài\n|')).toBe(
      '| STT | Việc |\n| --- | --- |\n| 1 | Thuê chuyên gia<br>- Trong nước<br>- Nước ngoài |',
    );
  });
});

test.skipIf(!existsSync(corpus))('152 real documents: no word is lost, no stray star, no drawn rule', async () => {
  const letters = (text: string): string => text.replaceAll('<br>', '').replace(/[^\p{L}\p{N}]/gu, '');
  const lines = createInterface({ input: createReadStream(corpus).pipe(createGunzip()) });
  const stray: string[] = [];
  for await (const line of lines) {
    const { noi_dung: raw } = JSON.parse(line) as { noi_dung: string };
    const tidied = tidyMarkdown(raw);
    expect(letters(tidied)).toBe(letters(raw.normalize('NFC').replace('FILE ĐƯỢC ĐÍNH KÈM THEO VĂN BẢN', '')));
    for (const block of readMarkdown(tidied)) {
      if (block.kind === 'page-break') stray.push('---');
      if (!('runs' in block)) continue;
      const text = block.runs.map((run) => run.text).join('');
      if (/\*/.test(text.replace(/\(\*+\)|[,/]\s?\*|\w \* /g, ''))) stray.push(text.slice(0, 200));
    }
  }
  expect(stray).toEqual([]);
});
