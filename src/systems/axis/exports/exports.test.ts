import { Readable } from 'node:stream';
import { buffer, text } from 'node:stream/consumers';
import { expect, test } from 'vitest';
import { readZip } from '#kernel/zip/read-zip.ts';
import { csvCell, csvOf } from '#kernel/csv.ts';
import { xlsxOf } from './xlsx.ts';

test('cells that a spreadsheet would run are text; quotes and line ends survive', () => {
  expect(csvCell('=1+1')).toBe("'=1+1");
  expect(csvCell('@SUM(A1)')).toBe("'@SUM(A1)");
  expect(csvCell('UBND "xã", phường')).toBe('"UBND ""xã"", phường"');
});

test('a CSV starts with the byte order mark and ends its lines with CRLF', async () => {
  const csv = await text(
    Readable.from(
      csvOf([
        ['Mã', 'Tên'],
        ['G22', 'Văn phòng\nChính phủ'],
      ]),
    ),
  );
  expect(csv).toBe('\uFEFFMã,Tên\r\nG22,"Văn phòng\nChính phủ"\r\n');
});

async function* rows() {
  yield ['Mã', 'Số'];
  yield ['<&>\u0001', 12];
}

test('a workbook has the parts Office asks for, its text escaped and its numbers numbers', async () => {
  const entries = await readZip(await buffer(xlsxOf('Nơi nhận', rows())));
  const files = new Map(entries.map((entry) => [entry.name, entry.bytes.toString()]));
  expect([...files.keys()].toSorted()).toEqual(
    ['[Content_Types].xml', '_rels/.rels', 'xl/_rels/workbook.xml.rels', 'xl/workbook.xml', 'xl/worksheets/sheet1.xml'].toSorted(),
  );
  expect(files.get('xl/worksheets/sheet1.xml')).toContain('&lt;&amp;&gt;</t>');
  expect(files.get('xl/worksheets/sheet1.xml')).toContain('<v>12</v>');
});
