import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { typesetDocument } from '#core/documents/index.ts';
import { query, sql } from '#kernel/db.ts';
import { writeZip } from '#kernel/zip/write-zip.ts';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { launchBrowser } from '../../../../test/browser.ts';
import { type TestApp, testApp } from '../../../../test/kit.ts';
import { importCorpus, type ImportedRow } from './import-corpus.ts';
import { findingSentence } from './sentences.ts';

const folder = mkdtempSync(join(tmpdir(), 'motcua-import-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const sentence = 'Cơ quan, tổ chức, cá nhân có trách nhiệm thực hiện đúng quy định tại Quyết định này và pháp luật có liên quan.';

let site: TestApp;
beforeAll(async () => {
  site = await testApp();
});

async function imported(...names: string[]): Promise<{ rows: ImportedRow[]; summary: Awaited<ReturnType<typeof importCorpus>> }> {
  const rows: ImportedRow[] = [];
  const files = names.map((name) => join(folder, name));
  const summary = await importCorpus(site.services, { files, report: (row) => rows.push(row) });
  return { rows, summary };
}

async function stored(id: string | null) {
  const [row] = await query<Record<string, unknown>>(
    site.services.db,
    sql`select number_notation, issuer_name, place, issued_on, kind, abstract, visibility from documents.document where id = ${id}`,
  );
  return row;
}

async function page(id: string | null): Promise<string> {
  const answer = await site.app.inject({ url: `/van-ban/${id}` });
  expect(answer.statusCode).toBe(200);
  return answer.body;
}

/** A DOCX as a word processor leaves it: styles, numbering, direct formatting, the head and the foot in tables without lines. */
function wordFile(body: string): Promise<Buffer> {
  const office = 'http://schemas.openxmlformats.org';
  const main = 'application/vnd.openxmlformats-officedocument.wordprocessingml';
  const relation = `${office}/officeDocument/2006/relationships`;
  const parts: Record<string, string> = {
    '[Content_Types].xml': `<Types xmlns="${office}/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" ContentType="${main}.document.main+xml"/><Override PartName="/word/styles.xml" ContentType="${main}.styles+xml"/><Override PartName="/word/numbering.xml" ContentType="${main}.numbering+xml"/></Types>`,
    '_rels/.rels': `<Relationships xmlns="${office}/package/2006/relationships"><Relationship Id="r1" Type="${relation}/officeDocument" Target="word/document.xml"/></Relationships>`,
    'word/_rels/document.xml.rels': `<Relationships xmlns="${office}/package/2006/relationships"><Relationship Id="r1" Type="${relation}/styles" Target="styles.xml"/><Relationship Id="r2" Type="${relation}/numbering" Target="numbering.xml"/></Relationships>`,
    'word/styles.xml': `<w:styles xmlns:w="${office}/wordprocessingml/2006/main"><w:style w:type="paragraph" w:styleId="Normal"><w:name w:val="Normal"/></w:style><w:style w:type="paragraph" w:styleId="Heading1"><w:name w:val="heading 1"/></w:style></w:styles>`,
    'word/numbering.xml': `<w:numbering xmlns:w="${office}/wordprocessingml/2006/main"><w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:numFmt w:val="decimal"/></w:lvl></w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num></w:numbering>`,
    'word/document.xml': `<w:document xmlns:w="${office}/wordprocessingml/2006/main"><w:body>${body}<w:sectPr/></w:body></w:document>`,
  };
  return writeZip(
    Object.entries(parts).map(([name, xml]) => ({ name, bytes: Buffer.from(`<?xml version="1.0" encoding="UTF-8"?>${xml}`) })),
  );
}

const run = (text: string, style = ''): string => `<w:r>${style && `<w:rPr>${style}</w:rPr>`}<w:t xml:space="preserve">${text}</w:t></w:r>`;
const line = (...runs: string[]): string => `<w:p>${runs.join('')}</w:p>`;
const numbered = (text: string): string =>
  `<w:p><w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr></w:pPr>${run(text)}</w:p>`;
const table = (...rows: string[][]): string =>
  `<w:tbl>${rows.map((row) => `<w:tr>${row.map((cell) => `<w:tc>${cell}</w:tc>`).join('')}</w:tr>`).join('')}</w:tbl>`;
const [bold, italic] = ['<w:b/>', '<w:i/>'];

const wordDecision =
  table(
    [
      line(run('ỦY BAN NHÂN DÂN')) + line(run('THÀNH PHỐ HUẾ', bold)),
      line(run('CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM', bold)) + line(run('Độc lập - Tự do - Hạnh phúc', bold)),
    ],
    [line(run('Số: 77/2025/QĐ-UBND')), line(run('Huế, ngày 03 tháng 11 ', italic), run('năm 2025', italic))],
  ) +
  line(run('QUYẾT ĐỊNH', bold)) +
  line(run('Ban hành Quy định về quản lý ', bold), run('chợ trên địa bàn thành phố Huế', bold)) +
  line() +
  line(run('Căn cứ Luật Tổ chức chính quyền địa phương số 72/2025/QH15;', italic)) +
  line(run('QUYẾT ĐỊNH:', bold)) +
  line(run('Điều 1. ', bold), run('Phạm vi', bold), run(' điều chỉnh')) +
  line(run(sentence)) +
  numbered('Chợ hạng một.') +
  numbered('Chợ hạng hai.') +
  table(
    [line(run('STT', bold)), line(run('Tên chợ', bold)), line(run('Số điểm kinh doanh', bold))],
    [line(run('1')), line(run('Đông Ba')), line(run('2.543'))],
  ) +
  table([
    line(run('Nơi nhận:', bold + italic)) + line(run('- Như Điều 3;')) + line(run('- Lưu: VT.')),
    line(run('TM. ỦY BAN NHÂN DÂN', bold)) + line(run('CHỦ TỊCH', bold)) + line(run('Nguyễn Văn Mẫu', bold)),
  ]);

async function ownPdf(): Promise<Buffer> {
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
    markdown: `**Điều 1.** ${sentence}\n\n1. ${sentence}\n\n${sentence}`,
    signer: { competence: 'KT. Giám đốc', position: 'Phó Giám đốc', name: 'Nguyễn Văn An' },
    recipients: ['Như Điều 1', 'Lưu: VT'],
  });
  return Buffer.from(made.pdf);
}

/** A page of black bars for letters, as a scanner would leave it: nothing but a picture. */
const scan = `<svg xmlns="http://www.w3.org/2000/svg" width="600" height="800">${Array.from({ length: 30 }, (_, row) => `<rect x="40" y="${row * 25}" width="500" height="8"/>`).join('')}</svg>`;
const foreignHead = `<table width="100%"><tr><td align="center">BỘ TÀI CHÍNH</td><td align="center"><b>CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM</b><br><b>Độc lập - Tự do - Hạnh phúc</b></td></tr><tr><td align="center">Số: 115/2025/TT-BTC</td><td align="center"><i>Hà Nội, ngày 20 tháng 10 năm 2025</i></td></tr></table><p align="center"><b>THÔNG TƯ</b></p><p align="center"><b>Hướng dẫn chế độ kế toán hợp tác xã</b></p>`;
const foreignBody = `<p><i>Căn cứ Luật Kế toán số 88/2015/QH13;</i></p><p><b>Điều 1. Phạm vi điều chỉnh</b></p>${`<p>${sentence}</p>`.repeat(4)}`;

async function printed(html: string): Promise<Buffer> {
  const browser = await launchBrowser();
  try {
    const sheet = await browser.newPage();
    await sheet.setContent(`<html lang="vi"><body style="font-family: serif">${html}</body></html>`);
    return await sheet.pdf({ format: 'A4' });
  } finally {
    await browser.close();
  }
}

describe('a DOCX of a word processor', () => {
  test('comes in with its metadata; its text can be read on the page; again changes nothing', async () => {
    writeFileSync(join(folder, 'Quyết định 77.DOCX'), await wordFile(wordDecision));
    const { rows, summary } = await imported('Quyết định 77.DOCX');
    expect(summary).toMatchObject({ added: 1, repeated: 0, refused: 0 });
    const [row] = rows;
    expect(row).toMatchObject({ line: 1, outcome: 'added' });
    expect(await stored(row?.documentId ?? null)).toMatchObject({
      number_notation: '77/2025/QĐ-UBND',
      issuer_name: 'Ủy ban nhân dân thành phố Huế',
      place: 'Huế',
      issued_on: '2025-11-03',
      kind: 'quyet-dinh',
      abstract: 'Ban hành Quy định về quản lý chợ trên địa bàn thành phố Huế',
    });
    const html = await page(row?.documentId ?? null);
    expect(html).toContain(sentence);
    expect(html).toContain('<td>Đông Ba</td>');
    expect(html).toContain('1. Chợ hạng một.');
    expect(html).not.toMatch(/\*\*|>\s*\*|\|\s*---/);
    expect(html).toContain('Quyet-dinh-77.docx');

    const again = await imported('Quyết định 77.DOCX');
    expect(again.summary).toMatchObject({ added: 0, repeated: 1, refused: 0, findings: 0 });
    expect(again.rows[0]?.documentId).toBe(row?.documentId);
  });

  test('with nothing of an official document in it is told field by field, in words', async () => {
    writeFileSync(join(folder, 'thu.docx'), await wordFile(line(run('Kính thưa các bác, tuần sau họp tổ dân phố lúc bảy giờ tối.'))));
    const { rows, summary } = await imported('thu.docx');
    const fields = rows[0]?.findings.filter(({ code }) => code === 'missing').map(({ field }) => field);
    expect(fields?.toSorted()).toEqual(['abstract', 'issuedOn', 'issuerName', 'kind', 'numberNotation', 'place']);
    expect(summary.findings).toBeGreaterThanOrEqual(6);
    const words = rows[0]?.findings.map((finding) => findingSentence(finding));
    expect(words).toContain('Số/ký hiệu / Number: Thiếu / Missing');
    expect(words?.join(' ')).not.toMatch(/[{}[\]]|null|undefined/);
  });
});

describe('a PDF', () => {
  test('that we typeset comes in with its metadata and paragraphs; again changes nothing', async () => {
    writeFileSync(join(folder, 'cua-ta.pdf'), await ownPdf());
    const { rows, summary } = await imported('cua-ta.pdf');
    expect(summary).toMatchObject({ added: 1, refused: 0 });
    expect(await stored(rows[0]?.documentId ?? null)).toMatchObject({
      number_notation: '05/QĐ-SKHCN',
      issuer_name: 'Sở Khoa học và Công nghệ',
      place: 'Huế',
      issued_on: '2026-02-05',
      kind: 'quyet-dinh',
      abstract: 'Về việc ban hành Quy chế quản lý văn bản điện tử',
    });
    expect(await page(rows[0]?.documentId ?? null)).toContain(`<p>1. ${sentence}</p>`);
    expect((await imported('cua-ta.pdf')).summary).toMatchObject({ added: 0, repeated: 1 });
  });

  test('of another program with a scanned page comes in, and the page without text is told', { timeout: 60_000 }, async () => {
    const pages = `${foreignHead}${foreignBody}<div style="break-before: page">${scan}</div>`;
    writeFileSync(join(folder, 'la.pdf'), await printed(pages));
    const { rows } = await imported('la.pdf');
    expect(rows[0]).toMatchObject({ outcome: 'added' });
    expect(rows[0]?.findings).toContainEqual({ field: 'text', code: 'pages-without-text', given: '2', suggested: null });
    expect(await stored(rows[0]?.documentId ?? null)).toMatchObject({
      number_notation: '115/2025/TT-BTC',
      issuer_name: 'Bộ Tài chính',
      place: 'Hà Nội',
      issued_on: '2025-10-20',
      kind: 'thong-tu',
      abstract: 'Hướng dẫn chế độ kế toán hợp tác xã',
    });
    expect(await page(rows[0]?.documentId ?? null)).toContain(sentence);
  });

  test('that is only a scan is told, not taken in empty', { timeout: 60_000 }, async () => {
    writeFileSync(join(folder, 'quet.pdf'), await printed(scan));
    const { rows } = await imported('quet.pdf');
    expect(rows[0]).toMatchObject({ outcome: 'refused', documentId: null });
    expect(rows[0]?.reason).toContain('bản quét');
  });
});

test('broken, locked, oversized, missing and secret files are lines of the report; the good ones among them come in', async () => {
  const pdf = await ownPdf();
  const put = (name: string, bytes: string | Buffer): void => writeFileSync(join(folder, name), bytes);
  const good = await wordFile(line(run('Số: 9/TB-UBND')) + line(run('Nội dung thông báo của Ủy ban.')));
  put('hong.pdf', pdf.subarray(0, 200));
  put('hong.docx', good.subarray(0, good.length - 40));
  put('goc.pdf', pdf);
  execFileSync('qpdf', ['--encrypt', 'bimat', 'chu', '256', '--', join(folder, 'goc.pdf'), join(folder, 'khoa.pdf')]);
  put('nang.pdf', '%PDF-1.7');
  truncateSync(join(folder, 'nang.pdf'), 51 * 1024 * 1024);
  put('mat.docx', await wordFile(line(run('MẬT', bold)) + line(run('Số: 1/BC-UBND')) + line(run(sentence))));
  put('rong.pdf', '');
  put('dong.ndjson.gz', gzipSync(`${JSON.stringify({ noi_dung: sentence.repeat(300) })}\n`.repeat(40)).subarray(0, 300));
  put('tot.docx', good);
  const names = ['hong.pdf', 'hong.docx', 'khoa.pdf', 'nang.pdf', 'khong-co.pdf', 'mat.docx', 'rong.pdf', 'dong.ndjson.gz', 'tot.docx'];
  const { rows, summary } = await imported(...names);
  expect(summary).toMatchObject({ added: 1, repeated: 0, refused: names.length - 1 });
  const reasons = new Map(rows.map((row) => [row.name, row.reason]));
  expect(reasons.get('hong.pdf')).toContain('bị hỏng');
  expect(reasons.get('hong.docx')).toContain('bị hỏng');
  expect(reasons.get('khoa.pdf')).toContain('khóa bằng mật khẩu');
  expect(reasons.get('nang.pdf')).toContain('50 MB');
  expect(reasons.get('khong-co.pdf')).toBe('Không có tệp này. / There is no such file.');
  expect(reasons.get('mat.docx')).toContain('dấu mật');
  expect(reasons.get('rong.pdf')).toContain('không có nội dung');
  expect(reasons.get('dong.ndjson.gz')).toContain('bị cắt');
  expect(JSON.stringify(rows)).not.toContain(folder);
});

test('a folder is read whole, in the order of names; what it holds besides is passed over', async () => {
  const inner = mkdtempSync(join(folder, 'thu-muc-'));
  writeFileSync(join(inner, 'b.docx'), readFileSync(join(folder, 'tot.docx')));
  writeFileSync(join(inner, 'ghi-chu.txt'), 'không phải văn bản');
  writeFileSync(join(inner, 'a.ndjson'), `${JSON.stringify({ noi_dung: 'Một văn bản khác hẳn, đủ dài để đọc.' })}\n\nkhông phải JSON\n`);
  const { rows } = await imported(inner.slice(folder.length + 1));
  expect(rows.map(({ line: at, outcome }) => [at, outcome])).toEqual([
    [1, 'added'],
    [2, 'refused'],
    [3, 'repeated'],
  ]);
});
