import sharp from 'sharp';
import { expect, test } from 'vitest';
import type { Actor } from '#kernel/permission.ts';
import { scheduleRelease } from '../actions/schedule-release.ts';
import { submitRelease } from '../actions/submit-release.ts';
import { mediaOf } from '../queries/media.ts';
import { newsroom } from '../test-kit.ts';

const { t, writer, head, lawyer, leader, stranger, ref, begin, approve } = await newsroom();
const { app, services } = t;

/** Left half red, right half blue, with camera data. */
async function photo(): Promise<Buffer> {
  const half = await sharp({ create: { width: 1000, height: 1000, channels: 3, background: '#0000ff' } })
    .png()
    .toBuffer();
  return sharp({ create: { width: 2000, height: 1000, channels: 3, background: '#ff0000' } })
    .composite([{ input: half, left: 1000, top: 0 }])
    .jpeg()
    .withExif({ IFD0: { Copyright: 'BIMAT-EXIF' } })
    .toBuffer();
}

async function withPicture(): Promise<{ id: string; code: string; media: string }> {
  const made = await begin();
  const fields = { altVi: 'Nửa đỏ nửa xanh', credit: 'Ảnh mẫu', rights: 'own' };
  const text = Object.entries(fields).map(([name, value]) => `--x\r\ncontent-disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`);
  const top = '--x\r\ncontent-disposition: form-data; name="file"; filename="a.jpg"\r\ncontent-type: image/jpeg\r\n\r\n';
  const answer = await app.inject({
    method: 'POST',
    url: `/thong-tin/${made.id}/anh`,
    headers: { ...t.as(writer), 'content-type': 'multipart/form-data; boundary=x' },
    payload: Buffer.concat([Buffer.from(text.join('') + top), await photo(), Buffer.from('\r\n--x--\r\n')]),
  });
  expect(answer.statusCode).toBe(303);
  return { ...made, media: (await pictureOf(made.id)).id };
}

async function pictureOf(id: string) {
  const [one] = await mediaOf(services.db, id, 1);
  if (!one) throw new Error('no picture');
  return one;
}

const post = (id: string, media: string, what: string, payload: Record<string, string>, actor: Actor = writer) =>
  app.inject({ method: 'POST', url: `/thong-tin/${id}/anh/${media}/${what}`, headers: t.as(actor), payload });

/** Of the middle of a picture, as it is served to somebody. */
async function middle(url: string, actor: Actor = writer) {
  const answer = await app.inject({ url, headers: t.as(actor) });
  expect(answer.statusCode, url).toBe(200);
  const { width = 0, height = 0, exif } = await sharp(answer.rawPayload).metadata();
  expect(exif).toBeUndefined();
  const [red = 0, , blue = 0] = await sharp(answer.rawPayload)
    .extract({ left: width >> 1, top: height >> 1, width: 1, height: 1 })
    .removeAlpha()
    .raw()
    .toBuffer();
  return { width, height, colour: red > 200 ? 'red' : blue > 200 ? 'blue' : 'mixed' };
}

test('a picture is cut by place, by a drawn frame, and whole again, always from what was uploaded', async () => {
  const { id, media } = await withPicture();
  const source = (await pictureOf(id)).sourceHash;
  expect((await post(id, media, 'cat', { shape: '1:1', focus: 'left' })).statusCode).toBe(303);
  const left = await pictureOf(id);
  expect(await middle(`/tin/anh/${left.hash}-480.jpeg`)).toEqual({ width: 480, height: 480, colour: 'red' });
  await post(id, media, 'cat', { shape: '1:1', focus: 'left', frame: '6000,2000,2500,5000' });
  const drawn = await pictureOf(id);
  expect(drawn.frame).toEqual([6000, 2000, 2500, 5000]);
  expect(await middle(`/tin/anh/${drawn.hash}-1600.webp`)).toEqual({ width: 500, height: 500, colour: 'blue' });
  expect((await app.inject({ url: `/thong-tin/${id}/anh/${media}/cat`, headers: t.as(writer) })).body).toContain('6000,2000,2500,5000');
  await post(id, media, 'cat', { shape: 'whole', focus: 'centre' });
  const whole = await pictureOf(id);
  expect([whole.width, whole.height, whole.frame, whole.sourceHash]).toEqual([1600, 800, null, source]);
});

test('the preview beside links has its own crop, its own size, and the release’s moment', async () => {
  const { id, code, media } = await withPicture();
  const first = await pictureOf(id);
  expect(await middle(`/tin/anh/${first.shareHash}-1200.jpeg`)).toMatchObject({ width: 1200, height: 630 });
  expect((await post(id, media, 'xem-truoc', { focus: 'centre', frame: '6000,0,4000,4200' })).statusCode).toBe(303);
  const { shareHash, hash } = await pictureOf(id);
  expect(hash).toBe(first.hash);
  const url = `/tin/anh/${shareHash}-1200.jpeg`;
  expect(await middle(url)).toEqual({ width: 1200, height: 630, colour: 'blue' });
  const status = async (path: string, actor?: Actor) =>
    (await app.inject({ url: path, ...(actor ? { headers: t.as(actor) } : {}) })).statusCode;
  expect([await status(url), await status(url, stranger), await status(url, lawyer)]).toEqual([404, 404, 200]);
  expect(await status(`/tin/anh/${shareHash}-1200.webp`, writer)).toBe(404);
  expect(await status(`/tin/anh/${hash}-1200.jpeg`, writer)).toBe(404);
  await approve(id);
  await services.act(scheduleRelease, leader, { ...(await ref(id)), date: '', time: '' });
  expect(await status(url)).toBe(200);
  const page = (await app.inject(`/tin/${code}`)).body;
  expect(page).toContain(`<meta property="og:image" content="http://localhost${url}"/>`);
  expect(page).toContain('<meta property="og:image:width" content="1200"/>');
  const oembed = async (more = '') => (await app.inject(`/oembed?url=${encodeURIComponent(`http://localhost/tin/${code}`)}${more}`)).json();
  expect(await oembed()).toMatchObject({ thumbnail_url: `http://localhost${url}`, thumbnail_width: 1200, thumbnail_height: 630 });
  expect(await oembed('&maxwidth=600')).not.toHaveProperty('thumbnail_url');
});

test('a frame that keeps too little brings the form back with a sentence; nonsense is no frame', async () => {
  const { id, media } = await withPicture();
  const small = await post(id, media, 'cat', { shape: '1:1', focus: 'centre', frame: '0,0,100,100' });
  expect(small.statusCode).toBe(422);
  expect(small.body).toContain('Khung cắt quá nhỏ');
  await post(id, media, 'cat', { shape: '1:1', focus: 'right', frame: '9000,9000,9000,9000' });
  expect((await pictureOf(id)).frame).toBeNull();
});

test('only the newsroom cuts, and only what is in work; whoever cuts has written it', async () => {
  const { id, media } = await withPicture();
  const cut = (actor: Actor) => post(id, media, 'cat', { shape: '1:1', focus: 'centre' }, actor);
  expect([(await cut(lawyer)).statusCode, (await cut(stranger)).statusCode]).toEqual([403, 404]);
  for (const path of ['cat', 'goc.webp']) {
    const url = `/thong-tin/${id}/anh/${media}/${path}`;
    expect((await app.inject({ url, headers: { accept: 'application/json' } })).statusCode).toBe(401);
    expect((await app.inject({ url, headers: t.as(stranger) })).statusCode).toBe(404);
    expect((await app.inject({ url, headers: t.as(writer) })).statusCode).toBe(200);
  }
  expect((await cut(head)).statusCode).toBe(303);
  const other = await withPicture();
  expect((await post(other.id, media, 'cat', { shape: '1:1', focus: 'centre' })).statusCode).toBe(404);
  await services.act(submitRelease, writer, await ref(id));
  expect((await cut(writer)).statusCode).toBe(409);
});
