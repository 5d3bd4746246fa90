import { Buffer } from 'node:buffer';
import { createPublicKey, verify } from 'node:crypto';
import sharp from 'sharp';
import { beforeAll, describe, expect, it } from 'vitest';
import { agencyByCode } from '#core/agencies/index.ts';
import { query, sql } from '#kernel/db.ts';
import { readZip } from '#kernel/zip/read-zip.ts';
import { prepareSite } from '../../../test/demo-kit.ts';
import { official, testApp } from '../../../test/kit.ts';
import { authenticity } from './module.ts';

const t = await testApp();
let desk = official([]);
let judge = official([]);
let elsewhere = official([]);

beforeAll(async () => {
  await prepareSite(t.services);
  await authenticity.seed?.({ db: t.services.db, services: t.services, report: () => undefined });
  const agency = (await agencyByCode(t.services.db, 'G22'))?.id ?? '';
  desk = official(['authenticity.triage'], agency);
  judge = official(['authenticity.triage', 'authenticity.judge'], agency);
  elsewhere = official(['authenticity.triage', 'authenticity.judge'], '00000000-0000-4000-8000-000000000000');
});

const LIST = '/xac-thuc/gia-mao';
const report = {
  url: 'https://www.facebook.com/vidu.m0tcua/posts/3?mibextid=x',
  claimedName: 'Trаng ví dụ Một Cửa Official',
  why: 'Trang này đòi nộp 200.000 đồng để nhận hỗ trợ.',
};
const send = (payload: Record<string, string>) => t.app.inject({ method: 'POST', url: '/bao-gia-mao', payload });
const step = (id: string, path: string, payload: Record<string, string>, who = desk) =>
  t.app.inject({ method: 'POST', url: `${LIST}/${id}/${path}`, payload: { note: 'Đã xem kỹ trang này.', ...payload }, headers: t.as(who) });

async function newestCase(): Promise<{ id: string; reports: number; likeness: number; state: string }> {
  const rows = await query<{ id: string; reports: number; likeness: number; state: string }>(
    t.services.db,
    sql`select id, reports, likeness, state from authenticity.fake_case order by received_at desc limit 1`,
  );
  return rows[0] as never;
}

describe('reporting a page', () => {
  it('needs no account, and counts as one case however the address was copied', async () => {
    expect((await t.app.inject('/bao-gia-mao')).statusCode).toBe(200);
    const first = await send({ ...report, _key: 'k1' });
    expect([first.statusCode, first.headers.location]).toEqual([303, '/bao-gia-mao?da-gui=1']);
    await send({ ...report, _key: 'k1' });
    await send({ ...report, url: 'm.facebook.com/VIDU.m0tcua' });
    const found = await newestCase();
    expect(found.reports).toBe(2);
    expect(found.likeness).toBeGreaterThanOrEqual(85);
    expect((await t.app.inject('/bao-gia-mao?da-gui=1')).body).toContain('Báo cáo đã được ghi nhận');
  });

  it('is refused in sentences', async () => {
    const empty = await send({ url: '', why: '' });
    expect(empty.statusCode).toBe(422);
    expect(empty.body).toContain('Hãy dán đường dẫn');
    const nonsense = await send({ ...report, url: 'không có đường dẫn' });
    expect([nonsense.statusCode, nonsense.body.includes('không phải một đường dẫn')]).toEqual([409, true]);
    expect((await send({ ...report, why: '<script>alert(1)</script>'.repeat(100) })).statusCode).toBe(422);
  });

  it('is limited in number', async () => {
    let last = 0;
    for (let time = 0; time < 12; time += 1) last = (await send({ url: '', why: '' })).statusCode;
    expect(last).toBe(429);
  });
});

describe('the desk', () => {
  it('is closed to others', async () => {
    const { id } = await newestCase();
    expect((await t.app.inject({ url: `${LIST}/${id}`, headers: { accept: 'application/json' } })).statusCode).toBe(401);
    expect((await t.app.inject({ url: `${LIST}/${id}`, headers: t.as(official([])) })).statusCode).toBe(403);
    expect((await t.app.inject({ url: `${LIST}/${id}`, headers: t.as(elsewhere) })).statusCode).toBe(404);
    expect((await t.app.inject({ url: `${LIST}/${id}/bang-chung.zip`, headers: t.as(elsewhere) })).statusCode).toBe(404);
    expect((await step(id, 'buoc', { state: 'triaged', version: '1' }, elsewhere)).statusCode).toBe(403);
    expect((await step(id, 'ket-luan', { state: 'confirmed_fake', version: '1' })).statusCode).toBe(403);
  });

  it('takes a report from received to removed, each step where it belongs', async () => {
    const { id } = await newestCase();
    expect((await authenticity.worklist?.(t.services.db, desk))?.map((item) => item.url)).toContain(`${LIST}/${id}`);
    expect((await step(id, 'ket-luan', { state: 'confirmed_fake', version: '1' }, judge)).body).toContain('chưa ở bước');
    expect((await step(id, 'buoc', { state: 'triaged', version: '1' })).statusCode).toBe(303);
    expect((await step(id, 'buoc', { state: 'unclear', version: '1' })).body).toContain('vừa được người khác sửa');
    const before = await t.app.inject('/trang-gia-mao');
    expect(before.body).not.toContain('vidu.m0tcua');
    const finding = 'Trang không do Văn phòng mở, thu tiền trái phép.';
    expect((await step(id, 'ket-luan', { state: 'confirmed_fake', version: '2', note: finding }, judge)).statusCode).toBe(303);
    expect((await step(id, 'buoc', { state: 'referred', version: '3' })).body).toContain('Hãy chọn nơi chuyển đến');
    expect((await step(id, 'buoc', { state: 'referred', version: '3', route: 'ncsc' })).statusCode).toBe(303);
    const list = (await t.app.inject('/trang-gia-mao')).body;
    expect(list).toContain(finding);
    expect(list).not.toMatch(/href="[^"]*m0tcua/);
    const feed = await t.app.inject('/trang-gia-mao.atom');
    expect(feed.body).toContain('vidu.m0tcua');
    expect(feed.headers['link']).toBe('<http://localhost/websub>; rel="hub", <http://localhost/trang-gia-mao.atom>; rel="self"');
    expect(feed.body).toContain('<link rel="hub" href="http://localhost/websub"/>');
    expect((await t.app.inject(`/kiem-tra-tin?dia-chi=${encodeURIComponent('facebook.com/vidu.m0tcua')}`)).body).toContain(
      'đã được kết luận là giả mạo',
    );
    expect((await step(id, 'buoc', { state: 'removed', version: '4' })).statusCode).toBe(303);
    expect((await t.app.inject('/trang-gia-mao')).body).toContain('0 giờ');
    const page = (await t.app.inject({ url: `${LIST}/${id}`, headers: t.as(desk) })).body;
    expect(page).toContain('Đã bị gỡ');
    const entries = await query<{ n: number }>(
      t.services.db,
      sql`select count(*)::int as n from kernel.ledger_pending where subject = ${`fake-page:${id}`}`,
    );
    expect(entries[0]?.n).toBe(6);
  });

  it('lets nobody name a page false that they looked at themselves, not even around the product', async () => {
    await t.app.inject({
      method: 'POST',
      url: '/bao-gia-mao',
      payload: { ...report, url: 'https://zalo.me/0999' },
      remoteAddress: '203.0.113.9',
    });
    const { id } = await newestCase();
    expect((await step(id, 'buoc', { state: 'triaged', version: '1' }, judge)).statusCode).toBe(303);
    const own = await step(id, 'ket-luan', { state: 'confirmed_fake', version: '2' }, judge);
    expect([own.statusCode, own.body.includes('cần người thứ hai')]).toEqual([409, true]);
    const around = sql`update authenticity.fake_case set confirmed_by = looked_by where id = ${id}`;
    await expect(query(t.services.db, around)).rejects.toThrow(/two_persons/);
    await query(t.services.db, sql`update authenticity.fake_case set received_at = received_at - interval '1 hour' where id = ${id}`);
  });

  it('refers to who is competent on the day', async () => {
    const { id } = await newestCase();
    await step(id, 'buoc', { state: 'persists', version: '5' });
    const page = (await t.app.inject({ url: `${LIST}/${id}`, headers: t.as(desk) })).body;
    expect(page).toContain('(NCSC), Bộ Công an');
    expect(page).not.toContain('Bộ Thông tin và Truyền thông');
    const [figure] = (await authenticity.indicators?.[0]?.read(t.services.db, desk.scope).then((one) => [one])) ?? [];
    expect(figure).toMatchObject({ value: 2, late: 0 });
  });
});

describe('the evidence pack', () => {
  it('holds facts that are signed, and the screenshots they name', async () => {
    const picture = await sharp({ create: { width: 60, height: 60, channels: 3, background: 'red' } })
      .png()
      .toBuffer();
    const hash = await t.services.files.put(picture);
    const { id } = await newestCase();
    await query(t.services.db, sql`update authenticity.fake_report set screenshot = ${hash} where case_id = ${id}`);
    const answer = await t.app.inject({ url: `${LIST}/${id}/bang-chung.zip`, headers: t.as(desk) });
    const entries = await readZip(answer.rawPayload);
    const bytes = (name: string): Buffer => Buffer.from(entries.find((entry) => entry.name === name)?.bytes ?? Buffer.alloc(0));
    expect(bytes(`anh/${hash}`).equals(picture)).toBe(true);
    const facts = bytes('bang-chung.json');
    expect(JSON.parse(facts.toString())).toMatchObject({ page: { platform: 'facebook' }, reports: [{ screenshotSha256: hash }, {}] });
    const [header = '', , signature = ''] = bytes('bang-chung.json.jws').toString().split('.');
    const [key] = (await t.app.inject('/.well-known/jwks.json')).json().keys;
    const signed = Buffer.from(`${header}.${facts.toString('base64url')}`);
    const publicKey = { key: createPublicKey({ key, format: 'jwk' }), dsaEncoding: 'ieee-p1363' } as const;
    expect(verify('sha256', signed, publicKey, Buffer.from(signature, 'base64url'))).toBe(true);
  });
});
