import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { findAgency } from '#core/agencies/index.ts';
import { type CaseRecord, eventsOf, findCase } from '#core/cases/index.ts';
import type { AccountActor } from '#core/identity/index.ts';
import { query, sql } from '#kernel/db.ts';
import { enqueue, type JobDefinition } from '#kernel/jobs.ts';
import { freezeTime } from '#kernel/time.ts';
import { startWorker, type Worker } from '#kernel/worker.ts';
import { someoneAt } from '../../../../test/demo-kit.ts';
import { climbJob } from '../../../core/cases/lateness/climb.ts';
import { tellApplicant } from '../effects/tell-applicant.ts';
import { servicesSite } from '../test-kit.ts';
import { expireJob } from './actions/expire-case.ts';
import { lateness } from './part.ts';

const site = await servicesSite();
const { services, mother, clerk, officer, leader, stranger } = site;
const { db } = services;
let worker: Worker;
let above: AccountActor;

beforeAll(async () => {
  worker = await startWorker({ pool: site.database.pg, services, jobs: [climbJob, expireJob, tellApplicant] });
  const ward = (await findAgency(db, officer.scope!))!;
  const superior = (await findAgency(db, ward.parentId!))!;
  above = await someoneAt(services, superior.code, ['leader'], 'Lãnh Đạo Cấp Trên');
});
afterAll(() => worker.stop());
afterEach(() => freezeTime(undefined));

/** An accepted case of five working days, from Tuesday 1 December 2026: its last day is the 8th. */
async function accepted(): Promise<CaseRecord> {
  freezeTime('2026-12-01T02:00:00Z');
  const record = await submitted();
  await query(db, sql`update cases.case_record set term_amount = 5, term_unit = 'working-day' where id = ${record.id}`);
  return site.step(clerk, record, 'accept');
}

/** A residence confirmation is the shortest form there is. */
async function submitted(): Promise<CaseRecord> {
  const answers = { matters: 'permanent', purpose: 'Thử', phone: '0900000000' };
  return site.handIn(mother, await site.fillIn(mother, '1.010041', answers));
}

/** Through the product's own runner, as its clock would at this moment. */
async function at(moment: string, job: JobDefinition<Record<string, never>> = climbJob): Promise<void> {
  freezeTime(moment);
  await enqueue(db, job, {});
  const left = () => query(db, sql`select last_error from graphile_worker.jobs where task_identifier = ${job.name}`);
  await expect.poll(left, { timeout: 10_000, interval: 20 }).toEqual([]);
}

const desk = async (actor: AccountActor) => (await lateness.worklist!(db, actor)).map(({ url }) => url);
const found = async ({ id }: CaseRecord) => (await findCase(db, id))!;

describe('a case that runs out of time', () => {
  it('asks its officer for an apology a working day before, is promised a new date once, and then climbs the ladder', async () => {
    const record = await accepted();
    expect(record.dueOn).toBe('2026-12-08');
    const [apology, sheet] = [`/giai-quyet/${record.code}/xin-loi`, `/giai-quyet/${record.code}/kiem-soat`];
    await at('2026-12-04T01:00:00Z');
    expect(await desk(officer)).toEqual([]);
    await at('2026-12-07T00:30:00Z');
    await at('2026-12-07T01:30:00Z');
    expect([await desk(officer), await desk(leader), await desk(stranger)]).toEqual([[apology], [], []]);

    const promise = (promisedOn: string, reason = 'Chờ xác minh', version = record.version) =>
      site.post(officer, apology, { promisedOn, reason, _version: String(version) });
    for (const [date, said] of [
      ['2026-12-13', 'phải là ngày làm việc'],
      ['2026-12-08', 'phải sau hạn cũ'],
      ['2027-06-01', 'không được quá 15 ngày'],
    ] as const) {
      const answer = await promise(date);
      expect([answer.statusCode, answer.body.includes(said)]).toEqual([409, true]);
    }
    expect((await promise('2026-12-11', '')).statusCode).toBe(422);
    expect((await promise('2026-12-11', 'Chờ xác minh', record.version + 1)).statusCode).toBe(409);
    expect((await site.post(stranger, apology, { promisedOn: '2026-12-11', reason: 'Thử xem' })).statusCode).toBe(404);
    expect((await promise('2026-12-11')).statusCode).toBe(303);
    const promised = await found(record);
    expect(promised).toMatchObject({ dueOn: '2026-12-11', promisedOn: '2026-12-11' });
    expect((await promise('2026-12-14', 'Lần nữa', promised.version)).body).toContain('đã hẹn lại một lần');
    await expect(query(db, sql`update cases.case_record set promised_on = '2026-12-20' where id = ${record.id}`)).rejects.toThrow(
      'at most once',
    );
    const letter = await site.get(mother, `/ho-so/${record.code}/phieu-xin-loi`);
    expect([letter.statusCode, letter.rawPayload.subarray(0, 5).toString()]).toEqual([200, '%PDF-']);
    expect((await site.get(stranger, `/ho-so/${record.code}/phieu-xin-loi`)).statusCode).toBe(404);
    expect((await site.get(mother, `/ho-so/${record.code}`)).body).toContain('phieu-xin-loi');

    await at('2026-12-11T16:59:00Z');
    expect([await desk(officer), await desk(leader)]).toEqual([[], []]);
    await at('2026-12-11T17:00:00Z');
    expect([await desk(leader), await desk(above)]).toEqual([[sheet], []]);
    await at('2026-12-15T00:30:00Z');
    expect(await desk(leader)).toEqual([sheet, sheet]);
    expect((await site.get(above, sheet)).statusCode).toBe(404);
    await at('2026-12-18T00:30:00Z');
    expect(await desk(above)).toEqual([sheet]);
    const page = await site.get(above, sheet);
    expect([page.statusCode, page.body.includes('giờ làm việc')]).toEqual([200, true]);
    expect((await site.get(above, `/giai-quyet/${record.code}`)).statusCode).toBe(404);
    const history = (await eventsOf(db, record.id)).filter(({ role }) => role === 'system').map(({ event, actor }) => [event, actor]);
    expect(history).toEqual(['apology-due', 'unit-head', 'leader', 'superior'].map((rung) => [rung, 'system:cases']));
  });

  it('stands in the book of its month, for its agency alone', async () => {
    const record = await accepted();
    const csv = await site.get(officer, '/giai-quyet/so-theo-doi.csv?thang=2026-12');
    expect([csv.statusCode, csv.body.includes(record.code)]).toEqual([200, true]);
    expect((await site.get(officer, '/giai-quyet/so-theo-doi?thang=2026-12')).body).toContain(record.code);
    expect((await site.get(stranger, '/giai-quyet/so-theo-doi?thang=2026-12')).body).not.toContain(record.code);
    expect((await site.get(mother, '/giai-quyet/so-theo-doi')).statusCode).toBe(403);
    expect((await site.get(officer, '/giai-quyet/so-theo-doi?thang=2026-13')).statusCode).toBe(422);
  });

  it('ends by itself when its supplement never came, and not a day sooner', async () => {
    freezeTime('2026-12-01T02:00:00Z');
    const record = await submitted();
    await site.step(clerk, record, 'ask-supplement', { 'mark:field:purpose': 'yes', 'note:field:purpose': 'Ghi rõ', reason: 'Chưa rõ' });
    await at('2026-12-30T23:00:00Z', expireJob);
    expect((await found(record)).state).toBe('incomplete');
    await at('2026-12-31T23:00:00Z', expireJob);
    expect(await found(record)).toMatchObject({ state: 'stopped', nationalStatus: 8, waitsFor: 'nobody' });
  });
});
