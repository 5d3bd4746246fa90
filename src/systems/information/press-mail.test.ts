import PostalMime, { type Email } from 'postal-mime';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { query, sql } from '#kernel/db.ts';
import { freezeTime } from '#kernel/time.ts';
import { sendingMail } from '../../core/notifications/jobs.ts';
import { localMailBytes } from '../../core/notifications/mail/local-mail.ts';
import { sendDue } from '../../core/notifications/send-due.ts';
import { forgetJob } from '../subscriptions/jobs.ts';
import { acceptTerms } from './actions/accept-terms.ts';
import { accreditJournalist } from './actions/accredit-journalist.ts';
import { askQuestion } from './actions/ask-question.ts';
import { beginCorrection } from './actions/begin-correction.ts';
import { publishRelease } from './actions/publish-release.ts';
import { scheduleRelease } from './actions/schedule-release.ts';
import { compileCommunique } from './actions/compile-communique.ts';
import { offerToPress } from './actions/offer-to-press.ts';
import { revokeJournalist } from './actions/revoke-journalist.ts';
import { unscheduleRelease } from './actions/unschedule-release.ts';
import { addressOf } from './press/journalists.ts';
import { isOffered } from './press/queries.ts';
import { pressWorklist, waitingQuestions } from './press/worklist.ts';
import { newsroom } from './test-kit.ts';

const { t, writer, head, leader, ref, approve, release } = await newsroom();
const { app, services } = t;
const { db } = services;
const moment = { date: '2026-11-22', time: '19:30' };

beforeEach(() => freezeTime('2026-11-22T05:00:00Z'));
afterEach(() => freezeTime(undefined));

async function reporter(mail: string) {
  const card = { fullName: `Nhà báo ${mail}`, outlet: 'Báo Mẫu', cardNumber: 'IBC', cardUntil: '2026-12-31', mail };
  const { id } = await services.act(accreditJournalist, head, card);
  const address = await addressOf(db, id);
  const token = address.split('/').at(-1) ?? '';
  await services.act(acceptTerms, head, { token });
  return { id, address, token };
}

async function offered() {
  const made = await release({ titleVi: 'Tiêu đề còn kín', bodyVi: 'Lời văn còn kín của bản tin.' }, moment);
  await services.act(offerToPress, leader, { id: made.id });
  return made;
}

/** Sends what is due; every mail of an address, as an independent reader sees it. */
async function inbox(address: string): Promise<Email[]> {
  while ((await sendDue(services, sendingMail(services))) > 0) continue;
  const sent = await query<{ letterId: number; addressId: number }>(
    db,
    sql<{ letterId: number; addressId: number }>`select letter_id as "letterId", address_id as "addressId" from notifications.message
      where state = 'sent' order by letter_id`,
  );
  const mails = await Promise.all(sent.map((one) => localMailBytes(services, one.letterId, one.addressId)));
  const read = await Promise.all(mails.map((bytes) => PostalMime.parse(bytes ?? Buffer.alloc(0))));
  return read.filter(({ to }) => to?.some((one) => one.address === address));
}

test('a mail tells of a copy without a word of it; its link opens the reader’s own page, and not after a revocation', async () => {
  const { id, address } = await reporter('mot@bao.vn');
  const { code } = await offered();
  const [mail] = await inbox('mot@bao.vn');
  expect(mail?.subject).toContain(code);
  expect(mail?.text).toContain('19:30');
  for (const hidden of ['còn kín', address.split('/').at(-1) ?? 'x'])
    expect(`${mail?.subject}${mail?.text}${mail?.html}`).not.toContain(hidden);
  const link = /\/bao-chi\/thu\/[\w-]{43}/.exec(mail?.text ?? '')?.[0] ?? '';
  const opened = await app.inject(link);
  expect(opened.headers.location).toBe(`${address}/${code}`);
  expect((await app.inject(`${address}/${code}`)).body).toContain('còn kín');
  const at = link.length - 20;
  const wrong = link.slice(0, at) + (link[at] === 'A' ? 'B' : 'A') + link.slice(at + 1);
  expect((await app.inject(wrong)).statusCode).toBe(403);
  await services.act(revokeJournalist, head, { journalist: id });
  const after = await app.inject(link);
  expect((await app.inject(String(after.headers.location))).statusCode).toBe(403);
});

test('a mail that waits when the accreditation is revoked or the release taken back never leaves; a sent one is recalled', async () => {
  const [revoked, kept] = [await reporter('hai@bao.vn'), await reporter('ba@bao.vn')];
  await offered();
  await services.act(revokeJournalist, head, { journalist: revoked.id });
  expect(await inbox('hai@bao.vn')).toEqual([]);
  expect(await inbox('ba@bao.vn')).toHaveLength(1);
  const back = await offered();
  await services.act(unscheduleRelease, leader, await ref(back.id));
  expect(await inbox('ba@bao.vn')).toHaveLength(1);
  const sent = await offered();
  await inbox('ba@bao.vn');
  await services.act(unscheduleRelease, leader, await ref(sent.id));
  expect((await inbox('ba@bao.vn')).at(-1)?.subject).toBe(`Thôi dùng bản tin ${sent.code}`);
  await services.act(revokeJournalist, head, { journalist: kept.id });
});

test('the daily communiqué is mailed with its titles', async () => {
  await reporter('bon@bao.vn');
  const { code } = await release();
  freezeTime('2026-11-22T10:00:00Z');
  await services.act(compileCommunique, leader, { agencyId: head.scope ?? '', day: '2026-11-22', publicUrl: 'https://cong.vn' });
  const [mail] = await inbox('bon@bao.vn');
  expect(mail?.subject).toContain('22/11/2026');
  expect(mail?.text).toContain(`/tin/${code}`);
});

test('a question without an answer is on the desk and the board with its day; late, everybody sees it after the moment', async () => {
  const { token } = await reporter('');
  const { code } = await offered();
  await services.act(askQuestion, head, { token, code, question: 'Vì sao chậm?', wished: '2026-11-23' });
  expect((await pressWorklist(db, head)).map(({ title, due }) => [title, due])).toContainEqual(['Vì sao chậm?', '2026-12-22']);
  const before = await waitingQuestions.read(db, head.scope);
  freezeTime('2026-11-22T13:00:00Z');
  expect((await app.inject(`/tin/${code}`)).body).not.toContain('Vì sao chậm?');
  freezeTime('2026-12-23T05:00:00Z');
  expect((await app.inject(`/tin/${code}`)).body).toContain('Quá hạn trả lời');
  expect((await waitingQuestions.read(db, head.scope)).late).toBe(before.late + 1);
});

test('who has a reporter’s address asked for on the public page, or leaves the public letters with it, stops no copy', async () => {
  await reporter('chung@bao.vn');
  const headers = { 'content-type': 'application/x-www-form-urlencoded', 'sec-fetch-site': 'same-origin' };
  const payload = 'email=chung%40bao.vn&frequency=immediate&lang=vi';
  expect((await app.inject({ method: 'POST', url: '/nhan-tin', payload, headers })).statusCode).toBe(303);
  freezeTime('2026-11-25T05:00:00Z');
  await forgetJob.handle({}, { db, log: services.log, services });
  const { code } = await release({}, { date: '2026-11-25', time: '19:30' });
  const [made] = await query<{ id: string }>(db, sql<{ id: string }>`select id from information.release where code = ${code}`);
  await services.act(offerToPress, leader, { id: made?.id ?? '' });
  expect((await inbox('chung@bao.vn')).map(({ subject }) => subject)).toContain(`Bản gửi trước ${code}`);
});

test('taking back the moment of a correction recalls nothing of the edition that is public', async () => {
  await reporter('ban-mot@bao.vn');
  const { id, code } = await offered();
  freezeTime('2026-11-22T13:00:00Z');
  await services.act(publishRelease, leader, { id, edition: 1 });
  await services.act(beginCorrection, writer, { id, change: 'minor' });
  await approve(id);
  await services.act(scheduleRelease, leader, { ...(await ref(id)), date: '2026-11-23', time: '07:00' });
  await services.act(unscheduleRelease, leader, await ref(id));
  const subjects = (await inbox('ban-mot@bao.vn')).map(({ subject }) => subject ?? '');
  expect(subjects.filter((subject) => subject.includes(code) && subject.startsWith('Thôi dùng'))).toEqual([]);
  expect(await isOffered(db, id, 1)).toBe(true);
});
