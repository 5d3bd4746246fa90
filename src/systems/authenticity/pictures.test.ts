import { Buffer } from 'node:buffer';
import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { systemActor } from '#kernel/permission.ts';
import { query, sql } from '#kernel/db.ts';
import { official, testApp } from '../../../test/kit.ts';
import { recordPictureShape } from './actions/record-picture-shape.ts';
import { pictureShape, shapeDistance } from './rules/picture-shape.ts';
import { announce, editionOf } from './test-kit.ts';

const t = await testApp();

/** A picture with hills, as a photograph has: drawn from a seed. */
function picture(seed: number): Promise<Buffer> {
  const circles = Array.from({ length: 12 }, (_, at) => {
    const [x, y, r] = [(seed * 97 + at * 131) % 800, (seed * 53 + at * 89) % 600, 40 + ((seed * 31 + at * 47) % 160)];
    return `<circle cx="${x}" cy="${y}" r="${r}" fill="hsl(${(seed * 71 + at * 40) % 360},60%,${20 + ((at * 37 + seed * 13) % 65)}%)"/>`;
  });
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="800" height="600"><rect width="800" height="600" fill="#779"/>${circles.join('')}</svg>`;
  return sharp(Buffer.from(svg)).jpeg({ quality: 92 }).toBuffer();
}

const ours = await picture(1);
const hash = await t.services.files.put(ours);
const media = [{ hash, type: 'image/jpeg', alt: 'Nước lũ ở Huế', credit: '', width: 800, height: 600 }];
const release = editionOf({ title: 'Ảnh lũ', plain: 'Một số hình ảnh về công tác ứng phó mưa lũ tại miền Trung.' }, { media });
await announce(t.services, 'information.published', release);

async function send(bytes: Buffer, name = 'anh.jpg') {
  const boundary = 'motcua-boundary';
  const payload = Buffer.concat([
    Buffer.from(`--${boundary}\r\ncontent-disposition: form-data; name="anh"; filename="${name}"\r\ncontent-type: image/jpeg\r\n\r\n`),
    bytes,
    Buffer.from(`\r\n--${boundary}--\r\n`),
  ]);
  return t.app.inject({
    method: 'POST',
    url: '/kiem-tra-tin',
    payload,
    headers: { 'content-type': `multipart/form-data; boundary=${boundary}` },
  });
}

describe('a picture that is sent in', () => {
  it('is ours to the last bit', async () => {
    const answer = await send(ours);
    expect(answer.statusCode).toBe(200);
    expect(answer.body).toContain('Đây chính là ảnh của tin chính thức');
    expect(answer.body).toContain(release.code);
  });

  it('is found when it was stored anew, made smaller or lighter, after the job', async () => {
    const jobs = await query<{ n: number }>(
      t.services.db,
      sql`select count(*)::int as n from graphile_worker.jobs where task_identifier = 'authenticity.shape-picture'`,
    );
    expect(jobs[0]?.n).toBe(1);
    await expect(t.services.act(recordPictureShape, official([]), { sha256: hash })).rejects.toThrow(/forbidden/);
    await t.services.act(recordPictureShape, systemActor('test'), { sha256: hash });
    for (const copy of [
      await sharp(ours).resize(300).jpeg({ quality: 40 }).toBuffer(),
      await sharp(ours).webp({ quality: 50 }).toBuffer(),
      await sharp(ours).modulate({ brightness: 1.1 }).png().toBuffer(),
    ]) {
      const { body } = await send(copy);
      expect(body).toContain('giống ảnh của tin chính thức, có thể đã được lưu lại');
      expect(body).toMatch(/khác nhau \d+ trên 128|trùng nhau hoàn toàn/);
      expect(body).toContain('không đọc chữ và số');
    }
  });

  it('is not ours when it is another one', async () => {
    for (const seed of [2, 3, 4, 5]) expect((await send(await picture(seed))).body).toContain('không tìm thấy ảnh này');
    const plain = await sharp({ create: { width: 300, height: 300, channels: 3, background: '#eee' } })
      .png()
      .toBuffer();
    expect((await send(plain)).body).toContain('gần như một màu');
  });

  it('is refused with a sentence when it is none, too large, or a bomb', async () => {
    const svg = Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><script>alert(1)</script></svg>');
    for (const bytes of [svg, Buffer.from('%PDF-1.7'), ours.subarray(0, 2_000), Buffer.from('GIF89a')]) {
      const answer = await send(bytes, '<script>.jpg');
      expect([answer.statusCode, answer.body.includes('không đọc được như một ảnh')]).toEqual([422, true]);
    }
    expect((await send(Buffer.alloc(10 * 1024 * 1024 + 1))).body).toContain('lớn hơn 10 MB');
    const bomb = await sharp({ create: { width: 12_000, height: 12_000, channels: 3, background: 'red' } })
      .png()
      .toBuffer();
    expect((await send(bomb)).statusCode).toBe(422);
  });
});

describe('shapes', () => {
  it('of different pictures lie far apart', async () => {
    const shapes = await Promise.all([1, 2, 3, 4, 5, 6, 7, 8].map(async (seed) => (await pictureShape(await picture(seed))) ?? ''));
    for (const [a, one] of shapes.entries()) {
      for (const other of shapes.slice(a + 1)) expect(shapeDistance(one, other)).toBeGreaterThan(25);
    }
  });
});
