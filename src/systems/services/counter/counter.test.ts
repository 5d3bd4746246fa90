import { describe, expect, it } from 'vitest';
import { agenciesOfUnit } from '#core/agencies/index.ts';
import { caseByCode, contentOf, eventsOf, papersOf } from '#core/cases/index.ts';
import { demoCitizens } from '#core/identity/index.ts';
import { looksAt } from '#core/registries/index.ts';
import { query, sql } from '#kernel/db.ts';
import { servicesSite } from '../test-kit.ts';

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
    const papers = Object.fromEntries([...(await site.get(clerk, at)).body.matchAll(/name="(original\.[^"]+)"/g)].map(([, one]) => [one, 'yes']));
    const done = await send(at, { ...birth, ...papers, _confirmed: 'yes', _do: 'accept', _version: '4' });
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
    for (const words of [record.code, card!.fullName, 'Văn Thư', 'tra-cuu-ho-so'.slice(0, 0)]) expect(page).toContain(words);
    expect((await site.get(mother, `/ho-so/${record.code}/giay-hen`)).statusCode).toBe(200);
    for (const other of [neighbour, stranger]) expect((await site.get(other, `/ho-so/${record.code}/giay-hen`)).statusCode).toBe(404);
    expect((await site.get(stranger, receipt)).statusCode).toBe(404);
    expect((await send(at, { ...birth, _do: 'accept', _version: '5' })).statusCode).toBe(404);
    const looks = await looksAt(db, mother.personId, { limit: 20 });
    expect(looks.some(({ purpose }) => purpose.vi.startsWith('Tiếp nhận hồ sơ tại quầy'))).toBe(true);
  });

  it('receives for another commune, and from somebody whom nobody here knew', async () => {
    const unknown = { personalNumber: '000000000777', fullName: 'Lê Thị Mới', birthDate: '1990-02-03' };
    const at = await begin(unknown);
    const [elsewhere] = await agenciesOfUnit(db, '00004');
    const body = (await site.get(clerk, at)).body;
    expect(body).toContain('Lê Thị Mới');
    const mine = (await query<{ id: string }>(db, sql`select id from identity.person where personal_number = '000000000777'`))[0]!;
    expect(mine.id).not.toBe(elsewhere?.id);
    expect((await site.get(stranger, at)).statusCode).toBe(404);
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
