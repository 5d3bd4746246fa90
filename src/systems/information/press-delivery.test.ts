import { execFileSync } from 'node:child_process';
import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { query, sql } from '#kernel/db.ts';
import { freezeTime, instant, now } from '#kernel/time.ts';
import { someoneAt } from '../../../test/demo-kit.ts';
import { acceptTerms } from './actions/accept-terms.ts';
import { accreditJournalist } from './actions/accredit-journalist.ts';
import { closeHook } from './actions/close-hook.ts';
import { compileCommunique } from './actions/compile-communique.ts';
import { confirmHook } from './actions/confirm-hook.ts';
import { offerToPress } from './actions/offer-to-press.ts';
import { proposeHook } from './actions/propose-hook.ts';
import { renewJournalist } from './actions/renew-journalist.ts';
import { revokeJournalist } from './actions/revoke-journalist.ts';
import { scheduleRelease } from './actions/schedule-release.ts';
import { unscheduleRelease } from './actions/unschedule-release.ts';
import { deliverToPressJob } from './press/deliver.ts';
import { type DeliveryLine, deliveriesOfAgency } from './press/deliveries.ts';
import { shownSecret } from './press/hooks.ts';
import { addressOf } from './press/journalists.ts';
import { compareLeak } from './press/copies/leaks.ts';
import { newsroom } from './test-kit.ts';

// A receiver on this machine may be sent to only where closed networks are open.
vi.stubEnv('MOTCUA_CLOSED_NETWORKS', 'on');
const { t, head, writer, lawyer, leader, stranger, ref, release } = await newsroom();
vi.unstubAllEnvs();
const { services, app } = t;
const { db } = services;
const second = await someoneAt(services, 'G22', ['unit-head'], 'Người Xác Nhận');

const got: { headers: IncomingHttpHeaders; body: string }[] = [];
let status = 204;
const receiver = createServer((request, response) => {
  const parts: Buffer[] = [];
  request.on('data', (part: Buffer) => parts.push(part));
  request.on('end', () => {
    if (status === 0) return void request.socket.destroy();
    got.push({ headers: request.headers, body: Buffer.concat(parts).toString() });
    response.writeHead(status).end();
  });
});
const url = await new Promise<string>((resolve) => {
  receiver.listen(0, '127.0.0.1', () => resolve(`http://127.0.0.1:${(receiver.address() as AddressInfo).port}/nhan`));
});
afterAll(() => void receiver.close());

beforeEach(() => {
  freezeTime('2026-11-22T05:00:00Z');
  got.length = 0;
  status = 204;
});
afterEach(() => freezeTime(undefined));

const moment = { date: '2026-11-22', time: '19:30' };
let count = 0;

async function reporter(): Promise<{ id: string; fullName: string; token: string }> {
  count += 1;
  const fullName = `Nhà báo số ${count}`;
  const { id } = await services.act(accreditJournalist, head, {
    fullName,
    outlet: 'Báo Mẫu',
    cardNumber: `IBC-${count}`,
    cardUntil: '2026-12-31',
  });
  const token = (await addressOf(db, id)).split('/').at(-1) ?? '';
  await services.act(acceptTerms, head, { token });
  return { id, fullName, token };
}

async function hooked() {
  const made = await reporter();
  const hook = await services.act(proposeHook, head, { journalist: made.id, url, closedNetworks: true });
  await services.act(confirmHook, second, { hook: hook.id });
  return { ...made, hook: hook.id };
}

async function offered() {
  const made = await release({ bodyVi: 'Sáng nay, Chính phủ họp phiên thường kỳ tháng mười một tại Hà Nội.' }, moment);
  await services.act(offerToPress, leader, { id: made.id });
  return made;
}

const lines = async (fullName: string): Promise<DeliveryLine[]> =>
  (await deliveriesOfAgency(db, head.scope ?? '')).filter((one) => one.fullName === fullName);
const run = (id: string) => deliverToPressJob.handle({ id }, { db, services, log: services.log });
const runAll = async (fullName: string) => {
  for (const { id } of await lines(fullName)) await run(id);
};
const plannedAt = async (id: string) => {
  const [job] = await query<{ at: Date }>(
    db,
    sql<{ at: Date }>`select run_at as at from graphile_worker.jobs where key = ${`press-delivery:${id}`}`,
  );
  return job?.at;
};

/** As a newsroom would, with nothing of ours: openssl over `id.timestamp.body`. */
function opensslSigns(secret: string, headers: IncomingHttpHeaders, body: string): string {
  const hex = Buffer.from(secret.replace('whsec_', ''), 'base64').toString('hex');
  const signed = `${String(headers['webhook-id'])}.${String(headers['webhook-timestamp'])}.${body}`;
  return execFileSync('openssl', ['dgst', '-sha256', '-mac', 'HMAC', '-macopt', `hexkey:${hex}`, '-binary'], { input: signed }).toString(
    'base64',
  );
}

describe('an embargoed copy', () => {
  it('goes to the newsroom’s system signed, in the reader’s own words, and is logged', async () => {
    const one = await hooked();
    const { code } = await offered();
    await runAll(one.fullName);
    const [{ headers, body } = { headers: {}, body: '' }] = got;
    expect(headers['webhook-signature']).toBe(`v1,${opensslSigns(await shownSecret(db, one.hook), headers, body)}`);
    expect(Math.abs(Number(headers['webhook-timestamp']) * 1000 - now().getTime())).toBeLessThan(2_000);
    const payload = JSON.parse(body) as { type: string; data: Record<string, string> };
    expect(payload).toMatchObject({ type: 'press.copy', data: { code, embargoUntil: '2026-11-22T12:30:00.000Z' } });
    const leak = await compareLeak(db, head.scope ?? '', payload.data['body'] ?? '');
    expect(leak.copies.map(({ fullName, webhooks }) => [fullName, webhooks])).toEqual([[one.fullName, 1]]);
    expect(await lines(one.fullName)).toMatchObject([{ state: 'delivered', attempts: 1, what: code }]);
    await runAll(one.fullName);
    expect(got).toHaveLength(1);
    const desk = await app.inject({ url: '/thong-tin/bao-chi', headers: t.as(head) });
    expect(desk.body).toContain('Đã nhận');
  });

  it('waits for a receiver that is dead for an hour, at growing intervals, always under the same id', async () => {
    const one = await hooked();
    await offered();
    const [line] = await lines(one.fullName);
    const id = line?.id ?? '';
    status = 0;
    const start = now().getTime();
    const ended = start + 3_600_000;
    let attempts = 0;
    while (now().getTime() < ended) {
      await run(id);
      attempts += 1;
      freezeTime((await plannedAt(id)) ?? instant(ended));
    }
    expect(attempts).toBeGreaterThan(3);
    expect(attempts).toBeLessThan(8);
    status = 500;
    await run(id);
    freezeTime((await plannedAt(id)) ?? now());
    status = 200;
    await run(id);
    expect(await lines(one.fullName)).toMatchObject([{ state: 'delivered' }]);
    expect(new Set(got.map(({ headers }) => headers['webhook-id']))).toEqual(new Set([id]));
  });

  it('does not leave once the accreditation is revoked or ended, the address closed, or the release taken back', async () => {
    const [revoked, closed, ended, kept] = [await hooked(), await hooked(), await hooked(), await hooked()];
    const made = await offered();
    await services.act(revokeJournalist, head, { journalist: revoked.id });
    await services.act(closeHook, head, { hook: closed.hook });
    freezeTime('2026-12-31T17:00:00Z');
    await runAll(ended.fullName);
    freezeTime('2026-11-22T05:00:00Z');
    for (const one of [revoked, closed]) await runAll(one.fullName);
    expect(got).toEqual([]);
    for (const one of [revoked, closed, ended]) expect((await lines(one.fullName)).map(({ state }) => state)).toEqual(['cancelled']);
    await services.act(unscheduleRelease, leader, await ref(made.id));
    await runAll(kept.fullName);
    expect(got).toEqual([]);
  });

  it('that was delivered is recalled when the release is taken back', async () => {
    const one = await hooked();
    const made = await offered();
    await runAll(one.fullName);
    await services.act(unscheduleRelease, leader, await ref(made.id));
    await runAll(one.fullName);
    const types = () => got.map(({ body }) => (JSON.parse(body) as { type: string }).type);
    expect(types()).toEqual(['press.copy', 'press.recall']);
    await services.act(scheduleRelease, leader, { ...(await ref(made.id)), ...moment });
    for (let press = 0; press < 2; press += 1) await services.act(offerToPress, leader, { id: made.id });
    await runAll(one.fullName);
    expect(types()).toEqual(['press.copy', 'press.recall', 'press.copy']);
  });

  it('goes nowhere without a second person, nor into the own network, nor where 410 was said', async () => {
    const lone = await reporter();
    const { id: hook } = await services.act(proposeHook, head, { journalist: lone.id, url, closedNetworks: true });
    await expect(services.act(confirmHook, head, { hook })).rejects.toMatchObject({ refusals: [{ code: 'same-person' }] });
    await expect(
      query(db, sql`update information.press_hook set confirmed_by = proposed_by, confirmed_at = now() where id = ${hook}`),
    ).rejects.toThrow('confirmed_by_another');
    const [inside, gone] = [await hooked(), await hooked()];
    await offered();
    expect(await lines(lone.fullName)).toEqual([]);
    const strict = { ...services, config: { ...services.config, closedNetworks: false } };
    for (const { id } of await lines(inside.fullName)) await deliverToPressJob.handle({ id }, { db, services: strict, log: services.log });
    expect(got).toEqual([]);
    expect(await lines(inside.fullName)).toMatchObject([{ state: 'failed' }]);
    status = 410;
    await runAll(gone.fullName);
    expect(await lines(gone.fullName)).toMatchObject([{ state: 'failed', problem: 'HTTP 410' }]);
  });
});

describe('the daily communiqué', () => {
  it('goes to the newsrooms when it is made', async () => {
    const one = await hooked();
    const { code } = await release();
    freezeTime('2026-11-22T10:00:00Z');
    await services.act(compileCommunique, leader, { agencyId: head.scope ?? '', day: '2026-11-22', publicUrl: 'https://cong.vn' });
    await runAll(one.fullName);
    const payload = JSON.parse(got.at(-1)?.body ?? '{}') as { type: string; data: { items: { code: string }[]; sha256: string } };
    expect(payload.type).toBe('press.communique');
    expect(payload.data.items.map((item) => item.code)).toContain(code);
    expect(payload.data.sha256).toMatch(/^[0-9a-f]{64}$/);
  });
});

describe('who may', () => {
  it('register, confirm and close addresses and renew cards: those of the agency with that permission', async () => {
    const { id: journalist } = await reporter();
    const { id: hook } = await services.act(proposeHook, head, { journalist, url, closedNetworks: true });
    for (const actor of [writer, lawyer, stranger]) {
      await expect(services.act(proposeHook, actor, { journalist, url })).rejects.toMatchObject({ status: 403 });
      await expect(services.act(confirmHook, actor, { hook })).rejects.toMatchObject({ status: 403 });
      await expect(services.act(closeHook, actor, { hook })).rejects.toMatchObject({ status: 403 });
      const renewal = { journalist, cardNumber: 'X', cardUntil: '2027-12-31' };
      await expect(services.act(renewJournalist, actor, renewal)).rejects.toMatchObject({ status: 403 });
    }
  });

  it('a renewed card opens the same address again; a revoked one stays closed', async () => {
    const { id: journalist, token } = await reporter();
    freezeTime('2027-01-01T05:00:00Z');
    expect((await app.inject(`/bao-chi/${token}`)).statusCode).toBe(403);
    await expect(services.act(renewJournalist, head, { journalist, cardNumber: 'X', cardUntil: '2026-12-31' })).rejects.toMatchObject({
      status: 409,
    });
    await services.act(renewJournalist, head, { journalist, cardNumber: 'IBC-MOI', cardUntil: '2027-12-31' });
    expect((await app.inject(`/bao-chi/${token}`)).statusCode).toBe(200);
    await services.act(revokeJournalist, head, { journalist });
    await expect(services.act(renewJournalist, head, { journalist, cardNumber: 'X', cardUntil: '2028-12-31' })).rejects.toMatchObject({
      status: 409,
    });
    expect((await app.inject(`/bao-chi/${token}`)).statusCode).toBe(403);
  });
});
