import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { summaryOf } from '../summary.ts';
import { sampleRecord } from '../test-kit.ts';
import { readBasis } from './basis.ts';
import { readChannels } from './channels.ts';
import { dongIn, judgeFee } from './fees.ts';
import { readPapers } from './papers.ts';
import { entryOf } from './record.ts';
import { readResults } from './results.ts';
import { readSteps } from './steps.ts';
import { readAudiences } from './words.ts';

const CHANNELS = 'Hình thức nộpThời gianPhí, lệ phíMô tả';
const PAPERS = 'Tên giấy tờMẫu đơn, tờ khaiSố lượng';
const BASIS = 'Tên văn bản pháp lýMã văn bản';

describe('channels', () => {
  it('are parted, with time and its unit', () => {
    const rows = readChannels(
      `${CHANNELS}Trực tuyến5 Ngày làm việcMiễn phíDịch vụ bưu chính24 GiờKhông có thông tinTrực tiếp2Miễn phíNộp tại xã. Trực tiếp hoặc qua mạng.`,
    );
    expect(rows?.map(({ channel, time }) => [channel, time.amount, time.unit, time.doubt])).toEqual([
      ['online', 5, 'working-day', undefined],
      ['post', 24, 'hour', undefined],
      ['in-person', undefined, undefined, 'no-unit'],
    ]);
    expect(rows?.[2]?.note).toBe('Nộp tại xã. Trực tiếp hoặc qua mạng.');
  });

  it('leave numbers that ran together alone', () => {
    const [row] = readChannels(`${CHANNELS}Trực tuyến1100 VNĐ(Phí công bố: 100.000 đồng/lần)`) ?? [];
    expect([row?.time.doubt, row?.fees[0]]).toMatchObject([
      'glued',
      { kind: 'unsure', said: 'Phí công bố: 100.000 đồng/lần', doubt: 'glued' },
    ]);
    expect(row?.fees[0]?.amount).toBeUndefined();
  });
});

describe('a fee', () => {
  it.each([
    ['100 VNĐ', '100.000 đồng/lần.', 'unsure', 'cut', undefined],
    ['40 Việt Nam Đồng', '', 'unsure', 'cut', undefined],
    ['100,000 VNĐ', '100.000 đồng/lần.', 'amount', undefined, 100_000],
    ['1,000,000 Việt Nam Đồng', '', 'amount', undefined, 1_000_000],
    ['40,000 Việt Nam Đồng', '50.000đ/giấy', 'unsure', 'differs', undefined],
    ['2,000,000 VNĐ', 'Bằng 50% mức thu', 'unsure', 'differs', undefined],
    ['Miễn phí', '', 'free', undefined, undefined],
    ['Miễn phí', 'Không quy định', 'free', undefined, undefined],
    ['Miễn phí', 'Lệ phí cấp mới 40.000đồng/lần', 'unsure', 'free-but-text', undefined],
    ['Miễn phí', 'Mức lệ phí do Hội đồng nhân dân quyết định', 'unsure', 'free-but-text', undefined],
    ['Không có thông tin', '', 'unsaid', 'unsaid', undefined],
    ['145 USD', '', 'amount', undefined, 145],
  ])('%s (%s) is %s %s', (stated, said, kind, doubt, amount) => {
    expect(judgeFee(stated, said, '')).toMatchObject({ kind, ...(doubt ? { doubt } : {}), ...(amount === undefined ? {} : { amount }) });
    if (amount === undefined) expect(judgeFee(stated, said, '').amount).toBeUndefined();
  });

  it('is never an amount under a thousand dong, nor one that the words contradict', () => {
    fc.assert(
      fc.property(fc.nat({ max: 50_000_000 }), fc.option(fc.nat({ max: 50_000_000 })), (amount, named) => {
        const said = named === null ? '' : `${named.toLocaleString('vi-VN')} đồng/lần`;
        const fee = judgeFee(`${amount.toLocaleString('en-US')} VNĐ`, said, '');
        if (fee.amount === undefined) return;
        expect(fee.amount).toBeGreaterThanOrEqual(1_000);
        if (named !== null) expect(fee.amount).toBe(named);
      }),
    );
  });

  it('reads amounts as people write them', () => {
    expect(dongIn('20.000đ, 1.500.000 đồng, 2 triệu đồng, 50 nghìn đồng, 30.000 VNĐ; Thông tư 64/2025/TT-BTC ngày 30/6/2025')).toEqual([
      20_000, 1_500_000, 2_000_000, 50_000, 30_000,
    ]);
  });
});

describe('papers', () => {
  it('are parted by case, with counts and forms', () => {
    const groups = readPapers(
      `* Phải nộp:${PAPERS}Tờ khai nhập khẩuMau 03 TS. To khai.docx1 bản chínhNghị định ngày 24/7/20231 bản chính,2 bản saoHai bản: 01 bản chính, 01 bản sao kèm theo0 bản chính--${PAPERS}Đơn1 bản chính`,
    );
    expect(groups).toEqual([
      {
        title: '* Phải nộp:',
        papers: [
          { text: 'Tờ khai nhập khẩu', files: ['Mau 03 TS. To khai.docx'], originals: 1, copies: 0 },
          { text: 'Nghị định ngày 24/7/2023', files: [], originals: 1, copies: 2 },
          { text: 'Hai bản: 01 bản chính, 01 bản sao kèm theo', files: [], originals: 0, copies: 0 },
        ],
      },
      { title: '', papers: [{ text: 'Đơn', files: [], originals: 1, copies: 0 }] },
    ]);
  });

  it('have no count where it ran into another number', () => {
    expect(readPapers(`--${PAPERS}Theo Mẫu số 181 bản chính`)?.[0]?.papers).toEqual([
      { text: 'Theo Mẫu số 181', files: [], doubt: 'long-count' },
    ]);
  });
});

describe('legal bases', () => {
  it('are parted by their numbers, those in titles staying there', () => {
    const rows = readBasis(
      `${BASIS}Luật 60/2014/QH1360/2014/QH13Nghị định số 123/2015/NĐ-CP ngày 15/11/2015 của Chính phủ123/2015/NĐ-CPThông tư phíThông tư 47/2019/TT-BTCLUẬT ĐẤT ĐAI31/2024/QH15Văn bản khác`,
    );
    expect(rows).toEqual([
      { text: 'Luật 60/2014/QH13', number: '60/2014/QH13' },
      { text: 'Nghị định số 123/2015/NĐ-CP ngày 15/11/2015 của Chính phủ', number: '123/2015/NĐ-CP', date: '2015-11-15' },
      { text: 'Thông tư phí', number: '47/2019/TT-BTC' },
      { text: 'LUẬT ĐẤT ĐAI', number: '31/2024/QH15' },
      { text: 'Văn bản khác' },
    ]);
  });
});

it('parts results, steps and audiences', () => {
  expect(readResults('Giấy khai sinhMã: KQ.G15.000031Văn bản từ chốiMã: KQ.G12.001040Từ khóaKhông có thông tinMô tảKhông có')).toEqual([
    { text: 'Giấy khai sinh', code: 'KQ.G15.000031' },
    { text: 'Văn bản từ chối', code: 'KQ.G12.001040' },
  ]);
  expect(readSteps('Chuẩn bị.\n- Bước 1: Nộp.\n- Bước 2. Nhận.').map(({ title, text }) => [title, text])).toEqual([
    ['', 'Chuẩn bị.'],
    ['Bước 1', 'Nộp.'],
    ['Bước 2', 'Nhận.'],
  ]);
  expect(readAudiences('Tổ chức (không bao gồm doanh nghiệp, HTX), Cán bộ, công chức, viên chức, Người ngoài hành tinh')).toEqual({
    known: ['Tổ chức (không bao gồm doanh nghiệp, HTX)', 'Cán bộ, công chức, viên chức'],
    unknown: ['Người ngoài hành tinh'],
  });
});

const pieces = fc.constantFrom(
  CHANNELS,
  PAPERS,
  BASIS,
  'Trực tuyến',
  'Trực tiếp',
  'Miễn phí',
  '100 VNĐ',
  '(',
  ')',
  '3 Ngày làm việc',
  '1 bản chính',
  ',1 bản sao',
  '.docx',
  '60/2014/QH13',
  'Bước 1',
  'Mã: KQ.G15.000031',
  'Từ khóa',
  '\n',
  '- ',
  ' ',
  '9',
  'Đ',
  'ạ',
  '\u0000',
  '\ud800',
);
const fields = ['cach_thuc_thuc_hien', 'thanh_phan_ho_so', 'can_cu_phap_ly', 'ket_qua_xu_ly', 'trinh_tu_thuc_hien', 'doi_tuong_thuc_hien'];

describe('whatever a record holds', () => {
  it('is taken apart or kept word for word, and never more read than there is', () => {
    fc.assert(
      fc.property(fc.array(pieces, { maxLength: 60 }), fc.constantFrom(...fields), (words, field) => {
        const entry = entryOf(sampleRecord('9.000001', { [field]: words.join('') }));
        for (const { pieces: all, parsed } of Object.values(entry.tally)) expect(parsed).toBeLessThanOrEqual(all);
        expect(() => JSON.stringify([entry, summaryOf(entry)])).not.toThrow();
      }),
      { numRuns: 300 },
    );
  });

  it.each([
    '(',
    ' ',
    '\n',
    '9',
    '1 bản chính ',
    'Trực tuyến1',
    'Bước 1',
    '1/2/NĐ-CP',
    'a)\n ',
    'Đa.doc',
    '60/2014/QH13 ',
    'Trực tiếpA',
    '- \n',
  ])('takes no time with ten million characters of %j', (piece) => {
    const long = piece.repeat(10_000_000 / piece.length);
    const began = performance.now();
    for (const field of fields) {
      for (const head of ['', CHANNELS, PAPERS, BASIS])
        entryOf({ ten_thu_tuc: 'x', [field]: head + long.slice(0, field === fields[0] ? long.length : 199_000) });
    }
    expect(performance.now() - began).toBeLessThan(8_000);
  });
});
