import { describe, expect, it } from 'vitest';
import { childrenOf, contentOf, openMarks, resultsOf } from '#core/cases/index.ts';
import { factsOf } from '#core/registries/index.ts';
import { query, sql } from '#kernel/db.ts';
import { newId } from '#kernel/id.ts';
import { now } from '#kernel/time.ts';
import { servicesSite } from './test-kit.ts';

const site = await servicesSite();
const { services, mother, neighbour, clerk, officer, leader, stranger } = site;
const { db } = services;

const birth = {
  relation: 'mother',
  childName: 'Nguyễn Thị Bé Thử',
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
const apply = async () => site.handIn(mother, await site.fillIn(mother, '1.001193', birth));

describe('a birth', () => {
  it('is registered: what registers know is not asked, the certificate is signed, and the registers know the child', async () => {
    const check = await site.fillIn(mother, '1.001193', birth);
    const page = (await site.get(mother, check)).body;
    expect(page).toContain('Nguyễn Văn Mẫu');
    const record = await site.handIn(mother, check);
    expect(record).toMatchObject({ state: 'submitted', nationalStatus: 1, dueOn: null, title: 'Đăng ký khai sinh: Nguyễn Thị Bé Thử' });
    expect((await site.step(clerk, record, 'accept')).dueOn).not.toBeNull();
    await site.post(officer, `/giai-quyet/${record.code}/giao`, { _version: '2' });
    expect((await site.get(leader, `/giai-quyet/${record.code}`)).body).toContain('Chuyên Viên (Chuyên Viên)');
    const early = { handling: '5', duration: '5', attitude: '5' };
    expect((await site.post(mother, `/ho-so/${record.code}/danh-gia`, early)).statusCode).toBe(409);
    const given = await site.post(officer, `/giai-quyet/${record.code}/giao`, { _version: '3', accountId: stranger.id });
    expect([given.statusCode, given.body.includes('không giữ vị trí')]).toEqual([409, true]);
    await site.step(officer, record, 'propose', { 'finding.childNumber': '000000000191', report: 'Đủ điều kiện.' });
    const done = await site.step(leader, record, 'approve', { 'finding.childNumber': '000000000191' });
    expect(done).toMatchObject({ state: 'done', nationalStatus: 9, waitsFor: 'receiver' });
    const [result] = await resultsOf(db, record.id);
    expect(result).toMatchObject({ code: 'KQ.G15.000031', number: '01/GKS' });
    const file = await site.get(mother, `/ho-so/${record.code}/ket-qua/${result!.key}`);
    expect(file.rawPayload.subarray(0, 5).toString()).toBe('%PDF-');
    const [child] = await query<{ id: string }>(
      db,
      sql<{ id: string }>`select id from identity.person where personal_number = '000000000191'`,
    );
    const facts = await factsOf(db, 'civil-status', { kind: 'person', id: child!.id }, now());
    expect(JSON.stringify(facts)).toContain('Nguyễn Thị Mẫu');
    expect((await site.step(mother, record, 'hand-over')).nationalStatus).toBe(10);
    const rate = (who: typeof mother, duration: string) =>
      site.post(who, `/ho-so/${record.code}/danh-gia`, { handling: '5', duration, attitude: '4', words: 'Nhanh và rõ' });
    expect((await rate(neighbour, '2')).statusCode).toBe(404);
    expect([(await rate(mother, '9')).statusCode, (await rate(mother, '2')).statusCode]).toEqual([422, 303]);
    expect((await site.get(mother, `/ho-so/${record.code}`)).body).toContain('Sửa đánh giá');
    expect((await rate(mother, '3')).statusCode).toBe(303);
    expect(await query(db, sql`select handling, duration, attitude from services.rating`)).toEqual([
      { handling: 5, duration: 3, attitude: 4 },
    ]);
    expect((await site.get(officer, '/giai-quyet/chi-so')).body).toContain('Nhanh và rõ');
    await query(db, sql`update services.rating_giver set rated_at = rated_at - interval '8 days'`);
    expect((await rate(mother, '1')).statusCode).toBe(409);
  });

  it('may not be looked at, nor decided, by whoever it does not concern', async () => {
    const record = await apply();
    for (const other of [neighbour, stranger]) {
      expect((await site.get(other, `/ho-so/${record.code}`)).statusCode).toBe(404);
      expect((await site.get(other, `/giai-quyet/${record.code}`)).statusCode).toBe(404);
      expect((await site.post(other, `/giai-quyet/${record.code}/accept`, { _version: '1' })).statusCode).toBe(404);
    }
    expect((await site.get(mother, `/giai-quyet/${record.code}`)).statusCode).toBe(404);
    // Whoever holds a post does not decide a case of their own.
    const herself = { ...leader, id: newId(), personId: mother.personId };
    for (const event of ['accept', 'approve']) {
      expect((await site.post(herself, `/giai-quyet/${record.code}/${event}`, { _version: '1' })).statusCode).toBe(404);
    }
    const mine = await site.post(mother, `/ho-so/${record.code}/buoc/accept`, { _version: '1' });
    expect(mine.statusCode).toBe(409);
    expect(mine.body).toContain('Bước này thuộc người khác');
    expect((await site.post(clerk, `/giai-quyet/${record.code}/approve`, { _version: '1' })).statusCode).toBe(409);
    const draft = (await site.fillIn(mother, '1.001193', birth)).replace(/kiem-tra$/, '');
    for (const page of ['kiem-tra', 'child', 'giay-to']) expect((await site.get(neighbour, `${draft}${page}`)).statusCode).toBe(404);
    expect((await site.post(neighbour, `${draft}xoa`)).statusCode).toBe(404);
  });

  it('is tracked without signing in by its code and four digits, and no more is told', async () => {
    const record = await apply();
    const ask = (ma: string, so: string) =>
      site.app.inject({
        method: 'POST',
        url: '/tra-cuu-ho-so',
        headers: { 'content-type': 'application/x-www-form-urlencoded', 'sec-fetch-site': 'same-origin' },
        payload: new URLSearchParams({ ma, so }).toString(),
      });
    const found = await ask(record.code, '0101');
    expect([found.statusCode, found.body.includes('Mới nộp'), found.body.includes('Nguyễn Thị')]).toEqual([200, true, false]);
    const [wrong, none] = await Promise.all([ask(record.code, '0102'), ask('H57.XA.19.789-200101-0001', '0101')]);
    expect([wrong.statusCode, none.statusCode]).toEqual([404, 404]);
    const same = (html: string) => html.replace(/value="[^"]*"/g, '');
    expect(same(wrong.body)).toBe(same(none.body));
  });

  it('waits while exactly what was marked is supplied; nothing else can be changed by it', async () => {
    const record = await apply();
    await site.step(clerk, record, 'accept');
    const marks = { 'mark:field:childName': 'yes', 'note:field:childName': 'Viết hoa chữ đầu.', reason: 'Tên viết chưa đúng.' };
    const asked = await site.step(officer, record, 'ask-supplement', marks);
    expect(asked).toMatchObject({ state: 'supplement', nationalStatus: 5, dueOn: null, waitsFor: 'applicant' });
    expect((await site.get(mother, `/ho-so/${record.code}`)).body).toContain('Viết hoa chữ đầu.');
    const send = (values: Record<string, string>, version: number) =>
      site.upload(mother, `/ho-so/${record.code}/bo-sung`, { ...values, _version: String(version) }, '');
    expect((await send({ childName: '<b>' }, asked.version)).statusCode).toBe(422);
    expect((await send({ childName: 'Nguyễn Thị Bé Sửa' }, asked.version - 1)).statusCode).toBe(409);
    expect((await send({ childName: 'Nguyễn Thị Bé Sửa', childBirth: '2020-01-01' }, asked.version)).statusCode).toBe(303);
    expect((await contentOf(db, record.id)).answers).toMatchObject({ childName: 'Nguyễn Thị Bé Sửa', childBirth: '2026-11-10' });
    expect(await openMarks(db, record.id)).toEqual([]);
    expect(await site.step(officer, record, 'propose', { 'finding.childNumber': '000000000192' })).toMatchObject({ state: 'deciding' });
  });

  it('is decided once, whoever presses at the same moment; a repeat of a form changes nothing', async () => {
    const record = await apply();
    const version = String(record.version);
    const both = await Promise.all([1, 2].map(() => site.post(clerk, `/giai-quyet/${record.code}/accept`, { _version: version })));
    expect(both.map(({ statusCode }) => statusCode).toSorted()).toEqual([303, 409]);
    const check = await site.fillIn(mother, '1.001193', birth);
    const draftVersion = /name="_version" value="(\d+)"/.exec((await site.get(mother, check)).body)![1]!;
    const form = { _key: newId(), sworn: 'yes', _version: draftVersion };
    const sent = await Promise.all([site.post(mother, check, form), site.post(mother, check, form)]);
    expect(new Set(sent.map(({ headers }) => headers.location)).size).toBe(1);
  });

  it('is refused with its ground and the law, and can be withdrawn', async () => {
    const record = await apply();
    const without = await site.post(clerk, `/giai-quyet/${record.code}/not-accept`, { _version: '1', reason: 'Sai nơi' });
    expect([without.statusCode, without.body.includes('Hãy chọn căn cứ pháp lý')]).toEqual([409, true]);
    expect(await site.step(mother, record, 'withdraw', { reason: 'Nhầm xã' })).toMatchObject({ state: 'withdrawn', nationalStatus: 7 });
  });
});

describe('an application', () => {
  it('takes nothing that its form does not ask, and nothing that a register says otherwise', async () => {
    const check = await site.fillIn(mother, '1.001193', { ...birth, ownNumber: '000000000102', isAdmin: 'yes', fatherNamed: 'no' });
    const record = await site.handIn(mother, check);
    const { answers } = await contentOf(db, record.id);
    expect(answers).toMatchObject({ ownNumber: '000000000101' });
    expect(Object.keys(answers)).not.toContain('isAdmin');
    expect(Object.keys(answers)).not.toContain('fatherName');
  });

  it('keeps what was right on a page of which something was wrong', async () => {
    const begun = await site.post(mother, '/nop-ho-so/1.001193', { mandateId: '', agreed: 'yes' });
    const draft = String(begun.headers.location);
    await site.post(mother, `${draft}relation`, { relation: 'mother', _version: '1' });
    const wrong = await site.post(mother, `${draft}child`, { childName: 'Nguyễn Thị Bé', childGender: 'x', _version: '2' });
    expect(wrong.statusCode).toBe(422);
    expect((await site.get(mother, `${draft}child`)).body).toContain('value="Nguyễn Thị Bé"');
    const stale = await site.post(mother, `${draft}child`, { childName: 'Khác', _version: '2' });
    expect([stale.statusCode, stale.body.includes('đã được sửa ở nơi khác')]).toEqual([409, true]);
    const huge = await site.post(mother, `${draft}child`, { childName: 'a'.repeat(900_000), _version: '3' });
    expect(huge.statusCode).toBe(422);
  });

  it('is nobody’s who is not signed in, and asks for the declaration', async () => {
    for (const url of ['/nop-ho-so/1.001193', '/ho-so', '/giai-quyet']) {
      const { statusCode } = await site.app.inject({ url, headers: { accept: 'application/json' } });
      expect(statusCode, url).toBe(401);
    }
    expect((await site.get(mother, '/giai-quyet')).statusCode).toBe(403);
    expect((await site.get(mother, '/nop-ho-so/9.999999')).statusCode).toBe(404);
    const check = await site.fillIn(mother, '1.001193', birth);
    expect((await site.post(mother, check, { _version: '99', sworn: 'yes' })).statusCode).toBe(409);
    expect((await site.post(mother, check, { _version: '99' })).statusCode).toBe(422);
  });
});

describe('cases that belong to another', () => {
  it('a bundle opens them with what they need, and is finished when they are', async () => {
    const answers = { ...birth, residenceWith: 'parent', hospital: 'Trạm y tế phường Thuận Hóa' };
    const record = await site.handIn(mother, await site.fillIn(mother, '2.000986', answers));
    await site.step(clerk, record, 'accept');
    await site.step(officer, record, 'propose', { 'finding.childNumber': '000000000193' });
    expect(await site.step(leader, record, 'approve', { 'finding.childNumber': '000000000193' })).toMatchObject({ state: 'linking' });
    const children = await childrenOf(db, record.id);
    for (const child of children) {
      expect(child.title).toContain('Nguyễn Thị Bé Thử');
      await site.step(clerk, child, 'not-accept', { reason: 'Thử', ground: await firstGround(child.definitionVersion) });
    }
    const after = children.length > 0 ? 'done' : 'linking';
    expect((await site.services.db) && (await childrenOf(db, record.id)).every(({ endedAt }) => endedAt)).toBe(true);
    const [parent] = await query<{ state: string }>(
      db,
      sql<{ state: string }>`select state from cases.case_record where id = ${record.id}`,
    );
    expect(parent!.state).toBe(after);
  });
});

async function firstGround(version: string): Promise<string> {
  const [row] = await query<{ key: string }>(
    db,
    sql<{ key: string }>`select json -> 'refusals' -> 0 ->> 'key' as key from cases.definition where version = ${version}`,
  );
  return row!.key;
}
