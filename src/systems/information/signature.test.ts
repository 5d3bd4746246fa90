import { execFileSync } from 'node:child_process';
import { createHash, createPublicKey, type JsonWebKey, webcrypto } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { freezeTime } from '#kernel/time.ts';
import { beginCorrection } from './actions/begin-correction.ts';
import { editRelease } from './actions/edit-release.ts';
import { retractRelease } from './actions/retract-release.ts';
import { scheduleRelease } from './actions/schedule-release.ts';
import { withdrawRelease } from './actions/withdraw-release.ts';
import { form, newsroom } from './test-kit.ts';

const { t, writer, leader, ref, approve, release } = await newsroom();
const { app, services } = t;
const get = async (url: string) => (await app.inject(url)).body;
const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');

async function keyOf(jws: string): Promise<JsonWebKey> {
  const { kid } = JSON.parse(Buffer.from(jws.split('.')[0] ?? '', 'base64url').toString()) as { kid: string };
  const { keys } = JSON.parse(await get('/.well-known/jwks.json')) as { keys: (JsonWebKey & { kid: string })[] };
  const key = keys.find((one) => one.kid === kid);
  if (!key) throw new Error('the key is not published');
  return key;
}

/** As another program would: WebCrypto over the RFC 7515 signing input. */
async function webCryptoAccepts(jws: string, payload: string): Promise<boolean> {
  const [header, , signature = ''] = jws.split('.');
  const algorithm = { name: 'ECDSA', namedCurve: 'P-256' };
  const { kty = '', crv = '', x = '', y = '' } = await keyOf(jws);
  const key = await webcrypto.subtle.importKey('jwk', { kty, crv, x, y }, algorithm, false, ['verify']);
  const input = Buffer.from(`${header}.${Buffer.from(payload).toString('base64url')}`);
  return webcrypto.subtle.verify({ name: 'ECDSA', hash: 'SHA-256' }, key, Buffer.from(signature, 'base64url'), input);
}

/** As a person with a terminal would: openssl, with r and s put into DER by hand. */
async function opensslAccepts(jws: string, payload: string): Promise<boolean> {
  const folder = mkdtempSync(join(tmpdir(), 'motcua-jws-'));
  try {
    const [header, , signature = ''] = jws.split('.');
    const raw = Buffer.from(signature, 'base64url');
    const integer = (bytes: Buffer): Buffer => {
      const digits = bytes.subarray(bytes.findIndex((byte) => byte !== 0));
      const positive = (digits[0] ?? 0) > 127 ? Buffer.concat([Buffer.from([0]), digits]) : digits;
      return Buffer.concat([Buffer.from([2, positive.length]), positive]);
    };
    const parts = Buffer.concat([integer(raw.subarray(0, 32)), integer(raw.subarray(32))]);
    writeFileSync(join(folder, 'signature'), Buffer.concat([Buffer.from([0x30, parts.length]), parts]));
    writeFileSync(join(folder, 'input'), `${header}.${Buffer.from(payload).toString('base64url')}`);
    const publicKey = createPublicKey({ key: await keyOf(jws), format: 'jwk' });
    writeFileSync(join(folder, 'key.pem'), publicKey.export({ type: 'spki', format: 'pem' }));
    const args = ['dgst', '-sha256', '-verify', 'key.pem', '-signature', 'signature', 'input'];
    return execFileSync('openssl', args, { cwd: folder, encoding: 'utf8' }).includes('Verified OK');
  } catch {
    return false;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

test('a published edition is signed; WebCrypto and openssl agree, and refuse one changed figure', async () => {
  const { code } = await release({ titleEn: 'Cabinet meets', summaryEn: 'It met.', bodyEn: 'Growth is 7.2%.' });
  const [jws, text] = [await get(`/tin/${code}/1.jws`), await get(`/tin/${code}/1.json`)];
  expect(jws).toMatch(/^[\w-]+\.\.[\w-]+$/);
  expect(await webCryptoAccepts(jws, text)).toBe(true);
  expect(await opensslAccepts(jws, text)).toBe(true);
  const forged = text.replace('"edition":1', '"edition":2');
  expect(await webCryptoAccepts(jws, forged)).toBe(false);
  expect(await opensslAccepts(jws, forged)).toBe(false);
  const signed = JSON.parse(text) as { id: string; body: Record<string, string>; supersedes: string | null };
  expect(signed).toMatchObject({ id: code, status: 'published', supersedes: null });
  for (const lang of ['vi', 'en']) expect(signed.body[lang]).toBe(sha256(await get(`/tin/${code}/1.${lang}.md`)));
});

test('a correction is signed over what it replaces; its note is public, the old edition stays to be checked', async () => {
  const { id, code } = await release();
  await services.act(beginCorrection, writer, { id, change: 'major' });
  await expect(approve(id)).rejects.toMatchObject({ refusals: [{ code: 'no-note' }] });
  const note = 'Sửa số liệu tăng trưởng từ 7,2% thành 7,1%.';
  const edit = { ...form, bodyVi: 'Tăng trưởng đạt 7,1%.', note, ...(await ref(id)) };
  await services.act(editRelease, writer, edit);
  expect(await get(`/tin/${code}`)).toContain('7,2%');
  await approve(id);
  await services.act(scheduleRelease, leader, { ...(await ref(id)), date: '', time: '' });
  const page = await get(`/tin/${code}`);
  expect(page).toContain(note);
  expect(page).toContain('7,1%');
  expect(await get(`/tin/${code}/1.vi.md`)).toContain('7,2%');
  const text = await get(`/tin/${code}/2.json`);
  expect(JSON.parse(text)).toMatchObject({ edition: 2, status: 'corrected', supersedes: sha256(await get(`/tin/${code}/1.json`)) });
  expect(await webCryptoAccepts(await get(`/tin/${code}/2.jws`), text)).toBe(true);
});

test('a withdrawn release keeps its page with the reason; a retracted one only the reason and the proofs', async () => {
  const { id, code } = await release({ titleVi: 'Tin sẽ gỡ', bodyVi: 'Nội dung sẽ gỡ.' });
  await services.act(withdrawRelease, leader, { id, reason: 'Đăng nhầm.' });
  const withdrawn = await app.inject(`/tin/${code}`);
  expect(withdrawn.statusCode).toBe(200);
  for (const words of ['Đăng nhầm.', 'Nội dung sẽ gỡ.', 'đã được gỡ']) expect(withdrawn.body).toContain(words);
  for (const url of ['/tin', '/tin.rss', '/tin.json', '/api/tin', '/sitemap/tin.xml', '/tim?q=Tin+sẽ+gỡ']) {
    expect((await get(url)).includes(code), url).toBe(false);
  }
  expect(await get('/tin.atom')).toMatch(new RegExp(`deleted-entry ref="[^"]*${code}"`));
  await services.act(retractRelease, leader, { id, reason: 'Sai sự thật.' });
  const retracted = await app.inject(`/tin/${code}`);
  expect(retracted.statusCode).toBe(410);
  expect(retracted.body).toContain('Sai sự thật.');
  for (const words of ['Tin sẽ gỡ', 'Nội dung sẽ gỡ.']) expect(retracted.body).not.toContain(words);
  expect((await app.inject(`/tin/${code}/1.vi.md`)).statusCode).toBe(404);
  expect(await webCryptoAccepts(await get(`/tin/${code}/1.jws`), await get(`/tin/${code}/1.json`))).toBe(true);
});

test('proofs obey the moment too', async () => {
  freezeTime('2026-11-22T05:00:00Z');
  try {
    const { code } = await release({}, { date: '2026-11-22', time: '12:30' });
    const files = ['1.jws', '1.json', '1.vi.md', '2.json', '0.json', 'x.md'];
    for (const file of files) expect((await app.inject(`/tin/${code}/${file}`)).statusCode, file).toBe(404);
  } finally {
    freezeTime(undefined);
  }
});
