import { afterEach, expect, test } from 'vitest';
import { transaction } from '#kernel/db.ts';
import { freezeTime, instant, now } from '#kernel/time.ts';
import { testApp } from '../../../../test/kit.ts';
import { openAccount, prepareChannels } from '../test-kit.ts';
import { forgetActivitiesJob } from './forget-old.ts';
import { makeActor } from './make-actor.ts';

const { services, database } = await testApp();
const DAY_MS = 86_400_000;

afterEach(() => freezeTime(undefined));

test('what was sent a month ago is deleted; what still waits, and signatures that could be replayed, are not', async () => {
  const agencyId = await prepareChannels(services);
  const id = await openAccount(services, { agencyId, platform: 'activitypub', stableId: 'chinhphu', credentials: {} });
  await transaction(services.db, (tx) => makeActor(tx, id, 'chinhphu'));
  const put = (text: string, values: unknown[]) => database.pg.query(text, values);
  for (const done of [now(), null]) {
    const { rows } = await put(
      `insert into channels.activity (id, connection_id, kind, body, queued_at) values (gen_random_uuid(), $1, 'Create', '{}', $2) returning id`,
      [id, now()],
    );
    await put(
      `insert into channels.outgoing_activity (activity_id, inbox, host, done_at) values ($1, 'https://a.example/inbox', 'a.example', $2)`,
      [rows[0]?.id, done],
    );
  }
  await put(`insert into channels.received_signature (hash, at) values ('cu', $1), ('moi', $2)`, [
    now(),
    instant(now().getTime() + 30 * DAY_MS),
  ]);
  const left = async (table: string): Promise<number> => (await put(`select 1 from channels.${table}`, [])).rows.length;
  const run = () => forgetActivitiesJob.handle({}, { db: services.db, log: services.log, services });
  await run();
  expect([await left('activity'), await left('outgoing_activity'), await left('received_signature')]).toEqual([2, 2, 2]);
  freezeTime(instant(now().getTime() + 31 * DAY_MS));
  await run();
  expect([await left('activity'), await left('outgoing_activity'), await left('received_signature')]).toEqual([1, 1, 1]);
});
