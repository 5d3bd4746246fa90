import type { Config } from '#kernel/config.ts';
import { openPool, type Pool } from '#kernel/db.ts';
import type { Services } from '#kernel/http/services.ts';
import { ensureRoles } from '#core/identity/index.ts';
import { createLogger, type Logger } from '#kernel/log.ts';
import type { SeedContext } from '#kernel/module.ts';
import type { Output } from './cli/output.ts';
import { type Database, migrateDatabase, openDatabase } from './database.ts';
import { seedDemo } from './demo.ts';
import { makeFirstAdministrator } from './first-administrator.ts';
import { createServices } from './platform.ts';
import { roles } from './roles.ts';
import { connectKeys } from './site-keys.ts';
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

/** Opens the database, migrates it, opens the keys and puts the services together. */
export async function openSite(config: Config, output: Output): Promise<Site> {
  const database = await openDatabase(config, output.progress);
  let pool: Pool | undefined;
  try {
    await migrateDatabase(database.url, output.progress);
    pool = openPool(database.url, { max: config.poolSize });
    await connectKeys(pool.db, config);
    return siteOf(config, database, pool, output);
  } catch (error) {
    await pool?.close();
    await database.stop();
    throw error;
  }
}

function siteOf(config: Config, database: Database, pool: Pool, output: Output): Site {
  const log = createLogger(config.logLevel);
  const services = createServices({ config, pool, log, modules });
  return {
    config,
    database,
    pool,
    log,
    services,
    async seed() {
      await ensureRoles(pool.db, roles);
      const context: SeedContext = { db: pool.db, services, report: (done, total, what) => output.progress(what, done, total) };
      for (const module of modules) await module.seed?.(context);
      if (config.demo) {
        await seedDemo(services, output.progress);
        for (const module of modules) await module.seedDemo?.(context);
        return;
      }
      const made = await makeFirstAdministrator(services);
      if (made) output.say(made);
    },
    async close() {
      await pool.close();
      await database.stop();
    },
  };
}
