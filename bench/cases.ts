import { takeCaseStep } from '../src/systems/services/desk/actions/take-step.ts';
import type { AccountActor } from '../src/core/identity/index.ts';
import { query, sql, transaction } from '../src/kernel/db.ts';
import { newId } from '../src/kernel/id.ts';
import { caseGround, fillCases } from '../test/cases-kit.ts';
import { prepareSite, someoneAt } from '../test/demo-kit.ts';
import { type BenchSite, benchSite } from './axis-kit.ts';
import { type BenchRow, printWhenAlone } from './report.ts';

const CASES = 4_000;
const LANES = 12;

/** Runs a work item by item in several lanes; items a second. */
async function rate(items: readonly string[], work: (id: string) => Promise<unknown>): Promise<number> {
  const left = [...items];
  const start = performance.now();
  const lane = async (): Promise<void> => {
    for (let id = left.pop(); id !== undefined; id = left.pop()) await work(id);
  };
  await Promise.all(Array.from({ length: LANES }, lane));
  return items.length / ((performance.now() - start) / 1_000);
}

async function fill({ services: { db } }: BenchSite, officer: AccountActor): Promise<string[]> {
  const ground = await caseGround(db, [officer.scope!]);
  await fillCases(db, ground, {
    count: CASES * 2,
    accepted: `'2026-11-20T02:00:00Z'`,
    amount: '5',
    unit: `'working-day'`,
  });
  await query(
    db,
    sql`insert into cases.content (case_id, answers, facts) select id, '{"childName": "Bé Mẫu"}', '{}' from cases.case_record`,
  );
  await query(
    db,
    sql`insert into cases.event (case_id, number, at, event, to_state, actor, role)
      select id, n, now(), case n when 1 then 'submit' else 'accept' end, 'processing', 'bench', 'receiver'
      from cases.case_record, generate_series(1, 2) n`,
  );
  await query(db, sql`vacuum analyze cases.case_record, cases.event, cases.content`);
  return (await query<{ id: string }>(db, sql<{ id: string }>`select id from cases.case_record order by id`)).map(({ id }) => id);
}

/** The row, its history and an entry, with nothing looked at: what PostgreSQL itself needs for it. */
function bareStep({ services: { db } }: BenchSite, id: string): Promise<unknown> {
  return transaction(db, async (tx) => {
    await query(tx, sql`select * from cases.case_record where id = ${id} for update`);
    await query(tx, sql`update cases.case_record set state = 'deciding', waits_for = 'decider', version = version + 1 where id = ${id}`);
    await query(
      tx,
      sql`insert into cases.event (case_id, number, at, event, to_state, actor, role) values (${id}, 3, now(), 'propose', 'deciding', 'bench', 'handler')`,
    );
  });
}

/** Rows of the benchmark table. */
export async function run(): Promise<BenchRow[]> {
  const site = await benchSite();
  try {
    await prepareSite(site.services);
    const officer = await someoneAt(site.services, 'H57', ['officer'], 'Chuyên Viên');
    const ids = await fill(site, officer);
    const [mine, others, warm] = [ids.slice(0, CASES), ids.slice(CASES, 2 * CASES - 200), ids.slice(-200)];
    const step = (caseId: string) =>
      site.services.act(takeCaseStep, officer, { caseId, event: 'propose', version: 1, report: 'Đủ điều kiện.' }, newId());
    await rate(warm, step);
    const before = process.cpuUsage();
    const ours = await rate(mine, step);
    const { user, system } = process.cpuUsage(before);
    const bare = await rate(others, (id) => bareStep(site, id));
    const [done] = await query<{ count: number }>(
      site.services.db,
      sql<{ count: number }>`select count(*) from cases.event where event = 'propose' and role = 'handler' and actor = ${officer.id}`,
    );
    if (done?.count !== CASES + warm.length) throw new Error(`${done?.count} steps are in the history`);
    return [
      {
        figure: 'steps taken in cases (put up for decision)',
        ours: `${ours.toFixed(0)}/s`,
        peer: `${bare.toFixed(0)}/s`,
        ratio: ours / bare,
        note: `floor 500/s, aim 1,500/s; ${CASES.toLocaleString('en')} cases, ${LANES} connections, the action as the form calls it: idempotency, roles, chart, history, ledger; ${((user + system) / 1_000 / CASES).toFixed(2)} ms of this process each, PostgreSQL on the same two cores, fsync on; peer: the row held and changed and its history written in a transaction, nothing else`,
      },
    ];
  } finally {
    await site.close();
  }
}

await printWhenAlone(import.meta.url, run);
