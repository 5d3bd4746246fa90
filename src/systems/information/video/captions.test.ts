import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readCaptions, transcriptOf, writeVtt } from './captions.ts';

const vtt = `WEBVTT - Lũ ở Huế

STYLE
::cue { background: url(https://xau.example/a.png) }

NOTE người soạn: A

1
00:01.000 --> 00:04.500 align:start line:0
<v Phóng viên>Nước <b>lên nhanh</b> &amp; mạnh</v>

00:05,000 --> 00:07,000
<script>alert(1)</script>Đê &lt;còn&gt; giữ <img src=x onerror=alert(2)>được
- Vâng

01:00:10.000 --> 01:00:12.000
Hết.
`;

describe('captions', () => {
  it('keep their times and words; marks, styles and scripts stay behind', () => {
    const cues = readCaptions(Buffer.from(vtt));
    expect(cues).toEqual([
      { from: 1, to: 4.5, text: 'Nước lên nhanh & mạnh' },
      { from: 5, to: 7, text: 'alert(1)Đê <còn> giữ được\n- Vâng' },
      { from: 3610, to: 3612, text: 'Hết.' },
    ]);
    const written = writeVtt(cues);
    expect(written).toMatch(/^WEBVTT\n\n00:00:01\.000 --> 00:00:04\.500\nNước lên nhanh &amp; mạnh\n/);
    for (const trace of ['STYLE', 'xau.example', '<', 'onerror', 'align']) expect(written).not.toContain(trace);
    expect(readCaptions(Buffer.from(written))).toEqual(cues);
  });

  it('are read from SubRip, in whatever line ends, with a mark of byte order', () => {
    const srt =
      '\uFEFF1\r\n00:00:01,000 --> 00:00:02,250\r\n{\\an8}<i>Chào</i> bà con\r\n\r\n2\r\n00:00:03,000 --> 00:00:04,000\r\nHết\r\n';
    expect(readCaptions(Buffer.from(srt)).map(({ text }) => text)).toEqual(['Chào bà con', 'Hết']);
  });

  it('are read as paragraphs, parted where nobody speaks', () => {
    const paragraphs = transcriptOf(readCaptions(Buffer.from(vtt)));
    expect(paragraphs.map(({ from }) => from)).toEqual([1, 3610]);
  });

  it.each([
    ['nothing', Buffer.alloc(0), 'Không thấy câu phụ đề'],
    ['a page', Buffer.from('<html><script>alert(1)</script></html>'), 'Không thấy câu phụ đề'],
    ['bytes that are no text', Buffer.from([0xff, 0xfe, 0x00, 0x31]), 'UTF-8'],
    ['an end before its beginning', Buffer.from('WEBVTT\n\n00:05.000 --> 00:01.000\nA\n'), 'kết thúc trước'],
    ['a time that is none', Buffer.from('WEBVTT\n\n00:99.000 --> 01:xx\nA\n'), 'thời gian không đúng'],
    ['more than a megabyte', Buffer.alloc(1024 * 1024 + 1, 97), '1 MB'],
  ])('that are %s are refused with a sentence', (_name, bytes, words) => {
    expect(() => readCaptions(bytes)).toThrow();
    try {
      readCaptions(bytes);
    } catch (error) {
      expect(JSON.stringify((error as { fields: unknown }).fields)).toContain(words);
    }
  });

  it('never hold a tag of what was sent, whatever it is', () => {
    const piece = fc.constantFrom('<', '>', '<scr', 'ipt>', '&lt;', '&amp;', 'lt;', 'a', ' ', '-->', '<c.x>', '\n', '{\\', '}');
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 20 }), (pieces) => {
        const file = `WEBVTT\n\n00:01.000 --> 00:02.000\nx${pieces.join('').replaceAll('-->', '- ->')}\n`;
        const written = writeVtt(readCaptions(Buffer.from(file)));
        expect(written.split('\n').slice(3).join('\n')).not.toMatch(/[<>]/);
      }),
    );
  });
});
