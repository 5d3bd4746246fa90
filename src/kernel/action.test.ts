import { expect, test } from 'vitest';
import { testDatabase } from '../../test/kit.ts';
import { createServices } from '../app/platform.ts';
import { readConfig } from './config.ts';
import { defineAction, runAction } from './action.ts';
import { query, sql } from './db.ts';
import { eventSink } from './events.ts';
import { folderStore } from './files.ts';
import { forgetKeysJob } from './forget-keys.ts';
import { createLogger } from './log.ts';
import { systemActor } from './permission.ts';
import { Type } from './schema.ts';

const pool = await testDatabase();
const { db } = pool;
let runs = 0;

function counting(secret: boolean) {
  return defineAction({
    name: 'test.count',
    title: { vi: 'Đếm', en: 'Count' },
    input: Type.Object({ word: Type.String() }),
    permission: 'public',
    ...(secret ? { secret: true as const } : {}),
    run: async () => ({ runs: (runs += 1) }),
    ledger: () => undefined,
  });
}

const options = { db, actor: systemActor('test'), events: eventSink([]), files: folderStore('/nowhere') };
const run = (secret: boolean, idempotencyKey: string) => runAction(counting(secret), { word: 'a' }, { ...options, idempotencyKey });
const kept = () => query<{ key: string }>(db, sql<{ key: string }>`select key from kernel.idempotency order by key`);

test('a repeat with the same key answers the same; with a secret in the input no key and no hash is kept', async () => {
  expect(await run(false, 'k1')).toEqual(await run(false, 'k1'));
  expect(await run(true, 'k2')).not.toEqual(await run(true, 'k2'));
  expect(await kept()).toEqual([{ key: 'k1' }]);
});

test('keys are forgotten after thirty days', async () => {
  await run(false, 'new');
  await query(db, sql`update kernel.idempotency set at = at - interval '31 days' where key = 'k1'`);
  const log = createLogger('silent');
  await forgetKeysJob.handle({}, { db, log, services: createServices({ config: readConfig(), pool, log, modules: [] }) });
  expect(await kept()).toEqual([{ key: 'new' }]);
});
