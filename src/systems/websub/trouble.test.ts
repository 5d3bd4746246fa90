import { afterAll, afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { EVERYWHERE } from '#kernel/permission.ts';
import { query, sql } from '#kernel/db.ts';
import { freezeTime, instant, now } from '#kernel/time.ts';
import { newsroom } from '#systems/information/test-kit.ts';
import { official } from '../../../test/kit.ts';
import { endSubscriptionByOperator } from './actions/end-subscription.ts';
import { tryHostAgain } from './actions/try-host-again.ts';
import { deny } from './deny.ts';
import { distribute } from './distribute.ts';
import { keepHouse } from './keep-house.ts';
import { MOST } from './rules/limits.ts';
import { sendUpdates } from './send-updates.ts';
import { subscribers } from './staff-queries.ts';
import { startSubscriber } from './test-kit.ts';
import { verifyIntents } from './verify-intents.ts';

const [good, bad] = [await startSubscriber(), await startSubscriber()];
afterAll(() => [good, bad].forEach((one) => one.close()));
vi.stubEnv('MOTCUA_LAB_HOSTS', `${good.host},${bad.host}`);
const { t, release } = await newsroom();
vi.unstubAllEnvs();
const { app, services } = t;
const { db } = services;
const operator = official(['websub.manage']);

const ask = (callback: string, feed = '/tin.json', mode = 'subscribe') =>
  app.inject({
    method: 'POST',
    url: '/websub',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    payload: new URLSearchParams({ 'hub.mode': mode, 'hub.topic': `http://localhost${feed}`, 'hub.callback': callback }).toString(),
  });
const settle = async () => {
  await distribute(services);
  await sendUpdates(services);
};
const later = (seconds: number) => freezeTime(instant(now().getTime() + seconds * 1_000));

beforeEach(async () => {
  freezeTime('2026-11-22T05:00:00Z');
  await query(db, sql`truncate websub.topic, websub.request, websub.subscription, websub.delivery, websub.host`);
  for (const one of [good, bad]) {
    Object.assign(one, { confirm: true, status: 204, headers: {} });
    one.asked.length = 0;
    one.delivered.length = 0;
  }
  for (const { url } of [good, bad]) expect((await ask(`${url}/nhan`)).statusCode).toBe(202);
  await verifyIntents(services);
});
afterEach(() => freezeTime(undefined));

describe('a subscriber that fails', () => {
  it('is called more and more seldom, does not hold up the others, and gets what it missed when it is back', async () => {
    bad.status = 500;
    await release();
    await settle();
    expect([good.delivered.length, bad.delivered.length]).toEqual([1, 1]);
    await settle();
    expect(bad.delivered).toHaveLength(1);
    for (const seconds of [31, 61, 121, 241]) {
      later(seconds);
      await settle();
    }
    expect(bad.delivered).toHaveLength(5);
    later(20 * 60);
    await release({ titleVi: 'Tin mới hơn' });
    await settle();
    expect([good.delivered.length, bad.delivered.length]).toEqual([2, 5]);
    bad.status = 200;
    later(11 * 60);
    await settle();
    expect(bad.delivered).toHaveLength(6);
    expect(bad.delivered.at(-1)?.body.equals(good.delivered.at(-1)?.body ?? Buffer.alloc(0))).toBe(true);
    await settle();
    expect(bad.delivered).toHaveLength(6);
    expect(await query(db, sql`select 1 from websub.host`)).toEqual([]);
  });

  it('that asks for time gets it; redirects are failures; one that is gone is dropped; one that never comes back is, at its lease’s end', async () => {
    Object.assign(bad, { status: 429, headers: { 'retry-after': '3600' } });
    await release();
    await settle();
    later(3_500);
    await settle();
    expect(bad.delivered).toHaveLength(1);
    Object.assign(bad, { status: 302, headers: { location: `${good.url}/elsewhere` } });
    later(200);
    await settle();
    expect(bad.delivered).toHaveLength(2);
    expect(good.delivered.filter(({ path }) => path === '/elsewhere')).toEqual([]);
    good.status = 410;
    await release();
    await settle();
    expect((await subscribers(db)).find(({ host }) => host === good.host)).toMatchObject({ endedWhy: 'gone' });
    later(11 * 86_400);
    await keepHouse(db);
    expect((await subscribers(db)).map(({ endedWhy }) => endedWhy).toSorted()).toEqual(['expired', 'gone']);
    expect(await query(db, sql`select 1 from websub.delivery where state = 'waiting'`)).toEqual([]);
  });

  it('is shown to the operator, who has it tried at once when it works again', async () => {
    bad.status = 500;
    await release();
    await settle();
    const page = await app.inject({ url: '/tram-bao-tin', headers: t.as(operator) });
    for (const words of [bad.host, 'HTTP 500', 'Đang nhận', '/tin.json']) expect(page.body).toContain(words);
    bad.status = 200;
    await services.act(tryHostAgain, operator, { host: bad.host });
    await settle();
    expect(bad.delivered).toHaveLength(2);
  });
});

describe('the operator', () => {
  it('ends a subscription with a reason that its callback is told', async () => {
    const one = (await subscribers(db)).find(({ host }) => host === good.host);
    const reason = 'Gọi lại quá dày.';
    await services.act(endSubscriptionByOperator, operator, { id: one?.id, reason });
    await deny(services, { topic: one?.topic ?? '', callback: one?.callback ?? '', reason });
    const told = Object.fromEntries(good.asked.at(-1) ?? []);
    expect(told).toEqual({ 'hub.mode': 'denied', 'hub.topic': 'http://localhost/tin.json', 'hub.reason': reason });
    await release();
    await settle();
    expect(good.delivered).toEqual([]);
    expect(bad.delivered).toHaveLength(1);
  });

  it('is whoever holds the permission everywhere, and nobody else', async () => {
    const id = (await subscribers(db))[0]?.id ?? '';
    const requests = [
      { method: 'GET', url: '/tram-bao-tin' },
      { method: 'POST', url: '/tram-bao-tin/gui-lai', payload: { host: good.host } },
      { method: 'POST', url: `/tram-bao-tin/${id}/cham-dut`, payload: { reason: 'Thử.' } },
    ] as const;
    for (const request of requests) {
      // A person is led to sign in, a form is refused.
      expect((await app.inject(request)).statusCode).toBe(request.method === 'GET' ? 303 : 401);
      expect((await app.inject({ ...request, headers: t.as(official(['information.publish'])) })).statusCode).toBe(403);
      expect((await app.inject({ ...request, headers: t.as(official(['websub.manage'], 'one-agency')) })).statusCode).toBe(403);
    }
    expect((await app.inject({ ...requests[0], headers: t.as(operator) })).statusCode).toBe(200);
    expect(operator.may('websub.manage', EVERYWHERE)).toBe(true);
    const empty = { method: 'POST', url: `/tram-bao-tin/${id}/cham-dut`, payload: { reason: '' }, headers: t.as(operator) } as const;
    expect((await app.inject(empty)).statusCode).toBe(422);
  });
});

describe('bounds', () => {
  it('of one host: requests waiting, and subscriptions', async () => {
    for (let number = 0; number < MOST.requestsOfHost; number += 1) {
      expect((await ask(`${good.url}/nhan/${number}`)).statusCode).toBe(202);
    }
    expect((await ask(`${good.url}/nhan/mot-nua`)).statusCode).toBe(429);
    expect((await ask(`${bad.url}/nhan/khac`)).statusCode).toBe(202);
    expect((await ask(`${good.url}/la`, '/tin.json', 'unsubscribe')).statusCode).toBe(404);
  });
});
