import { deserialize, serialize } from 'node:v8';
import { type Db, on, transaction } from '#kernel/db.ts';
import { now } from '#kernel/time.ts';
import type { ChannelsTables } from '../db.gen.ts';

/** A double whose state outlives its process: everything but uploads under way, which a restart breaks off as it does at a platform. */
export interface Keepable {
  /** What is to be kept: plain values, dates, maps and bytes. */
  kept(): unknown;
  restore(kept: unknown): void;
}

/** A double's state in the database, the same for every process that has it. */
export interface KeptState {
  /** Does something with the newest state and keeps what came of it; one at a time, whichever process asks. */
  within<T>(work: () => T | Promise<T>): Promise<T>;
}

/** Keeps a double's state under a platform's name. */
export function keptState(db: Db, platform: string, double: Keepable): KeptState {
  let version = 0;
  let last: Buffer = serialize(double.kept());
  let turn: Promise<unknown> = Promise.resolve();
  let isBegun = false;

  const once = <T>(work: () => T | Promise<T>): Promise<T> =>
    transaction(db, async (tx) => {
      if (!isBegun && (await begin(tx, platform, last))) version = 1;
      isBegun = true;
      const row = await readState(tx, platform);
      if (row.version !== version) {
        double.restore(deserialize(row.state));
        version = row.version;
        last = row.state;
      }
      const result = await work();
      const state = serialize(double.kept());
      if (state.equals(last)) return result;
      version += 1;
      last = state;
      await states(tx).set({ state, version, changed_at: now() }).where('platform', '=', platform).execute();
      return result;
    });

  return {
    within(work) {
      const result = turn.then(() => once(work));
      turn = result.catch(() => undefined);
      return result;
    },
  };
}

const states = (tx: Db) => on<ChannelsTables>(tx).updateTable('channels.double_state');

/** The first process to ask says how it begins; whether it is this one. */
async function begin(tx: Db, platform: string, state: Buffer): Promise<boolean> {
  const inserted = await on<ChannelsTables>(tx)
    .insertInto('channels.double_state')
    .values({ platform, state, version: 1, changed_at: now() })
    .onConflict((conflict) => conflict.column('platform').doNothing())
    .executeTakeFirst();
  return (inserted.numInsertedOrUpdatedRows ?? 0n) > 0n;
}

async function readState(tx: Db, platform: string): Promise<{ readonly state: Buffer; readonly version: number }> {
  return on<ChannelsTables>(tx)
    .selectFrom('channels.double_state')
    .select(['state', 'version'])
    .where('platform', '=', platform)
    .forUpdate()
    .executeTakeFirstOrThrow();
}
