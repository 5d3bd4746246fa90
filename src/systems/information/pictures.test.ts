import sharp from 'sharp';
import { expect, test } from 'vitest';
import { query, sql } from '#kernel/db.ts';
import { freezeTime } from '#kernel/time.ts';
import { retractRelease } from './actions/retract-release.ts';
import { scheduleRelease } from './actions/schedule-release.ts';
import { newsroom } from './test-kit.ts';

const { t, writer, leader, lawyer, stranger, ref, begin, approve } = await newsroom();
const { app, services } = t;
const caption = { altVi: 'Người dân sơ tán bằng thuyền', credit: 'Ảnh mẫu', rights: 'own', shape: '16:9', focus: 'top' };

const photo = () =>
  sharp({ create: { width: 2000, height: 1500, channels: 3, background: '#336699' } })
    .jpeg()
    .withExif({ IFD0: { Copyright: 'BIMAT-EXIF' }, IFD3: { GPSLatitude: '16/1 27/1 0/1' } })
    .toBuffer();

async function upload(id: string, name: string, bytes: Buffer, fields: Record<string, string> = caption, actor = writer) {
  const text = Object.entries(fields).map(([field, value]) => `--x\r\ncontent-disposition: form-data; name="${field}"\r\n\r\n${value}\r\n`);
  const head = `--x\r\ncontent-disposition: form-data; name="file"; filename="${name}"\r\ncontent-type: image/jpeg\r\n\r\n`;
  return app.inject({
    method: 'POST',
    url: `/thong-tin/${id}/anh`,
    headers: { ...t.as(actor), 'content-type': 'multipart/form-data; boundary=x' },
    payload: Buffer.concat([Buffer.from(text.join('') + head), bytes, Buffer.from('\r\n--x--\r\n')]),
  });
}

async function hashOf(id: string): Promise<string> {
  const [row] = await query<{ hash: string }>(
    services.db,
    sql<{ hash: string }>`select hash from information.media where release_id = ${id}`,
  );
  return row?.hash ?? '';
}

test('a picture is encoded anew in three widths and two formats, cropped, without its metadata or what hung behind it', async () => {
  const { id } = await begin();
  const polyglot = Buffer.concat([await photo(), Buffer.from('<script>alert("POLYGLOT")</script>PK\u0003\u0004')]);
  expect((await upload(id, 'anh.jpg', polyglot)).statusCode).toBe(303);
  const hash = await hashOf(id);
  for (const [width, format] of [
    [480, 'webp'],
    [960, 'jpeg'],
    [1600, 'webp'],
    [1600, 'jpeg'],
  ] as const) {
    const answer = await app.inject({ url: `/tin/anh/${hash}-${width}.${format}`, headers: t.as(writer) });
    expect(answer.headers['content-type']).toBe(`image/${format}`);
    const meta = await sharp(answer.rawPayload).metadata();
    expect(meta).toMatchObject({ width, height: Math.round((width * 9) / 16), format });
    expect(meta.exif).toBeUndefined();
    for (const trace of ['POLYGLOT', 'BIMAT-EXIF', '<script']) expect(answer.rawPayload.includes(trace)).toBe(false);
  }
});

test('what is no photograph is refused with a sentence, whatever its name', async () => {
  const { id } = await begin();
  const svg = Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" width="900" height="900"><script>alert(1)</script></svg>');
  const small = await sharp({ create: { width: 20, height: 20, channels: 3, background: 'red' } })
    .png()
    .toBuffer();
  const cut = (await photo()).subarray(0, 4000);
  const bomb = await sharp({ create: { width: 9000, height: 9000, channels: 3, background: 'red' } })
    .png({ compressionLevel: 9 })
    .toBuffer();
  for (const [name, bytes] of [
    ['a.svg', svg],
    ['a.jpg', svg],
    ['a.png', small],
    ['a.jpg', cut],
    ['a.png', bomb],
    ['a.pdf', Buffer.from('%PDF-1.4')],
  ] as const) {
    const answer = await upload(id, name, bytes);
    expect(answer.statusCode, name).toBe(422);
  }
  expect(await hashOf(id)).toBe('');
});

test('a description and a credit are compulsory, and only the newsroom adds pictures', async () => {
  const { id } = await begin();
  const answer = await upload(id, 'a.jpg', await photo(), { ...caption, altVi: '', credit: '' });
  expect(answer.statusCode).toBe(422);
  expect(answer.body).toContain('Hãy mô tả ảnh');
  expect(answer.body).toContain('Hãy ghi tác giả');
  expect((await upload(id, 'a.jpg', await photo(), caption, lawyer)).statusCode).toBe(403);
  expect((await upload(id, 'a.jpg', await photo(), caption, stranger)).statusCode).toBe(404);
});

test('a picture under embargo is nobody’s but the newsroom’s; after a retraction nobody sees it', async () => {
  freezeTime('2026-11-22T05:00:00Z');
  try {
    const { id, code } = await begin();
    await upload(id, 'a.jpg', await photo());
    const url = `/tin/anh/${await hashOf(id)}-960.jpeg`;
    await approve(id);
    await services.act(scheduleRelease, leader, { ...(await ref(id)), date: '2026-11-22', time: '12:30' });
    const status = async (headers = {}) => (await app.inject({ url, headers })).statusCode;
    for (const at of ['2026-11-22T05:00:00Z', '2026-11-22T05:29:59Z']) {
      freezeTime(at);
      expect(await status()).toBe(404);
      expect(await status(t.as(stranger))).toBe(404);
      const mine = await app.inject({ url, headers: t.as(lawyer) });
      expect([mine.statusCode, mine.headers['cache-control']]).toEqual([200, 'private, no-store']);
    }
    freezeTime('2026-11-22T05:30:00Z');
    expect(await status()).toBe(200);
    const page = (await app.inject(`/tin/${code}`)).body;
    expect(page).toContain('alt="Người dân sơ tán bằng thuyền"');
    expect(page).toContain('og:image');
    await services.act(retractRelease, leader, { id, reason: 'Sai.' });
    expect(await status()).toBe(404);
  } finally {
    freezeTime(undefined);
  }
});
