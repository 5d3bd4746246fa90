import PostalMime from 'postal-mime';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { query, sql } from '#kernel/db.ts';
import { systemActor } from '#kernel/permission.ts';
import { freezeTime, now } from '#kernel/time.ts';
import { someoneAt } from '../../../../../test/demo-kit.ts';
import { sendingMail } from '../../../../core/notifications/jobs.ts';
import { localMailBytes } from '../../../../core/notifications/mail/local-mail.ts';
import { sendDue } from '../../../../core/notifications/send-due.ts';
import { answerQuestion } from '../../actions/answer-question.ts';
import { scheduleRelease } from '../../actions/schedule-release.ts';
import { newsroom } from '../../test-kit.ts';
import { pressKit } from '../press-kit.ts';
import { confirmTerm } from './confirm-term.ts';
import { draftAnswerRelease } from './draft-release.ts';
import { proposeTerm } from './propose-term.ts';
import { answerFigures, findTerm, lastDayFor } from './queries.ts';
import { remindAnswers } from './remind.ts';
import { setContact } from './set-contact.ts';

const room = await newsroom();
const { t, head, writer, lawyer, leader, stranger, ref, approve } = room;
const { app, services } = t;
const { db } = services;
const { reporter, offered, ask } = pressKit(room);
const second = await someoneAt(services, 'G22', ['unit-head'], 'Phó phòng Mẫu');
const moment = { date: '2026-11-22', time: '12:30' };
const own = { kind: '', days: 5, validFrom: '2026-11-22', source: 'Quy chế mẫu 7/QC-VPCP' };
const NOON = '2026-11-22T05:00:00Z';

beforeEach(() => freezeTime(NOON));
afterEach(() => freezeTime(undefined));

const dueOf = async (id: string) =>
  (
    await query<{ due: string; wished: string | null }>(
      db,
      sql<{ due: string; wished: string | null }>`select due, wished from information.press_question where id = ${id}`,
    )
  )[0];
const get = (url: string, actor?: typeof head) => app.inject({ url, headers: actor ? t.as(actor) : {} });

test('the last day is the term’s that held when it was asked; the wish stays beside it', async () => {
  const one = await reporter('Nhà báo Hạn');
  const { code } = await offered(moment);
  const first = await ask(one, code, 'Theo thời hạn chung?', { wished: '2026-11-24' });
  expect(await dueOf(first)).toEqual({ due: '2026-12-22', wished: '2026-11-24' });
  const { id } = await services.act(proposeTerm, head, own);
  expect(await dueOf(await ask(one, code, 'Chưa ai xác nhận?'))).toEqual({ due: '2026-12-22', wished: null });
  await expect(services.act(confirmTerm, head, { term: id })).rejects.toMatchObject({ refusals: [{ code: 'same-person' }] });
  await services.act(confirmTerm, second, { term: id });
  expect((await dueOf(await ask(one, code, 'Theo thời hạn riêng?')))?.due).toBe('2026-11-27');
  expect((await dueOf(first))?.due).toBe('2026-12-22');
  const { id: narrow } = await services.act(proposeTerm, head, { ...own, kind: 'thong-cao', days: 2 });
  await services.act(confirmTerm, second, { term: narrow });
  expect((await dueOf(await ask(one, code, 'Theo loại tin?')))?.due).toBe('2026-11-24');
  // In working days a Sunday counts as the Monday after it, and no term ends after the common one.
  const working = await services.act(proposeTerm, head, { ...own, kind: 'thong-cao', days: 3, unit: 'working-day' });
  const term = await findTerm(db, working.id);
  expect(await lastDayFor(db, term!, now())).toBe('2026-11-26');
  expect(await lastDayFor(db, { ...term!, days: 29 }, now())).toBe('2026-12-22');
  await expect(services.act(proposeTerm, head, { ...own, days: 31 })).rejects.toMatchObject({ refusals: [{ code: 'longer' }] });
  const page = (await get('/thong-tin/bao-chi/thoi-han', head)).body;
  for (const seen of ['Chưa đối chiếu nguồn', own.source, 'Đã xác nhận']) expect(page).toContain(seen);
});

test('the press desk is reminded once before and once after the last day, without a word of the question', async () => {
  const one = await reporter('Nhà báo Nhắc');
  const { code } = await offered(moment);
  await services.act(setContact, head, { mail: 'phongbaochi@coquan.vn' });
  await ask(one, code, 'Câu hỏi còn kín?');
  const remind = () => services.act(remindAnswers, systemActor('information'), {});
  const stages = async (day: string) => {
    freezeTime(`${day}T00:30:00Z`);
    return (await remind()).reminded.map(({ stage }) => stage);
  };
  expect(await stages('2026-11-22')).toContain('before');
  expect(await stages('2026-11-23')).toEqual([]);
  expect(await stages('2026-11-25')).toContain('after');
  expect(await stages('2026-11-25')).toEqual([]);
  while ((await sendDue(services, sendingMail(services))) > 0) continue;
  const sent = await query<{ letterId: number; addressId: number }>(
    db,
    sql<{
      letterId: number;
      addressId: number;
    }>`select letter_id as "letterId", address_id as "addressId" from notifications.message where state = 'sent'`,
  );
  const mails = await Promise.all(
    sent.map(async (mail) => PostalMime.parse((await localMailBytes(services, mail.letterId, mail.addressId)) ?? Buffer.alloc(0))),
  );
  const mine = mails.filter(({ to, subject }) => to?.[0]?.address === 'phongbaochi@coquan.vn' && subject?.includes(code));
  expect(mine.map(({ subject }) => subject).toSorted()).toEqual([
    `Quá hạn trả lời báo chí: ${code}`,
    `Sắp đến hạn trả lời báo chí: ${code}`,
  ]);
  for (const { text, html } of mine) expect(`${text}${html}`).not.toContain('còn kín');
});

test('the overview counts only what is public, in time or late by the term; CSV says the same', async () => {
  const before = (await answerFigures(db, 2026)).find((row) => row.quarter === null);
  const one = await reporter('Nhà báo Thống kê');
  const { code } = await offered({ date: '2026-11-23', time: '12:30' });
  const [soon, late] = [await ask(one, code, 'Đúng hạn?'), await ask(one, code, 'Muộn?')];
  await ask(one, code, 'Không trả lời?');
  expect(await answerFigures(db, 2026)).toEqual(before ? expect.arrayContaining([before]) : []);
  freezeTime('2026-11-24T05:00:00Z');
  await services.act(answerQuestion, head, { question: soon, answer: 'Có.' });
  freezeTime('2026-11-26T05:00:00Z');
  await services.act(answerQuestion, head, { question: late, answer: 'Xin lỗi vì chậm.' });
  const [year] = (await answerFigures(db, 2026)).filter((row) => row.quarter === null && row.asked > 0);
  expect(year?.inTime).toBe((before?.inTime ?? 0) + 1);
  expect(year?.late).toBe((before?.late ?? 0) + 1);
  expect(year?.medianDays).toBe(3);
  const page = await get('/tin/tra-loi-bao-chi?nam=2026');
  for (const seen of ['Văn phòng Chính phủ', 'Quý 4', 'Các con số được tính thế nào', 'Chưa đối chiếu nguồn'])
    expect(page.body).toContain(seen);
  expect(page.body).not.toContain('Nhà báo Thống kê');
  const csv = await get('/tin/tra-loi-bao-chi.csv?nam=2026');
  expect(csv.headers['content-type']).toContain('text/csv');
  expect(csv.body).toContain(`Văn phòng Chính phủ,2026,4,${year?.asked},${year?.inTime},${year?.late},`);
  expect((await get('/tin/tra-loi-bao-chi?nam=2019')).body).toContain('Chưa có câu hỏi nào');
});

test('a public answer becomes a draft in one step, goes the way of every release, and both pages lead to each other', async () => {
  const one = await reporter('Nhà báo Bản tin');
  const { code } = await offered(moment, { titleVi: 'Bản tin được hỏi' });
  const question = await ask(one, code, 'Ngân sách bao nhiêu?');
  const draft = (actor = writer) => services.act(draftAnswerRelease, actor, { question });
  await expect(draft()).rejects.toMatchObject({ refusals: [{ code: 'unanswered' }] });
  await services.act(answerQuestion, head, { question, answer: 'Một trăm tỉ đồng.' });
  await expect(draft()).rejects.toMatchObject({ refusals: [{ code: 'not-public' }] });
  freezeTime('2026-11-22T05:30:00Z');
  for (const actor of [lawyer, leader, stranger]) await expect(draft(actor)).rejects.toMatchObject({ status: 403 });
  const made = await draft();
  await expect(draft()).rejects.toMatchObject({ refusals: [{ code: 'made' }] });
  expect((await get('/thong-tin/bao-chi', head)).body).toContain(`/thong-tin/${made.id}`);
  expect((await get(`/tin/${code}`)).body).not.toContain(made.code);
  await approve(made.id);
  await services.act(scheduleRelease, leader, { ...(await ref(made.id)), date: '', time: '' });
  const answer = (await get(`/tin/${made.code}`)).body;
  for (const seen of ['Trả lời Báo Mẫu: Ngân sách bao nhiêu?', 'Một trăm tỉ đồng.', `/tin/${code}`]) expect(answer).toContain(seen);
  expect((await get(`/tin/${code}?lang=vi`)).body).toContain(`/tin/${made.code}`);
  expect((await get(`/tin/${code}`)).body).toContain(`/tin/${made.code}`);
});

test('who may: press officers of the agency; the product alone reminds', async () => {
  const { id } = await services.act(proposeTerm, head, own);
  for (const actor of [writer, lawyer]) {
    await expect(services.act(proposeTerm, actor, own)).rejects.toMatchObject({ status: 403 });
    await expect(services.act(setContact, actor, { mail: 'a@b.vn' })).rejects.toMatchObject({ status: 403 });
    expect((await get('/thong-tin/bao-chi/thoi-han', actor)).statusCode).toBe(403);
  }
  for (const actor of [writer, lawyer, stranger])
    await expect(services.act(confirmTerm, actor, { term: id })).rejects.toMatchObject({ status: 403 });
  for (const actor of [head, stranger]) await expect(services.act(remindAnswers, actor, {})).rejects.toMatchObject({ status: 403 });
});
