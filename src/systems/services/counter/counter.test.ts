import { describe, expect, it } from 'vitest';
import { caseByCode, contentOf, eventsOf, papersOf } from '#core/cases/index.ts';
import { demoCitizens } from '#core/identity/index.ts';
import { looksAt } from '#core/registries/index.ts';
import { query, sql } from '#kernel/db.ts';
import { someoneAt } from '../../../../test/demo-kit.ts';
import { servicesSite } from '../test-kit.ts';
import { waitOf } from './queue.ts';

const site = await servicesSite();
const { services, mother, neighbour, clerk, stranger } = site;
const { db } = services;
const [card] = await query<{ fullName: string; birthDate: string }>(
  db,
  sql`select full_name as "fullName", birth_date as "birthDate" from identity.person where id = ${mother.personId}`,
);
const person = { personalNumber: demoCitizens.mother, fullName: card!.fullName, birthDate: card!.birthDate };

const birth = {
  relation: 'mother',
  childName: 'Nguyễn Thị Bé Quầy',
  childGender: 'female',
  childBirth: '2026-11-10',
  'birthPlace.unit': '19789',
  'birthPlace.line': 'Bệnh viện Mẫu',
  birthProof: 'note',
  surrogate: 'no',
  fatherNamed: 'yes',
  fatherEthnicity: 'Kinh',
  fatherNationality: 'VN',
  'fatherResidence.unit': '19789',
  'fatherResidence.line': 'Số 1 đường Mẫu',
  childEthnicity: 'Kinh',
  'childOrigin.unit': '19789',
  'childOrigin.line': 'Tổ dân phố Mẫu',
};

const begin = async (form: Record<string, string> = {}) => {
  const { headers } = await site.post(clerk, '/mot-cua', { code: '1.001193', ...person, ...form });
  return String(headers.location);
};
const send = (at: string, fields: Record<string, string>, file = '', by = clerk) => site.upload(by, at, { _version: '1', ...fields }, file);

/** Every paper that lies on the counter, compared. */
const originals = (html: string): Record<string, string> =>
  Object.fromEntries([...html.matchAll(/name="(original\.[^"]+)"/g)].map(([, name]) => [name!, 'yes']));

describe('the counter', () => {
  it('receives for whoever stands there: saved, refused with what is missing, accepted with a receipt', async () => {
    const at = await begin();
    expect(at).toMatch(/^\/mot-cua\/tiep-nhan\//);
    const early = await send(at, { _do: 'accept', childName: birth.childName });
    expect([early.statusCode, early.body.includes('Nguyễn Thị Bé Quầy')]).toEqual([422, true]);
    const saved = await send(at, { ...birth, _do: 'save', _version: '2' }, 'paper.birth-note');
    expect([saved.statusCode, saved.headers.location]).toEqual([303, at]);
    expect((await site.get(clerk, at)).body).toContain('anh.png');
    const without = await send(at, { ...birth, _do: 'accept', _version: '3' });
    expect([without.statusCode, without.body.includes('để người nộp đọc lại')]).toEqual([422, true]);
    const stale = await send(at, { ...birth, _do: 'accept', _version: '3' });
    expect(stale.statusCode).toBe(409);
    const done = await send(at, {
      ...birth,
      ...originals((await site.get(clerk, at)).body),
      _confirmed: 'yes',
      _do: 'accept',
      _version: '4',
    });
    const receipt = String(done.headers.location);
    expect(receipt).toMatch(/^\/mot-cua\/H57.*\/giay-hen$/);
    const record = (await caseByCode(db, receipt.split('/')[2]!))!;
    expect(record).toMatchObject({ channel: 'counter', state: 'processing', applicantPerson: mother.personId, submittedBy: clerk.id });
    expect(record.dueOn).not.toBeNull();
    expect((await contentOf(db, record.id)).answers).toMatchObject({ ownNumber: demoCitizens.mother, childName: birth.childName });
    expect((await papersOf(db, record.id)).map(({ how }) => how)).toContain('upload');
    expect((await eventsOf(db, record.id)).map(({ event, actor, role }) => [event, actor, role])).toEqual([
      ['submit', clerk.id, 'receiver'],
      ['accept', clerk.id, 'receiver'],
    ]);
    const page = (await site.get(clerk, receipt)).body;
    for (const words of [record.code, card!.fullName, 'Văn Thư']) expect(page).toContain(words);
    expect((await site.get(mother, `/ho-so/${record.code}/giay-hen`)).statusCode).toBe(200);
    for (const other of [neighbour, stranger]) expect((await site.get(other, `/ho-so/${record.code}/giay-hen`)).statusCode).toBe(404);
    expect((await site.get(stranger, receipt)).statusCode).toBe(404);
    expect((await send(at, { ...birth, _do: 'accept', _version: '5' })).statusCode).toBe(404);
    const looks = await looksAt(db, [mother.personId], { limit: 20 });
    expect(looks.some(({ purpose }) => purpose.vi.startsWith('Tiếp nhận hồ sơ tại quầy'))).toBe(true);
  });

  it('receives for another commune’s agency, and from somebody whom nobody here knew', async () => {
    const far = await someoneAt(services, 'H57.XA.19.774', ['clerk'], 'Quầy Xa');
    const begun = await site.post(far, '/mot-cua', { code: '1.001193', ...person });
    const at = String(begun.headers.location);
    await send(at, { ...birth, _do: 'save' }, 'paper.birth-note', far);
    const ticked = originals((await site.get(far, at)).body);
    const done = await send(at, { ...birth, ...ticked, _confirmed: 'yes', _do: 'accept', _version: '2' }, '', far);
    const record = (await caseByCode(db, String(done.headers.location).split('/')[2]!))!;
    expect([record.receivingAgency, record.handlingAgency]).toEqual([far.scope, clerk.scope]);
    expect((await site.get(far, `/mot-cua/${record.code}/giay-hen`)).statusCode).toBe(200);
    const unknown = await begin({ personalNumber: '000000000777', fullName: 'Lê Thị Mới', birthDate: '1990-02-03' });
    expect((await site.get(clerk, unknown)).body).toContain('Lê Thị Mới');
  });

  it('is for officials who receive; takes no card that does not fit, and nobody’s own case', async () => {
    expect((await site.get(mother, '/mot-cua')).statusCode).toBe(403);
    expect((await site.post(mother, '/mot-cua', { code: '1.001193', ...person })).statusCode).toBe(403);
    expect((await site.app.inject({ url: '/mot-cua', headers: { accept: 'application/json' } })).statusCode).toBe(401);
    const at = await begin();
    expect((await site.get(stranger, at)).statusCode).toBe(404);
    expect((await send(at, { _do: 'save' }, '', stranger)).statusCode).toBe(404);
    const wrong = await site.post(clerk, '/mot-cua', { code: '1.001193', ...person, fullName: 'Nguyễn Thị Khác' });
    expect([wrong.statusCode, wrong.body.includes('không khớp với số định danh')]).toEqual([409, true]);
    expect((await site.post(clerk, '/mot-cua', { code: '1.001193', ...person, personalNumber: '12' })).statusCode).toBe(422);
    const draft = at.split('/').at(-1)!;
    expect((await site.get(clerk, `/nop-ho-so/ban-nhap/${draft}/kiem-tra`)).statusCode).toBe(404);
  });
});

describe('the queue', () => {
  const code = 'H57.XA.19.789';
  const kiosk = `/mot-cua/lay-so?co-quan=${code}`;
  const take = async () => {
    const answer = await site.app.inject({
      method: 'POST',
      url: kiosk,
      headers: { 'content-type': 'application/x-www-form-urlencoded', 'sec-fetch-site': 'same-origin' },
      payload: '',
    });
    return String(answer.headers.location);
  };
  const calledBy = async (counter: string) => String((await site.post(clerk, '/mot-cua/goi', { counter })).headers.location);

  it('gives each number once, and calls each to one counter, also at the same moment', async () => {
    const slips = await Promise.all(Array.from({ length: 4 }, take));
    expect(new Set(slips).size).toBe(4);
    const numbers = await query<{ number: number }>(db, sql`select number from services.ticket order by number`);
    expect(numbers.map(({ number }) => number)).toEqual([1, 2, 3, 4]);
    const calls = await Promise.all([calledBy('1'), calledBy('2'), calledBy('3')]);
    expect(calls.map((to) => /so=(\d)/.exec(to)![1]).toSorted()).toEqual(['1', '2', '3']);
    const screen = await site.app.inject({ url: `/mot-cua/man-hinh?co-quan=${code}` });
    expect([screen.statusCode, screen.headers['refresh'], screen.body.includes('Quầy 3')]).toEqual([200, '5', true]);
    await calledBy('1');
    const none = await site.post(clerk, '/mot-cua/goi', { counter: '1' });
    expect([none.statusCode, none.body.includes('Không còn ai chờ')]).toEqual([409, true]);
    expect((await site.app.inject({ url: slips[0]! })).body).toContain('Mời đến quầy');
  });

  it('is called by officials who receive, of agencies that there are', async () => {
    expect((await site.post(mother, '/mot-cua/goi', { counter: '1' })).statusCode).toBe(403);
    expect((await site.post(clerk, '/mot-cua/goi', { counter: '0' })).statusCode).toBe(422);
    expect((await site.app.inject({ url: '/mot-cua/lay-so?co-quan=H99.XA.1' })).statusCode).toBe(404);
    expect((await site.app.inject({ url: '/mot-cua/so/khong-co' })).statusCode).toBe(404);
  });

  it('tells how long it takes from what was measured today, and nothing before that', () => {
    expect([waitOf(3, undefined), waitOf(3, 2.5), waitOf(0, 0.1)]).toEqual([undefined, 10, 1]);
  });
});
