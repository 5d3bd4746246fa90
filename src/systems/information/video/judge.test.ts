import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Problem } from '#kernel/problem.ts';
import { judgeVideo } from './judge.ts';
import type { ByteReader } from './reading.ts';

const mp4 = readFileSync('test/samples/moving.mp4');
const webm = readFileSync('test/samples/moving.webm');

const reader = (bytes: Buffer): ByteReader => ({
  size: bytes.length,
  read: async (at, length) => bytes.subarray(at, Math.min(at + length, bytes.length)),
});

async function refusalOf(bytes: Buffer): Promise<string> {
  return judgeVideo(reader(bytes)).then(
    () => 'taken',
    (error: unknown) => (error instanceof Problem && error.status === 422 ? (error.fields[0]?.message.vi ?? '') : String(error)),
  );
}

const swapped = (bytes: Buffer, from: string, to: string): Buffer => Buffer.from(bytes.toString('latin1').replaceAll(from, to), 'latin1');

/** The offset of a box's or element's name, and its bytes changed there. */
function patched(bytes: Buffer, name: string, offset: number, patch: readonly number[]): Buffer {
  const copy = Buffer.from(bytes);
  copy.set(patch, copy.indexOf(name, 0, 'latin1') + offset);
  return copy;
}

describe('a film is taken', () => {
  it('as MP4 with H.264 and AAC, and as WebM: by its structure, with how long and how large it is', async () => {
    expect(await judgeVideo(reader(mp4))).toMatchObject({ type: 'video/mp4', seconds: 2, width: 320, height: 180 });
    expect(await judgeVideo(reader(webm))).toMatchObject({ type: 'video/webm', seconds: 3, width: 320, height: 180 });
  });

  it.each([
    ['mp4', mp4, ['+16.4637', 'BIMAT-VITRI']],
    ['webm', webm, ['BIMAT-VITRI']],
  ] as const)('without the place and the words that a camera wrote into the %s', async (_name, bytes, words) => {
    const clean = Buffer.from(bytes);
    for (const word of words) expect(clean.includes(word)).toBe(true);
    const { traces } = await judgeVideo(reader(bytes));
    for (const { at, bytes: instead } of traces) clean.set(instead, at);
    for (const word of words) expect(clean.includes(word)).toBe(false);
    expect(clean.length).toBe(bytes.length);
    expect(await judgeVideo(reader(clean))).toMatchObject({ width: 320, height: 180 });
  });
});

describe('what is no film that browsers play is refused with a sentence', () => {
  it.each([
    ['a picture', Buffer.from([0xff, 0xd8, 0xff, 0xe0, 0, 0, 0, 0, 0, 0, 0, 0]), 'Chỉ nhận video'],
    ['a page', Buffer.from('<!doctype html><script>alert(1)</script>'), 'Chỉ nhận video'],
    ['nothing', Buffer.alloc(0), 'Chỉ nhận video'],
    ['a cut MP4', mp4.subarray(0, mp4.length - 100), 'bị hỏng'],
    ['an MP4 with a ZIP behind it', Buffer.concat([mp4, Buffer.from('PK\u0003\u0004 and so on')]), 'bị hỏng'],
    ['an MP4 with a page behind it', Buffer.concat([mp4, Buffer.from('<html><script>alert(1)</script>')]), 'bị hỏng'],
    ['a WebM with a ZIP behind it', Buffer.concat([webm, Buffer.from('PK\u0003\u0004 and so on')]), 'bị hỏng'],
    ['a cut WebM', webm.subarray(0, webm.length - 100), 'bị hỏng'],
    ['HEVC', swapped(mp4, 'avc1', 'hvc1'), 'không phải'],
    ['a locked film', patched(mp4, 'stsd', 16, [...Buffer.from('encv')]), 'không phải H.264'],
    ['Matroska that is no WebM', swapped(webm, 'webm', 'mkvx'), 'không phải WebM'],
    ['a codec of another house', swapped(webm, 'V_VP8', 'V_XYZ'), 'không xem được'],
    ['no duration', patched(mp4, 'mvhd', 20, [0, 0, 0, 0]), 'thời lượng'],
    ['a year of film', patched(mp4, 'mvhd', 20, [0x7f, 0xff, 0xff, 0xff]), '12 giờ'],
    ['a picture of 65,000 pixels', patched(mp4, 'tkhd', 80, [0xfd, 0xe8, 0, 0, 0xfd, 0xe8, 0, 0]), '4.096'],
    ['a box larger than the file', patched(mp4, 'moov', -4, [0x7f, 0xff, 0xff, 0xff]), 'bị hỏng'],
    ['a box without a size', patched(mp4, 'trak', -4, [0, 0, 0, 1]), 'bị hỏng'],
    ['a box smaller than its head', patched(mp4, 'mvhd', -4, [0, 0, 0, 7]), 'bị hỏng'],
    ['pictures that lie at another address', patched(mp4, 'url ', 4, [0, 0, 0, 0]), 'bị hỏng'],
    ['a recording in fragments', swapped(mp4, 'mdat', 'moof'), 'chia khúc'],
  ])('%s', async (_name, bytes, words) => {
    expect(await refusalOf(bytes)).toContain(words);
  });

  it('a hundred thousand empty boxes, after a bounded number of looks', async () => {
    const box = Buffer.from([0, 0, 0, 8, ...Buffer.from('free')]);
    const many = Buffer.concat([mp4.subarray(0, mp4.readUInt32BE(0)), ...Array.from({ length: 100_000 }, () => box)]);
    let looks = 0;
    const counted: ByteReader = { size: many.length, read: (at, length) => ((looks += 1), reader(many).read(at, length)) };
    await expect(judgeVideo(counted)).rejects.toMatchObject({ status: 422 });
    expect(looks).toBeLessThan(21_000);
  });

  it('whatever bytes of it are changed: never an error of ours, never without an end', async () => {
    const change = fc.tuple(fc.nat(), fc.integer({ min: 0, max: 255 }));
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(mp4, webm), fc.array(change, { minLength: 1, maxLength: 12 }), async (sample, changes) => {
        const bytes = Buffer.from(sample);
        // The heads are in the first kilobyte, and in an MP4 in its last ones too.
        for (const [at, to] of changes) bytes[at % 2 === 0 ? at % 1_000 : bytes.length - 1 - (at % 3_000)] = to;
        const answer = await refusalOf(bytes);
        expect(answer).not.toMatch(/Error|undefined/);
      }),
      { numRuns: 500 },
    );
  });
});
