import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { Output } from './output.ts';

/** `motcua bench [names]`: the measurements of bench/, each beside its peer, on throwaway databases. */
export async function bench(output: Output, names: readonly string[]): Promise<void> {
  const root = fileURLToPath(new URL('../../../', import.meta.url));
  const child = spawn(process.execPath, ['--conditions=source', '--import', 'tsx', 'bench/run.ts', ...names], {
    cwd: root,
    stdio: 'inherit',
  });
  const code = await new Promise<number>((resolve) => child.on('close', (status) => resolve(status ?? 1)));
  output.result({ code }, '');
  process.exitCode = code;
}
