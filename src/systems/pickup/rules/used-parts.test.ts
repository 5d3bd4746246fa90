import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readText } from '#kernel/comparison/words.ts';
import { pageText } from './page-text.ts';
import { usedParts } from './used-parts.ts';

const paragraphs = [
  'Chính phủ họp phiên thường kỳ tháng 11',
  'Chính phủ thảo luận tình hình kinh tế - xã hội tháng 11 và phương án ứng phó mưa lũ.',
  'Tăng trưởng chín tháng đạt 7,2% so với cùng kỳ năm trước, cao hơn kịch bản đề ra hồi đầu năm; thu ngân sách bằng 92,5% dự toán.',
  'Thủ tướng yêu cầu các tỉnh miền Trung rà soát 1.250 điểm sạt lở, hoàn thành trước ngày 05/12/2026 và báo cáo Chính phủ.',
].map((text, number) => ({ number, text }));
const used = (article: string) => usedParts(readText(article).words, paragraphs);

describe('what an article used', () => {
  it('is found paragraph by paragraph, in whatever order and among other words', () => {
    const use = used(`Phóng viên có mặt từ sáng sớm. ${paragraphs[3]?.text} Ông nói thêm bên lề cuộc họp. ${paragraphs[1]?.text}`);
    expect(use?.passages.map(({ paragraph, share }) => [paragraph, share])).toEqual([
      [1, 1],
      [3, 1],
    ]);
    expect(use?.share).toBeGreaterThan(0.4);
    expect(use?.share).toBeLessThan(0.8);
  });

  it('is nothing for an article about something else, however like the phrases', () => {
    expect(used('Chính phủ họp phiên thường kỳ. Giá vàng hôm nay tăng nhẹ so với cùng kỳ năm trước.')).toBeUndefined();
    expect(used('')).toBeUndefined();
  });

  it('shows figures that were changed, not those written otherwise', () => {
    const changed = used(paragraphs[2]!.text.replace('7,2%', '7,8%').replace('92,5%', '92.5 %'));
    expect(changed?.passages[0]?.figures).toEqual([{ ours: '7,2%', theirs: '7,8%' }]);
    expect(used(paragraphs[2]!.text)?.passages[0]?.figures).toEqual([]);
    const day = used(`${paragraphs[2]!.text} ${paragraphs[3]!.text.replace('05/12/2026', '15/12/2026')}`);
    expect(day?.passages.flatMap(({ figures }) => figures)).toEqual([{ ours: '05/12/2026', theirs: '15/12/2026' }]);
  });
});

describe('the text of a page', () => {
  it('is what a reader reads', () => {
    const html =
      '<head><title>x</title></head><script>var a = "<p>Không</p>"</script><nav>Trang chủ</nav><p>Một &amp; <b>hai</b>&nbsp;ba.</p><!-- ẩn --><div>B&#7889;n</div>';
    expect(pageText(html)).toBe('Một & hai ba.\nBốn');
  });

  it('comes in reasonable time out of anything', () => {
    fc.assert(fc.property(fc.string({ maxLength: 500 }), (text) => typeof pageText(text) === 'string'));
    for (const part of ['<script>', '<', '<!--', '<p ', '&#', '</nav', '<svg><svg>']) {
      const start = performance.now();
      pageText(part.repeat(100_000));
      expect(performance.now() - start).toBeLessThan(3_000);
    }
  });
});
