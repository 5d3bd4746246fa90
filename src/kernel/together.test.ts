import { Buffer } from 'node:buffer';
import { beforeAll, expect, test } from 'vitest';
import { type TestDatabase, testDatabase } from '../../test/kit.ts';
import { instant } from './time.ts';
import { query, runLater, runPrepared, runTogether, sql, transaction } from './db.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
  await query(database.db, sql`create table public.line (id int primary key, said text, at timestamptz, bytes bytea)`);
});

const add = (id: unknown, said: string | null = null) => ({
  prepared: { name: 'test-add', text: 'insert into public.line (id, said) values ($1, $2) returning id' },
  values: [id, said],
});
const all = { prepared: { name: 'test-all', text: 'select id, said, at, bytes from public.line where id >= $1 order by id' }, values: [0] };
const ids = async (): Promise<number[]> => (await runPrepared<{ id: number }>(database.db, all.prepared, [0])).map(({ id }) => id);
const clear = () => query(database.db, sql`delete from public.line`);

test('several statements, one answer each, in their order; also a second time on the same connection', async () => {
  for (const _round of [1, 2]) {
    const at = instant('2026-11-22T00:00:00Z');
    const mark = {
      prepared: { name: 'test-mark', text: 'update public.line set at = $1, bytes = $2 where id = 2' },
      values: [at, Buffer.from([7])],
    };
    const [first, second, marked, found] = await runTogether(database.db, [add(1, 'một'), add(2), mark, all]);
    expect([first, second, marked]).toEqual([[{ id: 1 }], [{ id: 2 }], []]);
    expect(found).toEqual([
      { id: 1, said: 'một', at: null, bytes: null },
      { id: 2, said: null, at, bytes: Buffer.from([7]) },
    ]);
    await clear();
  }
});

test('outside a transaction all are done, or none; what failed spoils nothing after it', async () => {
  await expect(runTogether(database.db, [add(1), add(1)])).rejects.toMatchObject({ code: '23505' });
  await expect(
    runTogether(database.db, [add(1), { prepared: { name: 'test-wrong', text: 'select nothing from nowhere' }, values: [] }]),
  ).rejects.toMatchObject({ code: '42P01' });
  expect(await ids()).toEqual([]);
  await runTogether(database.db, [add(3), add(4)]);
  expect(await ids()).toEqual([3, 4]);
  await clear();
});

test('in a transaction they are part of it, and what is said later goes with the commit', async () => {
  await transaction(database.db, async (tx) => {
    await runLater(tx, add(1));
    await runLater(tx, add(2));
    expect(await query(tx, sql`select id from public.line where id > ${0} order by id`)).toEqual([{ id: 1 }, { id: 2 }]);
    expect((await runTogether(tx, [add(3), all]))[1]).toHaveLength(3);
    await runLater(tx, add(4));
    expect(await ids()).toEqual([]);
  });
  expect(await ids()).toEqual([1, 2, 3, 4]);
  await transaction(database.db, (tx) => runLater(tx, add(5)));
  expect(await ids()).toContain(5);
  await clear();
});

test('a throw undoes all; a later statement that fails fails the commit', async () => {
  const broken = transaction(database.db, async (tx) => {
    await runTogether(tx, [add(1)]);
    await runLater(tx, add(2));
    throw new Error('no');
  });
  await expect(broken).rejects.toThrow('no');
  const late = transaction(database.db, async (tx) => {
    await runTogether(tx, [add(1)]);
    await runLater(tx, add(1));
  });
  await expect(late).rejects.toMatchObject({ code: '23505' });
  const swallowed = transaction(database.db, async (tx) => {
    await runTogether(tx, [add(1), add(1)]).catch(() => undefined);
    await runLater(tx, add(2));
  });
  await expect(swallowed).rejects.toThrow();
  expect(await ids()).toEqual([]);
});

test('a transaction that asks nothing says nothing; texts of several statements and questions at the same time go on working', async () => {
  expect(await transaction(database.db, async () => 'không')).toBe('không');
  await transaction(database.db, async (tx) => {
    await query(tx, sql`insert into public.line (id) values (8); insert into public.line (id) values (9)`);
    const [eight, nine] = await Promise.all([8, 9].map((id) => query(tx, sql`select id from public.line where id = ${id}`)));
    expect([eight, nine]).toEqual([[{ id: 8 }], [{ id: 9 }]]);
  });
  expect(await ids()).toEqual([8, 9]);
  await clear();
  await Promise.all(Array.from({ length: 30 }, (_, id) => transaction(database.db, (tx) => runTogether(tx, [add(id)]))));
  expect(await ids()).toHaveLength(30);
});
