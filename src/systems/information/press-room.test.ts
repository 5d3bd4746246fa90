import { afterEach, beforeEach, expect, test } from 'vitest';
import { query, sql } from '#kernel/db.ts';
import { freezeTime } from '#kernel/time.ts';
import { accreditJournalist } from './actions/accredit-journalist.ts';
import { answerQuestion } from './actions/answer-question.ts';
import { offerToPress } from './actions/offer-to-press.ts';
import { revokeJournalist } from './actions/revoke-journalist.ts';
import { addressOf } from './press/journalists.ts';
import { compareLeak } from './press/copies/leaks.ts';
import { newsroom } from './test-kit.ts';

const { t, writer, head, lawyer, leader, stranger, release } = await newsroom();
const { app, services } = t;
const moment = { date: '2026-11-22', time: '12:30' };
const card = { fullName: 'Nhà báo Mẫu', outlet: 'Báo Mẫu', cardNumber: 'IBC-MAU-01', cardUntil: '2026-12-31' };

beforeEach(() => freezeTime('2026-11-22T05:00:00Z'));
afterEach(() => freezeTime(undefined));

async function reporter(change = {}): Promise<{ id: string; address: string }> {
  const { id } = await services.act(accreditJournalist, head, { ...card, ...change });
  return { id, address: await addressOf(services.db, id) };
}

const post = (url: string, payload = {}) => app.inject({ method: 'POST', url, payload, headers: { 'sec-fetch-site': 'same-origin' } });

async function offered() {
  const made = await release(
    { bodyVi: 'Sáng nay, Chính phủ họp phiên thường kỳ tháng mười một tại Hà Nội.\n\nTăng trưởng đạt bảy phẩy hai phần trăm.' },
    moment,
  );
  await services.act(offerToPress, leader, { id: made.id });
  return made;
}

test('a reporter reads a marked copy after accepting the terms; what leaks names its reader', async () => {
  const { code } = await offered();
  const [one, two] = [await reporter(), await reporter({ fullName: 'Nhà báo Khác' })];
  expect((await app.inject(`${one.address}/${code}`)).statusCode).toBe(403);
  expect((await app.inject(one.address)).body).not.toContain(code);
  for (const { address } of [one, two]) expect((await post(address)).statusCode).toBe(303);
  const copy = await app.inject(`${one.address}/${code}`);
  expect(copy.statusCode).toBe(200);
  expect(copy.headers['cache-control']).toContain('no-store');
  for (const seen of ['Nhà báo Mẫu', 'Cấm công bố trước', 'noindex']) expect(copy.body).toContain(seen);
  await app.inject(`${two.address}/${code}`);
  const [paragraph = ''] = /Tăng trưởng[^<]*/.exec(copy.body) ?? [];
  const leak = await compareLeak(services.db, head.scope ?? '', `Nguồn tin riêng: ${paragraph}`);
  expect(leak.copies.map(({ fullName }) => fullName)).toEqual(['Nhà báo Mẫu']);
  expect(leak.matches[0]).toMatchObject({ code, early: true });
  const bare = await compareLeak(services.db, head.scope ?? '', paragraph.replaceAll(/[\u200b\u200c]/g, ''));
  expect(bare.copies).toEqual([]);
  expect(bare.matches[0]?.code).toBe(code);
  const readings = await query<{ n: number }>(services.db, sql<{ n: number }>`select count(*) as n from information.press_reading`);
  expect(readings[0]?.n).toBe(2);
});

test('what was not offered, of another agency, or asked for with a wrong, revoked or ended address is not there', async () => {
  const hidden = await release({}, moment);
  const { code } = await offered();
  const { id, address } = await reporter();
  await post(address);
  expect((await app.inject(`${address}/${hidden.code}`)).statusCode).toBe(404);
  const other = await services.act(accreditJournalist, stranger, card);
  const elsewhere = await addressOf(services.db, other.id);
  await post(elsewhere);
  expect((await app.inject(`${elsewhere}/${code}`)).statusCode).toBe(404);
  const guess = `/bao-chi/${'A'.repeat(43)}`;
  expect((await app.inject(guess)).statusCode).toBe(403);
  freezeTime('2026-12-31T16:59:59Z');
  expect((await app.inject(address)).statusCode).toBe(200);
  freezeTime('2026-12-31T17:00:00Z');
  expect((await app.inject(address)).statusCode).toBe(403);
  freezeTime('2026-11-22T05:00:00Z');
  await services.act(revokeJournalist, head, { journalist: id });
  expect((await app.inject(address)).statusCode).toBe(403);
});

test('questions go to the agency with their day; answers are public after the moment, not before', async () => {
  const { code } = await offered();
  const { address } = await reporter();
  await post(address);
  const ask = (wished: string) => post(`${address}/${code}`, { question: 'Số liệu lấy từ đâu?', wished });
  expect((await ask('2026-11-21')).statusCode).toBe(409);
  expect((await ask('2026-11-24')).statusCode).toBe(303);
  const [row] = await query<{ id: string }>(
    services.db,
    sql<{ id: string }>`select id from information.press_question where answer is null`,
  );
  const question = row?.id ?? '';
  for (const actor of [writer, lawyer, stranger]) {
    await expect(services.act(answerQuestion, actor, { question, answer: 'x' })).rejects.toMatchObject({ status: 403 });
  }
  await services.act(answerQuestion, head, { question, answer: 'Từ Cục Thống kê.' });
  await expect(services.act(answerQuestion, head, { question, answer: 'Khác.' })).rejects.toMatchObject({ status: 409 });
  expect((await app.inject(`${address}/${code}`)).body).toContain('Từ Cục Thống kê.');
  expect((await app.inject(`/tin/${code}`)).statusCode).toBe(404);
  freezeTime('2026-11-22T05:30:00Z');
  const page = (await app.inject(`/tin/${code}`)).body;
  for (const seen of ['Số liệu lấy từ đâu?', 'Từ Cục Thống kê.', 'Báo Mẫu']) expect(page).toContain(seen);
  expect(page).not.toContain('Nhà báo Mẫu');
});

test('who may accredit, revoke and offer: those of the agency with that permission', async () => {
  const { id } = await release({}, moment);
  const { id: journalist } = await reporter();
  for (const actor of [writer, lawyer]) {
    await expect(services.act(accreditJournalist, actor, card)).rejects.toMatchObject({ status: 403 });
  }
  for (const actor of [writer, lawyer, stranger]) {
    await expect(services.act(revokeJournalist, actor, { journalist })).rejects.toMatchObject({ status: 403 });
  }
  for (const actor of [writer, head, lawyer, stranger]) {
    await expect(services.act(offerToPress, actor, { id })).rejects.toMatchObject({ status: 403 });
  }
  await expect(services.act(accreditJournalist, head, { ...card, cardUntil: '2026-11-21' })).rejects.toMatchObject({ status: 409 });
  const desk = await app.inject({ url: '/thong-tin/bao-chi', headers: t.as(stranger) });
  expect(desk.body).not.toContain(await addressOf(services.db, journalist));
});

test('a reporter or question that is none is said to be none, in a sentence', async () => {
  const nobody = '01900000-0000-7000-8000-000000000000';
  const later = { cardNumber: 'X', cardUntil: '2027-12-31', url: 'https://bao.vn/nhan', answer: 'x' };
  for (const id of [nobody, 'x'.repeat(36)]) {
    for (const path of [
      `${id}/thu-hoi`,
      `${id}/gia-han`,
      `${id}/dia-chi-nhan`,
      `cau-hoi/${id}`,
      `dia-chi-nhan/${id}/xac-nhan`,
      `dia-chi-nhan/${id}/dong`,
    ]) {
      const answer = await app.inject({ method: 'POST', url: `/thong-tin/bao-chi/${path}`, payload: later, headers: t.as(head) });
      expect(answer.statusCode, path).toBe(404);
    }
    const again = await app.inject({ method: 'POST', url: `/thong-tin/bao-chi/${id}/thu-hoi`, payload: {}, headers: t.as(head) });
    expect(again.body).toContain('Không có nhà báo này');
  }
});

test('an address in the clear or of a closed network is refused with a sentence, and comes back as it was typed', async () => {
  const { id } = await reporter();
  for (const url of ['http://toasoan.vn/nhan', 'https://10.0.0.7/nhan', 'https://[::1]/nhan', 'https://169.254.169.254/']) {
    const payload = { url, closedNetworks: true };
    const back = await app.inject({ method: 'POST', url: `/thong-tin/bao-chi/${id}/dia-chi-nhan`, headers: t.as(head), payload });
    expect(back.statusCode, url).toBe(409);
    for (const seen of ['phải bắt đầu bằng https://', `value="${url}"`]) expect(back.body).toContain(seen);
  }
});
