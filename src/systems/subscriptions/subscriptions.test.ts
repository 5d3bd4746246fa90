import { describe, expect, it } from 'vitest';
import { query, sql } from '#kernel/db.ts';
import { newsroom } from '../information/test-kit.ts';
import { withdrawRelease } from '../information/actions/withdraw-release.ts';
import { retractRelease } from '../information/actions/retract-release.ts';
import { ask, mailsOf, pathIn, runPost, subscribed } from './test-kit.ts';

const { t, leader, release } = await newsroom();
const { services } = t;
const post = (url: string, payload: string | object = {}, headers: Record<string, string> = { 'sec-fetch-site': 'same-origin' }) =>
  t.app.inject({ method: 'POST', url, payload, headers });
const mailsTo = async (email: string) => (await mailsOf(services)).filter(({ to }) => to?.[0]?.address === email);
const rows = async (table: string) =>
  (await query<{ count: number }>(services.db, sql<{ count: number }>`select count(*) as count from ${sql.table(table)}`))[0]?.count;

describe('subscribing by e-mail', () => {
  it('asks the owner of the address first, then brings every release, until told to stop', async () => {
    expect(await ask(t, { email: 'Ban.Doc@example.vn' })).toBe(303);
    await runPost(services);
    const [asking] = await mailsTo('Ban.Doc@example.vn');
    expect(asking?.subject).toBe('Xác nhận đăng ký nhận tin của cơ quan nhà nước');
    expect(asking?.text).toContain('Mọi thông tin chính thức (ngay khi công bố)');
    expect(asking?.header('list-unsubscribe')).toBe('');

    await release({ titleVi: 'Trước khi xác nhận' });
    await runPost(services);
    expect(await mailsTo('Ban.Doc@example.vn')).toHaveLength(1);

    const link = pathIn(asking!, 'xac-nhan');
    expect((await t.app.inject(link)).body).toContain('Đồng ý nhận tin');
    expect(await rows('subscriptions.follow')).toBe(0);
    expect((await post(link)).headers.location).toBe('/nhan-tin/da-xac-nhan');
    expect((await post(link)).statusCode).toBe(303);
    expect(await rows('subscriptions.follow')).toBe(1);

    const { code } = await release({ titleVi: 'Thông cáo về <bão> số 12 & "lũ"' });
    await runPost(services);
    await runPost(services);
    const [, mail, ...more] = await mailsTo('Ban.Doc@example.vn');
    expect(more).toEqual([]);
    expect(mail?.subject).toBe('Thông cáo về <bão> số 12 & "lũ"');
    expect(mail?.text).toContain(`Mã bản tin: ${code}\nhttp://localhost/tin/${code}`);
    expect(mail?.html).toContain('Thông cáo về &lt;bão&gt; số 12 &amp; &quot;lũ&quot;');
    expect(mail?.html).toContain('<html lang="vi">');
    expect(mail?.header('list-unsubscribe-post')).toBe('List-Unsubscribe=One-Click');
    expect(mail?.header('list-id')).toBe('<thong-tin-chinh-thuc.localhost>');
    expect(mail?.header('auto-submitted')).toBe('auto-generated');
    expect(mail?.from?.address).toBe('khong-tra-loi@localhost');

    const out = mail?.header('list-unsubscribe') ?? '';
    expect(out).toBe(`<http://localhost${pathIn(mail!, 'huy')}>`);
    const leave = new URL(out.slice(1, -1)).pathname;
    expect((await t.app.inject(leave)).body).toContain('Ngừng nhận mọi thư');
    expect(await rows('subscriptions.follow')).toBe(1);
    const oneClick = { 'content-type': 'application/x-www-form-urlencoded' };
    expect((await post(leave, 'List-Unsubscribe=One-Click', oneClick)).statusCode).toBeLessThan(400);
    expect([await rows('subscriptions.follow'), await rows('notifications.address')]).toEqual([0, 0]);
    expect((await post(leave, 'List-Unsubscribe=One-Click', oneClick)).statusCode).toBeLessThan(400);
    await release({ titleVi: 'Sau khi ngừng' });
    await runPost(services);
    expect(await rows('notifications.message')).toBe(2);
  });

  it('never before the moment', async () => {
    await subscribed(t, 'som@example.vn');
    await release({ titleVi: 'Chưa đến giờ' }, { date: '2099-01-01', time: '07:00' });
    await runPost(services);
    expect(await mailsTo('som@example.vn')).toHaveLength(1);
    expect(await rows('subscriptions.release')).toBe(3);
  });

  it('of a place tells of what it lies in and of what lies in it, not of the next one', async () => {
    const [hue, thuanHoa, viDa] = ['46', '19789', '19777'];
    const followers = { tinh: hue, xa: thuanHoa, 'xa-ben': viDa, 'tinh-khac': '01' };
    for (const [name, place] of Object.entries(followers)) await subscribed(t, `${name}@noi.example.vn`, { place: place ?? '' });
    await release({ titleVi: 'Tin của phường Thuận Hóa', place: thuanHoa });
    await release({ titleVi: 'Tin của thành phố Huế', place: hue });
    await runPost(services);
    const got = async (name: string) => (await mailsTo(`${name}@noi.example.vn`)).slice(1).map(({ subject }) => subject);
    expect(await got('tinh')).toEqual(['Tin của phường Thuận Hóa', 'Tin của thành phố Huế']);
    expect(await got('xa')).toEqual(['Tin của phường Thuận Hóa', 'Tin của thành phố Huế']);
    expect(await got('xa-ben')).toEqual(['Tin của thành phố Huế']);
    expect(await got('tinh-khac')).toEqual([]);
  });

  it('tells those who got it that a release was withdrawn, then retracted; the retracted words are not repeated', async () => {
    await subscribed(t, 'nhan@example.vn');
    const { id, code } = await release({ titleVi: 'Con số sai' });
    await runPost(services);
    await subscribed(t, 'sau@example.vn');
    await services.act(withdrawRelease, leader, { id, reason: 'Số liệu chưa kiểm tra' });
    await runPost(services);
    await services.act(retractRelease, leader, { id, reason: 'Số liệu sai' });
    await runPost(services);
    const subjects = (await mailsTo('nhan@example.vn')).map(({ subject }) => subject);
    expect(subjects.slice(1)).toEqual(['Con số sai', 'Đã gỡ: Con số sai', `Thu hồi bản tin ${code}`]);
    const last = (await mailsTo('nhan@example.vn')).at(-1);
    expect(last?.text).toContain('Số liệu sai');
    expect(last?.text).not.toContain('Con số sai');
    expect(await mailsTo('sau@example.vn')).toHaveLength(1);
  });

  it('what waits when a release is retracted is never sent', async () => {
    await subscribed(t, 'cho@example.vn');
    const { id } = await release({ titleVi: 'Bị thu hồi ngay' });
    await services.act(retractRelease, leader, { id, reason: 'Nhầm' });
    await runPost(services);
    expect((await mailsTo('cho@example.vn')).map(({ subject }) => subject)).toEqual(['Xác nhận đăng ký nhận tin của cơ quan nhà nước']);
  });
});

it('nobody has words of their own sent to somebody else: what is followed must be a name', async () => {
  const refused = ['Nhận quà tại http://qua.example', 'Vào qua.example.vn ngay', 'Gọi 0123 456 789', 'a@b.vn', '<b>Đậm</b>'];
  for (const person of refused) expect(await ask(t, { email: 'nan-nhan@example.vn', person }, '198.51.100.30'), person).toBe(422);
  for (const person of ['TS. Nguyễn Văn A', 'H’Hen Niê', 'Đỗ Mười', 'Thủ tướng Mẫu'])
    expect(await ask(t, { email: 'ban-doc@example.vn', person }, '198.51.100.31'), person).toBe(303);
});
