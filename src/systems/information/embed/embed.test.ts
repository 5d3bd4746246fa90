import { afterEach, describe, expect, it } from 'vitest';
import { freezeTime } from '#kernel/time.ts';
import { beginCorrection } from '../actions/begin-correction.ts';
import { editRelease } from '../actions/edit-release.ts';
import { retractRelease } from '../actions/retract-release.ts';
import { scheduleRelease } from '../actions/schedule-release.ts';
import { withdrawRelease } from '../actions/withdraw-release.ts';
import { form, newsroom } from '../test-kit.ts';

const { t, writer, leader, ref, approve, release } = await newsroom();
const { app, services } = t;
const get = (url: string) => app.inject(url);
const oembed = (url: string, more = '') => get(`/oembed?url=${encodeURIComponent(url)}${more}`);

afterEach(() => freezeTime(undefined));

describe('the card of a release', () => {
  it('may stand in any frame, does nothing there, and is the only page that may', async () => {
    const { code } = await release({ titleEn: 'Cabinet meets', summaryEn: 'It met.', bodyEn: 'Yes.' });
    const card = await get(`/tin/${code}/the`);
    expect(card.statusCode).toBe(200);
    expect(card.headers['content-security-policy']).toContain('frame-ancestors *');
    expect(card.headers['cache-control']).toMatch(/max-age=\d+|no-cache/);
    for (const words of [form.titleVi, 'Văn phòng Chính phủ', code, `/kiem-tra-tin?ma=${code}`, 'Đã ký số'])
      expect(card.body).toContain(words);
    for (const markup of ['<script', '<form', 'onclick']) expect(card.body).not.toContain(markup);
    expect((await get(`/tin/${code}/the?tieng=en&mau=toi`)).body).toMatch(/data-color-scheme="dark"[\s\S]*Cabinet meets/);
    expect((await get(`/tin/${code}`)).headers['content-security-policy']).toContain("frame-ancestors 'none'");
  });

  it('says at once what has become of the release', async () => {
    const { id, code } = await release();
    await services.act(beginCorrection, writer, { id, change: 'major' });
    await services.act(editRelease, writer, { ...form, note: 'Sửa số liệu.', ...(await ref(id)) });
    await approve(id);
    await services.act(scheduleRelease, leader, { ...(await ref(id)), date: '', time: '' });
    expect((await get(`/tin/${code}/the`)).body).toMatch(/Đã đính chính[\s\S]*Sửa số liệu\./);
    expect((await get('/tin/the')).body).toContain('Đã đính chính');
    await services.act(withdrawRelease, leader, { id, reason: 'Đăng nhầm.' });
    expect((await get(`/tin/${code}/the`)).body).toMatch(/Đã gỡ[\s\S]*Đăng nhầm\./);
    await services.act(retractRelease, leader, { id, reason: 'Sai sự thật.' });
    const { body } = await get(`/tin/${code}/the`);
    expect(body).toMatch(/Đã thu hồi[\s\S]*Sai sự thật\./);
    expect(body).not.toContain(form.titleVi);
  });

  it('obeys the moment, as its list and its description do', async () => {
    freezeTime('2026-11-22T05:00:00Z');
    const { code } = await release({ titleVi: 'Tin chưa tới giờ' }, { date: '2026-11-22', time: '12:30' });
    expect((await get(`/tin/${code}/the`)).statusCode).toBe(404);
    expect((await oembed(`http://localhost/tin/${code}`)).statusCode).toBe(404);
    expect((await get('/tin/the')).body).not.toContain('Tin chưa tới giờ');
    freezeTime('2026-11-22T05:30:00Z');
    expect((await get(`/tin/${code}/the`)).statusCode).toBe(200);
    expect((await get('/tin/the?co-quan=G22')).body).toContain('Tin chưa tới giờ');
  });
});

describe('oEmbed', () => {
  it('is found from the release’s page and describes the card', async () => {
    const { id, code } = await release({ titleVi: 'Tin có dấu " và <b>' });
    const page = (await get(`/tin/${code}`)).body;
    const [, href = ''] = /<link rel="alternate" type="application\/json\+oembed" href="([^"]+)"/.exec(page) ?? [];
    const answer = await get(href.replaceAll('&amp;', '&').replace('http://localhost', ''));
    expect(answer.headers['access-control-allow-origin']).toBe('*');
    const card = answer.json();
    expect(card).toMatchObject({ type: 'rich', version: '1.0', title: 'Tin có dấu " và <b>', width: 600, height: 280 });
    expect(card.html).toBe(
      `<iframe src="http://localhost/tin/${code}/the" title="Tin có dấu &quot; và &lt;b&gt;" width="600" height="280" style="border:0" loading="lazy"></iframe>`,
    );
    expect((await oembed(`http://localhost/tin/${code}`, '&maxwidth=320&maxheight=200')).json()).toMatchObject({ width: 320, height: 200 });
    expect((await oembed(`http://localhost/tin/${code}`, '&format=xml')).statusCode).toBe(501);
    for (const url of [`http://other.vn/tin/${code}`, 'http://localhost/tin', `http://localhost/tin/${code}/1.json`, 'x']) {
      expect((await oembed(url)).statusCode, url).toBe(404);
    }
    await services.act(retractRelease, leader, { id, reason: 'Sai.' });
    expect((await oembed(`http://localhost/tin/${code}`)).statusCode).toBe(404);
  });

  it('gives people the code to copy', async () => {
    const { code } = await release();
    expect((await get(`/tin/${code}`)).body).toContain(`&lt;iframe src=&quot;http://localhost/tin/${code}/the&quot;`);
    expect((await get('/tin?co-quan=G22')).body).toContain('/tin/the?co-quan=G22');
  });
});
