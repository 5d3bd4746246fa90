import fc from 'fast-check';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { type IdentitySite, identitySite, type InjectedBrowser, PASSWORD } from '../../../test/identity-kit.ts';
import { query, sql, transaction } from '#kernel/db.ts';
import { dateOf, freezeTime, instant, now } from '#kernel/time.ts';
import { forgetActors } from './actor.ts';
import { accountLevel } from './enrolment/queries.ts';
import { insertProof, personNumbered } from './enrolment/people.ts';
import { findMandate, mandatesFor } from './mandates/queries.ts';
import { noteMandateUse } from './mandates/write.ts';
import { ageOn, birthdayAt, isEnterpriseCode, readContact, refuseNumber } from './rules/enrolment.ts';
import { demoCitizens, seedDemoCitizens } from './seed-citizens.ts';

let site: IdentitySite;
let numbers = 500;

beforeAll(async () => {
  site = await identitySite();
  await site.person('motcua1', 'officer');
  await site.person('motcua2', 'unit-head');
  await site.person('nguoikhac');
  const officers = [await site.accountId('motcua1'), await site.accountId('motcua2')] as const;
  await seedDemoCitizens(site.database.db, site.agencyId, officers, PASSWORD);
});
afterEach(() => freezeTime(undefined));

const newNumber = (): string => String((numbers += 1)).padStart(12, '0');
const facts = { fullName: 'Lê Văn Thử', birthDate: '1991-02-03' };

/** The code that was sent to a contact last. */
async function codeFor(contact: string): Promise<string | undefined> {
  const [row] = await query<{ words_vi: string }>(
    site.database.db,
    sql`select words_vi from identity.code_message where destination = ${contact} order by created_at desc limit 1`,
  );
  return row && /\d{6}/.exec(row.words_vi)?.[0];
}

async function enrol(personalNumber: string, contact: string, browser = site.browser({ address: `10.${(numbers += 1)}.1.1` })) {
  await browser.post('/dang-ky', { personalNumber, ...facts, contact });
  const code = (await codeFor(contact)) ?? '';
  return { browser, code, answer: await browser.post('/dang-ky/ma', { code }) };
}

/** Somebody at level 1 who signs in with number and password. */
async function citizen(contact: string): Promise<{ personalNumber: string; browser: InjectedBrowser }> {
  const personalNumber = newNumber();
  const { browser } = await enrol(personalNumber, contact);
  await browser.post('/tai-khoan/dat-mat-khau', { newPassword: PASSWORD, newPasswordAgain: PASSWORD });
  return { personalNumber, browser };
}

const levelOfNumber = async (number: string) => {
  const person = await personNumbered(site.database.db, number);
  return person && accountLevel(site.database.db, person.accountId, now());
};

describe('rules of enrolment', () => {
  it('age and birthdays agree on every day, leap days included', () => {
    const day = fc
      .date({ min: new Date('1930-01-01'), max: new Date('2026-11-22'), noInvalidDate: true })
      .map((date) => date.toISOString().slice(0, 10));
    fc.assert(
      fc.property(day, fc.integer({ min: 0, max: 90 }), (birthDate, age) => {
        const birthday = birthdayAt(birthDate, age);
        expect(ageOn(birthDate, birthday)).toBe(age);
        const before = instant(Date.parse(birthday) - 86_400_000)
          .toISOString()
          .slice(0, 10);
        expect(ageOn(birthDate, before)).toBe(age - 1);
      }),
    );
  });

  it('read contacts, numbers and enterprise codes', () => {
    expect(readContact(' +84 912 345 678 ')).toEqual({ kind: 'phone', value: '0912345678' });
    expect(readContact('An@Example.VN')).toEqual({ kind: 'email', value: 'an@example.vn' });
    for (const wrong of ['', '12345', 'a@b', 'a b@c.vn', '<a>@c.vn']) expect(readContact(wrong)).toBeUndefined();
    expect(refuseNumber('000000000007', '1990-01-01', false)).toBeUndefined();
    expect(refuseNumber('12', '1990-01-01', true)?.vi).toContain('12 chữ số');
    expect(['0100109106', '0100109106-001', '0000000017'].every(isEnterpriseCode)).toBe(true);
    expect(['0100109107', '010010910', 'x'].some(isEnterpriseCode)).toBe(false);
  });
});

describe('opening an account online', () => {
  it('takes a confirmed contact, gives level 1, and lets its owner choose a way in', async () => {
    const personalNumber = newNumber();
    const { browser, answer } = await enrol(personalNumber, 'mot@example.vn');
    expect(answer.headers.location).toBe('/tai-khoan/bat-dau');
    expect(await levelOfNumber(personalNumber)).toBe(1);
    const done = await browser.post('/tai-khoan/dat-mat-khau', { newPassword: PASSWORD, newPasswordAgain: PASSWORD });
    expect(done.headers.location).toContain('/tai-khoan?xong=');
    expect((await site.browser().comeIn(personalNumber)).headers.location).toBe('/tai-khoan');
    expect((await browser.get('/tai-khoan')).body).toContain('Mức 1: đăng ký trực tuyến');
    expect(
      (await browser.post('/tai-khoan/dat-mat-khau', { newPassword: `${PASSWORD} hai`, newPasswordAgain: `${PASSWORD} hai` })).statusCode,
    ).toBe(409);
  });

  it('does not tell whether a number is known before the contact is confirmed, nor why afterwards', async () => {
    const known = newNumber();
    await enrol(known, 'chu@example.vn');
    const browser = site.browser({ address: '10.200.1.1' });
    expect((await browser.post('/dang-ky', { personalNumber: known, ...facts, contact: 'ke@example.vn' })).headers.location).toBe(
      '/dang-ky/ma',
    );
    expect((await browser.get('/dang-ky/ma')).body).toContain('k•••@example.vn');
    const answer = await browser.post('/dang-ky/ma', { code: (await codeFor('ke@example.vn')) ?? '' });
    expect(answer.body).toContain('Chưa làm được trực tuyến');
    expect(browser.cookies.has('phien')).toBe(false);
  });

  it('voids a code after five wrong guesses, in another browser and after ten minutes', async () => {
    const number = newNumber();
    const browser = site.browser({ address: '10.201.1.1' });
    await browser.post('/dang-ky', { personalNumber: number, ...facts, contact: '0900000001' });
    const code = (await codeFor('0900000001')) ?? '';
    const wrong = code === '123456' ? '654321' : '123456';
    for (let tries = 0; tries < 4; tries += 1) expect((await browser.post('/dang-ky/ma', { code: wrong })).statusCode).toBe(422);
    expect((await site.browser().post('/dang-ky/ma', { code })).headers.location).toBe('/dang-ky');
    await browser.post('/dang-ky/ma', { code: wrong });
    expect((await browser.post('/dang-ky/ma', { code })).statusCode).toBe(303);
    expect(await personNumbered(site.database.db, number)).toBeUndefined();
    await browser.post('/dang-ky', { personalNumber: number, ...facts, contact: '0900000001' });
    const second = (await codeFor('0900000001')) ?? '';
    freezeTime(instant(now().getTime() + 601_000));
    expect((await browser.post('/dang-ky/ma', { code: second })).headers.location).toBe('/dang-ky');
  });

  it('refuses real numbers, children, wrong contacts, and too many codes', async () => {
    const browser = site.browser({ address: '10.202.1.1' });
    const real = ['0', '79'].join('') + '090000001';
    expect((await browser.post('/dang-ky', { personalNumber: real, ...facts, contact: 'a@b.vn' })).body).toContain('Đừng nhập số thật');
    const child = await browser.post('/dang-ky', { personalNumber: newNumber(), ...facts, birthDate: '2016-01-01', contact: 'a@b.vn' });
    expect(child.body).toContain('người giám hộ mở');
    expect((await browser.post('/dang-ky', { personalNumber: newNumber(), ...facts, contact: 'không' })).statusCode).toBe(409);
    expect((await browser.post('/dang-ky', { contact: 'a@b.vn' })).statusCode).toBe(422);
    for (let sent = 0; sent < 5; sent += 1)
      await browser.post('/dang-ky', { personalNumber: newNumber(), ...facts, contact: 'nhieu@b.vn' });
    expect((await browser.post('/dang-ky', { personalNumber: newNumber(), ...facts, contact: 'nhieu@b.vn' })).body).toContain(
      'quá nhiều mã',
    );
  });

  it('shows codes to nobody on a site for real use, but to its national administrator', async () => {
    expect((await site.browser().get('/hop-ma')).statusCode).toBe(200);
    const real = await identitySite({ MOTCUA_DEMO: 'off' });
    expect((await real.browser().get('/hop-ma')).statusCode).toBe(404);
    await real.person('quantri', 'national-administrator');
    expect((await (await real.browser().signIn('quantri')).get('/hop-ma')).statusCode).toBe(200);
  });
});

describe('getting an account back', () => {
  it('gives level 1 back, never 2, and ends what was open', async () => {
    const { personalNumber, browser } = await citizen('lay@example.vn');
    await raise(personalNumber);
    expect(await levelOfNumber(personalNumber)).toBe(2);
    const other = site.browser({ address: '10.210.1.1' });
    await other.post('/khoi-phuc', { personalNumber, contact: 'LAY@example.vn' });
    expect((await other.post('/dang-ky/ma', { code: (await codeFor('lay@example.vn')) ?? '' })).headers.location).toBe(
      '/tai-khoan/bat-dau',
    );
    expect(await levelOfNumber(personalNumber)).toBe(1);
    expect((await browser.get('/tai-khoan')).statusCode).toBe(303);
    expect((await site.browser().comeIn(personalNumber)).statusCode).toBe(422);
  });

  it('sends no code to a contact that is not the account’s, and says the same', async () => {
    const { personalNumber } = await citizen('dung@example.vn');
    const browser = site.browser({ address: '10.211.1.1' });
    expect((await browser.post('/khoi-phuc', { personalNumber, contact: 'sai@example.vn' })).headers.location).toBe('/dang-ky/ma');
    expect(await codeFor('sai@example.vn')).toBeUndefined();
    expect((await browser.get('/dang-ky/ma')).body).toContain('Nếu thông tin đúng');
  });
});

const visit = { wants: 'level', ...facts, nationality: 'VN', card: 'matches', face: 'matches', fingerprints: 'not-possible' };

/** Through the counter: one officer receives, the other confirms; returns the second answer's body. */
async function raise(personalNumber: string, more: Record<string, string> = {}): Promise<string> {
  const [first, second] = [await site.browser().signIn('motcua1'), await site.browser().signIn('motcua2')];
  const received = await first.post('/quan-tri/dinh-danh', { ...visit, agencyId: site.agencyId, personalNumber, ...more });
  expect(received.statusCode).toBe(303);
  const [row] = await query<{ id: string }>(
    site.database.db,
    sql`select id from identity.counter_visit where personal_number = ${personalNumber} and outcome is null`,
  );
  const path = `/quan-tri/dinh-danh/luot/${row?.id}`;
  expect((await first.get(path)).body).toContain('cần một cán bộ khác');
  expect((await first.post(path, { outcome: 'confirmed' })).statusCode).toBe(409);
  expect(
    (
      await site
        .browser()
        .signIn('nguoikhac')
        .then((browser) => browser.get(path))
    ).statusCode,
  ).toBe(403);
  return (await second.post(path, { outcome: 'confirmed' })).body;
}

describe('the counter', () => {
  it('raises an account to level 2 by two officers, and opens one for a foreigner', async () => {
    const { personalNumber } = await citizen('hai@example.vn');
    await raise(personalNumber);
    expect(await levelOfNumber(personalNumber)).toBe(2);
    const foreigner = newNumber();
    const page = await raise(foreigner, { nationality: 'FR', residenceCard: 'TT-0001', fullName: 'Jean Mẫu' });
    const password = /<code>([^<]+)<\/code>/.exec(page)?.[1] ?? '';
    const browser = site.browser();
    expect((await browser.comeIn(foreigner, password)).headers.location).toBe('/tai-khoan/mat-khau');
    expect((await browser.get('/tai-khoan')).body).toContain('mật khẩu tạm');
    expect(await levelOfNumber(foreigner)).toBe(2);
  });

  it('takes two officers in the database too', async () => {
    const person = await personNumbered(site.database.db, demoCitizens.neighbour);
    const one = await site.accountId('motcua1');
    const alone = transaction(site.database.db, (tx) =>
      insertProof(tx, { personId: person?.personId ?? '', level: 2, officers: [one, one] }, now()),
    );
    await expect(alone).rejects.toThrow('two_officers');
  });

  it('refuses without the paper, without biometrics, small children and other birth dates', async () => {
    const officer = await site.browser().signIn('motcua1');
    const receive = (more: Record<string, string>) =>
      officer.post('/quan-tri/dinh-danh', { ...visit, agencyId: site.agencyId, personalNumber: newNumber(), ...more });
    for (const more of [
      { card: 'not-possible' },
      { face: 'not-possible' },
      { birthDate: '2023-01-01' },
      { nationality: 'FR' },
      { personalNumber: demoCitizens.neighbour },
      { wants: 'unlock' },
      { agencyId: site.otherAgencyId },
    ] as Record<string, string>[]) {
      expect((await receive(more)).statusCode).toBeGreaterThanOrEqual(400);
    }
    expect((await (await site.browser().signIn('nguoikhac')).get('/quan-tri/dinh-danh')).statusCode).toBe(403);
  });
});

describe('an officer at the counter', () => {
  it('locks for somebody who cannot; the owner’s sessions end, and a stranger to the counter may not', async () => {
    const { personalNumber, browser } = await citizen('khoa.giup@example.vn');
    const officer = await site.browser().signIn('motcua1');
    const form = { agencyId: site.agencyId, personalNumber, reason: 'lost' };
    expect((await (await site.browser().signIn('nguoikhac')).post('/quan-tri/dinh-danh/khoa', form)).statusCode).toBe(403);
    expect((await officer.post('/quan-tri/dinh-danh/khoa', { ...form, agencyId: site.otherAgencyId })).statusCode).toBe(403);
    expect((await officer.post('/quan-tri/dinh-danh/khoa', { ...form, personalNumber: newNumber() })).statusCode).toBe(409);
    expect((await officer.post('/quan-tri/dinh-danh/khoa', { ...form, reason: '' })).statusCode).toBe(422);
    expect((await officer.post('/quan-tri/dinh-danh/khoa', form)).headers.location).toContain('xong=khoa');
    expect((await browser.get('/tai-khoan')).statusCode).toBe(303);
    expect((await site.browser().comeIn(personalNumber)).body).toContain('đang khóa');
    expect((await officer.post('/quan-tri/dinh-danh/khoa', form)).body).toContain('đang khóa rồi');
  });

  it('a citizen is given a post by the personal number, with or without a password', async () => {
    const personalNumber = newNumber();
    const { browser } = await enrol(personalNumber, 'duoc.giao@example.vn');
    await site.person('quantri.phuong', 'administrator');
    const administrator = await site.browser().signIn('quantri.phuong');
    const given = await administrator.post('/quan-tri/nguoi-dung/vi-tri', {
      'existing-agencyId': site.agencyId,
      'existing-signInName': personalNumber,
      'existing-postTitle': 'Cộng tác viên',
      'existing-roles': 'clerk',
      'existing-from': dateOf(now()),
    });
    expect([given.statusCode, given.headers.location]).toEqual([303, expect.stringContaining('nguoi-dung')]);
    expect((await administrator.get(given.headers.location ?? '')).body).toContain('Cộng tác viên');
    forgetActors(site.database.db);
    expect((await browser.get('/tai-khoan')).body).toContain('Cộng tác viên');
  });
});

describe('mandates', () => {
  const personIdOf = async (number: string) => (await personNumbered(site.database.db, number))?.personId ?? '';

  it('of a guardian end by themselves at fourteen; an organisation’s are seen by both sides', async () => {
    const mother = await personIdOf(demoCitizens.mother);
    const held = await mandatesFor(site.database.db, mother, now());
    expect(held.map(({ principal }) => principal.name)).toEqual(['Công ty Mẫu', 'Nguyễn Bé Mẫu']);
    const later = await mandatesFor(site.database.db, mother, instant('2033-05-10T03:00:00Z'));
    expect(later.map(({ principal }) => principal.name)).toEqual(['Công ty Mẫu']);
    const [mandate] = await mandatesFor(site.database.db, await personIdOf(demoCitizens.neighbour), now());
    expect(mandate).toMatchObject({ principal: { kind: 'organisation', name: 'Công ty Mẫu' }, scope: ['bidding', 'documents'] });
    await transaction(site.database.db, (tx) => noteMandateUse(tx, mandate?.id ?? '', { vi: 'Nộp hồ sơ thử', en: 'Trial' }, now()));
    for (const number of [demoCitizens.mother, demoCitizens.neighbour]) {
      expect((await (await site.browser().signIn(number)).get('/tai-khoan/dai-dien')).body).toContain('Nộp hồ sơ thử');
    }
  });

  it('count once accepted, until either side ends them; strangers see and end nothing', async () => {
    const { personalNumber } = await citizen('duoc@example.vn');
    const [giver, taker, stranger] = await Promise.all(
      [demoCitizens.neighbour, personalNumber, 'nguoikhac'].map((name) => site.browser().signIn(name)),
    );
    const today = dateOf(now());
    const form = { principal: 'self', personalNumber, scope: 'documents', basis: 'Giấy ủy quyền thử', from: today, to: '2027-01-31' };
    expect((await giver!.post('/tai-khoan/dai-dien/uy-quyen', form)).headers.location).toContain('xong=giao');
    const nobody = await giver!.post('/tai-khoan/dai-dien/uy-quyen', { ...form, personalNumber: newNumber() });
    expect(nobody.headers.location).toContain('xong=giao');
    expect((await giver!.get('/tai-khoan/dai-dien')).body).not.toContain(facts.fullName);
    const taking = await personIdOf(personalNumber);
    expect(await mandatesFor(site.database.db, taking, now())).toEqual([]);
    const id = /name="id" value="([^"]+)"/.exec((await taker!.get('/tai-khoan/dai-dien')).body)?.[1] ?? '';
    expect((await giver!.post('/tai-khoan/dai-dien/nhan', { id })).statusCode).toBe(404);
    expect((await stranger!.post('/tai-khoan/dai-dien/cham-dut', { id })).statusCode).toBe(404);
    await taker!.post('/tai-khoan/dai-dien/nhan', { id });
    expect(await findMandate(site.database.db, id, now())).toMatchObject({ scope: ['documents'], representativePersonId: taking });
    await giver!.post('/tai-khoan/dai-dien/cham-dut', { id });
    expect(await findMandate(site.database.db, id, now())).toBeUndefined();
    expect((await taker!.post('/tai-khoan/dai-dien/cham-dut', { id })).statusCode).toBe(409);
    const foreign = { ...form, principal: `agency:${site.agencyId}` };
    expect((await giver!.post('/tai-khoan/dai-dien/uy-quyen', foreign)).statusCode).toBe(409);
  });

  it('come with a child’s or an organisation’s account, once an officer has seen the papers', async () => {
    const mother = await site.browser().signIn(demoCitizens.mother);
    const number = newNumber();
    const form = { kind: 'child', name: 'Bé Thử', number, birthDate: '2022-04-05', basis: 'Giấy khai sinh thử', agencyId: site.agencyId };
    expect((await mother.post('/tai-khoan/dai-dien/mo', form)).headers.location).toContain('xong=don');
    const levelOne = await site.browser().signIn(demoCitizens.neighbour);
    expect((await levelOne.post('/tai-khoan/dai-dien/mo', form)).statusCode).toBe(409);
    expect((await mother.post('/tai-khoan/dai-dien/mo', { ...form, birthDate: '2001-01-01' })).statusCode).toBe(409);
    const officer = await site.browser().signIn('motcua1');
    const path = /\/quan-tri\/dinh-danh\/don\/[0-9a-f-]+/.exec((await officer.get('/quan-tri/dinh-danh')).body)?.[0] ?? '';
    expect((await mother.get(path)).statusCode).toBe(403);
    expect((await officer.post(path, { outcome: 'refused' })).statusCode).toBe(409);
    expect((await officer.post(path, { outcome: 'confirmed' })).statusCode).toBe(303);
    expect(await levelOfNumber(number)).toBe(1);
    expect((await mother.get('/tai-khoan/dai-dien')).body).toContain('Bé Thử');
    await mother.post('/tai-khoan/dai-dien/mo', { ...form, kind: 'organisation', name: 'Hợp tác xã Thử', number: '0100109106' });
    const second = /\/quan-tri\/dinh-danh\/don\/[0-9a-f-]+/.exec((await officer.get('/quan-tri/dinh-danh')).body)?.[0] ?? '';
    expect((await officer.post(second, { outcome: 'confirmed' })).statusCode).toBe(303);
    expect((await mother.get('/tai-khoan/dai-dien/uy-quyen')).body).toContain('Hợp tác xã Thử');
  });
});
