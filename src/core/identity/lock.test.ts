import { beforeAll, describe, expect, it } from 'vitest';
import { type IdentitySite, identitySite, PASSWORD, PUBLIC_URL } from '../../../test/identity-kit.ts';
import { questionOn, SoftPasskey } from '../../../test/passkey-kit.ts';

let site: IdentitySite;

beforeAll(async () => {
  site = await identitySite();
  for (const name of ['dao', 'mo']) await site.person(name, 'clerk');
});

describe('locking one’s identity', () => {
  it('ends every session, lets nobody in, and is undone by whoever proves as much as before', async () => {
    const [here, elsewhere] = [await site.browser().signIn('dao'), await site.browser().signIn('dao')];
    expect((await here.get('/tai-khoan/khoa-danh-tinh')).statusCode).toBe(200);
    expect((await here.post('/tai-khoan/khoa-danh-tinh')).headers.location).toBe('/da-khoa');
    expect((await elsewhere.get('/tai-khoan')).headers.location).toContain('/dang-nhap');
    const kept = await site.browser().comeIn('dao');
    expect([kept.statusCode, kept.body.includes('đang khóa')]).toEqual([200, true]);
    const path = (await here.get('/mo-khoa')).headers.location ?? '';
    await here.post(`${path}/mat-khau`, { signInName: 'dao', password: PASSWORD });
    expect((await here.get(path)).body).toContain('đang khóa');
    await here.post(`${path}/mo-khoa`);
    expect((await here.get(path)).headers.location).toContain('/dang-nhap?xac-thuc=');
    await here.signIn('dao');
    const history = await here.get('/tai-khoan/lich-su');
    expect(history.body).toContain('Mở khóa danh tính điện tử');
    const other = await site.browser().signIn('mo');
    expect((await other.get('/tai-khoan/lich-su')).body).not.toContain('Mở khóa danh tính điện tử');
  });

  it('with a passkey is not undone by the password alone', async () => {
    const owner = await site.browser().signIn('mo');
    const passkey = new SoftPasskey(PUBLIC_URL);
    const asked = (await owner.postJson('/tai-khoan/khoa/them/hoi', {})).json() as { challenge: string };
    await owner.postJson('/tai-khoan/khoa/them/xong', { name: 'Máy', answer: passkey.create(asked) });
    await owner.post('/tai-khoan/khoa-danh-tinh');
    const thief = site.browser();
    const path = (await thief.get('/mo-khoa')).headers.location ?? '';
    await thief.post(`${path}/mat-khau`, { signInName: 'mo', password: PASSWORD });
    expect((await thief.get(path)).body).toContain('Bộ phận một cửa');
    await thief.post(`${path}/mo-khoa`);
    expect((await thief.get(path)).body).toContain('đang khóa');
    const back = (await owner.get('/mo-khoa')).headers.location ?? '';
    const question = questionOn((await owner.get(back)).body);
    expect((await owner.postJson(`${back}/khoa`, passkey.get(question))).statusCode).toBe(200);
    expect((await owner.get(back)).body).toContain('Mở khóa và tiếp tục');
    expect((await owner.post(`${back}/mo-khoa`)).statusCode).toBe(303);
    expect((await site.browser().signIn('mo')).cookies.has('phien')).toBe(true);
  });
});
