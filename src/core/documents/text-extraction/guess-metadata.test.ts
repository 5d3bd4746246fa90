import { existsSync, readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { beforeAll, describe, expect, it } from 'vitest';
import { fold } from '#kernel/text.ts';
import { testDatabase } from '../../../../test/kit.ts';
import { kinds } from '../queries/kinds.ts';
import type { Kind } from '../types.ts';
import { ordinaryName, splitAgencies } from './agency-name.ts';
import { guessMetadata, type GuessedMetadata } from './guess-metadata.ts';
import { restoreCase } from './restore-case.ts';

let known: Kind[];
beforeAll(async () => {
  known = await kinds((await testDatabase()).db);
});

const decision = `|
**UBND THÀNH PHỐ HÀ
NỘI**
TRUNG TÂM PHỤC VỤ HÀNH CHÍNH CÔNG
-------
|
**CỘNG HÒA XÃ HỘI
CHỦ NGHĨA VIỆT NAM**
Độc lập - Tự do - Hạnh phúc
|
Số:
01594/QĐ-TTPVHCC
|
*Hà Nội, ngày 20
tháng 11năm 2025*
|

**QUYẾT
ĐỊNH**

VỀ VIỆC PHÊ DUYỆT QUY TRÌNH CỦA UBND THÀNH PHỐ HÀ NỘI

**GIÁM ĐỐC TRUNG TÂM**

*Căn cứ Luật số 72/2025/QH15 ngày 16/6/2025 của UBND thành phố Hà Nội;*

**Điều 1.** Phê duyệt quy trình.

Điều 2. Quyết
định này có hiệu lực thi hành kể từ ngày 01/12/2025./.

|
Nơi nhận:
- Như Điều 2;
- Lưu: VT.
|
**KT. GIÁM ĐỐC**
PHÓ GIÁM ĐỐC
**Nguyễn
Văn An**
|

**PHỤ LỤC**
`;

describe('guessing', () => {
  it('reads a decision of a body under another, with a broken title and name', () => {
    const found = guessMetadata(decision, known);
    expect(found).toMatchObject({
      numberNotation: { value: '01594/QĐ-TTPVHCC', confidence: 'high' },
      kind: { value: 'quyet-dinh', confidence: 'high' },
      normative: false,
      issuerName: { value: 'Trung tâm Phục vụ hành chính công', confidence: 'high' },
      superiorName: 'Ủy ban nhân dân thành phố Hà Nội',
      issuedOn: { value: '2025-11-20', confidence: 'high' },
      place: { value: 'Hà Nội' },
      abstract: { value: 'Về việc phê duyệt quy trình của UBND thành phố Hà Nội', confidence: 'medium' },
      signer: { value: { competence: 'KT. GIÁM ĐỐC', position: 'PHÓ GIÁM ĐỐC', name: 'Nguyễn Văn An' }, confidence: 'high' },
      effectiveFrom: { value: '2025-12-01', confidence: 'high' },
      secrecy: 'none',
    });
    expect(found.abstract.reasons[0]?.vi).toMatch(/viết hoa/);
  });

  it('says nothing of what is not there, and sees what cannot be', () => {
    const empty = guessMetadata('Kính gửi anh chị, đây là thư riêng về việc họp lớp.', known);
    for (const guess of [empty.numberNotation, empty.kind, empty.issuedOn, empty.place, empty.issuerName, empty.signer]) {
      expect(guess).toMatchObject({ value: null, confidence: 'none' });
    }
    const impossible = guessMetadata('BỘ NỘI VỤ\nSố: 5/QĐ-BNV\nHà Nội, ngày 30 tháng 02 năm 2025\n', known);
    expect(impossible.issuedOn).toMatchObject({ value: null, reasons: [{ vi: expect.stringContaining('không có trong lịch') }] });
    expect(guessMetadata('BỘ CÔNG AN\nTUYỆT MẬT\nSố: 5/QĐ-BCA\n', known).secrecy).toBe('tuyet-mat');
  });

  it('finds that title and notation disagree, and takes a consolidated text for what it is', () => {
    expect(guessMetadata('BỘ NỘI VỤ\nSố: 5/QĐ-BNV\n\nTHÔNG BÁO\nVề việc nghỉ\n', known).kind.confidence).toBe('low');
    expect(guessMetadata('BỘ CÔNG THƯƠNG\nSố: 57/VBHN-BCT\n\nTHÔNG TƯ\nQUY ĐỊNH GIÁ\n', known).kind.value).toBe('van-ban-hop-nhat');
    const letter = guessMetadata('CỤC THUẾ\nSố: 5680/CT-CS\nV/v thuế TNCN\n\nHà Nội, ngày 1 tháng 12 năm 2025\n', known);
    expect(letter).toMatchObject({ kind: { value: 'cong-van' }, abstract: { value: 'thuế TNCN' }, normative: false });
  });

  it('survives any length of anything', () => {
    const long = `${' '.repeat(50_000)}Số:${'9'.repeat(50_000)}${'A B '.repeat(100_000)}\n${'|'.repeat(50_000)}`;
    expect(guessMetadata(long, known).numberNotation.value).toBeNull();
  });
});

describe('names of agencies', () => {
  it.each([
    ['BỘ KHOA HỌC VÀ CÔNG NGHỆ', 'Bộ Khoa học và Công nghệ'],
    ['BỘ VĂN HÓA, THỂ THAO VÀ DU LỊCH', 'Bộ Văn hóa, Thể thao và Du lịch'],
    ['BỘ CÔNG THƯƠNG', 'Bộ Công Thương'],
    ['VĂN PHÒNG CHÍNH PHỦ', 'Văn phòng Chính phủ'],
    ['UỶ BAN NHÂN DÂN TỈNH LAI CHÂU', 'Ủy ban nhân dân tỉnh Lai Châu'],
    ['UBND XÃ VỸ DẠ', 'Ủy ban nhân dân xã Vỹ Dạ'],
    ['CHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH GIA LAI', 'Chủ tịch Ủy ban nhân dân tỉnh Gia Lai'],
    ['KIỂM TOÁN NHÀ NƯỚC', 'Kiểm toán nhà nước'],
    ['NGÂN HÀNG NHÀ NƯỚC VIỆT NAM', 'Ngân hàng Nhà nước Việt Nam'],
    ['THUẾ TỈNH VĨNH LONG', 'Thuế tỉnh Vĩnh Long'],
  ])('%s', (capitals, written) => expect(ordinaryName(capitals)).toBe(written));

  it('tell the body above from the issuing one, not a broken line', () => {
    expect(splitAgencies(['BỘ TÀI CHÍNH', 'CỤC THUẾ'])).toEqual({ superior: 'BỘ TÀI CHÍNH', issuer: 'CỤC THUẾ' });
    expect(splitAgencies(['THỦ TƯỚNG', 'CHÍNH PHỦ'])).toEqual({ superior: null, issuer: 'THỦ TƯỚNG CHÍNH PHỦ' });
    expect(splitAgencies(['ỦY BAN NHÂN DÂN', 'TỈNH LAI CHÂU'])).toEqual({ superior: null, issuer: 'ỦY BAN NHÂN DÂN TỈNH LAI CHÂU' });
    expect(splitAgencies([])).toEqual({ superior: null, issuer: null });
  });
});

it('gives capitals back the letters the text uses, acronyms and notations too', () => {
  const body = 'Theo Quyết định số 06/QĐ-TTg của Thủ tướng Chính phủ, UBND tỉnh Lai Châu triển khai kế hoạch.';
  expect(restoreCase('TRIỂN KHAI QUYẾT ĐỊNH SỐ 06/QĐ-TTG TẠI UBND TỈNH LAI CHÂU', body)).toBe(
    'Triển khai Quyết định số 06/QĐ-TTg tại UBND tỉnh Lai Châu',
  );
  expect(restoreCase('GIÁ $& VÀ $1', 'giá $& và')).toBe('Giá $& và $1');
});

interface CorpusRow {
  readonly file: string;
  readonly so_ky_hieu: string;
  readonly co_quan: string;
  readonly dia_danh: string | null;
  readonly ngay: string | null;
  readonly noi_dung: string;
}

const corpus = '../shared/data/legal-docs/documents.ndjson.gz';
if (!existsSync(corpus))
  console.warn('documents: the 152 real documents (../shared/data/legal-docs) are not here; their tests are skipped');

describe.skipIf(!existsSync(corpus))('152 real documents (skipped where ../shared/data is absent)', () => {
  let read: { row: CorpusRow; found: GuessedMetadata }[];
  beforeAll(() => {
    const lines = gunzipSync(readFileSync(corpus)).toString('utf8').trim().split('\n');
    read = lines.map((line) => {
      const row = JSON.parse(line) as CorpusRow;
      return { row, found: guessMetadata(row.noi_dung, known) };
    });
  });
  const share = (fits: (entry: { row: CorpusRow; found: GuessedMetadata }) => boolean): number => read.filter(fits).length;

  it('every number is right', () => {
    expect(read.filter(({ row, found }) => found.numberNotation.value !== row.so_ky_hieu)).toEqual([]);
  });

  it('every date that the corpus knows is right, and three that it misses are found', () => {
    expect(read.filter(({ row, found }) => row.ngay !== null && found.issuedOn.value !== row.ngay)).toEqual([]);
    expect(share(({ row, found }) => row.ngay === null && found.issuedOn.value !== null)).toBe(3);
  });

  it('no place has a piece of the number in it', () => {
    expect(read.filter(({ found }) => /\d|Số|QĐ|HĐND/u.test(found.place.value ?? ''))).toEqual([]);
    expect(share(({ row, found }) => row.dia_danh !== null && !row.dia_danh.endsWith(found.place.value ?? '?'))).toBe(0);
  });

  it('every document has a kind and an issuing body; those that differ from the corpus are its known defects', () => {
    expect(share(({ found }) => found.kind.confidence === 'high')).toBe(152);
    const same = ({ row, found }: { row: CorpusRow; found: GuessedMetadata }): boolean =>
      fold(found.issuerName.value ?? '') === fold(row.co_quan.replace(/^UBND/, 'Ủy ban nhân dân'));
    const others = read.filter((entry) => !same(entry)).map(({ found }) => found.issuerName.value);
    expect(others).toHaveLength(12);
    expect(others).toContain('Ủy ban Thường vụ Quốc hội');
    expect(others).not.toContain(null);
  });

  it('nearly every document has an abstract, a signer and its day of effect where it states one', () => {
    expect(share(({ found }) => found.abstract.value !== null)).toBe(151);
    expect(share(({ found }) => typeof found.signer.value?.name === 'string')).toBeGreaterThanOrEqual(145);
    expect(share(({ found }) => found.effectiveFrom.value !== null)).toBeGreaterThanOrEqual(105);
  });
});
