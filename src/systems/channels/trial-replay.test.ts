import { createPublicKey, verify } from 'node:crypto';
import { afterAll, describe, expect, it } from 'vitest';
import { ensureAuthority, theVault, validateFile } from '#core/signatures/index.ts';
import { freezeTime } from '#kernel/time.ts';
import { official, testApp } from '../../../test/kit.ts';
import { doublesOf } from './doubles/index.ts';
import { findTrial } from './queries/trials.ts';
import { findingOf } from './rules/trial.ts';
import { openAccount, prepareChannels } from './test-kit.ts';
import { inventPosts, replayOf } from '../../../test/trial-replay-kit.ts';

const t = await testApp();
const { services, app, database } = t;
freezeTime('2026-09-01T00:00:00Z');
const agencyId = await prepareChannels(services);
await ensureAuthority(services.db, theVault());
await openAccount(services, { agencyId, platform: 'facebook', stableId: '900001', credentials: { accessToken: 'ma-truy-cap-thu-1' } });
const leader = official(['channels.read', 'channels.write', 'channels.approve'], agencyId);
afterAll(async () => {
  freezeTime(undefined);
  await (await doublesOf(services)).close();
});

const form = {
  agencyId,
  question: 'Đăng tin kèm ảnh và tóm tắt ba dòng có làm tăng lượt xem trên trang Thông tin Chính phủ không?',
  metric: 'facebook/post_media_view',
  startsOn: '2026-10-01',
  endsOn: '2026-10-30',
  baselineFrom: '2026-09-01',
  baselineTo: '2026-09-30',
  comparison: 'Cùng trang, cùng số bài mỗi ngày, 30 ngày ngay trước đó.',
  costVnd: '48000000',
  leastGainPercent: '15',
  leastPosts: '25',
  ifMet: 'Áp dụng cho mọi trang của Văn phòng Chính phủ từ tháng sau.',
  ifNotMet: 'Trở lại cách đăng cũ, không gia hạn hợp đồng.',
};
const post = (url: string, payload: Record<string, unknown>) => app.inject({ method: 'POST', url, payload, headers: t.as(leader) });

describe('a trial of thirty days, lived through by the clock', () => {
  const posts = inventPosts({ from: '2026-09-01', days: 60, changeOn: '2026-10-01', effect: 0.3, seed: 7 });
  const days = replayOf(services, agencyId, posts);
  let url = '';

  it('is fixed before its first day and cannot be ended before its last posts are old enough', async () => {
    await days.until('2026-09-30');
    freezeTime('2026-09-30T17:30:00Z');
    url = String((await post('/kenh/thu-nghiem/moi', form)).headers.location);
    expect((await post(`${url}/bat-dau`, { _version: 1 })).statusCode).toBe(303);
    const moved = database.pg.query(`update channels.trial set if_met = 'khác' where id = $1`, [url.split('/').at(-1)]);
    await expect(moved).rejects.toThrow('not changed after its start');
    await days.until('2026-11-06');
    freezeTime('2026-11-06T10:00:00Z');
    const early = await post(`${url}/ket-thuc`, { _version: 2 });
    expect([early.statusCode, early.body.includes('chưa đủ 7 ngày')]).toEqual([409, true]);
    expect((await app.inject({ url, headers: t.as(leader) })).body).toContain('Lập báo cáo được từ 07/11/2026');
  }, 300_000);

  it('ends in a signed report that says what follows by its own rule', async () => {
    freezeTime('2026-11-07T02:00:00Z');
    expect((await post(`${url}/ket-thuc`, { _version: 2 })).statusCode).toBe(303);
    const answer = await app.inject({ url: `${url}/bao-cao.json`, headers: t.as(leader) });
    const report = answer.json();
    // What the generator put in, at the age of seven days, worked out without the database.
    const expected = findingOf(
      report.terms,
      posts.map(({ day, views }) => ({ day, value: views[7] ?? 0, code: '' })),
    );
    expect(report).toMatchObject({ verdict: 'met', decision: form.ifMet, gainPercent: expected.gainPercent, costVnd: 48_000_000 });
    expect([report.baseline, report.trial]).toEqual([expected.baseline, expected.trial]);
    expect(report.values).toHaveLength(posts.length);
    const [low = 0, high = 0] = report.gainBetween;
    expect(low).toBeLessThan(report.gainPercent);
    expect(high).toBeGreaterThan(report.gainPercent);
    const trial = await findTrial(services.db, url.split('/').at(-1) ?? '');
    const [header = '', , signature = ''] = (trial?.signature ?? '').split('.');
    const { keys } = (await app.inject('/.well-known/jwks.json')).json<{ keys: object[] }>();
    const key = createPublicKey({ key: keys[0] as never, format: 'jwk' });
    const holds = (body: string): boolean =>
      verify(
        'sha256',
        Buffer.from(`${header}.${Buffer.from(body).toString('base64url')}`),
        { key, dsaEncoding: 'ieee-p1363' },
        Buffer.from(signature, 'base64url'),
      );
    expect([holds(answer.body), holds(answer.body.replace('"met"', '"not-met"'))]).toEqual([true, false]);
  });

  it('is read on a page with its chart, and as a sealed PDF by those who may', async () => {
    const { body } = await app.inject({ url, headers: t.as(leader) });
    for (const said of ['Kết luận theo quy tắc đã định: Đạt', form.ifMet, form.ifNotMet, '48.000.000 đồng', 'mười lần thì chín lần']) {
      expect(body, said).toContain(said);
    }
    expect(body.match(/<circle [^>]*r="3"/g)).toHaveLength(posts.length);
    const pdf = await app.inject({ url: `${url}/bao-cao.pdf`, headers: t.as(leader) });
    expect([pdf.statusCode, pdf.headers['content-type']]).toEqual([200, 'application/pdf']);
    expect((await validateFile(services.db, theVault(), { bytes: pdf.rawPayload })).overall).toBe('TOTAL-PASSED');
    for (const path of ['', '/bao-cao.json', '/bao-cao.pdf']) {
      expect(
        (await app.inject({ url: url + path, headers: t.as(official(['channels.read'], '00000000-0000-4000-8000-000000000000')) }))
          .statusCode,
      ).toBe(404);
      expect((await app.inject({ url: url + path, headers: { accept: 'application/json' } })).statusCode).toBe(401);
    }
  });
});
