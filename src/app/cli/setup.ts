import { readConfig } from '#kernel/config.ts';
import { migrateDatabase, openDatabase } from '../database.ts';
import { openSite } from '../site.ts';
import type { Output } from './output.ts';

/** `motcua migrate` */
export async function migrateCommand(output: Output): Promise<void> {
  const config = readConfig();
  const database = await openDatabase(config, output.progress);
  try {
    const applied = await migrateDatabase(database.url, output.progress);
    output.result(
      { applied },
      applied === 0
        ? 'Bảng dữ liệu đã ở bản mới nhất. / The tables are up to date.'
        : `Đã áp dụng ${applied} bước. / Applied ${applied} migrations.`,
    );
  } finally {
    await database.stop();
  }
}

/** `motcua seed` */
export async function seedCommand(output: Output): Promise<void> {
  const site = await openSite(readConfig(), output);
  try {
    await site.seed();
    output.result({ seeded: true }, 'Đã nạp dữ liệu ban đầu. / Initial data loaded.');
  } finally {
    await site.close();
  }
}
