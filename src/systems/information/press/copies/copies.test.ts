import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { query, sql } from '#kernel/db.ts';
import { freezeTime } from '#kernel/time.ts';
import { addMedia } from '../../actions/add-media.ts';
import { offerToPress } from '../../actions/offer-to-press.ts';
import { revokeJournalist } from '../../actions/revoke-journalist.ts';
import { scheduleRelease } from '../../actions/schedule-release.ts';
import { storePicture } from '../../pictures.ts';
import { copyCode } from '../../rules/copy-code.ts';
import { newsroom } from '../../test-kit.ts';
import { pressKit, type Reporter } from '../press-kit.ts';

const room = await newsroom();
const { t, head, writer, lawyer, leader, stranger, ref, begin, approve } = room;
const { app, services } = t;
const { reporter, offered } = pressKit(room);
const moment = { date: '2026-11-22', time: '12:30' };
const body = [
  'Sáng nay, Chính phủ họp phiên thường kỳ tháng mười một, thảo luận tình hình kinh tế, xã hội và việc phân bổ vốn đầu tư công của các địa phương chịu ảnh hưởng bão lũ.',
  'Tăng trưởng đạt bảy phẩy hai phần trăm; lạm phát được giữ ở mức thấp, đời sống người dân từng bước ổn định.',
].join('\n\n');

beforeEach(() => freezeTime('2026-11-22T05:00:00Z'));
afterEach(() => freezeTime(undefined));

const folder = mkdtempSync(join(tmpdir(), 'press-copies-'));
const withPoppler = spawnSync('pdftotext', ['-v']).error === undefined;
const withQpdf = spawnSync('qpdf', ['--version']).error === undefined;

function saved(name: string, bytes: Buffer): string {
  const path = join(folder, name);
  writeFileSync(path, bytes);
  return path;
}

async function pdfOf({ address }: Reporter, code: string): Promise<Buffer> {
  const answer = await app.inject(`${address}/${code}/ban-rieng.pdf`);
  expect(answer.statusCode).toBe(200);
  expect(answer.headers).toMatchObject({ 'content-type': 'application/pdf', 'cache-control': 'private, no-store' });
  expect(answer.headers['x-robots-tag']).toContain('noindex');
  return answer.rawPayload;
}

/** The comparison as an official does it in the browser. */
async function compare(what: { text?: string; file?: Buffer; name?: string }, actor = head) {
  const file = what.file
    ? [
        Buffer.from(`--x\r\ncontent-disposition: form-data; name="file"; filename="${what.name ?? 'lo.pdf'}"\r\ncontent-type: x/y\r\n\r\n`),
        what.file,
        Buffer.from('\r\n'),
      ]
    : [];
  const text = Buffer.from(`--x\r\ncontent-disposition: form-data; name="text"\r\n\r\n${what.text ?? ''}\r\n`);
  return app.inject({
    method: 'POST',
    url: '/thong-tin/bao-chi/doi-chieu',
    headers: { ...t.as(actor), 'content-type': 'multipart/form-data; boundary=x' },
    payload: Buffer.concat([text, ...file, Buffer.from('--x--\r\n')]),
  });
}

const whose = (html: string) => [...html.matchAll(/<strong>([^<]+), Báo Mẫu<\/strong>/g)].map(([, name]) => name);
const markOf = async (reader: Reporter) =>
  (
    await query<{ mark: number }>(
      services.db,
      sql<{ mark: number }>`select mark from information.press_copy where journalist_id = ${reader.id} order by made_at desc limit 1`,
    )
  )[0]?.mark ?? 0;

describe('a copy as PDF', () => {
  it('names its reader, the hour and its number on every page, and the file says whose it is', async () => {
    const one = await reporter('Nhà báo Một');
    const two = await reporter('Nhà báo Hai');
    const { code } = await offered(moment, { bodyVi: `${`${body}\n\n`.repeat(12)}` });
    const pdf = await pdfOf(one, code);
    await pdfOf(two, code);
    expect(whose((await compare({ file: pdf })).body)).toEqual(['Nhà báo Một']);
    if (!withPoppler) return;
    const pages = execFileSync('pdftotext', ['-layout', saved('one.pdf', pdf), '-'])
      .toString()
      .normalize('NFC')
      .split('\f')
      .slice(0, -1);
    expect(pages.length).toBeGreaterThan(1);
    for (const page of pages) {
      for (const seen of ['KHÔNG CÔNG BỐ TRƯỚC', '12:30', 'Nhà báo Một', 'Báo Mẫu', 'IBC-MAU-01', copyCode(await markOf(one))])
        expect(page).toContain(seen);
    }
    if (withQpdf) expect(spawnSync('qpdf', ['--check', join(folder, 'one.pdf')]).status).toBe(0);
  });

  it('text copied out of it still tells, without the number in sight, cut in the middle and put elsewhere', async () => {
    const one = await reporter('Nhà báo Ba');
    const two = await reporter('Nhà báo Bốn');
    const { code } = await offered(moment, { bodyVi: body });
    await pdfOf(two, code);
    const pdf = await pdfOf(one, code);
    if (!withPoppler) return;
    const copied = execFileSync('pdftotext', ['-raw', saved('three.pdf', pdf), '-']).toString();
    const start = copied.indexOf('nay,');
    const bare = copied.slice(start, copied.lastIndexOf('hai')).replaceAll(/MC[0-9A-F]{10}/g, '');
    const page = (await compare({ text: `Theo nguồn riêng: ${bare}` })).body;
    expect(whose(page)).toEqual(['Nhà báo Ba']);
    expect(page).toContain('cách ghi chữ có dấu');
    // Cleaned or typed anew: the words are known, the reader is not.
    const clean = (await compare({ text: bare.normalize('NFC') })).body;
    expect(whose(clean)).toEqual([]);
    for (const seen of ['Không xác định được bản của ai', code, 'Chưa đến giờ công bố']) expect(clean).toContain(seen);
  });

  it('the number read off paper is enough; one misread sign is noticed', async () => {
    const one = await reporter('Nhà báo Năm');
    const { code } = await offered(moment);
    await pdfOf(one, code);
    const number = copyCode(await markOf(one));
    expect(whose((await compare({ text: `mc ${number.slice(2, 6)} ${number.slice(6)}` })).body)).toEqual(['Nhà báo Năm']);
    const misread = number.slice(0, 4) + (number[4] === '7' ? '1' : '7') + number.slice(5);
    expect(whose((await compare({ text: misread })).body)).toEqual([]);
  });

  it('printed again to PDF by another program it still tells; its pages alone as well', async () => {
    const one = await reporter('Nhà báo Sáu');
    const { code } = await offered(moment, { bodyVi: body });
    const path = saved('six.pdf', await pdfOf(one, code));
    if (withPoppler && spawnSync('pdftocairo', ['-v']).error === undefined) {
      execFileSync('pdftocairo', ['-pdf', path, join(folder, 'again.pdf')]);
      expect(whose((await compare({ file: readFileSync(join(folder, 'again.pdf')) })).body)).toEqual(['Nhà báo Sáu']);
    }
  });

  it('is there only for its reader, and each download is logged', async () => {
    const one = await reporter('Nhà báo Bảy');
    const { code } = await offered(moment);
    await pdfOf(one, code);
    const log = await query<{ what: string }>(
      services.db,
      sql<{ what: string }>`select r.what from information.press_reading r where r.mark = ${await markOf(one)}`,
    );
    expect(log).toEqual([{ what: 'pdf' }]);
    expect((await app.inject(`/bao-chi/${'A'.repeat(43)}/${code}/ban-rieng.pdf`)).statusCode).toBe(403);
    await services.act(revokeJournalist, head, { journalist: one.id });
    expect((await app.inject(`${one.address}/${code}/ban-rieng.pdf`)).statusCode).toBe(403);
  });

  it('what is compared must be readable; others than the press officers of the agency may not compare', async () => {
    expect((await compare({ file: Buffer.from('%PDF-1.7 rác') })).statusCode).toBe(409);
    expect((await compare({ file: Buffer.from('MZ rác'), name: 'a.exe' })).statusCode).toBe(422);
    expect((await compare({})).statusCode).toBe(422);
    for (const actor of [writer, lawyer]) {
      expect((await compare({ text: 'x' }, actor)).statusCode).toBe(403);
      expect((await app.inject({ url: '/thong-tin/bao-chi/doi-chieu', headers: t.as(actor) })).statusCode).toBe(403);
    }
    const one = await reporter('Nhà báo Tám');
    const { code } = await offered(moment);
    await pdfOf(one, code);
    expect(whose((await compare({ text: copyCode(await markOf(one)) }, stranger)).body)).toEqual([]);
  });
});

describe('pictures in a copy', () => {
  /** Waves of colour: a picture with light, dark and detail. */
  async function photo(seed: number): Promise<Buffer> {
    const [width, height] = [1200, 800];
    const data = Buffer.alloc(width * height * 3);
    for (let index = 0; index < data.length; index += 1) {
      const [x, y] = [Math.floor(index / 3) % width, Math.floor(index / 3 / width)];
      data[index] = 128 + 70 * Math.sin(x / (40 + seed)) * Math.cos(y / (25 + seed * 3)) + 40 * Math.sin((x + y) / 9 + (index % 3));
    }
    return sharp(data, { raw: { width, height, channels: 3 } })
      .jpeg({ quality: 92 })
      .toBuffer();
  }

  async function offeredWithPicture(seed: number) {
    const made = await begin();
    const picture = await storePicture(services.files, await photo(seed));
    const words = { altVi: 'Phiên họp', credit: 'VGP', rights: 'own', shape: 'whole', focus: 'centre' } as const;
    const { media } = await services.act(addMedia, writer, {
      ...(await ref(made.id)),
      ...words,
      altEn: '',
      picture: { ...picture, renditions: [...picture.renditions] },
    });
    await approve(made.id);
    await services.act(scheduleRelease, leader, { ...(await ref(made.id)), ...moment });
    await services.act(offerToPress, leader, { id: made.id });
    return { ...made, media, hash: picture.hash };
  }

  it('are shown and taken away marked; made smaller, worse, brighter or another format they still tell whose', async () => {
    const [one, two] = [await reporter('Nhà báo Chín'), await reporter('Nhà báo Mười')];
    await offeredWithPicture(7);
    const { code, media, hash } = await offeredWithPicture(1);
    expect((await app.inject(`${one.address}/${code}`)).body).toContain(`${one.address}/${code}/anh/${media}.jpg`);
    const taken: Buffer[] = [];
    for (const { address } of [one, two]) {
      const answer = await app.inject(`${address}/${code}/anh/${media}-lon.jpg`);
      expect(answer.headers).toMatchObject({ 'content-type': 'image/jpeg', 'cache-control': 'private, no-store' });
      taken.push(answer.rawPayload);
    }
    const [mine = Buffer.alloc(0)] = taken;
    expect((await sharp(mine).metadata()).exif?.toString('latin1')).toContain(copyCode(await markOf(one)));
    const changed = [
      mine,
      await sharp(mine).resize(500).jpeg({ quality: 55 }).toBuffer(),
      await sharp(mine).modulate({ brightness: 1.1 }).webp({ quality: 60 }).toBuffer(),
      await sharp(mine).greyscale().png().toBuffer(),
    ];
    for (const file of changed) expect(whose((await compare({ file, name: 'lo.jpg' })).body)).toEqual(['Nhà báo Chín']);
    // The picture without a mark, and a part of it: which picture, perhaps; whose, no.
    const bare = (await compare({ file: await services.files.get(hash), name: 'goc.jpg' })).body;
    expect([whose(bare), bare.includes(code)]).toEqual([[], true]);
    const cut = await sharp(mine).extract({ left: 200, top: 150, width: 700, height: 450 }).jpeg().toBuffer();
    expect(whose((await compare({ file: cut, name: 'cat.jpg' })).body)).toEqual([]);
  });

  it('never at the public address before the hour, nor for another’s, a revoked or a guessed address', async () => {
    const one = await reporter('Nhà báo Sớm');
    const { code, media, hash } = await offeredWithPicture(3);
    expect((await app.inject(`/tin/anh/${hash}-960.jpeg`)).statusCode).toBe(404);
    expect((await app.inject(`/bao-chi/${'A'.repeat(43)}/${code}/anh/${media}.jpg`)).statusCode).toBe(403);
    expect((await app.inject(`${one.address}/${code}/anh/${'0'.repeat(8)}-0000-4000-8000-${'0'.repeat(12)}.jpg`)).statusCode).toBe(404);
    await services.act(revokeJournalist, head, { journalist: one.id });
    expect((await app.inject(`${one.address}/${code}/anh/${media}.jpg`)).statusCode).toBe(403);
    freezeTime('2026-11-22T05:30:00Z');
    expect((await app.inject(`/tin/anh/${hash}-960.jpeg`)).statusCode).toBe(200);
  });
});
