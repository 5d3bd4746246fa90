import { Buffer } from 'node:buffer';
import sharp from 'sharp';
import { beforeAll, describe, expect, it } from 'vitest';
import { agencyByCode } from '#core/agencies/index.ts';
import { query, sql } from '#kernel/db.ts';
import { sha256Hex } from '#kernel/files.ts';
import type { Actor } from '#kernel/permission.ts';
import { instant } from '#kernel/time.ts';
import { readZip } from '#kernel/zip/read-zip.ts';
import type { AccountSeen } from '#systems/channels/events.ts';
import { prepareSite } from '../../../test/demo-kit.ts';
import { official, testApp } from '../../../test/kit.ts';
import { recordAccountSeen } from './actions/record-account-seen.ts';
import { authenticity } from './module.ts';
import { systemActor } from '#kernel/permission.ts';

const t = await testApp();
let [keeper, desk, elsewhere] = [official([]), official([]), official([])];
let account = '';

beforeAll(async () => {
  await prepareSite(t.services);
  await authenticity.seed?.({ db: t.services.db, services: t.services, report: () => undefined });
  const agency = (await agencyByCode(t.services.db, 'G22'))?.id ?? '';
  const all = ['authenticity.register', 'authenticity.triage'];
  [keeper, desk, elsewhere] = [
    official(['authenticity.register'], agency),
    official(all, agency),
    official(all, agency.replace(/^./, 'f')),
  ];
  const [row] = await query<{ id: string }>(t.services.db, sql`select id from authenticity.account where stable_id = '900001'`);
  account = row?.id ?? '';
});

/** A drawing of six times six fields; `paler` copies it badly. */
async function drawing(seed: number, { paler = false, side = 200 } = {}): Promise<Buffer> {
  const fields = Array.from({ length: 36 }, (_, at) => ((seed * 7919 + at * at * 31 + at * seed * 13) % 7) * 36);
  const small = sharp(Buffer.from(fields), { raw: { width: 6, height: 6, channels: 1 } }).resize(side, side, { kernel: 'nearest' });
  return paler ? small.linear(0.8, 40).jpeg({ quality: 50 }).toBuffer() : small.png().toBuffer();
}

const plain = () =>
  sharp({ create: { width: 40, height: 40, channels: 3, background: 'green' } })
    .png()
    .toBuffer();

async function send(url: string, fields: Record<string, string>, picture: Buffer | undefined, who?: Actor) {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.append(name, value);
  if (picture) form.append('anh-dai-dien', new Blob([Uint8Array.from(picture)]), 'anh.png');
  const body = new Response(form);
  const headers = { ...(who ? t.as(who) : {}), 'content-type': body.headers.get('content-type') ?? '' };
  return t.app.inject({ method: 'POST', url, payload: Buffer.from(await body.arrayBuffer()), headers });
}

const caseOf = async (url: string) => {
  const rows = await query<{ id: string; agency: string | null; distance: number | null }>(
    t.services.db,
    sql`select id, agency_id as agency, avatar_distance as distance from authenticity.fake_case where url = ${url}`,
  );
  return rows[0] as { id: string; agency: string | null; distance: number | null };
};
const see = async (id: string, path = '', who = desk) => t.app.inject({ url: `/xac-thuc/gia-mao/${id}${path}`, headers: t.as(who) });

const why = 'Trang này đòi nộp tiền để nhận hỗ trợ.';
const copy = 'https://www.facebook.com/khong.lien.quan.gi';

describe('the picture of an official account', () => {
  const path = () => `/xac-thuc/tai-khoan/${account}/anh-dai-dien`;

  it('is added by who keeps the account, and by nobody else', async () => {
    const picture = await drawing(3);
    expect((await send(path(), {}, picture)).statusCode).toBe(401);
    expect((await send(path(), {}, picture, official([]))).statusCode).toBe(403);
    expect((await send(path(), {}, picture, elsewhere)).statusCode).toBe(403);
    expect((await send(path(), {}, await plain(), keeper)).body).toContain('không so được');
    expect((await send(path(), {}, Buffer.from('<svg/>'), keeper)).statusCode).toBe(422);
    expect((await send(path(), {}, undefined, keeper)).statusCode).toBe(422);
    expect((await send(path(), {}, picture, keeper)).statusCode).toBe(303);
    const shown = `${path()}/${sha256Hex(picture)}`;
    expect((await t.app.inject({ url: shown, headers: t.as(keeper) })).headers['content-type']).toBe('image/png');
    expect((await t.app.inject({ url: shown, headers: t.as(elsewhere) })).statusCode).toBe(404);
    expect((await t.app.inject({ url: `${path()}/${'0'.repeat(64)}`, headers: t.as(keeper) })).statusCode).toBe(404);
  });
});

describe('the picture of a reported page', () => {
  it('tells whose page is imitated, whatever the page calls itself', async () => {
    const sent = await send('/bao-gia-mao', { url: copy, claimedName: 'Chợ Hoa Xuân', why }, await drawing(3, { paler: true, side: 90 }));
    expect(sent.statusCode).toBe(303);
    const found = await caseOf(copy);
    expect(found.distance).toBeLessThanOrEqual(8);
    expect(found.agency).toBe(keeper.scope);
    const page = (await see(found.id)).body;
    expect(page).toContain('Cùng một ảnh, lưu lại hoặc đổi cỡ.');
    expect(page).toContain('Tài khoản chính thức “Thông tin Chính phủ (thử)”');
  });

  it('is shown beside the official one, drawn anew, to the desk only', async () => {
    const { id } = await caseOf(copy);
    for (const path of ['/anh/trang', '/anh/tai-khoan']) {
      const answer = await see(id, path);
      expect([answer.statusCode, answer.headers['content-type']]).toEqual([200, 'image/png']);
      expect((await see(id, path, elsewhere)).statusCode).toBe(404);
      expect((await t.app.inject({ url: `/xac-thuc/gia-mao/${id}${path}`, headers: { accept: 'application/json' } })).statusCode).toBe(401);
    }
  });

  it('stays the first that was reported, until the desk brings a better one', async () => {
    const before = await caseOf(copy);
    await send('/bao-gia-mao', { url: copy, why }, await drawing(5));
    expect(await caseOf(copy)).toEqual(before);
    const path = `/xac-thuc/gia-mao/${before.id}/anh`;
    expect((await send(path, {}, await drawing(5), elsewhere)).statusCode).toBe(404);
    expect((await send(path, {}, Buffer.from('không phải ảnh'), desk)).statusCode).toBe(422);
    expect((await send(path, {}, await drawing(5), desk)).statusCode).toBe(303);
    expect((await see(before.id)).body).toContain('Hai ảnh khác nhau.');
    await send(path, {}, await plain(), desk);
    expect((await see(before.id)).body).toContain('Chưa so được');
    await send(path, {}, await drawing(3, { paler: true }), desk);
    expect((await caseOf(copy)).distance).toBeLessThanOrEqual(8);
  });

  it('is in the evidence, with what the comparison says', async () => {
    const { id } = await caseOf(copy);
    const entries = await readZip((await see(id, '/bang-chung.zip')).rawPayload);
    const facts = JSON.parse(Buffer.from(entries.find(({ name }) => name === 'bang-chung.json')?.bytes ?? []).toString());
    expect(facts.avatar).toMatchObject({ signs: 128, of: { stableId: '900001' } });
    expect(facts.avatar.percent).toBeGreaterThanOrEqual(88);
    const names = entries.map(({ name }) => name);
    for (const hash of [facts.avatar.sha256, facts.avatar.of.sha256, facts.reports[1].avatarSha256]) expect(names).toContain(`anh/${hash}`);
  });

  it('is held against a picture that a platform shows only later', async () => {
    const url = 'https://www.facebook.com/mot.trang.khac';
    await send('/bao-gia-mao', { url, why }, await drawing(11));
    expect((await caseOf(url)).distance).toBeGreaterThan(22);
    const picture = await t.services.files.put(await drawing(11, { paler: true }));
    const seen = { platform: 'facebook', stableId: '900002', name: 'Diễn đàn cạnh tranh quốc gia (thử)', avatarHash: picture };
    const at = instant('2026-11-22T01:00:00Z') satisfies AccountSeen['at'];
    await t.services.act(recordAccountSeen, systemActor('authenticity'), { ...seen, at: at.toISOString() });
    expect((await caseOf(url)).distance).toBeLessThanOrEqual(8);
  });
});
