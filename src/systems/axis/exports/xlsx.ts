import { Readable } from 'node:stream';
import { ZipFile } from 'yazl';
import { instant } from '#kernel/time.ts';

const HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006';
const TYPE = 'application/vnd.openxmlformats-officedocument.spreadsheetml';
/** No clock in the file: the same rows give the same bytes. */
const MODIFIED = instant('2000-01-01T00:00:00Z');

const escapes: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' };

/** XML 1.0 forbids most control characters, whatever the escape. */
function text(value: string): string {
  // oxlint-disable-next-line no-control-regex
  return value.replaceAll(/[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]/g, '').replaceAll(/[&<>]/g, (one) => escapes[one] ?? one);
}

function cell(value: string | number): string {
  if (typeof value === 'number') return `<c><v>${value}</v></c>`;
  return `<c t="inlineStr"><is><t xml:space="preserve">${text(value)}</t></is></c>`;
}

async function* sheetXml(rows: AsyncIterable<readonly (string | number)[]>): AsyncGenerator<string> {
  yield `${HEAD}<worksheet xmlns="${MAIN}"><sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews><sheetData>`;
  for await (const row of rows) yield `<row>${row.map(cell).join('')}</row>`;
  yield '</sheetData></worksheet>';
}

function parts(sheet: string): Readonly<Record<string, string>> {
  return {
    '[Content_Types].xml': `<Types xmlns="${PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="${TYPE}.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="${TYPE}.worksheet+xml"/></Types>`,
    '_rels/.rels': `<Relationships xmlns="${PACKAGE}/relationships"><Relationship Id="rId1" Type="${OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
    'xl/workbook.xml': `<workbook xmlns="${MAIN}" xmlns:r="${OFFICE}"><sheets><sheet name="${text(sheet)}" sheetId="1" r:id="rId1"/></sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': `<Relationships xmlns="${PACKAGE}/relationships"><Relationship Id="rId1" Type="${OFFICE}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>`,
  };
}

/**
 * Rows as an Office Open XML workbook of one sheet, the first row frozen; written as it is read, so that 100,000 rows need
 * no more memory than ten. Numbers stay numbers. `sheet` has at most 31 characters and none of `[]:*?/\`.
 */
export function xlsxOf(sheet: string, rows: AsyncIterable<readonly (string | number)[]>): Readable {
  const zip = new ZipFile();
  const options = { mtime: MODIFIED, mode: 0o100644 };
  for (const [name, xml] of Object.entries(parts(sheet))) zip.addBuffer(Buffer.from(HEAD + xml), name, options);
  zip.addReadStream(Readable.from(sheetXml(rows)), 'xl/worksheets/sheet1.xml', options);
  zip.end();
  return zip.outputStream as Readable;
}
