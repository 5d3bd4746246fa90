import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compare } from '#kernel/comparison/compare.ts';
import { fingerprints, wordsHash } from '#kernel/comparison/fingerprints.ts';
import { verdictOf } from './verdict.ts';
import { readText } from '#kernel/comparison/words.ts';

const ours = `Hỗ trợ người dân vùng lũ 1.500.000 đồng một hộ

Thủ tướng Chính phủ yêu cầu hoàn thành việc chi trả trước ngày 05/12/2026.

Ngày 22/11/2026, Thủ tướng Chính phủ ký Công điện số 01/CĐ-TTg yêu cầu Ủy ban nhân dân các tỉnh Quảng Trị, Huế, Đà Nẵng hỗ trợ mỗi hộ gia đình có nhà bị ngập 1.500.000 đồng, mỗi người 15 kg gạo; không thu bất kỳ khoản phí nào.

Người dân nhận tiền tại trụ sở Ủy ban nhân dân xã, phường, không cần nộp hồ sơ. Đường dây nóng: 1900 0000. Tỷ lệ chi trả đến nay đạt 85,5%.`;
const words = readText(ours).words;
const judge = (text: string) => verdictOf(compare(readText(text).words, words));

/** What platforms and keyboards do to a text without changing what it says. */
const disguises: ((text: string) => string)[] = [
  (text) => text.normalize('NFD'),
  (text) => text.replaceAll('\n\n', '\n'),
  (text) => text.replaceAll(' ', '  '),
  (text) => text.replaceAll(' ', ' \u200b'),
  (text) => text.replaceAll(' ', '\u00a0'),
  (text) => `🔴🔴 ${text.replaceAll('\n\n', '\n👉 ')} 🇻🇳`,
  (text) => `${text}\n#ThongTinChinhPhu #MuaLu`,
  (text) => `${text} #ChiaSe`,
  (text) => text.replace('đồng, mỗi', 'đồng,\nmỗi'),
  (text) => `${text}… Xem thêm`,
  (text) => `${text}\nSee less`,
  (text) => text.replaceAll(':', '：').replaceAll('"', '”'),
  (text) => text.replaceAll('Ủy', 'Uỷ'),
  (text) => text.replaceAll('15 kg', '1\ufe0f\u20e35\ufe0f\u20e3 kg'),
  (text) => text.toUpperCase(),
];

describe('a text that only looks different', () => {
  it('is still word for word, in any combination of disguises', () => {
    const hash = wordsHash(words).toString('hex');
    fc.assert(
      fc.property(fc.subarray(disguises), (some) => {
        const text = some.reduce((done, disguise) => disguise(done), ours);
        expect(wordsHash(readText(text).words).toString('hex')).toBe(hash);
        expect(judge(text)).toBe('same');
      }),
    );
  });

  it('has its code, links and hashtags read apart', () => {
    const reading = readText(`${ours}\nMã kiểm tra: CP-261122-0042-K7F3\nXem toàn văn tại: https://example.gov.vn/tin/1. #lu`);
    expect(reading).toMatchObject({ codes: ['CP-261122-0042-K7F3'], links: ['https://example.gov.vn/tin/1'], hashtags: ['#lu'] });
    expect(reading.words.length).toBe(words.length);
  });
});

describe('a text that says something else', () => {
  it('is changed, whichever digit it is', () => {
    const digits = [...ours.matchAll(/\d/g)].map((match) => match.index);
    fc.assert(
      fc.property(fc.constantFrom(...digits), fc.integer({ min: 1, max: 9 }), (at, by) => {
        const digit = String((Number(ours[at]) + by) % 10);
        const text = ours.slice(0, at) + digit + ours.slice(at + 1);
        const found = compare(readText(text).words, words);
        expect([verdictOf(found), found.numbers]).toEqual(['changed', true]);
      }),
    );
  });

  it('is changed, whichever word was replaced, left out or put in', () => {
    const change = fc.constantFrom('replace', 'drop', 'insert');
    fc.assert(
      fc.property(fc.integer({ min: 0, max: words.length - 1 }), change, (at, how) => {
        const list = words.map((word) => word.shown);
        if (how === 'replace') list[at] = 'miễn';
        if (how === 'drop') list.splice(at, 1);
        if (how === 'insert') list.splice(at, 0, 'không');
        const text = list.join(' ');
        const atEdge = how === 'drop' && (at === 0 || at === words.length - 1);
        const doubled =
          readText(text)
            .words.map((word) => word.key)
            .join(' ') === words.map((word) => word.key).join(' ');
        fc.pre(!doubled);
        expect(judge(text)).toBe(atEdge ? 'excerpt' : 'changed');
      }),
    );
  });

  it('is changed when a hashtag within a sentence turns it round', () => {
    expect(judge(ours.replace('Người dân nhận tiền', 'Người dân #không nhận tiền'))).toBe('changed');
  });

  it('is changed by a moved decimal point and by a letter that only looks the same', () => {
    expect(judge(ours.replace('1.500.000', '15.00.000'))).toBe('changed');
    expect(judge(ours.replace('85,5%', '85,5'))).toBe('changed');
    expect(judge(ours.replace('không thu', 'khоng thu'))).toBe('changed');
  });
});

describe('what is only partly ours', () => {
  it('says so of a paragraph, and of ours with a foreign paragraph behind it', () => {
    const paragraph = ours.split('\n\n')[3] ?? '';
    expect(judge(paragraph)).toBe('excerpt');
    const bait = 'Bà con bấm vào đường dẫn dưới đây, nhập số tài khoản và mã OTP để nhận tiền ngay trong hôm nay';
    expect(judge(`${ours}\n\n${bait}`)).toBe('part');
    expect(judge(`${bait}\n\n${paragraph}\n\n${bait} nhé bà con`)).toBe('part');
  });

  it('is not claimed for other texts with a phrase in common', () => {
    expect(judge('Ủy ban nhân dân các tỉnh Quảng Trị, Huế, Đà Nẵng tổ chức lễ hội hoa đăng trên sông vào tối thứ bảy tuần này')).toBe(
      'none',
    );
    expect(judge('Hôm nay trời nắng đẹp, cả nhà tôi đi chợ mua rau muống và cá rô về nấu canh.')).toBe('none');
  });
});

describe('fingerprints', () => {
  it('share one wherever five words in a row are shared', () => {
    const mine = new Set(fingerprints(words));
    for (let at = 0; at + 5 <= words.length; at += 1) {
      const text = `xin chào bạn ${words
        .slice(at, at + 5)
        .map((word) => word.shown)
        .join(' ')} tạm biệt nhé`;
      expect(fingerprints(readText(text).words).some((one) => mine.has(one))).toBe(true);
    }
  });

  it('and comparing stay quick on hostile input', () => {
    const same = readText('a '.repeat(10_000)).words;
    const started = performance.now();
    expect(compare(same, same).same).toBe(10_000);
    compare(readText('a b '.repeat(5_000)).words, readText('b a a '.repeat(3_000)).words);
    readText('#'.repeat(20_000));
    readText('1.'.repeat(10_000));
    readText('a.'.repeat(10_000));
    expect(performance.now() - started).toBeLessThan(2_000);
  });
});
