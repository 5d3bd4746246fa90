import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { createServices } from '../../../app/platform.ts';
import { modules } from '../../../app/systems.ts';
import { confirmDay } from '../../calendar/actions/confirm-day.ts';
import { proposeDay } from '../../calendar/actions/propose-day.ts';
import { forgetCalendar, workingCalendar } from '#core/calendar/index.ts';
import { readConfig } from '#kernel/config.ts';
import { query, sql, transaction } from '#kernel/db.ts';
import { createLogger } from '#kernel/log.ts';
import { freezeTime, instant } from '#kernel/time.ts';
import { startWorker } from '#kernel/worker.ts';
import { caseGround, fillCases } from '../../../../test/cases-kit.ts';
import { official, testDatabase } from '../../../../test/kit.ts';
import { readClock } from '../clock/clock.ts';
import { clockOf } from '../clock/clock-of.ts';
import { caseColumns, caseOf, type CaseRow } from '../queries/cases.ts';
import { recountDeadlines, recountJob } from './recount.ts';

const database = await testDatabase();
const { db } = database;
const services = createServices({ config: readConfig({ MOTCUA_LOG: 'silent' }), pool: database, log: createLogger('silent'), modules });
const keepers = [official(['calendar.keep']), official(['calendar.keep'])] as const;
const NOW = instant('2027-01-20T03:00:00Z');

async function allCases() {
  return (await query<CaseRow>(db, sql<CaseRow>`select ${caseColumns} from cases.case_record c order by id`)).map(caseOf);
}

/** Cases whose deadline is not what the clock says. */
async function wrong(): Promise<string[]> {
  const calendar = await workingCalendar(db);
  return (await allCases()).flatMap((record) => {
    const { acceptedAt, dueAt, dueOn } = record;
    const read = readClock(calendar, clockOf({ ...record, acceptedAt: acceptedAt! }), NOW);
    return read.at.getTime() === dueAt?.getTime() && read.lastDay === dueOn ? [] : [`${record.code}: ${dueOn}, not ${read.lastDay}`];
  });
}

async function dayOff(date: string): Promise<void> {
  const day = { date, kind: 'off', titleVi: 'Nghỉ bão', titleEn: 'Storm', basis: 'Công điện mẫu' };
  const { id } = await services.act(proposeDay, keepers[0], day);
  await services.act(confirmDay, keepers[1], { id });
  forgetCalendar(db);
}

beforeAll(async () => {
  const agency = '01900000-0000-7000-8000-000000000001';
  await query(
    db,
    sql`insert into agencies.agency (id, code_qd20, code_source, kind, name, name_folded, bare_folded, site, search)
      values (${agency}, 'H57.99', 'generated', 'other', 'Cơ quan Mẫu', 'co quan mau', 'mau', 'thu', '')`,
  );
  const ground = await caseGround(db, [agency]);
  await fillCases(db, ground, {
    count: 3_000,
    accepted: `'2026-12-01T00:10:00Z'::timestamptz + make_interval(mins => (n * 37) % 100000)`,
    amount: '1 + n % 30',
    unit: `(array['working-day', 'working-day', 'day', 'month', 'working-hour', 'hour'])[1 + n % 6]`,
    cutOff: `case when n % 4 = 0 then null else '15:00' end`,
    pauses: `case when n % 7 = 0 then '[["2027-02-01T03:00:00.000Z","2027-02-03T09:30:00.000Z","supplement"]]' else '[]' end`,
  });
  await query(db, sql`update cases.case_record set term_amount = 1 + term_amount % 2 where term_unit = 'month'`);
}, 60_000);
afterEach(() => freezeTime(undefined));

describe('deadlines after a change of the calendar', () => {
  it('are all what the clock says, counted in the database or one by one, however often it is interrupted', async () => {
    freezeTime(NOW);
    expect((await wrong()).length).toBeGreaterThan(1_000);
    await recountDeadlines(db);
    expect(await wrong()).toEqual([]);
    const [first] = await query<{ looked: number }>(db, sql`select looked, changed from cases.recount`);
    expect(first?.looked).toBeGreaterThanOrEqual(3_000);
    await recountDeadlines(db);
    expect(await query(db, sql`select 1 from cases.recount`)).toHaveLength(1);
  });

  it('are counted by the job that the change of a day queues; only what moves is written', async () => {
    freezeTime(NOW);
    const before = new Map((await allCases()).map(({ id, dueOn }) => [id, dueOn]));
    await dayOff('2027-02-09');
    expect((await wrong()).length).toBeGreaterThan(100);
    const worker = await startWorker({ pool: database.pg, services, jobs: [recountJob] });
    afterAll(() => worker.stop());
    const finished = () => query(db, sql`select 1 from cases.recount where finished_at is not null`);
    await expect.poll(async () => (await finished()).length, { timeout: 20_000 }).toBe(2);
    expect(await wrong()).toEqual([]);
    const [row] = await query<{ changed: number }>(
      db,
      sql<{ changed: number }>`select changed from cases.recount order by id desc limit 1`,
    );
    const moved = (await allCases()).filter(({ id, dueOn }) => dueOn !== before.get(id)).length;
    expect(row!.changed).toBeGreaterThanOrEqual(moved);
    expect(row!.changed).toBeLessThan(2_900);
    await worker.stop();
  });

  it('wait for whoever counts in a transaction, so that nothing counted by the old calendar comes afterwards', async () => {
    freezeTime(NOW);
    const order: string[] = [];
    let change: Promise<unknown> | undefined;
    await transaction(db, async (tx) => {
      const calendar = await workingCalendar(tx);
      change = dayOff('2027-02-10').then(() => order.push('changed'));
      await query(tx, sql`select pg_sleep(0.2)`);
      expect(await workingCalendar(tx)).toBe(calendar);
      order.push('counted');
    });
    await change;
    expect(order).toEqual(['counted', 'changed']);
  });
});
