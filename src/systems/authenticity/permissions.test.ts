import { Buffer } from 'node:buffer';
import { createPublicKey, verify } from 'node:crypto';
import { beforeAll, describe, expect, it } from 'vitest';
import { agencyByCode } from '#core/agencies/index.ts';
import { query, sql } from '#kernel/db.ts';
import { newId } from '#kernel/id.ts';
import { prepareSite } from '../../../test/demo-kit.ts';
import { official, testApp } from '../../../test/kit.ts';
import { authenticity } from './module.ts';

const t = await testApp();
let agencyId = '';
let other = '';
const all = ['authenticity.register', 'authenticity.approve', 'authenticity.alarm'];
let [first, second, stranger] = [official([]), official([]), official([])];

beforeAll(async () => {
  await prepareSite(t.services);
  agencyId = (await agencyByCode(t.services.db, 'G22'))?.id ?? '';
  other = (await agencyByCode(t.services.db, 'G06'))?.id ?? newId();
  [first, second, stranger] = [official(all, agencyId), official(all, agencyId), official(all, other)];
});

const LIST = '/xac-thuc/tai-khoan';
const form = {
  platform: 'facebook',
  stableId: '100064',
  url: 'https://www.facebook.com/thongtin.thu',
  handle: 'thongtin.thu',
  displayName: 'Thông tin Thử',
  purpose: 'Đưa tin chỉ đạo, điều hành.',
  owner: 'Trưởng phòng Mẫu',
  deputy: 'Chuyên viên Mẫu',
  openedOn: '2026-01-02',
};

const post = (url: string, payload: Record<string, string>, who = first) =>
  t.app.inject({ method: 'POST', url, payload, headers: t.as(who) });

async function newest(): Promise<string> {
  const [row] = await query<{ id: string }>(
    t.services.db,
    sql`select id from authenticity.account_change order by proposed_at desc limit 1`,
  );
  return row?.id ?? '';
}

async function accountId(): Promise<string> {
  const [row] = await query<{ id: string }>(t.services.db, sql`select id from authenticity.account where stable_id = '100064'`);
  return row?.id ?? '';
}

const check = async (address: string) => (await t.app.inject({ url: `/kiem-tra-tin?dia-chi=${encodeURIComponent(address)}` })).body;
const listed = async () =>
  (await t.app.inject('/.well-known/official-accounts.json')).json().accounts as { stableId: string; status: string }[];

describe('who may do what with official accounts', () => {
  it('nothing without the permission, in another agency, or from another site', async () => {
    expect((await t.app.inject({ method: 'POST', url: `${LIST}/moi`, payload: form })).statusCode).toBe(401);
    expect((await post(`${LIST}/moi`, form, official([], agencyId))).statusCode).toBe(403);
    expect((await t.app.inject({ url: LIST, headers: t.as(official([], agencyId)) })).statusCode).toBe(404);
    const forged = { ...t.as(first), 'sec-fetch-site': 'cross-site' };
    expect((await t.app.inject({ method: 'POST', url: `${LIST}/moi`, payload: form, headers: forged })).statusCode).toBe(403);
  });

  it('one proposes, and nothing is official until another confirms', async () => {
    expect((await post(`${LIST}/moi`, { ...form, _key: 'twice' })).statusCode).toBe(303);
    expect((await post(`${LIST}/moi`, { ...form, _key: 'twice' })).statusCode).toBe(303);
    const change = await newest();
    expect(await check(form.url)).toContain('không có trong danh sách chính thức');
    const own = await post(`${LIST}/de-nghi/${change}`, { decision: 'confirm' });
    expect([own.statusCode, own.body.includes('Người đề nghị không được tự đồng ý')]).toEqual([409, true]);
    expect((await post(`${LIST}/de-nghi/${change}`, { decision: 'confirm' }, stranger)).statusCode).toBe(403);
    expect(
      (await post(`${LIST}/de-nghi/${change}`, { decision: 'confirm' }, official(['authenticity.register'], agencyId))).statusCode,
    ).toBe(403);
    expect((await authenticity.worklist?.(t.services.db, second))?.[0]?.title).toContain('Thông tin Thử');
    expect((await post(`${LIST}/de-nghi/${change}`, { decision: 'confirm' }, second)).statusCode).toBe(303);
    expect(await check('m.facebook.com/ThongTin.Thu/posts/1')).toContain('Đúng. Đây là tài khoản chính thức của Văn phòng Chính phủ');
    expect(await check('https://facebook.com/profile.php?id=100064')).toContain('Đúng.');
  });

  it('the database itself refuses one person as both', async () => {
    const direct = sql`update authenticity.account_change set state = 'confirmed', decided_by = proposed_by, decided_at = now() where state = 'confirmed'`;
    await expect(query(t.services.db, direct)).rejects.toThrow(/two_persons/);
  });

  it('wrong and double entries come back with sentences', async () => {
    const wrong = await post(`${LIST}/moi`, { ...form, url: 'javascript:alert(1)', owner: '' });
    expect([wrong.statusCode, wrong.body.includes('bắt đầu bằng https://'), wrong.body.includes('người chịu trách nhiệm')]).toEqual([
      422,
      true,
      true,
    ]);
    const twice = await post(`${LIST}/moi`, { ...form, url: 'https://zalo.me/1', deputy: form.owner });
    expect(twice.statusCode).toBe(409);
    for (const sentence of ['đã có trong sổ', 'không thuộc nền tảng', 'phải là hai người']) expect(twice.body).toContain(sentence);
  });
});

describe('the alarm', () => {
  it('takes one person with the right, and is seen everywhere at once', async () => {
    const id = await accountId();
    const alarm = { status: 'compromised', reason: 'Trang đăng link lừa đảo từ 9 giờ.' };
    expect((await post(`${LIST}/${id}/bao-dong`, alarm, official(['authenticity.approve'], agencyId))).statusCode).toBe(403);
    expect((await post(`${LIST}/${id}/bao-dong`, alarm, stranger)).statusCode).toBe(403);
    expect((await post(`${LIST}/${id}/bao-dong`, { ...alarm, reason: '' })).statusCode).toBe(422);
    expect((await post(`${LIST}/${id}/bao-dong`, alarm)).statusCode).toBe(303);
    expect((await post(`${LIST}/${id}/bao-dong`, alarm)).statusCode).toBe(409);
    await t.refreshNotices();
    for (const url of ['/', '/kiem-tra-tin', '/van-ban', '/khong-co']) {
      expect((await t.app.inject({ url, headers: { accept: 'text/html' } })).body, url).toContain('“Thông tin Thử” đang bị chiếm quyền');
    }
    expect((await listed()).find((one) => one.stableId === '100064')?.status).toBe('compromised');
    expect((await t.app.inject('/tai-khoan-chinh-thuc.atom')).body).toContain('Bị chiếm quyền');
    expect((await t.app.inject('/trust.txt')).body).not.toContain('thongtin.thu');
    expect((await t.app.inject('/tai-khoan-chinh-thuc')).body).not.toContain('href="https://www.facebook.com/thongtin.thu"');
    expect(await check(form.url)).toContain('đang bị người khác chiếm quyền');
  });

  it('is lifted by two, and the warning is gone', async () => {
    const id = await accountId();
    const change = { kind: 'lift', reason: 'Đã lấy lại quyền, đổi mật khẩu.' };
    expect((await post(`${LIST}/${id}/thay-doi`, { ...change, _version: '1' })).body).toContain('vừa được người khác sửa');
    expect((await post(`${LIST}/${id}/thay-doi`, { ...change, _version: '2' })).statusCode).toBe(303);
    const proposal = await newest();
    expect((await post(`${LIST}/de-nghi/${proposal}`, { decision: 'confirm' })).statusCode).toBe(409);
    expect((await post(`${LIST}/de-nghi/${proposal}`, { decision: 'confirm' }, second)).statusCode).toBe(303);
    await t.refreshNotices();
    expect((await t.app.inject('/kiem-tra-tin')).body).not.toContain('chiếm quyền');
  });
});

describe('names and ends', () => {
  it('an old name is told to be old', async () => {
    const id = await accountId();
    const names = { handle: 'thongtin.moi', displayName: 'Thông tin Mới', url: 'https://www.facebook.com/thongtin.moi' };
    const rename = { kind: 'rename', reason: 'Đổi tên theo quyết định.', _version: '3' };
    expect((await post(`${LIST}/${id}/thay-doi`, { ...rename, ...names, url: 'https://zalo.me/thongtin' })).body).toContain(
      'không thuộc nền tảng',
    );
    await post(`${LIST}/${id}/thay-doi`, { ...rename, ...names });
    await post(`${LIST}/de-nghi/${await newest()}`, { decision: 'confirm' }, second);
    expect(await check(names.url)).toContain('Đúng. Đây là tài khoản chính thức');
    expect(await check(form.url)).toMatch(/Tên này là của Văn phòng Chính phủ từ .* đến .*Thông tin Mới \(thongtin.moi\)/s);
    expect((await t.app.inject(`/tai-khoan-chinh-thuc/${id}`)).body).toMatch(/Thông tin Thử.*Thông tin Mới/s);
  });

  it('a rejected proposal changes nothing; a closed account was ours', async () => {
    const id = await accountId();
    const close = { kind: 'close', reason: 'Hợp nhất với trang khác.', _version: '4' };
    await post(`${LIST}/${id}/thay-doi`, close);
    await post(`${LIST}/de-nghi/${await newest()}`, { decision: 'reject' }, second);
    expect((await t.app.inject(`/tai-khoan-chinh-thuc/${id}`)).body).toContain('Đang hoạt động');
    await post(`${LIST}/${id}/thay-doi`, close);
    await post(`${LIST}/de-nghi/${await newest()}`, { decision: 'confirm' }, second);
    expect(await check('https://www.facebook.com/thongtin.moi')).toMatch(
      /Tài khoản này là của Văn phòng Chính phủ từ 02\/01\/2026, đã đóng ngày/,
    );
  });
});

describe('the registry for machines', () => {
  it('is signed, and the signature holds only over these bytes', async () => {
    const answer = await t.app.inject('/.well-known/official-accounts.json');
    const [key] = (await t.app.inject('/.well-known/jwks.json')).json().keys;
    const jws = String(answer.headers['x-jws-signature']);
    expect((await t.app.inject('/.well-known/official-accounts.jws')).body).toBe(jws);
    const [header = '', , signature = ''] = jws.split('.');
    const holds = (body: string) =>
      verify(
        'sha256',
        Buffer.from(`${header}.${Buffer.from(body).toString('base64url')}`),
        { key: createPublicKey({ key, format: 'jwk' }), dsaEncoding: 'ieee-p1363' },
        Buffer.from(signature, 'base64url'),
      );
    expect([holds(answer.body), holds(answer.body.replace('closed', 'active'))]).toEqual([true, false]);
    expect((await t.app.inject('/.well-known/trust.txt')).body).toContain('disclosure=http://localhost/tai-khoan-chinh-thuc');
    expect((await t.app.inject('/api/tai-khoan-chinh-thuc?q=thong%20tin%20moi')).json().accounts).toHaveLength(1);
    expect((await t.app.inject('/api/tai-khoan-chinh-thuc?q=%25&platform=zalo')).json().accounts).toHaveLength(0);
  });

  it('shows the examples as examples', async () => {
    await authenticity.seed?.({ db: t.services.db, services: t.services, report: () => undefined });
    await authenticity.seed?.({ db: t.services.db, services: t.services, report: () => undefined });
    const page = (await t.app.inject('/tai-khoan-chinh-thuc?q=vi+du&nen-tang=zalo')).body;
    expect(page.split('OA ví dụ Một Cửa').length - 1).toBe(1);
    expect(page).toContain('Ví dụ dùng thử');
  });
});
