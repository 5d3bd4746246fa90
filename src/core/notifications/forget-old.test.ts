import { expect, it } from 'vitest';
import { query, sql } from '#kernel/db.ts';
import { testApp } from '../../../test/kit.ts';
import { forgetOldJob } from './jobs.ts';

const { services } = await testApp();
const { db } = services;
const count = async (table: string) =>
  (await query<{ count: number }>(db, sql<{ count: number }>`select count(*) as count from ${sql.table(table)}`))[0]?.count;

it('what is older than a year goes, more of it than one statement deletes; what is younger stays', async () => {
  await query(
    db,
    sql`with letters as (
        insert into notifications.letter (channel, about, content, made_at, until)
        select 'mail', 'x', '{}', now() - make_interval(days => age), now() from unnest(array[400, 10]) age returning id, made_at
      ), messages as (
        insert into notifications.message (letter_id, address_id, channel, state, next_at)
        select id, n, 'mail', 'sent', made_at from letters, generate_series(1, 10001) n returning letter_id, address_id
      )
      insert into notifications.attempt (letter_id, address_id, number, at)
      select letter_id, address_id, 1, made_at from messages m join letters l on l.id = m.letter_id`,
  );
  await forgetOldJob.handle({}, { db, log: services.log, services });
  for (const table of ['notifications.message', 'notifications.attempt']) expect(await count(table), table).toBe(10_001);
  expect(await count('notifications.letter')).toBe(1);
  const kept = await query(db, sql`select state, count from notifications.letter_count`);
  expect(kept).toEqual([{ state: 'sent', count: 10_001 }]);
});
