import { lookUp, recordFacts, type Subject } from '../src/core/registries/index.ts';
import { type Prepared, query, runPrepared, sql, transaction } from '../src/kernel/db.ts';
import { newId } from '../src/kernel/id.ts';
import { systemActor } from '../src/kernel/permission.ts';
import { now } from '../src/kernel/time.ts';
import { type BenchSite, benchSite } from './axis-kit.ts';
import { type BenchRow, printWhenAlone } from './report.ts';

const LANES = 16;
const LOOKS = 6_000;
const PEOPLE = 2_000;
const attributes = ['fullName', 'birthDate', 'residence'];
const by = systemActor('bench');

/** People with the facts that nearly every form asks for. */
async function people({ services }: BenchSite): Promise<Subject[]> {
  const subjects = Array.from({ length: PEOPLE }, (): Subject => ({ kind: 'person', id: newId() }));
  const facts = { fullName: 'Người Mẫu', birthDate: '1990-03-08', gender: 'female', residence: { unitCode: '19789', line: 'Số 1' } };
  await transaction(services.db, async (tx) => {
    for (const subject of subjects)
      await recordFacts(tx, { register: 'population', subject, facts, from: '1990-03-08', source: 'import:bench', by });
  });
  await query(services.db, sql`analyze registries.line, registries.fact`);
  return subjects;
}

/** Runs `one` so often, so many at a time; how many a second. */
async function rate(count: number, one: (index: number) => Promise<unknown>): Promise<number> {
  let next = 0;
  const start = performance.now();
  const lane = async (): Promise<void> => {
    for (let index = (next += 1); index <= count; index = next += 1) await one(index);
  };
  await Promise.all(Array.from({ length: LANES }, lane));
  return count / ((performance.now() - start) / 1_000);
}

const INSERT: Prepared = { name: 'bench-insert', text: 'insert into bench.note (id, words) values ($1, $2)' };
const SELECT: Prepared = { name: 'bench-select', text: 'select words from bench.fact where id between $1 and $1 + 2' };

/** The least that such a look must do: one row made durable and three read, each by its own statement, in one transaction. */
async function bare({ services: { db } }: BenchSite, count: number): Promise<number> {
  return rate(count, (index) =>
    transaction(db, async (tx) => {
      await runPrepared(tx, INSERT, [newId(), 'x'.repeat(300)]);
      await runPrepared(tx, SELECT, [index % PEOPLE]);
    }),
  );
}

/** The row of the benchmark table; some ten seconds. */
export async function run(): Promise<BenchRow[]> {
  const site = await benchSite();
  try {
    const { db } = site.services;
    const subjects = await people(site);
    await query(db, sql`create schema bench`);
    await query(db, sql`create table bench.note (id uuid primary key, words text not null)`);
    await query(db, sql`create table bench.fact (id int primary key, words text not null)`);
    await query(db, sql`insert into bench.fact select n, repeat('y', 60) from generate_series(0, ${PEOPLE + 3}::int) n`);
    const purpose = { vi: 'Điền sẵn hồ sơ đăng ký khai sinh', en: 'Filling in a registration of birth' };
    const look = (index: number) =>
      transaction(db, (tx) => {
        const subject = subjects[index % PEOPLE]!;
        const about = `draft:${index}`;
        return lookUp(tx, { register: 'population', subject, attributes, asOf: now(), purpose, legalBasis: 'Luật Căn cước', about, by });
      });
    await rate(1_000, look);
    await bare(site, 1_000);
    const ours = await rate(LOOKS, look);
    const peer = await bare(site, LOOKS);
    return [
      {
        figure: 'looks at three facts of a person, each written down',
        ours: `${ours.toFixed(0)}/s`,
        peer: `${peer.toFixed(0)}/s: bare insert and select of three rows in one transaction`,
        ratio: ours / peer,
        note: `more is better; ${LANES} at a time, each look a transaction of its own and durable; ${PEOPLE} people; PostgreSQL and client on the same two cores`,
      },
    ];
  } finally {
    await site.close();
  }
}

await printWhenAlone(import.meta.url, run);
