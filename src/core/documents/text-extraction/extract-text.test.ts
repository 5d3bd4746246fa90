import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { writeZip } from '#kernel/zip/write-zip.ts';
import { testDatabase } from '../../../../test/kit.ts';
import { kinds } from '../queries/kinds.ts';
import { typesetDocument } from '../typeset/typeset-document.ts';
import { extractText } from './extract-text.ts';
import { guessMetadata } from './guess-metadata.ts';
import { markdownFromHtml } from './html-markdown.ts';

const folder = mkdtempSync(join(tmpdir(), 'motcua-extract-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function run(name: string, ...args: string[]): void {
  execFileSync(name, args);
}

const sentence = 'Cơ quan, tổ chức, cá nhân có trách nhiệm thực hiện đúng quy định tại Quyết định này và pháp luật có liên quan.';
let pdf: Buffer;
beforeAll(async () => {
  const made = await typesetDocument({
    superiorName: 'Ủy ban nhân dân thành phố Huế',
    issuerName: 'Sở Khoa học và Công nghệ',
    form: 'named',
    kindName: 'Quyết định',
    abstract: 'Về việc ban hành Quy chế quản lý văn bản điện tử',
    normative: false,
    notation: 'QĐ-SKHCN',
    numberNotation: '05/QĐ-SKHCN',
    place: 'Huế',
    issuedOn: '2026-02-05',
    madeOn: '2026-02-05',
    markdown: `**Điều 1.** ${sentence}\n\n1. ${sentence}\n\n${Array.from({ length: 40 }, () => sentence).join('\n\n')}`,
    signer: { competence: 'KT. Giám đốc', position: 'Phó Giám đốc', name: 'Nguyễn Văn An' },
    recipients: ['Như Điều 1', 'Lưu: VT'],
  });
  pdf = made.pdf;
});

async function docx(body: string): Promise<Buffer> {
  const xml = (text: string): Buffer => Buffer.from(`<?xml version="1.0" encoding="UTF-8"?>${text}`);
  const office = 'http://schemas.openxmlformats.org';
  return writeZip([
    {
      name: '[Content_Types].xml',
      bytes: xml(
        `<Types xmlns="${office}/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>`,
      ),
    },
    {
      name: '_rels/.rels',
      bytes: xml(
        `<Relationships xmlns="${office}/package/2006/relationships"><Relationship Id="r1" Type="${office}/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>`,
      ),
    },
    {
      name: 'word/document.xml',
      bytes: xml(`<w:document xmlns:w="${office}/wordprocessingml/2006/main"><w:body>${body}</w:body></w:document>`),
    },
  ]);
}

const words = (text: string, bold = false): string =>
  `<w:p><w:r>${bold ? '<w:rPr><w:b/></w:rPr>' : ''}<w:t xml:space="preserve">${text}</w:t></w:r></w:p>`;
const cell = (...paragraphs: string[]): string => `<w:tc>${paragraphs.join('')}</w:tc>`;

describe('a PDF', () => {
  it('gives its paragraphs, whole again, and its metadata', async () => {
    const read = await extractText('van-ban.pdf', pdf);
    expect(read).toMatchObject({ scanned: false, cut: false });
    expect(read.pages).toBeGreaterThanOrEqual(3);
    const paragraphs = read.markdown.split('\n').filter((line) => line === sentence);
    expect(paragraphs.length).toBeGreaterThanOrEqual(36);
    const found = guessMetadata(read.text, await kinds((await testDatabase()).db));
    expect(found).toMatchObject({
      numberNotation: { value: '05/QĐ-SKHCN' },
      kind: { value: 'quyet-dinh', confidence: 'high' },
      issuerName: { value: 'Sở Khoa học và Công nghệ' },
      superiorName: 'Ủy ban nhân dân thành phố Huế',
      issuedOn: { value: '2026-02-05' },
      place: { value: 'Huế' },
      abstract: { value: 'Về việc ban hành Quy chế quản lý văn bản điện tử' },
      signer: { value: { competence: 'KT. GIÁM ĐỐC', position: 'PHÓ GIÁM ĐỐC', name: 'Nguyễn Văn An' } },
    });
  });

  it('is refused with a sentence when locked, damaged, empty or something else', async () => {
    const [open, locked] = [join(folder, 'a.pdf'), join(folder, 'b.pdf')];
    writeFileSync(open, pdf);
    run('qpdf', '--encrypt', 'bimat', 'chu', '256', '--', open, locked);
    await expect(extractText('a.pdf', readFileSync(locked))).rejects.toMatchObject({ refusals: [{ code: 'file-locked' }] });
    await expect(extractText('a.pdf', Buffer.from('%PDF-1.7\nhỏng'))).rejects.toMatchObject({ refusals: [{ code: 'file-damaged' }] });
    await expect(extractText('a.pdf', Buffer.alloc(0))).rejects.toMatchObject({ refusals: [{ code: 'file-empty' }] });
    await expect(extractText('a.docx', pdf)).rejects.toMatchObject({ refusals: [{ code: 'file-not-its-type' }] });
    await expect(extractText('a.png', Buffer.from('89504e47', 'hex'))).rejects.toMatchObject({ refusals: [{ code: 'text-type' }] });
  });
});

describe('a DOCX', () => {
  it('gives headings, bold, the head table as lines and real tables as tables', async () => {
    const head = `<w:tbl><w:tr>${cell(words('BỘ NỘI VỤ'))}${cell(words('CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM'))}</w:tr><w:tr>${cell(words('Số: 7/QĐ-BNV'))}${cell(words('Hà Nội, ngày 05 tháng 02 năm 2026'))}</w:tr></w:tbl>`;
    const table = `<w:tbl><w:tr>${cell(words('STT'))}${cell(words('Tên'))}${cell(words('Ghi chú'))}</w:tr><w:tr>${cell(words('1'))}${cell(words('Huế'), words('(cố đô)'))}${cell(words('a|b'))}</w:tr></w:tbl>`;
    const read = await extractText(
      'a.docx',
      await docx(head + words('QUYẾT ĐỊNH', true) + words('Về việc 2 * 3 nghỉ Tết') + words('Điều 1. Nghỉ') + table),
    );
    expect(read.pages).toBeNull();
    expect(read.markdown).toContain('**QUYẾT ĐỊNH**\n\nVề việc 2 \\* 3 nghỉ Tết');
    expect(read.markdown).toContain('| STT | Tên | Ghi chú |\n| --- | --- | --- |\n| 1 | Huế<br>(cố đô) | a\\|b |');
    expect(read.text).toContain('Về việc 2 * 3 nghỉ Tết');
    const found = guessMetadata(read.text, await kinds((await testDatabase()).db));
    expect(found).toMatchObject({
      numberNotation: { value: '7/QĐ-BNV' },
      issuerName: { value: 'Bộ Nội vụ' },
      issuedOn: { value: '2026-02-05' },
      abstract: { value: 'Về việc 2 * 3 nghỉ Tết' },
    });
  });

  it('that is a bomb or damaged is refused before it is unpacked', async () => {
    const bomb = await docx(words('0'.repeat(60_000_000)));
    expect(bomb.length).toBeLessThan(1_000_000);
    await expect(extractText('a.docx', bomb)).rejects.toMatchObject({ refusals: [{ code: 'file-damaged' }] });
    const damaged = await docx(words('a'));
    await expect(extractText('a.docx', damaged.subarray(0, damaged.length - 30))).rejects.toMatchObject({
      refusals: [{ code: 'file-damaged' }],
    });
  });
});

it('HTML of a DOCX: lists get their numbers, empty marks vanish, nested tables stay readable', () => {
  expect(markdownFromHtml('<ol><li>Một<ol><li>con</li></ol></li><li>Hai</li></ol><ul><li>ý</li></ul>')).toBe(
    '1. Một\n\na) con\n\n2. Hai\n\n- ý',
  );
  expect(markdownFromHtml('<p><strong> </strong>Chữ<strong> đậm </strong>&amp; &lt;b&gt;</p><p></p>')).toBe('Chữ **đậm** & <b>');
  expect(
    markdownFromHtml('<table><tr><td><p>a</p><table><tr><td><p>trong</p></td></tr></table></td><td>b</td><td>c</td></tr></table>'),
  ).toContain('a<br>trong');
});
