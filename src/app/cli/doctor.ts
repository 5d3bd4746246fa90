import { access, constants, mkdir, statfs } from 'node:fs/promises';
import { openPool, query, sql } from '#kernel/db.ts';
import { type Config, describeSettings, readConfig } from '#kernel/config.ts';
import { findBinaries } from '#kernel/embedded-postgres/binaries.ts';
import type { Output } from './output.ts';

interface Check {
  readonly name: string;
  readonly ok: boolean;
  readonly detail: string;
}

const LEAST_FREE_BYTES = 2 * 1024 ** 3;
const OLDEST_POSTGRES = 150_000;

async function checkFolder(config: Config): Promise<Check> {
  const name = 'thư mục dữ liệu / data folder';
  try {
    await mkdir(config.dataFolder, { recursive: true });
    await access(config.dataFolder, constants.R_OK | constants.W_OK);
    const disk = await statfs(config.dataFolder);
    const free = disk.bavail * disk.bsize;
    return { name, ok: free >= LEAST_FREE_BYTES, detail: `${config.dataFolder}, ${(free / 1024 ** 3).toFixed(1)} GiB trống / free` };
  } catch (error) {
    return { name, ok: false, detail: (error as Error).message };
  }
}

async function checkDatabase(config: Config): Promise<Check> {
  const name = 'PostgreSQL';
  try {
    if (!config.databaseUrl) return { name, ok: true, detail: `nhúng / embedded: ${(await findBinaries()).postgres}` };
    const pool = openPool(config.databaseUrl, { max: 1 });
    try {
      const [row] = await query<{ version: number }>(pool.db, sql`select current_setting('server_version_num')::int as version`);
      const version = row?.version ?? 0;
      return { name, ok: version >= OLDEST_POSTGRES, detail: `${Math.floor(version / 10_000)}.${version % 10_000} (cần / needs ≥ 15)` };
    } finally {
      await pool.close();
    }
  } catch (error) {
    return { name, ok: false, detail: (error as Error).message };
  }
}

/** `motcua doctor`: what this machine has, every setting with its meaning; exit code 1 when something is amiss. */
export async function doctor(output: Output): Promise<void> {
  const config = readConfig();
  const major = Number(process.versions.node.split('.')[0]);
  const checks: Check[] = [
    { name: 'Node', ok: major >= 24, detail: process.version },
    await checkFolder(config),
    await checkDatabase(config),
  ];
  const settings = describeSettings();
  const text = [
    ...checks.map((check) => `${check.ok ? '✓' : '✗'} ${check.name}: ${check.detail}`),
    '',
    ...settings.map((setting) => `${setting.name}=${setting.value}\n    ${setting.description}`),
  ];
  output.result({ ok: checks.every((check) => check.ok), checks, settings }, text.join('\n'));
  if (checks.some((check) => !check.ok)) process.exitCode = 1;
}
