import { afterEach, beforeAll, expect, it } from 'vitest';
import { type AccountActor, accountNamed, asAccount, demoCitizens, mandatesFor, personOf } from '#core/identity/index.ts';
import { transaction } from '#kernel/db.ts';
import { newId } from '#kernel/id.ts';
import type { Actor } from '#kernel/permission.ts';
import { freezeTime, now } from '#kernel/time.ts';
import { prepareSite, someoneAt } from '../../../test/demo-kit.ts';
import { official, testApp } from '../../../test/kit.ts';
import { seedDemo } from '../../app/demo.ts';
import { askAboutLook } from './actions/ask-about-look.ts';
import { answerQuestion } from './actions/answer-question.ts';
import { factsOf, looksAt, lookUp } from './index.ts';
import { seedRegistries } from './seed-demo.ts';
import { worklist } from './worklist.ts';

const t = await testApp();
const { app, services } = t;
const { db } = services;
let [mother, neighbour, keeper, secondKeeper, elsewhere, officer]: Actor[] = [];
let ids: Record<'mother' | 'child' | 'company', string>;

/** Somebody of the demonstration without a post, as if signed in. */
async function citizen(number: string, accountLevel: 1 | 2): Promise<AccountActor> {
  const id = (await accountNamed(db, number)) ?? '';
  const person = await personOf(db, id);
  const name = person?.fullName ?? '';
  return {
    id,
    kind: 'account',
    name,
    scope: undefined,
    personId: person?.personId ?? '',
    sessionId: id,
    level: 2,
    accountLevel,
    authenticatedAt: now(),
    posts: [],
    mustChangePassword: false,
    demo: true,
    shown: { name, post: '', unit: '' },
    may: () => false,
  };
}

beforeAll(async () => {
  await prepareSite(services);
  await seedDemo(services, () => undefined);
  const context = { db, services, report: () => undefined };
  await seedRegistries(context);
  await seedRegistries(context);
  mother = await citizen(demoCitizens.mother, 2);
  neighbour = await citizen(demoCitizens.neighbour, 2);
  keeper = await someoneAt(services, 'G15', ['register-keeper'], 'Giữ hộ tịch Mẫu');
  secondKeeper = await someoneAt(services, 'G15', ['register-keeper'], 'Giữ hộ tịch Mẫu Hai');
  elsewhere = await someoneAt(services, 'G01', ['register-keeper'], 'Giữ dân cư Mẫu');
  officer = await someoneAt(services, 'G22', ['officer'], 'Chuyên viên Mẫu Ba');
  const { personId } = asAccount(mother);
  const principals = (await mandatesFor(db, personId, now())).map(({ principal }) => principal);
  const of = (kind: string) => principals.find((one) => one.kind === kind)?.id ?? '';
  ids = { mother: personId, child: of('person'), company: of('organisation') };
});
afterEach(() => freezeTime(undefined));

const get = (url: string, actor: Actor | undefined) => app.inject({ url, headers: { accept: 'text/html', ...(actor ? t.as(actor) : {}) } });
const DATA = '/du-lieu-cua-toi';
const LOOKS = `${DATA}/luot-xem`;
/** The look of the demonstration outside any dossier. */
const strange = async () => (await looksAt(db, [ids.mother], { register: 'civil-status', limit: 1 }))[0]?.id ?? '';

it('shows people what the State knows of them, where it is from and who looked, and nothing of an official’s name', async () => {
  expect(Object.keys(await factsOf(db, 'business', { kind: 'organisation', id: ids.company }, now()))).toContain('capital');
  const data = (await get(DATA, mother)).body;
  for (const seen of ['Số 1 đường Mẫu, Phường Thuận Hóa', 'Đang có vợ, chồng', '86,5 m²', 'Bộ Tư pháp', 'Dữ liệu mẫu'])
    expect(data).toContain(seen);
  expect((await get(`${DATA}?cua=${ids.child}`, mother)).body).toContain('TE0000000000103');
  expect((await get(`${DATA}?cua=${ids.company}`, mother)).body).toContain('500.000.000 đồng');
  const looks = (await get(LOOKS, mother)).body;
  for (const seen of ['Ủy ban nhân dân phường Thuận Hóa', 'Chuyên viên', 'Luật Hộ tịch', 'Ngoài hồ sơ', 'H57.19789-261120-0001'])
    expect(looks).toContain(seen);
  expect(looks).not.toContain('Chuyên viên Mẫu');
  expect((await get(`${LOOKS}?so=population`, mother)).body).not.toContain('Luật Hộ tịch');
  expect((await get(`${LOOKS}?thang=2019-01`, mother)).body).toContain('Không có lượt xem nào như vậy');
});

it('shows them to nobody else: not to strangers, officials, keepers or whoever is not proven at level 2', async () => {
  const look = await strange();
  const paths = [DATA, LOOKS, `${LOOKS}.csv`, `${LOOKS}/${look}`, `/api${DATA}`, `/api${LOOKS}`];
  const statuses = async (actor: Actor | undefined, more = '') => [
    ...new Set(await Promise.all(paths.map(async (path) => (await get(`${path}${more}`, actor)).statusCode))),
  ];
  expect(await statuses(undefined)).not.toContain(200);
  expect(await statuses(await citizen(demoCitizens.mother, 1))).toEqual([403]);
  expect(await statuses(official(['registries.keep']))).not.toContain(200);
  expect(await statuses(officer)).toEqual([403]);
  expect((await get(`${LOOKS}/${look}`, neighbour)).statusCode).toBe(404);
  for (const cua of [ids.mother, ids.child, ids.company, newId()]) {
    for (const path of [DATA, LOOKS, `${LOOKS}.csv`, `/api${DATA}`, `/api${LOOKS}`]) {
      expect((await get(`${path}?cua=${cua}`, neighbour)).statusCode).toBe(404);
    }
  }
  expect((await get(`${LOOKS}?truoc=${look}`, neighbour)).statusCode).toBe(404);
  expect((await get(`${LOOKS}?cua=1`, mother)).statusCode).toBe(422);
  await expect(services.act(askAboutLook, neighbour!, { lookId: look, words: 'Ai đã xem?' })).rejects.toMatchObject({ status: 404 });
});

it('gives the same as CSV and JSON, page by page', async () => {
  const csv = await get(`${LOOKS}.csv`, mother);
  expect(csv.headers['content-type']).toContain('text/csv');
  expect(csv.body.split('\r\n')).toHaveLength(4);
  const api = (await get(`/api${LOOKS}`, mother)).json() as { looks: { id: string; found: string[]; post: string }[] };
  expect(api.looks.map(({ found }) => found.toSorted())).toEqual([
    ['maritalStatus', 'spouse'],
    ['birthDate', 'fullName', 'residence'],
  ]);
  const older = (await get(`/api${LOOKS}?truoc=${api.looks[0]?.id}`, mother)).json() as typeof api;
  expect(older.looks).toEqual(api.looks.slice(1));
  const known = (await get(`/api${DATA}?cua=${ids.company}`, mother)).json() as { registers: { name: string; facts: unknown[] }[] };
  expect(known.registers.map(({ name, facts }) => [name, facts.length])).toEqual([
    ['business', 7],
    ['land', 0],
  ]);
});

it('takes a question about a look to the keeper, whose answer stands on the page of the look', async () => {
  freezeTime('2026-11-20T03:00:00Z');
  const lookId = await strange();
  const post = (url: string, actor: Actor, payload: Record<string, string>) =>
    app.inject({ method: 'POST', url, headers: { ...t.as(actor), accept: 'text/html' }, payload });
  expect((await post(`${LOOKS}/${lookId}`, mother!, { words: ' ' })).statusCode).toBe(422);
  expect((await post(`${LOOKS}/${lookId}`, mother!, { words: 'Vì sao phường xem tình trạng hôn nhân của tôi?' })).statusCode).toBe(303);
  await expect(services.act(askAboutLook, mother!, { lookId, words: 'Hỏi lần nữa' })).rejects.toMatchObject({
    refusals: [{ code: 'asked-already' }],
  });
  expect((await get(`${LOOKS}/${lookId}`, mother)).body).toContain('27/11/2026');
  expect(await worklist(db, elsewhere!)).toEqual([]);
  const [work] = await worklist(db, keeper!);
  expect(work).toMatchObject({ due: '2026-11-27', title: 'Cơ sở dữ liệu hộ tịch điện tử' });
  const url = work?.url ?? '';
  expect([(await get(url, keeper)).statusCode, (await get(url, elsewhere)).statusCode, (await get(url, mother)).statusCode]).toEqual([
    200, 403, 403,
  ]);
  const id = url.split('/').at(-1);
  const answer = 'Phường rà soát sổ hộ tịch năm 2016, theo kế hoạch; không dùng vào việc khác.';
  await expect(services.act(answerQuestion, elsewhere!, { id, answer })).rejects.toMatchObject({ status: 403 });
  expect((await post(url, keeper!, { answer })).statusCode).toBe(303);
  await expect(services.act(answerQuestion, secondKeeper!, { id, answer })).rejects.toMatchObject({ refusals: [{ code: 'answered' }] });
  expect((await get(`${LOOKS}/${lookId}`, mother)).body).toContain('không dùng vào việc khác');
  expect((await get(LOOKS, mother)).body).toContain('Đã trả lời');
  expect(await worklist(db, keeper!)).toEqual([]);
});

it('does not let whoever looked answer for it, nor anybody ask about their own look', async () => {
  const subject = { kind: 'person', id: ids.mother } as const;
  const purpose = { vi: 'Kiểm tra', en: 'Checking' };
  const look = { register: 'civil-status', subject, attributes: ['spouse'], asOf: now(), purpose, legalBasis: 'Luật mẫu' };
  const byKeeper = await transaction(db, (tx) => lookUp(tx, { ...look, by: keeper! }));
  const byHer = await transaction(db, (tx) => lookUp(tx, { ...look, about: 'draft:1', by: mother! }));
  const { id } = await services.act(askAboutLook, mother!, { lookId: byKeeper.lookId, words: 'Vì sao?' });
  const answer = 'Tôi xem đúng quy định.';
  await expect(services.act(answerQuestion, keeper!, { id, answer })).rejects.toMatchObject({ refusals: [{ code: 'ownLook' }] });
  await services.act(answerQuestion, secondKeeper!, { id, answer: 'Lượt xem này sai, đã nhắc nhở.' });
  await expect(services.act(askAboutLook, mother!, { lookId: byHer.lookId, words: 'Vì sao?' })).rejects.toMatchObject({
    refusals: [{ code: 'own-look' }],
  });
  expect((await get(`${LOOKS}/${byHer.lookId}`, mother)).body).toContain('Bạn, hoặc người nộp hồ sơ cho bạn');
});
