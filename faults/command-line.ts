import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const program = fileURLToPath(new URL('../dist/app/cli.js', import.meta.url));

export interface Finished {
  readonly code: number;
  readonly output: string;
}

/** Runs one command of the built product to its end. */
export async function motcua(
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
  as: { uid?: number; gid?: number } = {},
): Promise<Finished> {
  const options = { env: { ...process.env, DATABASE_URL: '', MOTCUA_LOG: 'warn', ...env }, timeout: 120_000, maxBuffer: 1 << 26, ...as };
  try {
    const { stdout, stderr } = await promisify(execFile)(process.execPath, [program, ...args], options);
    return { code: 0, output: stdout + stderr };
  } catch (error) {
    const { code, stdout, stderr } = error as { code?: number; stdout?: string; stderr?: string };
    return { code: typeof code === 'number' ? code : -1, output: `${stdout ?? ''}${stderr ?? ''}` };
  }
}
