import { describe, expect, it } from 'vitest';
import { linkToken } from '#core/notifications/index.ts';
import { query, sql } from '#kernel/db.ts';
import { prepareSite } from '../../../test/demo-kit.ts';
import { official, testApp } from '../../../test/kit.ts';
import { fanOut } from './actions/fan-out.ts';
import { makeDigest } from './actions/make-digest.ts';
import { ask, mailsOf, runPost, subscribed } from './test-kit.ts';

const t = await testApp();
const { services } = t;
await prepareSite(services);
const post = (url: string, payload: object = {}) =>
  t.app.inject({ method: 'POST', url, payload, headers: { 'sec-fetch-site': 'same-origin' } });
const follows = async () =>
  query<{ id: number; frequency: string }>(
    services.db,
    sql<{ id: number; frequency: string }>`select id, frequency from subscriptions.follow order by id`,
  );

describe('who may do what to a subscription', () => {
  it('only the product queues letters', async () => {
    const anybody = official(['notifications.read']);
    await expect(services.act(fanOut, anybody, { letterId: 1, after: 0 })).rejects.toMatchObject({ status: 403 });
    await expect(services.act(makeDigest, anybody, { frequency: 'daily', day: '2026-11-22' })).rejects.toMatchObject({ status: 403 });
  });

  it('a link does one thing, for one address; one that was made up or changed does nothing', async () => {
    await subscribed(t, 'mot@example.vn');
    await subscribed(t, 'hai@example.vn');
    const [mail] = await mailsOf(services);
    const owner = { addressId: mail?.addressId ?? 0, letterId: mail?.letterId ?? 0 };
    const unsubscribe = linkToken('unsubscribe', owner);
    const manage = linkToken('manage', owner);
    expect((await t.app.inject(`/nhan-tin/quan-ly/${unsubscribe}`)).statusCode).toBe(404);
    expect((await post(`/nhan-tin/huy/${manage}`)).statusCode).toBe(404);
    expect((await post(`/nhan-tin/huy/${'A'.repeat(43)}`)).statusCode).toBe(404);
    expect((await post(`/nhan-tin/xac-nhan/${manage}`)).statusCode).toBe(409);
    const [own, others] = await follows();
    expect((await t.app.inject(`/nhan-tin/quan-ly/${manage}`)).body).toContain('m***@example.vn');
    const change = (id: number) => post(`/nhan-tin/quan-ly/${manage}/doi`, { id, [`frequency-${id}`]: 'weekly', [`lang-${id}`]: 'en' });
    expect((await change(others?.id ?? 0)).statusCode).toBe(404);
    expect((await change(own?.id ?? 0)).statusCode).toBe(303);
    expect((await follows()).map(({ frequency }) => frequency)).toEqual(['weekly', 'immediate']);
    expect((await post(`/nhan-tin/quan-ly/${manage}/bo`, { id: others?.id })).statusCode).toBe(303);
    expect(await follows()).toHaveLength(2);
    expect((await post(`/nhan-tin/quan-ly/${manage}/bo`, { id: own?.id })).headers.location).toBe('/nhan-tin/da-huy');
    expect(await follows()).toHaveLength(1);
  });

  it('nobody’s mailbox is filled, and nobody learns who is subscribed', async () => {
    const answers: number[] = [];
    for (let time = 0; time < 6; time += 1) answers.push(await ask(t, { email: 'Nan.Nhan@example.vn' }, `198.51.100.${time + 20}`));
    answers.push(await ask(t, { email: 'hai@example.vn' }, '198.51.100.40'));
    expect(new Set(answers)).toEqual(new Set([303]));
    await runPost(services);
    expect((await mailsOf(services)).filter(({ to }) => to?.[0]?.address === 'Nan.Nhan@example.vn')).toHaveLength(3);
    const fromOne: number[] = [];
    for (let time = 0; time < 22; time += 1) fromOne.push(await ask(t, { email: `nguoi${time}@example.vn` }, '198.51.100.77'));
    expect(fromOne.slice(-2)).toEqual([409, 409]);
  });

  it('what is no address, no topic or no page of ours is refused with the form', async () => {
    for (const email of [
      '',
      'x',
      'a@b',
      'a b@example.vn',
      'a@example.vn\r\nBcc: x@example.vn',
      '"x"@example.vn',
      `${'a'.repeat(65)}@example.vn`,
    ])
      expect(await ask(t, { email }, '198.51.100.90'), email).toBe(422);
    expect(await ask(t, { email: 'a@example.vn', topic: 'khong-co' }, '198.51.100.90')).toBe(422);
    expect(await ask(t, { email: 'a@example.vn', agency: 'x' }, '198.51.100.90')).toBe(422);
    const page = await t.app.inject('/nhan-tin?chu-de=y-te&noi=46');
    expect(page.body).toContain('Đăng ký nhận tin: Y tế; ');
  });
});
