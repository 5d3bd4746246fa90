import { createHash, randomBytes } from 'node:crypto';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { freezeTime, instant, now } from '#kernel/time.ts';
import type { Account, Handles, Post } from './adapters/adapter.ts';
import { facebookAdapter } from './adapters/facebook/adapter.ts';
import { facebookDouble } from './doubles/facebook/double.ts';
import { listen } from './doubles/server.ts';
import { facebookAt } from './platforms-kit.ts';
import { srtOf } from './rules/srt.ts';

const PIECE = 64 * 1024;
const double = facebookDouble({ pieceBytes: PIECE, processMs: 15_000 });
const page = double.addPage('7001', 'Trang thử', 'ma');
const server = await listen((asked) => double.answer(asked));
const facebook = facebookAdapter({ ...facebookAt(server.url), turnMs: 0, processingEveryMs: 5_000, timeoutMs: 1_000 });
afterAll(async () => {
  freezeTime(undefined);
  await server.close();
});

const film = randomBytes(3 * PIECE + 500);
const vtt = 'WEBVTT\n\nNOTE ghi chú\n\n1\n00:01.000 --> 00:02.500 align:start\n<v Người dẫn>Xả lũ từ <b>14 giờ</b>\n';
const account: Account = { connectionId: '1', agencyId: '1', stableId: '7001', name: 'Trang thử', credentials: { accessToken: 'ma' } };
const post: Post = {
  deliveryId: '1',
  text: 'Hồ chứa xả lũ\n\nNgười dân chủ động.\n\nMã kiểm tra: CP-1\nhttps://cong.example/tin/CP-1',
  code: 'CP-1',
  link: 'https://cong.example/tin/CP-1',
  publishedAt: now(),
  pictures: [{ hash: 'anh', type: 'image/png', alt: 'Đập' }],
  video: { hash: 'phim', type: 'video/mp4', bytes: film.length, captions: [{ lang: 'vi', hash: 'phu-de' }] },
  read: async () => Buffer.from(vtt),
  readPiece: async (_hash, start, length) => film.subarray(start, start + length),
};

/** Turn after turn, as the carrier does; what each turn said. */
async function prepared(from: Handles = {}): Promise<{ handles: Handles; kinds: string[] }> {
  let handles = from;
  const kinds: string[] = [];
  for (let turn = 0; turn < 30; turn += 1) {
    const told = await facebook.prepare(account, post, handles);
    kinds.push(told.kind);
    if ('handles' in told) handles = { ...handles, ...told.handles };
    if (told.kind === 'ready' || told.kind === 'needs-auth') break;
  }
  return { handles, kinds };
}

let hour = 0;
beforeEach(() => {
  hour += 1;
  freezeTime(instant(Date.UTC(2026, 10, 22) + hour * 3_600_000));
  page.posts.splice(0);
  page.uploads.clear();
  page.token = 'ma';
  double.faults.splice(0);
});

const standing = () => page.posts.filter((one) => !one.deleted);

describe('a video on a page', () => {
  it('arrives whole and with its captions, and is a post only when Facebook has built it', async () => {
    const { handles } = await prepared();
    expect(standing()).toEqual([]);
    expect((await facebook.readBack(account, post, now(), handles)).kind).toBe('absent');
    const sent = await facebook.commit(account, post, handles);
    expect(sent).toMatchObject({ kind: 'processing', handles: { videoId: handles['videoId'] } });
    expect((await facebook.check(account, post, handles)).kind).toBe('processing');
    freezeTime(instant(now().getTime() + 20_000));
    expect(await facebook.check(account, post, handles)).toMatchObject({ kind: 'published', postId: handles['videoId'] });
    const [shown] = standing();
    expect(shown?.film?.hash).toBe(createHash('sha256').update(film).digest('hex'));
    expect(shown?.film?.captions).toEqual([{ locale: 'vi_VN', text: '1\n00:00:01,000 --> 00:00:02,500\nXả lũ từ 14 giờ\n' }]);
    // Asked again, it adds no second track and makes no second video.
    expect((await facebook.check(account, post, handles)).kind).toBe('published');
    expect((await facebook.commit(account, post, handles)).kind).toBe('processing');
    expect(standing()).toHaveLength(1);
    expect(standing()[0]?.film?.captions).toHaveLength(1);
  });

  it.each(['partial-range', 'nothing-stored', '503-in-the-middle', 'lost-session'] as const)('goes on after %s', async (fault) => {
    double.faults.push(fault);
    const { handles } = await prepared();
    await facebook.commit(account, post, handles);
    expect(standing().map((one) => one.film?.hash)).toEqual([createHash('sha256').update(film).digest('hex')]);
  });

  it('whose right to post is withdrawn in the middle waits for a person, and goes on where it was', async () => {
    const first = await facebook.prepare(account, post, {});
    const begun = 'handles' in first ? first.handles : {};
    double.faults.push('revoked-in-upload');
    const stopped = await prepared(begun);
    expect(stopped.kinds.at(-1)).toBe('needs-auth');
    page.token = 'ma';
    const { handles } = await prepared(stopped.handles);
    expect(handles['session']).toBe(begun['session']);
    await facebook.commit(account, post, handles);
    expect(standing()).toHaveLength(1);
  });

  it('whose last answer was lost is found by its own id, and by its code when that is lost too', async () => {
    for (const fault of ['500-but-posted', 'timeout-but-posted', 'reset-but-posted'] as const) {
      page.posts.splice(0);
      const { handles } = await prepared();
      double.faults.push(fault);
      expect((await facebook.commit(account, post, handles)).kind).toBe('unknown');
      expect(await facebook.readBack(account, post, now(), handles)).toMatchObject({ kind: 'processing' });
      expect((await facebook.readBack(account, post, now(), {})).kind).toBe('found');
    }
  });

  it('gets new words, says that its pictures stay, and goes', async () => {
    const { handles } = await prepared();
    await facebook.commit(account, post, handles);
    const id = handles['videoId'] ?? '';
    const words = { ...post, text: post.text.replace('chủ động', 'chủ động di dời') };
    expect((await facebook.edit(account, words, id, handles)).kind).toBe('done');
    expect(standing()[0]?.message).toContain('di dời');
    const other = { ...words, video: { ...post.video!, hash: 'phim-khac' } };
    expect((await facebook.edit(account, other, id, handles)).kind).toBe('kept');
    expect((await facebook.retract(account, id, handles)).kind).toBe('done');
    expect((await facebook.retract(account, id, handles)).kind).toBe('done');
    expect(standing()).toEqual([]);
  });
});

it('a visitor who writes the code of a release on the page is not taken for the page', async () => {
  const shown = { link: '', photos: [], at: now(), visibleAt: now(), edited: false, deleted: false };
  page.posts.push({ id: '1', message: `Mã kiểm tra: ${post.code}`, visitor: '99', ...shown });
  expect(await facebook.readBack(account, post, now(), {})).toMatchObject({ kind: 'absent' });
  page.posts.push({ id: '2', message: `Mã kiểm tra: ${post.code}`, ...shown });
  expect(await facebook.readBack(account, post, now(), {})).toMatchObject({ kind: 'found', postId: '2' });
});

it('captions without cues are an empty file', () => {
  expect(srtOf('WEBVTT\n')).toBe('');
  expect(srtOf('\uFEFFWEBVTT\r\n\r\n01:00:00.000 --> 01:00:01.000\r\nMột\r\nHai\r\n')).toBe('1\n01:00:00,000 --> 01:00:01,000\nMột\nHai\n');
});
