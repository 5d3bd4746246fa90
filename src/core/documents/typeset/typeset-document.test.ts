import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import type { TypesetInput } from './input.ts';
import { typesetDocument } from './typeset-document.ts';

const folder = mkdtempSync(join(tmpdir(), 'motcua-typeset-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const decision: TypesetInput = {
  superiorName: null,
  issuerName: 'Ủy ban nhân dân thành phố Huế',
  form: 'named',
  kindName: 'Quyết định',
  abstract:
    'Về việc ban hành Quy chế tiếp nhận, xử lý, phát hành và quản lý văn bản điện tử của các cơ quan, đơn vị trên địa bàn thành phố Huế',
  normative: false,
  notation: 'QĐ-UBND',
  numberNotation: '05/QĐ-UBND',
  place: 'Huế',
  issuedOn: '2026-02-05',
  madeOn: '2026-02-05',
  markdown:
    'ỦY BAN NHÂN DÂN THÀNH PHỐ HUẾ\n*Căn cứ Nghị định số 30/2020/NĐ-CP;*\nQUYẾT ĐỊNH:\n**Điều 1.** Ban hành kèm theo Quyết định này Quy chế.\n**Điều 2.** Quyết định này có hiệu lực từ ngày ký./.',
  signer: { competence: 'TM. Ủy ban nhân dân\nKT. Chủ tịch', position: 'Phó Chủ tịch', name: 'Nguyễn Văn An' },
  recipients: ['Như Điều 2', 'Văn phòng Chính phủ', 'Lưu: VT, HCQT'],
  urgency: 3,
};

function tool(name: string, ...args: string[]): string {
  return execFileSync(name, args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
}

function saved(pdf: Buffer): string {
  const path = join(folder, `${Math.random()}.pdf`);
  writeFileSync(path, pdf);
  return path;
}

describe('a decision', () => {
  it('has the nine compulsory parts, each in its place', async () => {
    const { pdf, pages, signatureBox, sealBox } = await typesetDocument(decision);
    expect(pages).toBe(1);
    const text = tool('pdftotext', '-layout', saved(pdf), '-');
    const order = [
      'CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM',
      'Độc lập - Tự do - Hạnh phúc',
      'Số: 05/QĐ-UBND',
      'HỎA TỐC',
      'Về việc ban hành',
      'QUYẾT ĐỊNH:',
      'Điều 1.',
      'Điều 2.',
      'TM. ỦY BAN NHÂN DÂN',
      'KT. CHỦ TỊCH',
      'PHÓ CHỦ TỊCH',
      'Nguyễn Văn An',
    ];
    const places = order.map((part) => text.indexOf(part));
    expect(places.every((place) => place >= 0)).toBe(true);
    expect(places).toEqual([...places].sort((a, b) => a - b));
    expect(text).toContain('Huế, ngày 05 tháng 02 năm 2026');
    expect(text).toMatch(/Nơi nhận:[\s\S]*- Như Điều 2;[\s\S]*- Lưu: VT, HCQT\./);
    expect(signatureBox.page).toBe(1);
    expect(sealBox.x).toBeLessThan(signatureBox.x);
    expect(sealBox.x + sealBox.w).toBeCloseTo(signatureBox.x + signatureBox.w / 3, 0);
    expect(signatureBox.y).toBeGreaterThan(57);
  });

  it('is a sound, tagged PDF with language, title and only embedded fonts; the same input gives the same bytes', async () => {
    const [first, second] = [await typesetDocument(decision), await typesetDocument(decision)];
    expect(first.pdf.equals(second.pdf)).toBe(true);
    const path = saved(first.pdf);
    expect(() => tool('qpdf', '--check', path)).not.toThrow();
    const info = tool('pdfinfo', path);
    expect(info).toMatch(/Title:\s+Quyết định 05\/QĐ-UBND Về việc/);
    expect(info).toMatch(/Tagged:\s+yes/);
    expect(info).toMatch(/Page size:.*A4/);
    expect(first.pdf.toString('latin1')).toContain('/Lang (vi)');
    const fonts = tool('pdffonts', path).trim().split('\n').slice(2);
    expect(fonts.length).toBeGreaterThan(0);
    expect(fonts.every((font) => font.includes('Tinos') && / yes /.test(font))).toBe(true);
  });

  it('leaves number and date open on a draft', async () => {
    const { pdf } = await typesetDocument({ ...decision, numberNotation: null, issuedOn: null, normative: true });
    const text = tool('pdftotext', '-layout', saved(pdf), '-');
    expect(text).toMatch(/Số:\s+\/2026\/QĐ-UBND/);
    expect(text).toMatch(/Huế, ngày\s+tháng\s+năm 2026/);
  });
});

describe('a công văn', () => {
  it('has its subject under the number, the superior body above and "Kính gửi"', async () => {
    const { pdf } = await typesetDocument({
      ...decision,
      superiorName: 'Ủy ban nhân dân thành phố Huế',
      issuerName: 'Sở Khoa học và Công nghệ',
      form: 'letter',
      kindName: 'Công văn',
      abstract: 'kết nối văn bản điện tử',
      numberNotation: '1024/SKHCN-CĐS',
      addressees: ['Các sở, ban, ngành', 'Ủy ban nhân dân các xã, phường'],
      markdown: 'Đề nghị các cơ quan thực hiện./.',
    });
    const text = tool('pdftotext', '-layout', saved(pdf), '-');
    expect(text).toContain('V/v kết nối văn bản điện tử');
    expect(text).not.toContain('CÔNG VĂN');
    expect(text).toMatch(/Kính gửi:\s+- Các sở, ban, ngành;\s+- Ủy ban nhân dân các xã, phường\./);
    expect(text.indexOf('SỞ KHOA HỌC VÀ CÔNG NGHỆ')).toBeGreaterThan(text.indexOf('ỦY BAN NHÂN DÂN'));
  });
});

describe('a long document', () => {
  it('numbers its pages from the second, keeps the signature with its text and begins an annex on a new page', async () => {
    const paragraph = 'Cơ quan, tổ chức, cá nhân có trách nhiệm thực hiện đúng quy định tại Quy chế này. '.repeat(4);
    const { pdf, pages, signatureBox } = await typesetDocument({
      ...decision,
      markdown: Array.from({ length: 30 }, (_, index) => `### Điều ${index + 1}. Tên điều\n1. ${paragraph}`).join('\n\n'),
      recipients: Array.from({ length: 25 }, (_, index) => `Cơ quan nhận thứ ${index + 1}`),
      annexes: [{ label: 'Phụ lục I', title: 'Bảng kê', reference: null, markdown: '| STT | Tên |\n|---|---|\n| 1 | Huế |' }],
    });
    const path = saved(pdf);
    const page = (number: number): string => tool('pdftotext', '-layout', '-f', String(number), '-l', String(number), path, '-');
    expect(page(1).trimStart()).not.toMatch(/^1\s/);
    expect(page(2).trimStart()).toMatch(/^2\s/);
    expect(page(signatureBox.page)).toContain('Nguyễn Văn An');
    expect(page(signatureBox.page)).toContain('Cơ quan, tổ chức');
    expect(page(pages)).toMatch(/Phụ lục I\s+BẢNG KÊ[\s\S]*Huế/);
    expect(page(pages)).not.toContain('Nguyễn Văn An');
  });
});

describe('what a person writes', () => {
  it('is never markup', async () => {
    const evil = '#panic("x") $x$ @ref <label> `code` // ghi chú /* */ \\u{41} [b] #set page(fill: red) #read("/etc/passwd")';
    const { pdf } = await typesetDocument({ ...decision, abstract: evil, markdown: evil, recipients: [evil, evil] });
    const text = tool('pdftotext', '-layout', saved(pdf), '-').replace(/\s+/g, ' ');
    expect(text).toContain('#panic("x") $x$ @ref <label> `code` // ghi chú');
    expect(text).toContain('#read("/etc/passwd")');
  });

  it('may be anything: a page comes out or a sentence', async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'grapheme', maxLength: 200 }), async (words) => {
        const result = await typesetDocument({ ...decision, abstract: words, markdown: words }).catch((error: unknown) => error);
        expect(result).toSatisfy((value: { pdf?: Buffer; slug?: string }) => value.pdf !== undefined || value.slug === 'refused');
      }),
      { numRuns: 40 },
    );
  });

  it('is refused with a sentence that names what cannot be printed', async () => {
    const error = typesetDocument({ ...decision, markdown: 'Trái tim 🧡 và 漢字' });
    await expect(error).rejects.toMatchObject({ refusals: [{ code: 'unprintable-characters' }] });
  });
});
