import type { Config } from '#kernel/config.ts';
import { startEmbeddedPostgres } from '#kernel/embedded-postgres/server.ts';
import type { Text } from '#kernel/i18n.ts';
import { migrate, migrationSources } from '#kernel/migrate.ts';
import { graphileMigrations } from '#kernel/worker.ts';
import { modules } from './systems.ts';

export interface Database {
  readonly url: string;
  readonly embedded: boolean;
  stop(): Promise<void>;
}

export type Report = (what: Text, done: number, total: number) => void;

const steps = {
  initialising: { vi: 'Tạo cơ sở dữ liệu', en: 'Creating the database' },
  starting: { vi: 'Khởi động cơ sở dữ liệu', en: 'Starting the database' },
  recovering: { vi: 'Tiếp quản cơ sở dữ liệu của lần chạy trước', en: 'Taking over the database of the last run' },
};

/** The embedded database, or the one that DATABASE_URL names. */
export async function openDatabase(config: Config, report: Report): Promise<Database> {
  if (config.databaseUrl) return { url: config.databaseUrl, embedded: false, stop: async () => undefined };
  const server = await startEmbeddedPostgres({
    folder: config.dataFolder,
    onProgress: (step) => report(steps[step], 0, 1),
  });
  return { url: server.url, embedded: true, stop: () => server.stop() };
}

/** Brings the database to this version's tables; returns how many migrations were applied. */
export async function migrateDatabase(url: string, report: Report): Promise<number> {
  const what: Text = { vi: 'Dựng bảng dữ liệu', en: 'Creating tables' };
  const applied = await migrate(url, migrationSources(modules), (_name, done, total) => report(what, done, total));
  await graphileMigrations(url);
  if (applied > 0) report(what, applied, applied);
  return applied;
}
