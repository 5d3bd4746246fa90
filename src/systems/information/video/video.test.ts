import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { connect } from 'node:net';
import { afterAll, describe, expect, it, test } from 'vitest';
import { query, sql } from '#kernel/db.ts';
import { freezeTime, instant } from '#kernel/time.ts';
import { beginCorrection } from '../actions/begin-correction.ts';
import { retractRelease } from '../actions/retract-release.ts';
import { scheduleRelease } from '../actions/schedule-release.ts';
import { submitRelease } from '../actions/submit-release.ts';
import { newsroom } from '../test-kit.ts';
import { videosOf } from './queries.ts';

const { t, writer, head, lawyer, leader, stranger, ref, begin, approve } = await newsroom();
const { app, services } = t;
afterAll(() => freezeTime(undefined));

const mp4 = readFileSync('test/samples/moving.mp4');
const webm = readFileSync('test/samples/moving.webm');
const words = { altVi: 'Nước lũ ở Huế nhìn từ trên cao', credit: 'Cổng Thông tin mẫu', rights: 'own' };
const vtt = 'WEBVTT\n\n00:00.000 --> 00:01.500\n<script>alert(1)</script>Nước đang lên nhanh.\n';
const video = { kind: 'video' };

function multipart(fields: Record<string, string>, file?: { field: string; name: string; bytes: Buffer }): Buffer {
  const text = Object.entries(fields).map(([field, value]) => `--x\r\ncontent-disposition: form-data; name="${field}"\r\n\r\n${value}\r\n`);
  if (!file) return Buffer.from(`${text.join('')}--x--\r\n`);
  const top = `--x\r\ncontent-disposition: form-data; name="${file.field}"; filename="${file.name}"\r\ncontent-type: video/mp4\r\n\r\n`;
  return Buffer.concat([Buffer.from(text.join('') + top), file.bytes, Buffer.from('\r\n--x--\r\n')]);
}

function post(url: string, payload: Buffer, actor = writer) {
  const headers = { ...t.as(actor), 'content-type': 'multipart/form-data; boundary=x' };
  return app.inject({ method: 'POST', url, headers, payload });
}

const send = (id: string, bytes: Buffer, fields: Record<string, string> = words, name = 'lu.mp4', actor = writer) =>
  post(`/thong-tin/${id}/video`, multipart(fields, { field: 'file', name, bytes }), actor);

async function only(id: string, edition = 1) {
  const [one] = await videosOf(services.db, id, edition);
  if (!one) throw new Error('no video');
  return one;
}

async function caption(id: string, text = vtt, lang = 'vi') {
  const fields = { video: (await only(id)).id, lang };
  return post(`/thong-tin/${id}/video/phu-de`, multipart(fields, { field: 'captions', name: 'lu.vtt', bytes: Buffer.from(text) }));
}

/** As the other systems were told. */
async function toldOf(id: string): Promise<unknown> {
  const [row] = await query<{ media: unknown }>(services.db, sql<{ media: unknown }>`select media from channels.release where id = ${id}`);
  return row?.media;
}

describe('a video', () => {
  it('is sent, captioned, approved, announced, and plays from its moment on; after a retraction it is gone', async () => {
    freezeTime('2026-11-22T05:00:00Z');
    const { id, code } = await begin(video);
    expect((await send(id, mp4)).statusCode).toBe(303);
    const submitted = services.act(submitRelease, writer, await ref(id));
    await expect(submitted).rejects.toMatchObject({ refusals: [{ code: 'no-captions' }] });
    expect((await caption(id)).statusCode).toBe(303);
    await approve(id);
    await services.act(scheduleRelease, leader, { ...(await ref(id)), date: '2026-11-22', time: '12:30' });
    const { hash, captionsVi } = await only(id);
    const film = `/tin/video/${hash}.mp4`;
    const captions = `/tin/phu-de/${captionsVi}.vtt`;
    const status = async (url: string, headers = {}) => (await app.inject({ url, headers })).statusCode;
    for (const at of ['2026-11-22T05:00:00Z', '2026-11-22T05:29:59Z']) {
      freezeTime(at);
      for (const url of [film, captions]) {
        expect([await status(url), await status(url, t.as(stranger)), await status(url, t.as(lawyer))]).toEqual([404, 404, 200]);
        expect((await app.inject({ url, headers: t.as(lawyer) })).headers['cache-control']).toBe('private, no-store');
      }
    }
    freezeTime('2026-11-22T05:30:00Z');
    // A film read whole as captions would be gigabytes in memory, for whoever asks.
    expect([await status(film), await status(captions)]).toEqual([200, 200]);
    expect([await status(`/tin/phu-de/${hash}.vtt`), await status(`/tin/video/${captionsVi}.mp4`)]).toEqual([404, 404]);
    const page = (await app.inject(`/tin/${code}`)).body;
    for (const part of [`src="${film}"`, `src="${captions}"`, 'preload="none"', 'srclang="vi"', 'Nước đang lên nhanh.'])
      expect(page).toContain(part);
    expect(page).not.toContain('<script>alert');
    expect([await status(film), await status(captions)]).toEqual([200, 200]);
    const text = (await app.inject(captions)).body;
    expect(text).toBe('WEBVTT\n\n00:00:00.000 --> 00:00:01.500\nalert(1)Nước đang lên nhanh.\n');
    await services.act(retractRelease, leader, { id, reason: 'Sai.' });
    expect([await status(film), await status(captions)]).toEqual([404, 404]);
    freezeTime(undefined);
  });

  it('is told to the other systems with its length, captions and poster, and its files are in the signature', async () => {
    const { id, code } = await begin(video);
    await send(id, webm, words, 'lu.webm');
    await caption(id);
    await caption(id, vtt.replace('Nước đang lên nhanh', 'The water is rising'), 'en');
    await approve(id);
    await services.act(scheduleRelease, leader, { ...(await ref(id)), date: '', time: '' });
    const one = await only(id);
    expect(await toldOf(id)).toEqual([
      expect.objectContaining({
        kind: 'video',
        hash: one.hash,
        type: 'video/webm',
        bytes: webm.length,
        seconds: 3,
        width: 320,
        height: 180,
        captions: [
          { lang: 'vi', hash: one.captionsVi },
          { lang: 'en', hash: one.captionsEn },
        ],
      }),
    ]);
    const signed = (await app.inject(`/tin/${code}/1.json`)).json() as { attachments: { sha256: string }[] };
    expect(signed.attachments.map(({ sha256 }) => sha256)).toEqual([one.hash, one.captionsVi, one.captionsEn]);
    expect(
      createHash('sha256')
        .update((await app.inject(`/tin/video/${one.hash}.webm`)).rawPayload)
        .digest('hex'),
    ).toBe(one.hash);
    await services.act(beginCorrection, writer, { id, change: 'major' });
    expect(await only(id, 2)).toMatchObject({ hash: one.hash, captionsVi: one.captionsVi });
  });

  it('loses the place and the words that the camera wrote into it', async () => {
    const { id } = await begin(video);
    expect(mp4.includes('+16.4637+107.5909')).toBe(true);
    await send(id, mp4);
    const stored = (await app.inject({ url: `/tin/video/${(await only(id)).hash}.mp4`, headers: t.as(writer) })).rawPayload;
    expect(stored.length).toBe(mp4.length);
    for (const trace of ['+16.4637', 'BIMAT-VITRI']) expect(stored.includes(trace)).toBe(false);
  });

  it('answers parts of itself, as browsers ask for them', async () => {
    const { id } = await begin(video);
    await send(id, mp4);
    const { hash } = await only(id);
    const ask = (headers: Record<string, string>, method: 'GET' | 'HEAD' = 'GET') =>
      app.inject({ method, url: `/tin/video/${hash}.mp4`, headers: { ...t.as(writer), ...headers } });
    const whole = await ask({});
    expect(whole.headers).toMatchObject({ 'accept-ranges': 'bytes', 'content-type': 'video/mp4', 'content-length': String(mp4.length) });
    const part = await ask({ range: 'bytes=100-199' });
    expect([part.statusCode, part.headers['content-range']]).toEqual([206, `bytes 100-199/${mp4.length}`]);
    expect(part.rawPayload.equals(whole.rawPayload.subarray(100, 200))).toBe(true);
    expect((await ask({ range: `bytes=${mp4.length}-` })).statusCode).toBe(416);
    expect((await ask({ range: 'bytes=0-9', 'if-range': '"other"' })).statusCode).toBe(200);
    expect((await ask({ 'if-none-match': `"${hash}"` })).statusCode).toBe(304);
    const bare = await ask({}, 'HEAD');
    expect([bare.statusCode, bare.headers['content-length'], bare.body]).toEqual([200, String(mp4.length), '']);
  });
});

describe('an upload', () => {
  const json = { accept: 'application/json' };
  const start = (id: string, bytes: number, actor = writer) =>
    app.inject({
      method: 'POST',
      url: `/thong-tin/${id}/video/gui`,
      headers: { ...t.as(actor), ...json },
      payload: { name: 'lu.mp4', bytes, mark: `lu.mp4:${bytes}:1` },
    });
  const piece = (id: string, upload: string, from: number, to: number, actor = writer) =>
    app.inject({
      method: 'PUT',
      url: `/thong-tin/${id}/video/gui/${upload}`,
      headers: {
        ...t.as(actor),
        ...json,
        'content-type': 'application/octet-stream',
        'content-range': `bytes ${from}-${to - 1}/${mp4.length}`,
      },
      payload: mp4.subarray(from, to),
    });

  it('comes in pieces, is taken up again where it broke off, and needs only its words then', async () => {
    const { id } = await begin(video);
    const { upload, length } = (await start(id, mp4.length)).json() as { upload: string; length: number };
    expect(length).toBe(0);
    expect((await piece(id, upload, 0, 5_000)).json()).toEqual({ length: 5_000 });
    expect((await piece(id, upload, 9_000, mp4.length)).statusCode).toBe(409);
    expect((await start(id, mp4.length)).json()).toEqual({ upload, length: 5_000 });
    const early = await post(`/thong-tin/${id}/video`, multipart({ ...words, upload }));
    expect([early.statusCode, early.body.includes('Tệp chưa được gửi hết')]).toEqual([422, true]);
    for (const other of [head, stranger]) expect((await piece(id, upload, 5_000, 6_000, other)).statusCode).toBeGreaterThan(400);
    expect((await piece(id, upload, 5_000, mp4.length)).json()).toEqual({ length: mp4.length });
    const wordless = await post(`/thong-tin/${id}/video`, multipart({ ...words, credit: '', upload }));
    expect(wordless.statusCode).toBe(422);
    for (const part of [`value="${upload}"`, 'không cần chọn lại', 'Hãy ghi tác giả']) expect(wordless.body).toContain(part);
    expect((await post(`/thong-tin/${id}/video`, multipart({ ...words, upload }))).statusCode).toBe(303);
    expect((await only(id)).bytes).toBe(mp4.length);
    const left = await query(services.db, sql`select 1 from information.upload where release_id = ${id}`);
    expect(left).toEqual([]);
  });

  it('by a plain form is not lost when only words are missing, whatever the file is called', async () => {
    const { id } = await begin(video);
    const name = '<script>alert(1)</script>../../a.mp4';
    const answer = await send(id, mp4, { ...words, altVi: '' }, name);
    expect(answer.statusCode).toBe(422);
    expect(answer.body).not.toContain('<script>alert');
    const upload = /name="upload" value="([0-9a-f-]{36})"/.exec(answer.body)?.[1] ?? '';
    expect((await post(`/thong-tin/${id}/video`, multipart({ ...words, upload }))).statusCode).toBe(303);
  });

  it('that is no video is refused with a sentence and nothing of it stays', async () => {
    const { id } = await begin(video);
    for (const bytes of [
      Buffer.from('<svg onload="alert(1)">'),
      Buffer.concat([mp4, Buffer.from('PK\u0003\u0004<script>')]),
      mp4.subarray(0, 9_000),
    ]) {
      const answer = await send(id, bytes);
      expect(answer.statusCode).toBe(422);
      expect(answer.body).toMatch(/Chỉ nhận video|bị hỏng/);
    }
    expect(await videosOf(services.db, id, 1)).toEqual([]);
    expect(await query(services.db, sql`select 1 from information.upload where release_id = ${id}`)).toEqual([]);
  });

  it('of 4 GB is refused before it is read: by a form that says so, and by the script’s first word', async () => {
    const { id } = await begin(video);
    expect((await start(id, 4 * 1024 ** 3)).statusCode).toBe(413);
    await app.listen({ port: 0, host: '127.0.0.1' });
    const { port } = app.server.address() as { port: number };
    const headers = Object.entries({
      ...t.as(writer),
      host: 'a',
      'content-type': 'multipart/form-data; boundary=x',
      'content-length': 4 * 1024 ** 3,
    });
    const answer = await new Promise<string>((resolve) => {
      let text = '';
      const socket = connect(port, '127.0.0.1', () => {
        const top = headers.map(([name, value]) => `${name}: ${value}\r\n`).join('');
        socket.write(`POST /thong-tin/${id}/video HTTP/1.1\r\n${top}\r\n--x\r\n`);
      });
      socket.on('data', (bytes) => (text += String(bytes))).on('error', () => undefined);
      socket.on('close', () => resolve(text));
    });
    expect(answer).toMatch(/^HTTP\/1\.1 413 /);
    expect(answer).toContain('Video lớn hơn mức 2048 MB');
  });

  it('that nobody goes on with is forgotten after a week', async () => {
    const { id } = await begin(video);
    const { upload } = (await start(id, mp4.length)).json() as { upload: string };
    expect(await services.files.incoming.forget(instant('2001-01-01'))).toBe(0);
    expect(await services.files.incoming.length(upload)).toBe(0);
  });
});

test('only the newsroom’s writers send videos, and captions that are none are refused', async () => {
  const { id } = await begin(video);
  expect((await send(id, mp4, words, 'a.mp4', lawyer)).statusCode).toBe(403);
  expect((await send(id, mp4, words, 'a.mp4', stranger)).statusCode).toBe(404);
  await send(id, mp4);
  const answer = await caption(id, '<html><script>alert(1)</script></html>');
  expect([answer.statusCode, answer.body.includes('Không thấy câu phụ đề nào')]).toEqual([422, true]);
  await expect(services.act(submitRelease, writer, await ref(id))).rejects.toMatchObject({ refusals: [{ code: 'no-captions' }] });
});
