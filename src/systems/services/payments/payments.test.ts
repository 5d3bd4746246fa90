import type { AddressInfo } from 'node:net';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { agenciesOfUnit } from '#core/agencies/index.ts';
import { caseByCode, eventsOf } from '#core/cases/index.ts';
import { query, sql } from '#kernel/db.ts';
import type { Actor } from '#kernel/permission.ts';
import { freezeTime, instant, now } from '#kernel/time.ts';
import { someoneAt } from '../../../../test/demo-kit.ts';
import { servicesSite } from '../test-kit.ts';
import { takeCaseStep } from '../desk/actions/take-step.ts';
import { decideMoney } from './actions/decide-money.ts';
import { settleRefund } from './actions/settle-refund.ts';
import { takeCash } from './actions/take-cash.ts';
import { askPayments } from './ask-job.ts';
import { secretOf } from './provider-of.ts';
import { noticesOf, refundsOf, requestsOf } from './queries.ts';
import { NOTICES } from './routes/api.ts';
import { closeSampleBankOf, sampleBankOf } from './sample-bank/running.ts';
import type { SampleBank } from './sample-bank/server.ts';
import { SIGNATURE_HEADER, signMessage } from './signed-messages.ts';
import { sumsOf } from './sums.ts';
import { openTestCase, paidFirst, paidLater, workOff } from './test-kit.ts';

let WARD = '';
const t = await servicesSite();
const { app, services, mother: payer, neighbour: stranger, officer } = t;
const { personId } = payer;
const { db } = services;
let bank: SampleBank;
let [head, elsewhere]: Actor[] = [];
let url = '';

beforeAll(async () => {
  await app.listen({ port: 0, host: '127.0.0.1' });
  url = `http://127.0.0.1:${(app.server.address() as AddressInfo).port}`;
  bank = await sampleBankOf(services);
  bank.tellTo = url + NOTICES;
  WARD = (await agenciesOfUnit(db, '19789')).find(({ kind }) => kind === 'commune-committee')!.code;
  head = await someoneAt(services, WARD, ['unit-head'], 'Trưởng phòng Đối Soát');
  elsewhere = await someoneAt(services, 'G22', ['unit-head'], 'Trưởng phòng Nơi Khác');
});
afterEach(() => {
  freezeTime(undefined);
  bank.refusesRefunds = false;
});
afterAll(() => closeSampleBankOf(services));

const get = (path: string, actor: Actor | undefined) =>
  app.inject({ url: path, headers: { accept: 'text/html', ...(actor ? t.as(actor) : {}) } });
const work = () => workOff(services, ['services.create-payment-order', 'services.send-refund', 'services.issue-receipt']);

/** A case that waits for 100.000 đồng, with its order at the bank. */
async function waiting() {
  const opened = await openTestCase(services, paidFirst, WARD, personId);
  await work();
  const [request] = await requestsOf(db, opened.id);
  return { ...opened, request: request!, reference: request!.reference };
}
async function stand(caseId: string) {
  const requests = await requestsOf(db, caseId);
  const notices = await noticesOf(
    db,
    requests.map(({ id }) => id),
  );
  const refunds = await refundsOf(
    db,
    notices.map(({ id }) => id),
  );
  return { request: requests.at(-1)!, notices, refunds };
}
const stateOf = async (code: string) => (await caseByCode(db, code))?.state;
const step = async (actor: Actor, code: string, event: string, more: object = {}) => {
  const record = (await caseByCode(db, code))!;
  return services.act(takeCaseStep, actor, { caseId: record.id, event, version: record.version, ...more });
};

describe('a fee at submission', () => {
  it('is paid at the bank, told of twice, counted once, and has a sealed receipt', async () => {
    const { id, code, reference, request } = await waiting();
    const page = (await get(`/ho-so/${code}/nop-phi`, payer)).body;
    for (const seen of [reference, '100.000 đồng', 'Ngân hàng Mẫu', request.offer!.account, `/ngan-hang-mau/${reference}`, '<svg'])
      expect(page).toContain(seen);
    await bank.pay({ reference, amount: 100_000, telling: 'twice', content: `Nguyen Van Mau nop phi ${reference.toLowerCase()}` });
    const { request: paid, notices, refunds } = await stand(id);
    expect(paid).toMatchObject({ state: 'paid', received: 100_000 });
    expect(notices).toMatchObject([{ toldTimes: 2, kept: 100_000, outcome: 'matched', contradicted: null }]);
    expect(refunds).toEqual([]);
    expect(await stateOf(code)).toBe('submitted');
    await work();
    await work();
    const { request: receipted } = await stand(id);
    expect(receipted.receiptNumber).toMatch(/^\d{7}\/\d\dE$/);
    const pdf = await get(`/ho-so/${code}/bien-lai/${paid.id}`, payer);
    expect(pdf.headers['content-type']).toBe('application/pdf');
    expect(pdf.rawPayload.includes('/ETSI.CAdES.detached')).toBe(true);
    expect((await get('/bien-lai', payer)).body).toContain(receipted.receiptNumber);
    expect((await get(`/ho-so/${code}/nop-phi`, payer)).body).toContain('Đã nộp đủ');
  });

  it('paid a second time goes back, and both are shown; the bank refuses, an officer pays out by voucher', async () => {
    const { id, code, reference } = await waiting();
    await bank.pay({ reference, amount: 100_000 });
    bank.refusesRefunds = true;
    await bank.pay({ reference, amount: 100_000 });
    await work();
    const { request, notices, refunds } = await stand(id);
    expect(request.received).toBe(100_000);
    expect(notices.map(({ outcome }) => outcome)).toEqual(['matched', 'again']);
    expect(refunds).toMatchObject([{ state: 'refused', reason: 'again', amount: 100_000 }]);
    const page = (await get(`/ho-so/${code}/nop-phi`, payer)).body;
    expect(page.split('100.000 đồng').length).toBeGreaterThan(3);
    expect(page).toContain('nộp trùng');
    const refundId = refunds[0]!.id;
    await expect(services.act(settleRefund, elsewhere!, { refundId, how: 'paid-out', voucher: '1' })).rejects.toMatchObject({
      status: 403,
    });
    await expect(services.act(settleRefund, head!, { refundId, how: 'paid-out' })).rejects.toMatchObject({ status: 409 });
    await services.act(settleRefund, head!, { refundId, how: 'paid-out', voucher: 'PC 12/2026' });
    await expect(services.act(settleRefund, head!, { refundId, how: 'again' })).rejects.toMatchObject({ status: 409 });
    expect((await stand(id)).refunds).toMatchObject([{ state: 'done', answer: 'PC 12/2026' }]);
  });

  it('of a wrong amount stays open, says the difference, and an officer decides', async () => {
    const { id, code, reference } = await waiting();
    await bank.pay({ reference, amount: 60_000 });
    expect(await stateOf(code)).toBe('unpaid');
    expect((await get(`/ho-so/${code}/nop-phi`, payer)).body).toContain('ít hơn số phải nộp 100.000 đồng');
    const noticeId = (await stand(id)).notices[0]!.id;
    expect((await get(`/giai-quyet/doi-soat/${noticeId}`, head)).body).toContain('chênh lệch 40.000 đồng');
    await expect(services.act(decideMoney, head!, { noticeId, decision: 'keep-and-return' })).rejects.toMatchObject({ status: 409 });
    await services.act(decideMoney, head!, { noticeId, decision: 'keep-part' });
    await expect(services.act(decideMoney, head!, { noticeId, decision: 'return' })).rejects.toMatchObject({ status: 409 });
    await bank.pay({ reference, amount: 45_000 });
    expect(await stateOf(code)).toBe('unpaid');
    const over = (await stand(id)).notices[1]!;
    expect(over.outcome).toBe('over');
    await services.act(decideMoney, head!, { noticeId: over.id, decision: 'keep-and-return' });
    await work();
    const { request, refunds } = await stand(id);
    expect(request).toMatchObject({ state: 'paid', received: 100_000 });
    expect(refunds).toMatchObject([{ state: 'done', amount: 5_000, reason: 'over' }]);
    expect(await stateOf(code)).toBe('submitted');
  });

  it('goes back with a case that is withdrawn, whether paid before, after, or out of order', async () => {
    const { id, code, reference } = await waiting();
    const early = await waiting();
    await bank.pay({ reference, amount: 100_000 });
    await step(payer, code, 'withdraw', { reason: 'Tôi không cần nữa' });
    await bank.pay({ reference: early.reference, amount: 40_000, telling: 'late', at: instant(now().getTime() - 60_000) });
    await step(payer, early.code, 'withdraw', { reason: 'Tôi không cần nữa' });
    await bank.pay({ reference: early.reference, amount: 100_000, telling: 'late' });
    await bank.tellWaiting();
    await work();
    expect((await stand(id)).request).toMatchObject({ state: 'refunded', received: 0 });
    const after = await stand(early.id);
    expect(after.request).toMatchObject({ state: 'expired', received: 0 });
    expect(after.refunds.map(({ amount, state }) => [amount, state])).toEqual([
      [100_000, 'done'],
      [40_000, 'done'],
    ]);
  });

  it('that nobody tells of is found by asking; one whose time is over is closed, and opened again by the applicant', async () => {
    const { id, code, reference } = await waiting();
    await bank.pay({ reference, amount: 100_000, telling: 'never' });
    const idle = await waiting();
    const context = { db, log: services.log, services };
    freezeTime(instant(Date.now() + 20 * 60_000));
    await askPayments.handle({}, context);
    expect((await stand(id)).request.state).toBe('paid');
    expect(await stateOf(code)).toBe('submitted');
    freezeTime(instant(idle.request.until.getTime() + 5 * 86_400_000));
    await query(db, sql`update services.payment_request set ask_at = ${now()} where id = ${idle.request.id}`);
    await askPayments.handle({}, context);
    expect((await stand(idle.id)).request.state).toBe('expired');
    await bank.pay({ reference: idle.reference, amount: 100_000 });
    expect((await stand(idle.id)).notices).toMatchObject([{ outcome: 'late', givenBack: 100_000 }]);
    expect(
      (await app.inject({ method: 'POST', url: `/ho-so/${idle.code}/nop-phi/mo-lai`, headers: t.as(payer), payload: {} })).statusCode,
    ).toBe(303);
    await bank.pay({ reference: idle.reference, amount: 100_000 });
    expect((await stand(idle.id)).request).toMatchObject({ state: 'paid', received: 100_000 });
    await work();
  });
});

describe('a payment after the review', () => {
  it('is worked out by the officer within bounds; the clock goes on at the moment it was paid, not told', async () => {
    freezeTime('2026-11-23T02:00:00Z');
    const opened = await openTestCase(services, paidLater, WARD, personId);
    expect(await stateOf(opened.code)).toBe('submitted');
    await step(officer, opened.code, 'accept');
    const ask = { report: 'Đủ điều kiện', purpose: 'Lệ phí trước bạ: 0,5% của 600.000.000 đồng' };
    for (const wrong of [{}, { amount: 10 }, { amount: 2e12 }]) {
      await expect(step(officer, opened.code, 'ask-payment', { ...ask, ...wrong })).rejects.toMatchObject({ status: 422 });
    }
    await expect(step(officer, opened.code, 'ask-payment', { report: 'Đủ', amount: 3_000_000 })).rejects.toMatchObject({ status: 422 });
    await step(officer, opened.code, 'ask-payment', { ...ask, amount: 3_000_000 });
    expect(await stateOf(opened.code)).toBe('fee-due');
    await work();
    const { request } = await stand(opened.id);
    const paidAt = instant('2026-11-24T02:00:00Z');
    freezeTime('2026-11-26T02:00:00Z');
    await bank.pay({ reference: request.reference, amount: 3_000_000, at: paidAt });
    const record = (await caseByCode(db, opened.code))!;
    expect(record.state).toBe('deciding');
    expect(record.pauses.at(-1)?.to).toEqual(paidAt);
    expect((await eventsOf(db, record.id)).at(-1)).toMatchObject({
      event: 'paid',
      at: paidAt,
      data: { toldAt: '2026-11-26T02:00:00.000Z' },
    });
    await work();
  });
});

describe('cash at the desk', () => {
  it('is the same payment, exact, taken by an officer of the agency, with the same receipt', async () => {
    const { id, code, request } = await waiting();
    const take = (actor: Actor, amount: number) => services.act(takeCash, actor, { requestId: request.id, amount });
    await expect(take(elsewhere!, 100_000)).rejects.toMatchObject({ status: 403 });
    await expect(take(payer, 100_000)).rejects.toMatchObject({ status: 403 });
    await expect(take(officer, 90_000)).rejects.toMatchObject({ status: 409 });
    await take(officer, 100_000);
    await expect(take(officer, 100_000)).rejects.toMatchObject({ status: 409 });
    await work();
    const { request: paid, notices } = await stand(id);
    expect(paid.receiptNumber).not.toBeNull();
    expect(notices).toMatchObject([{ provider: 'cash', takenBy: officer.name }]);
    expect((await get(`/giai-quyet/${code}/thu-phi`, officer)).body).toContain(paid.receiptNumber);
  });
});

describe('a notice', () => {
  const tell = (body: string, header?: string, type = 'application/json') =>
    fetch(url + NOTICES, { method: 'POST', headers: { 'content-type': type, ...(header ? { [SIGNATURE_HEADER]: header } : {}) }, body });
  const transfer = (more: object = {}) =>
    JSON.stringify({ id: 'X-1', amount: 100_000, content: 'nop phi', paidAt: '2026-11-22T03:00:00Z', ...more });

  it('is believed only with the signature of these minutes over its very bytes', async () => {
    const secret = await secretOf(services);
    const body = transfer();
    const good = signMessage(secret, NOTICES, body, now());
    const count = async () =>
      (await query<{ n: number }>(db, sql<{ n: number }>`select count(*)::int as n from services.payment_notice`))[0]!.n;
    const before = await count();
    expect((await tell(body)).status).toBe(401);
    expect((await tell(body, 't=1,v1=00')).status).toBe(401);
    expect((await tell(transfer({ amount: 900_000 }), good)).status).toBe(401);
    expect((await tell(body, signMessage('another secret', NOTICES, body, now()))).status).toBe(401);
    expect((await tell(body, signMessage(secret, '/elsewhere', body, now()))).status).toBe(401);
    expect((await tell(body, signMessage(secret, NOTICES, body, instant(Date.now() - 600_000)))).status).toBe(401);
    const large = transfer({ content: 'x'.repeat(20_000) });
    expect((await tell(large, signMessage(secret, NOTICES, large, now()))).status).toBe(413);
    for (const wrong of ['{', transfer({ amount: 1.5 }), transfer({ amount: -1 }), transfer({ paidAt: 'hôm qua' }), transfer({ id: '' })]) {
      expect((await tell(wrong, signMessage(secret, NOTICES, wrong, now()))).status).toBe(422);
    }
    expect(await count()).toBe(before);
    expect((await tell(body, good)).status).toBe(200);
    expect(await (await tell(body, good)).json()).toMatchObject({ repeated: true });
    expect(await count()).toBe(before + 1);
  });

  it('that says something else the second time changes nothing and is shown; of an unknown case it is matched by hand', async () => {
    const secret = await secretOf(services);
    const { id, code } = await waiting();
    const first = transfer({ id: 'X-2', agency: WARD });
    const second = transfer({ id: 'X-2', agency: WARD, amount: 5 });
    for (const body of [first, second]) expect((await tell(body, signMessage(secret, NOTICES, body, now()))).status).toBe(200);
    const list = (await get('/giai-quyet/doi-soat', head)).body;
    expect(list).toContain('Báo lại khác');
    expect(list).toContain('Chưa rõ hồ sơ');
    const [{ id: noticeId } = { id: '' }] = await query<{ id: string }>(
      db,
      sql<{ id: string }>`select id from services.payment_notice where provider_id = 'X-2'`,
    );
    await expect(services.act(decideMoney, head!, { noticeId, decision: 'match', code: 'H57.19789-200101-0001' })).rejects.toMatchObject({
      status: 409,
    });
    await services.act(decideMoney, head!, { noticeId, decision: 'match', code });
    expect((await stand(id)).request).toMatchObject({ state: 'paid', received: 100_000 });
    expect(await stateOf(code)).toBe('submitted');
    await work();
  });

  it('told by two at once is one', async () => {
    const { id, reference } = await waiting();
    const body = transfer({ id: 'X-3', content: reference });
    const header = signMessage(await secretOf(services), NOTICES, body, now());
    const answers = await Promise.all([1, 2, 3, 4].map(async () => (await tell(body, header)).status));
    expect(answers).toEqual([200, 200, 200, 200]);
    expect((await stand(id)).notices).toMatchObject([{ toldTimes: 4, kept: 100_000 }]);
    await work();
  });
});

it('shows payments to nobody else', async () => {
  const { code, request } = await waiting();
  await bank.pay({ reference: request.reference, amount: 1 });
  const noticeId = (await noticesOf(db, [request.id]))[0]!.id;
  for (const path of [`/ho-so/${code}/nop-phi`, `/ho-so/${code}/bien-lai/${request.id}`]) {
    expect((await get(path, stranger)).statusCode).toBe(404);
    expect((await get(path, undefined)).statusCode).not.toBe(200);
  }
  for (const path of ['/giai-quyet/doi-soat', '/giai-quyet/doi-soat.csv', `/giai-quyet/doi-soat/${noticeId}`]) {
    expect((await get(path, payer)).statusCode).toBe(403);
    expect((await get(path, officer)).statusCode).toBe(403);
  }
  expect((await get(`/giai-quyet/doi-soat/${noticeId}`, elsewhere)).statusCode).toBe(404);
  expect((await get('/giai-quyet/doi-soat?muc=tat-ca', elsewhere)).body).not.toContain(code);
  for (const actor of [payer, elsewhere]) expect((await get(`/giai-quyet/${code}/thu-phi`, actor)).statusCode).toBe(404);
  await expect(services.act(decideMoney, elsewhere!, { noticeId, decision: 'return' })).rejects.toMatchObject({ status: 403 });
});

it('adds up: what was told of is on cases, on its way back, or waits for an officer', async () => {
  const all = await sumsOf(db, undefined);
  expect(all.told).toBeGreaterThan(1_000_000);
  expect(all.kept).toBe(all.onCases);
  expect(all.back).toBe(all.refunds);
  expect(all.told).toBe(all.onCases + all.refunds + all.waiting);
  const csv = (await get('/giai-quyet/doi-soat.csv', head)).body;
  expect(csv.trim().split('\r\n').length).toBeGreaterThan(10);
  for (const muc of ['can-xu-ly', 'hoan-tra', 'chua-thu', 'tat-ca']) {
    const { statusCode, body } = await get(`/giai-quyet/doi-soat?muc=${muc}`, head);
    expect(statusCode).toBe(200);
    expect(body).toContain('Khớp: mỗi đồng');
  }
});
