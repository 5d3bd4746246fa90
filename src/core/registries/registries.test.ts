import fc from 'fast-check';
import { afterEach, describe, expect, it } from 'vitest';
import { query, sql, transaction } from '#kernel/db.ts';
import { newId } from '#kernel/id.ts';
import { systemActor } from '#kernel/permission.ts';
import { addDays, freezeTime, instant } from '#kernel/time.ts';
import { testDatabase } from '../../../test/kit.ts';
import { factsOf, looksAt, lookUp, lookUpAll, type LookUp, recordFacts, type Recording, registers, type Subject } from './index.ts';
import { replaceFact } from './record-facts.ts';
import { fits } from './rules/shapes.ts';
import { changeFrom, type KnownSpan } from './rules/spans.ts';

const { db } = await testDatabase({ max: 4 });
const clerk = systemActor('test');
const person = (): Subject => ({ kind: 'person', id: newId() });
const on = (day: string) => instant(`${day}T05:00:00Z`);
const home = (line: string) => ({ unitCode: '19789', line });

function record(subject: Subject, from: string, facts: Recording['facts'], register = 'population'): Promise<void> {
  return transaction(db, (tx) => recordFacts(tx, { register, subject, facts, from, source: 'case:MAU-1', by: clerk }));
}

function look(subject: Subject, more: Partial<LookUp> = {}): LookUp {
  return {
    register: 'population',
    subject,
    attributes: ['fullName', 'residence'],
    asOf: on('2026-11-22'),
    purpose: { vi: 'Điền sẵn hồ sơ', en: 'Filling in a form' },
    legalBasis: 'Luật mẫu, Điều 1',
    about: 'case:MAU-1',
    by: clerk,
    ...more,
  };
}

afterEach(() => freezeTime(undefined));

describe('spans of a fact', () => {
  it('cover each day from the first on exactly once, whatever is recorded in whatever order', () => {
    const day = fc.integer({ min: 0, max: 40 }).map((offset) => addDays('2026-01-01', offset));
    fc.assert(
      fc.property(fc.array(fc.tuple(day, fc.constantFrom('a', 'b', 'c')), { minLength: 1, maxLength: 12 }), (recorded) => {
        let spans: KnownSpan[] = [];
        let id = 0;
        for (const [from, value] of recorded) {
          const change = changeFrom(spans, from, value);
          const added = [change?.kept, change?.added].flatMap((span) => (span ? [{ ...span, id: (id += 1) }] : []));
          spans = [...spans.filter((span) => !change?.ends.includes(span.id)), ...added];
          const then = spans.filter((span) => span.validFrom <= from && (span.validTo === null || span.validTo > from));
          expect(then.map((span) => span.value)).toEqual([value]);
        }
        const first = recorded.map(([from]) => from).sort()[0]!;
        for (let at = first; at < '2026-03-01'; at = addDays(at, 1)) {
          expect(spans.filter((span) => span.validFrom <= at && (span.validTo === null || span.validTo > at))).toHaveLength(1);
        }
      }),
    );
  });

  it('end without a successor when the value is null, and say nothing before they began', async () => {
    const subject = person();
    await record(subject, '2020-05-01', { temporaryResidence: home('1') });
    await record(subject, '2021-05-01', { temporaryResidence: null });
    const lines = async (day: string) => Object.keys(await factsOf(db, 'population', subject, on(day)));
    expect(await Promise.all(['2020-04-30', '2020-05-01', '2021-04-30', '2021-05-01'].map(lines))).toEqual([
      [],
      ['temporaryResidence'],
      ['temporaryResidence'],
      [],
    ]);
  });

  it('are held to their shape, and values never stand in the complaint', async () => {
    const subject = person();
    for (const facts of [{ birthDate: '2020-02-30' }, { gender: 'Nam' }, { residence: { unitCode: 'x', line: '' } }, { fullName: '' }]) {
      await expect(record(subject, '2020-01-01', facts)).rejects.toThrow(/^not a value of population\.\w+$/);
    }
    await expect(record(subject, '2020-01-01', { shoeSize: 40 })).rejects.toThrow('no shoeSize');
    await expect(record(subject, '2020-01-01', { name: 'x' }, 'business')).rejects.toThrow('nothing of a person');
    const land = (await registers(db)).find(({ name }) => name === 'land');
    const plot = { certificateNumber: 'MAU 1', area: 80.5, address: home('2') };
    const shape = land?.attributes[0]?.shape;
    expect(shape && [fits(shape, [plot]), fits(shape, []), fits(shape, [{ ...plot, more: 1 }]), fits(shape, [{}])]).toEqual([
      true,
      true,
      false,
      false,
    ]);
  });
});

describe('what is recorded', () => {
  it('is read as of a day; the older span is closed and the former knowledge stays', async () => {
    const subject = person();
    await record(subject, '2010-01-01', { residence: home('cũ') });
    await record(subject, '2025-07-01', { residence: home('mới') });
    await record(subject, '2018-01-01', { residence: home('giữa') });
    await record(subject, '2018-01-01', { residence: home('giữa') });
    const lineOn = async (day: string) => (await factsOf(db, 'population', subject, on(day)))['residence'];
    expect(await lineOn('2017-12-31')).toMatchObject({ value: home('cũ'), validFrom: '2010-01-01', validTo: '2018-01-01' });
    expect(await lineOn('2018-01-01')).toMatchObject({ value: home('giữa'), validTo: '2025-07-01', source: 'case:MAU-1' });
    expect(await lineOn('2026-01-01')).toMatchObject({ value: home('mới'), validTo: null });
    const rows = await query<{ n: number }>(
      db,
      sql`select count(*)::int as n from registries.fact join registries.line on line.id = line_id where subject_id = ${subject.id}`,
    );
    expect(rows).toEqual([{ n: 5 }]);
  });

  it('cannot be overwritten, deleted or made to overlap, not even past the code', async () => {
    const subject = person();
    await record(subject, '2020-01-01', { fullName: 'Người Mẫu' });
    for (const statement of [
      sql`update registries.fact set value = '"Khác"'`,
      sql`update registries.fact set known_to = known_from, ended_by = 'x', valid_from = '2000-01-01'`,
      sql`delete from registries.fact`,
      sql`truncate registries.fact cascade`,
      sql`delete from registries.look`,
      sql`insert into registries.fact (line_id, value, valid_from, source, known_from, recorded_by)
        select line_id, '"Khác"', '2021-01-01', 'x', now(), 'x' from registries.fact`,
    ]) {
      await transaction(db, (tx) => lookUp(tx, look(subject)));
      await expect(query(db, statement)).rejects.toThrow(/never changed|fact_one_a_day/);
    }
  });

  it('of two writers at once is both, one after the other', async () => {
    const subject = person();
    await Promise.all([
      record(subject, '2020-01-01', { residence: home('một'), fullName: 'Một' }),
      record(subject, '2021-01-01', { fullName: 'Hai', residence: home('hai') }),
      record(subject, '2022-01-01', { residence: home('ba') }),
    ]);
    const now = await Promise.all(['2020-06-01', '2021-06-01', '2022-06-01'].map((day) => factsOf(db, 'population', subject, on(day))));
    expect(now.map((facts) => facts['residence']?.value)).toEqual([home('một'), home('hai'), home('ba')]);
    expect(now[2]?.['fullName']?.value).toBe('Hai');
  });

  it('is not corrected twice, nor when it changes at the same moment', async () => {
    const subject = person();
    await record(subject, '2020-01-01', { fullName: 'Sai' });
    const { id } = (await factsOf(db, 'population', subject, on('2026-01-01')))['fullName']!;
    const correct = (value: string) => transaction(db, (tx) => replaceFact(tx, id, value, 'correction:1', clerk));
    const done = await Promise.all([
      correct('Đúng'),
      correct('Đúng hơn'),
      record(subject, '2025-01-01', { fullName: 'Mới' }).then(() => false),
    ]);
    expect(done.filter(Boolean).length).toBeLessThanOrEqual(1);
    const names = await Promise.all(['2024-12-31', '2025-01-01'].map((day) => factsOf(db, 'population', subject, on(day))));
    expect(names[1]?.['fullName']?.value).toBe('Mới');
    expect(done.some(Boolean)).toBe(names[0]?.['fullName']?.value !== 'Sai');
  });
});

describe('a look', () => {
  it('hands out the facts of the day and is there for the subject to read, with purpose, law and dossier', async () => {
    const subject = person();
    await record(subject, '2020-01-01', { fullName: 'Người Mẫu', gender: 'female' });
    freezeTime('2026-11-22T03:00:00Z');
    const { facts, lookId } = await transaction(db, (tx) => lookUp(tx, look(subject)));
    expect(facts).toEqual({ fullName: { value: 'Người Mẫu', validFrom: '2020-01-01', source: 'case:MAU-1' } });
    expect(await looksAt(db, [subject.id], { limit: 10 })).toEqual([
      {
        id: lookId,
        at: instant('2026-11-22T03:00:00Z'),
        register: 'population',
        subject,
        attributes: ['fullName', 'residence'],
        found: ['fullName'],
        purpose: { vi: 'Điền sẵn hồ sơ', en: 'Filling in a form' },
        basis: 'Luật mẫu, Điều 1',
        about: 'case:MAU-1',
        capacity: 'system',
        agencyId: null,
        agencyName: null,
        post: null,
      },
    ]);
  });

  it('is there when nothing was found, and not when the act did not happen', async () => {
    const subject = person();
    expect((await transaction(db, (tx) => lookUp(tx, look(subject)))).facts).toEqual({});
    const failed = transaction(db, async (tx) => {
      await lookUp(tx, look(subject));
      throw new Error('undone');
    });
    await expect(failed).rejects.toThrow('undone');
    await expect(transaction(db, (tx) => lookUp(tx, look(subject, { attributes: ['shoeSize'] })))).rejects.toThrow('shoeSize');
    await expect(transaction(db, (tx) => lookUp(tx, look(subject, { legalBasis: '' })))).rejects.toThrow('look_basis_check');
    expect(await looksAt(db, [subject.id], { limit: 10 })).toHaveLength(1);
  });

  it('goes with others in one packet, answered in their order; one that cannot be asked undoes them all', async () => {
    const subject = person();
    await record(subject, '2020-01-01', { fullName: 'Người Mẫu' });
    const looks = [
      look(subject, { attributes: ['gender'] }),
      look(subject),
      look(subject, { register: 'civil-status', attributes: ['spouse'] }),
    ];
    const answers = await transaction(db, (tx) => lookUpAll(tx, looks));
    expect(answers.map(({ facts }) => Object.keys(facts))).toEqual([[], ['fullName'], []]);
    const wrong = transaction(db, (tx) => lookUpAll(tx, [look(subject), look(subject, { attributes: ['shoeSize'] })]));
    await expect(wrong).rejects.toThrow('shoeSize');
    expect((await looksAt(db, [subject.id], { limit: 9 })).map(({ id }) => id).toSorted()).toEqual(
      answers.map(({ lookId }) => lookId).toSorted(),
    );
  });

  it('is found by register and month, page by page', async () => {
    const subject = person();
    for (const at of ['2026-09-30T16:59:59Z', '2026-09-30T17:00:00Z', '2026-10-31T16:59:59Z']) {
      freezeTime(at);
      await transaction(db, (tx) => lookUp(tx, look(subject)));
    }
    await transaction(db, (tx) => lookUp(tx, look(subject, { register: 'civil-status', attributes: ['spouse'] })));
    const october = await looksAt(db, [subject.id], { month: '2026-10', register: 'population', limit: 10 });
    expect(october.map(({ at }) => at.toISOString())).toEqual(['2026-10-31T16:59:59.000Z', '2026-09-30T17:00:00.000Z']);
    const [first] = await looksAt(db, [subject.id], { limit: 1 });
    const rest = await looksAt(db, [subject.id], { limit: 10, before: first });
    expect(rest).toHaveLength(3);
    expect(rest.map(({ id }) => id)).not.toContain(first?.id);
  });
});
