import { caseGround, fillCases, withoutIndexes } from '../test/cases-kit.ts';
import { workingCalendar } from '../src/core/calendar/index.ts';
import { readClock } from '../src/core/cases/clock/clock.ts';
import { clockOf } from '../src/core/cases/clock/clock-of.ts';
import { caseColumns, caseOf, type CaseRow } from '../src/core/cases/queries/cases.ts';
import { recountDeadlines } from '../src/core/cases/recount/recount.ts';
import { query, sql } from '../src/kernel/db.ts';
import { now } from '../src/kernel/time.ts';
import { type BenchSite, benchSite, simulateAgencies } from './axis-kit.ts';
import { type BenchRow, printWhenAlone } from './report.ts';

const CASES = 1_000_000;
const AGENCIES = 3_300;

async function seconds(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await work();
  return (performance.now() - start) / 1_000;
}

/** Cases accepted in the forty days until now, of one to thirty working days: three in a hundred stood still once. */
async function fill({ services: { db } }: BenchSite): Promise<void> {
  const agencies = await query<{ id: string }>(db, sql<{ id: string }>`select id from agencies.agency`);
  const ground = await caseGround(
    db,
    agencies.map(({ id }) => id),
  );
  await withoutIndexes(db, () =>
    fillCases(db, ground, {
      count: CASES,
      accepted: `'2026-10-13T00:10:00Z'::timestamptz + make_interval(mins => (n * 7919::bigint % 57600)::int)`,
      amount: '1 + n % 30',
      unit: `case when n % 20 = 0 then 'day' else 'working-day' end`,
      pauses: `case when n % 33 = 0 then '[["2026-11-23T03:00:00.000Z","2026-11-25T09:30:00.000Z","supplement"]]' else '[]' end`,
    }),
  );
  await recountDeadlines(db);
  await query(db, sql`vacuum analyze cases.case_record`);
}

async function dayOff({ services: { db } }: BenchSite, date: string): Promise<void> {
  await query(
    db,
    sql`insert into calendar.special_day (date, kind, title_vi, title_en, basis, proposed_by, proposed_at, confirmed_by, confirmed_at)
      values (${date}, 'off', 'Đo', 'Bench', 'bench', 'a', now(), 'b', now())`,
  );
}

async function last({ services: { db } }: BenchSite): Promise<{ looked: number; changed: number }> {
  const [row] = await query<{ looked: number; changed: number }>(
    db,
    sql<{ looked: number; changed: number }>`select looked, changed from cases.recount order by id desc limit 1`,
  );
  return row!;
}

/** The same computing with every row brought into JavaScript, nothing written: what the statement is measured against. */
async function oneByOne({ services: { db } }: BenchSite): Promise<number> {
  const calendar = await workingCalendar(db);
  const at = now();
  return seconds(async () => {
    for (let from = 0; from < CASES; from += 50_000) {
      const rows = await query<CaseRow>(
        db,
        sql<CaseRow>`select ${caseColumns} from cases.case_record c where due_at is not null order by id limit 50000 offset ${from}`,
      );
      for (const record of rows.map(caseOf))
        if (record.acceptedAt) readClock(calendar, clockOf({ ...record, acceptedAt: record.acceptedAt }), at);
      if (from >= 150_000) return;
    }
  }).then((spent) => spent * (CASES / 200_000));
}

async function measure(site: BenchSite, date: string, what: string, js: number): Promise<BenchRow> {
  const { db } = site.services;
  const none = await seconds(() => recountDeadlines(db));
  await query(db, sql`create table bench_before as select id, due_on from cases.case_record`);
  await dayOff(site, date);
  const ours = await seconds(() => recountDeadlines(db));
  const { looked, changed } = await last(site);
  await query(
    db,
    sql`create table bench_moved as select c.id from cases.case_record c join bench_before b using (id) where c.due_on <> b.due_on`,
  );
  await query(db, sql`drop table bench_before`);
  await query(db, sql`vacuum analyze cases.case_record, bench_moved`);
  const bare = await seconds(() =>
    query(
      db,
      sql`update cases.case_record c set due_at = due_at + interval '1 day', due_on = due_on + 1 from bench_moved m where m.id = c.id`,
    ),
  );
  await query(
    db,
    sql`update cases.case_record c set due_at = due_at - interval '1 day', due_on = due_on - 1 from bench_moved m where m.id = c.id`,
  );
  await query(db, sql`drop table bench_moved`);
  await query(db, sql`vacuum cases.case_record`);
  return {
    figure: `${CASES.toLocaleString('en')} running deadlines counted after a change of the calendar, ${what}`,
    ours: `${ours.toFixed(1)} s`,
    peer: `${bare.toFixed(1)} s`,
    ratio: ours / bare,
    note: `less is better; floor 10 s, aim 3 s; ${looked.toLocaleString('en')} looked at, ${changed.toLocaleString('en')} written; fsync on; peer: a bare UPDATE … SET due_at = due_at + interval of the same rows; every row brought into JavaScript and counted there, nothing written: ${js.toFixed(1)} s; a repeat that finds it done: ${(none * 1_000).toFixed(0)} ms`,
  };
}

/** Rows of the benchmark table. */
export async function run(): Promise<BenchRow[]> {
  const site = await benchSite();
  try {
    await simulateAgencies(site, AGENCIES);
    await fill(site);
    const js = await oneByOne(site);
    return [
      await measure(site, '2027-12-24', 'a day that no term reaches', js),
      await measure(site, '2026-12-24', 'a day off a month ahead', js),
      await measure(site, '2026-11-24', 'a day off now', js),
    ];
  } finally {
    await site.close();
  }
}

await printWhenAlone(import.meta.url, run);
