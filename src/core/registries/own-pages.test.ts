import { afterEach, beforeAll, expect, it } from 'vitest';
import { type AccountActor, accountNamed, asAccount, demoCitizens, mandatesFor, personOf } from '#core/identity/index.ts';
import { query, sql, transaction } from '#kernel/db.ts';
import { newId } from '#kernel/id.ts';
import type { Actor } from '#kernel/permission.ts';
import { freezeTime, now } from '#kernel/time.ts';
import { prepareSite, someoneAt } from '../../../test/demo-kit.ts';
import { official, testApp } from '../../../test/kit.ts';
import { seedDemo } from '../../app/demo.ts';
import { askAboutLook } from './actions/ask-about-look.ts';
import { answerQuestion } from './actions/answer-question.ts';
import { factsOf, looksAt, lookUp } from './index.ts';
import { searchRegistries } from './search.ts';
import { seedRegistries } from './seed-demo.ts';
import { tellSubject } from './tell-subject.ts';
import { worklist } from './worklist.ts';

const t = await testApp();
const { app, services } = t;
const { db } = services;
let [mother, neighbour, keeper, secondKeeper, elsewhere, officer, head]: Actor[] = [];
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
  head = await someoneAt(services, 'G22', ['unit-head'], 'Trưởng phòng Mẫu Ba');
  const { personId } = asAccount(mother);
  const principals = (await mandatesFor(db, personId, now())).map(({ principal }) => principal);
  const of = (kind: string) => principals.find((one) => one.kind === kind)?.id ?? '';
  ids = { mother: personId, child: of('person'), company: of('organisation') };
});
afterEach(() => freezeTime(undefined));

const post = (url: string, actor: Actor | undefined, payload: Record<string, string | string[]>) =>
  app.inject({ method: 'POST', url, headers: { ...(actor ? t.as(actor) : {}), accept: 'text/html' }, payload });
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

it('corrects a fact by two persons; what was wrong stays as no longer known', async () => {
  const fact = async () => (await factsOf(db, 'civil-status', { kind: 'person', id: ids.child }, now()))['birthRegistration']!;
  const before = await fact();
  const path = `${DATA}/sua/${before.id}`;
  expect([(await get(path, mother)).statusCode, (await get(path, neighbour)).statusCode]).toEqual([200, 404]);
  expect((await post(path, neighbour, { words: 'Số quyển là 02/2019' })).statusCode).toBe(404);
  const asked = await post(path, mother, { words: 'Quyển số đúng là 02/2019, theo bản chính giấy khai sinh.' });
  expect([asked.statusCode, asked.headers.location]).toEqual([303, `${DATA}?cua=${ids.child}`]);
  expect((await post(path, mother, { words: 'Quyển số đúng là 02/2019, xin sửa lại.' })).statusCode).toBe(409);
  expect((await get(`${DATA}?cua=${ids.child}`, mother)).body).toContain('Đang xét, chậm nhất ngày');

  const url = (await worklist(db, keeper!)).find(({ url: one }) => one.includes('/dinh-chinh/'))?.url ?? '';
  expect([(await get(url, keeper)).statusCode, (await get(url, elsewhere)).statusCode, (await get(url, officer)).statusCode]).toEqual([
    200, 403, 403,
  ]);
  const right = {
    decision: 'correct',
    reason: 'Đã đối chiếu sổ gốc, người yêu cầu nói đúng.',
    'value.book': '02/2019',
    'value.date': '2019-05-20',
  };
  expect((await post(url, elsewhere, right)).statusCode).toBe(403);
  expect((await post(url, keeper, { ...right, 'value.date': '2019-02-30' })).statusCode).toBe(409);
  expect((await post(url, keeper, { ...right, decision: '' })).statusCode).toBe(422);
  expect((await post(url, keeper, right)).statusCode).toBe(303);
  expect(await fact()).toEqual(before);
  const confirm = (actor: Actor | undefined, answer = 'confirm') => post(`${url}/xac-nhan`, actor, { answer });
  expect([(await confirm(keeper)).statusCode, (await confirm(elsewhere)).statusCode, (await confirm(mother)).statusCode]).toEqual([
    409, 403, 403,
  ]);
  expect((await confirm(secondKeeper, 'return')).statusCode).toBe(303);
  expect((await confirm(secondKeeper)).statusCode).toBe(409);
  expect((await post(url, secondKeeper, { ...right, 'value.number': '12/2019' })).statusCode).toBe(303);
  expect((await confirm(keeper)).statusCode).toBe(303);
  expect(await fact()).toMatchObject({
    value: { number: '12/2019', book: '02/2019', date: '2019-05-20' },
    validFrom: before.validFrom,
    source: `correction:${url.split('/').at(-1)}`,
  });
  const rows = await query<{ known: boolean }>(db, sql`select known_to is null as known from registries.fact where id = ${before.id}`);
  expect(rows).toEqual([{ known: false }]);
  expect((await get(`${DATA}?cua=${ids.child}`, mother)).body).toContain('Đã đối chiếu sổ gốc');
  expect((await confirm(keeper)).statusCode).toBe(409);
  const history = (await get(`${DATA}/sua/${(await fact()).id}`, mother)).body;
  for (const seen of ['Ghi sai, đã đính chính', '01/2019', '02/2019']) expect(history).toContain(seen);
  expect((await get(path, mother)).statusCode).toBe(404);
  const twice = sql`update registries.correction set confirmed_by = proposed_by where id = ${url.split('/').at(-1)}`;
  await expect(query(db, twice)).rejects.toThrow('correction_by_two_persons');
});

it('lets an official look outside a dossier with a reason and a law; the person sees it at once', async () => {
  freezeTime('2026-11-23T02:00:00Z');
  const OUTSIDE = '/tra-cuu-du-lieu';
  const form = {
    register: 'population',
    number: demoCitizens.mother,
    attributes: ['fullName', 'residence'],
    reason: 'Xác minh nơi ở để gửi giấy mời họp',
    basis: 'Luật Cư trú 68/2020/QH14, Điều 37',
  };
  for (const actor of [undefined, officer, mother, keeper]) expect((await get(OUTSIDE, actor)).statusCode).not.toBe(200);
  expect((await get(OUTSIDE, head)).body).toContain('Người được tra cứu thấy ngay');
  const refused = async (more: object) => (await post(OUTSIDE, head, { ...form, ...more })).statusCode;
  expect(await refused({ reason: ' ' })).toBe(422);
  expect(await refused({ basis: '' })).toBe(422);
  expect(await refused({ attributes: [] })).toBe(422);
  expect(await refused({ attributes: ['religion'] })).toBe(409);
  expect(await refused({ register: 'land', attributes: ['plots'] })).toBe(409);
  expect(await refused({ number: '000000000999' })).toBe(409);
  const count = (await looksAt(db, [ids.mother], { limit: 50 })).length;
  expect((await post(OUTSIDE, officer, form)).statusCode).toBe(403);
  const done = await post(OUTSIDE, head, form);
  expect(done.statusCode).toBe(303);
  const result = done.headers.location ?? '';
  expect((await get(result, head)).body).toContain('Số 1 đường Mẫu');
  expect([(await get(result, officer)).statusCode, (await get(result, mother)).statusCode]).toEqual([403, 403]);
  expect(await looksAt(db, [ids.mother], { limit: 50 })).toHaveLength(count + 1);
  const seen = (await get(LOOKS, mother)).body;
  for (const words of ['Văn phòng Chính phủ', 'Trưởng phòng Mẫu Ba', 'Xác minh nơi ở', 'Điều 37']) expect(seen).toContain(words);
  const address = sql`insert into identity.contact (account_id, kind, value, confirmed_at) values (${mother!.id}, 'email', 'me@mau.example', ${now()})`;
  await query(db, address);
  for (const _ of [1, 2]) await tellSubject.handle({ lookId: result.split('/').at(-1) ?? '' }, { db, services, log: services.log });
  const letters = await query<{ content: string }>(db, sql`select content::text as content from notifications.letter where about = 'look'`);
  expect(letters).toHaveLength(1);
  expect(letters[0]?.content).toContain('Văn phòng Chính phủ');
  expect(letters[0]?.content).not.toMatch(/Mẫu|Nơi thường trú|0000001/);
  freezeTime('2026-11-23T02:16:00Z');
  const later = (await get(result, head)).body;
  expect([later.includes('Đã quá thời gian'), later.includes('Số 1 đường Mẫu')]).toEqual([true, false]);
  const kept = await query<{ kept: string }>(
    db,
    sql`select coalesce(string_agg(result::text, ''), '') as kept from kernel.idempotency where action like 'registries.%'`,
  );
  expect(kept[0]?.kept).not.toMatch(/đường Mẫu|Nguyễn|0000001/);
});

it('tells the keeper how much is looked at, and what is unusual by thresholds with a date', async () => {
  await query(db, sql`insert into registries.setting values ('persons-an-hour', '2026-11-01', 2, 'thử')`);
  const look = async (at: string, id: string) => {
    freezeTime(at);
    const subject = { kind: 'person', id } as const;
    const words = { vi: 'Rà soát', en: 'Going through' };
    const asked = { register: 'land', subject, attributes: ['plots'], asOf: now(), purpose: words, legalBasis: 'Luật mẫu' };
    await transaction(db, (tx) => lookUp(tx, { ...asked, by: head! }));
  };
  for (const minute of ['10', '40', '59']) await look(`2026-11-18T02:${minute}:00Z`, newId());
  await look('2026-11-18T03:09:59Z', newId());
  await look('2026-11-19T10:31:00Z', newId());
  const page = '/quan-tri/du-lieu/so/land';
  freezeTime('2026-11-20T03:00:00Z');
  const land = await someoneAt(services, 'G10', ['register-keeper'], 'Giữ đất đai Mẫu');
  const body = (await get(page, land)).body;
  for (const seen of [
    'Văn phòng Chính phủ',
    'Xem 4 người khác nhau trong một giờ',
    '1 lượt ngoài giờ làm việc',
    '18/11/2026 09:10',
    '19/11/2026 17:31',
  ]) {
    expect(body).toContain(seen);
  }
  expect([(await get(page, elsewhere)).statusCode, (await get('/quan-tri/du-lieu/so/none', land)).statusCode]).toEqual([403, 404]);
  expect((await get('/quan-tri/du-lieu', land)).body).toContain('Cơ sở dữ liệu quốc gia về đất đai');
});

it('describes every register to everybody, and says what is not confirmed', async () => {
  const list = (await get('/co-so-du-lieu', undefined)).body;
  for (const seen of ['dân cư', 'hộ tịch', 'bảo hiểm', 'đăng ký doanh nghiệp', 'đất đai', 'trợ giúp xã hội', 'Bộ Công an'])
    expect(list).toContain(seen);
  const page = (await get('/co-so-du-lieu/population', undefined)).body;
  for (const seen of ['Luật Căn cước 26/2023/QH15', 'Chưa đối chiếu nguyên văn', 'Nơi thường trú', 'ngoài hồ sơ'])
    expect(page).toContain(seen);
  expect((await get('/co-so-du-lieu/none', undefined)).statusCode).toBe(404);
  const hits = await searchRegistries(db, 'ai đã xem dữ liệu của tôi', 5, 'vi');
  expect(hits.map(({ url }) => url)).toEqual([LOOKS, DATA]);
  expect((await searchRegistries(db, 'dat dai', 5, 'vi')).map(({ url }) => url)).toEqual(['/co-so-du-lieu/land']);
});
