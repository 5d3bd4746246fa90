import type { Config } from '#kernel/config.ts';
import { openPool, type Pool } from '#kernel/db.ts';
import type { Services } from '#kernel/http/services.ts';
import { createLogger, type Logger } from '#kernel/log.ts';
import type { Output } from './cli/output.ts';
import { type Database, migrateDatabase, openDatabase } from './database.ts';
import { createServices } from './platform.ts';
import { modules } from './systems.ts';

/** One installation with its database open and its tables in place: what every command but `verify` works on. */
export interface Site {
  readonly config: Config;
  readonly database: Database;
  readonly pool: Pool;
  readonly log: Logger;
  readonly services: Services;
  /** Loads each module's initial data, in order; changes nothing where it is there already. */
  seed(): Promise<void>;
  close(): Promise<void>;
}

/** Opens the database, migrates it and puts the services together. */
export async function openSite(config: Config, output: Output): Promise<Site> {
  const database = await openDatabase(config, output.progress);
  try {
    await migrateDatabase(database.url, output.progress);
  } catch (error) {
    await database.stop();
    throw error;
  }
  const pool = openPool(database.url, { max: config.poolSize });
  const log = createLogger(config.logLevel);
  const services = createServices({ config, pool, log, modules });
  return {
    config,
    database,
    pool,
    log,
    services,
    async seed() {
      for (const module of modules) {
        await module.seed?.({ db: pool.db, services, report: (done, total, what) => output.progress(what, done, total) });
      }
    },
    async close() {
      await pool.close();
      await database.stop();
    },
  };
}
