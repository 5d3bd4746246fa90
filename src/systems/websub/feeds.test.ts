import { afterAll, beforeEach, expect, it, vi } from 'vitest';
import { agencyByCode } from '#core/agencies/index.ts';
import { query, sql } from '#kernel/db.ts';
import { createLogger } from '#kernel/log.ts';
import { judgeFake } from '#systems/authenticity/actions/judge-fake.ts';
import { reportFake } from '#systems/authenticity/actions/report-fake.ts';
import { stopAccount } from '#systems/authenticity/actions/stop-account.ts';
import { takeDeskStep } from '#systems/authenticity/actions/take-desk-step.ts';
import { authenticity } from '#systems/authenticity/module.ts';
import { openLiveEvent } from '#systems/information/live/actions/open-live-event.ts';
import { postLiveEntry } from '#systems/information/live/actions/post-live-entry.ts';
import { proposeLiveEvent } from '#systems/information/live/actions/propose-live-event.ts';
import { takeBackLiveEntry } from '#systems/information/live/actions/take-back-live-entry.ts';
import { indexDocumentJob } from '#systems/library/jobs.ts';
import { givenDocument } from '#systems/library/test-kit.ts';
import { prepareSite } from '../../../test/demo-kit.ts';
import { official, testApp } from '../../../test/kit.ts';
import { distributeJob } from './jobs.ts';
import { sendUpdates } from './send-updates.ts';
import { startSubscriber } from './test-kit.ts';
import { verifyIntents } from './verify-intents.ts';

const reader = await startSubscriber();
afterAll(() => reader.close());
vi.stubEnv('MOTCUA_LAB_HOSTS', reader.host);
const { app, services } = await testApp();
vi.unstubAllEnvs();
const { db } = services;
await prepareSite(services);
await authenticity.seed?.({ db, services, report: () => undefined });
const agency = (await agencyByCode(db, 'G22'))?.id ?? '';
const rights = ['authenticity.triage', 'authenticity.judge', 'authenticity.alarm'];
const [first, second] = [official(rights, agency), official(rights, agency)];

beforeEach(() => void (reader.delivered.length = 0));

async function subscribe(path: string): Promise<void> {
  const form = { 'hub.mode': 'subscribe', 'hub.topic': `http://localhost${path}`, 'hub.callback': `${reader.url}/nhan` };
  const headers = { 'content-type': 'application/x-www-form-urlencoded' };
  const answer = await app.inject({ method: 'POST', url: '/websub', headers, payload: new URLSearchParams(form).toString() });
  expect(answer.statusCode, answer.body).toBe(202);
  await verifyIntents(services);
  const served = await app.inject(path);
  expect(served.headers['link']).toBe(`<http://localhost/websub>; rel="hub", <http://localhost${path}>; rel="self"`);
}

/** Does the jobs that the events left, and nothing else; returns what came to the subscriber. */
async function told(): Promise<string> {
  const left = await query<{ event: string }>(
    db,
    sql`delete from graphile_worker._private_jobs where task_id = (select id from graphile_worker._private_tasks where identifier = 'websub.distribute')
      returning payload->>'event' as event`,
  );
  for (const payload of left) await distributeJob.handle(payload, { db, services, log: createLogger('silent') });
  await sendUpdates(services);
  return reader.delivered.map(({ body }) => body.toString()).join('\n');
}

it('the list of false pages is told of a verdict and of every step after it, and of no report before', async () => {
  await subscribe('/trang-gia-mao.atom');
  const report = { url: 'https://www.facebook.com/trang.gia', claimedName: 'Trang giả', why: 'Trang này đòi nộp tiền trước.' };
  const { caseId: id } = await services.act(reportFake, first, report);
  await services.act(takeDeskStep, first, { id, version: 1, state: 'triaged', note: 'Đã mở trang xem.' });
  expect(await told()).toBe('');
  await services.act(judgeFake, second, { id, version: 2, state: 'confirmed_fake', note: 'Không phải trang của cơ quan.' });
  expect(await told()).toContain('trang.gia');
  reader.delivered.length = 0;
  await services.act(takeDeskStep, first, { id, version: 3, state: 'removed', note: 'Mở lại thì không còn.' });
  expect(await told()).toContain('Đã bị gỡ');
  reader.delivered.length = 0;
  await services.act(takeDeskStep, first, { id, version: 4, state: 'persists', note: 'Trang hiện lại.' });
  expect(await told()).toContain('Vẫn còn');
});

it('the registry is told of an alarm', async () => {
  await subscribe('/tai-khoan-chinh-thuc.atom');
  const [account] = await query<{ id: string }>(db, sql`select id from authenticity.account where stable_id = '900002'`);
  await services.act(stopAccount, first, { id: account?.id, status: 'compromised', reason: 'Trang đăng liên kết lạ.' });
  expect(await told()).toContain('Bị chiếm quyền');
});

it('a search of the library is told of a document once it is found there, in both languages of feeds', async () => {
  await subscribe('/van-ban.atom');
  await subscribe('/van-ban.json?loai=nghi-dinh');
  const { id } = await givenDocument(db, { numberNotation: '77/2026/NĐ-CP', abstract: 'Quy định về nhận dạng trang giả mạo' });
  await indexDocumentJob.handle({ documentId: id }, { db, services, log: createLogger('silent') });
  const all = await told();
  expect(reader.delivered).toHaveLength(2);
  expect(all).toContain('<link rel="hub" href="http://localhost/websub"/>');
  expect(all).toContain('"hubs":[{"type":"WebSub","url":"http://localhost/websub"}]');
  expect(all.split('77/2026/NĐ-CP').length - 1).toBe(2);
});

it('a live event tells what was opened, posted and taken back, in its own feed', async () => {
  const [writer, opener] = [official(['information.live', 'information.write'], agency), official(['information.publish'], agency)];
  const lead = 'Văn phòng Chính phủ thông báo diễn biến lũ tại thành phố Huế.';
  const form = { titleVi: 'Lũ trên sông Hương', leadVi: lead, date: '2026-11-22', time: '07:30', topics: ['thien-tai'], place: '46' };
  const { id, code } = await services.act(proposeLiveEvent, writer, form);
  await services.act(openLiveEvent, opener, { id, version: 1 });
  await subscribe(`/tin/truc-tiep/${code}/tin.atom`);
  await told();
  reader.delivered.length = 0;
  await services.act(postLiveEntry, writer, { id, textVi: 'Mực nước tại Kim Long 2,1 m.' });
  expect(await told()).toContain('Kim Long 2,1 m');
  reader.delivered.length = 0;
  await services.act(takeBackLiveEntry, opener, { id, entry: 1, reason: 'Số liệu của trạm khác.' });
  expect(await told()).toContain('deleted-entry');
  const form2 = {
    'hub.mode': 'subscribe',
    'hub.callback': `${reader.url}/nhan`,
    'hub.topic': 'http://localhost/tin/truc-tiep/KHONG-CO/tin.atom',
  };
  const headers = { 'content-type': 'application/x-www-form-urlencoded' };
  const none = await app.inject({ method: 'POST', url: '/websub', headers, payload: new URLSearchParams(form2).toString() });
  expect(none.statusCode).toBe(400);
});
