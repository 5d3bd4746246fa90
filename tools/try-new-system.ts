import { execFileSync, spawnSync } from 'node:child_process';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { removeData, startProduct } from '../test/product.ts';

/**
 * Makes a system with the generator, holds it to everything that every system is held to, starts the product with it,
 * and removes it again. The tree is afterwards as it was.
 */

const NAME = 'thu-nghiem';
const root = fileURLToPath(new URL('../', import.meta.url));
const source = ['--conditions=source', '--import', 'tsx'];

function node(what: string, ...args: string[]): void {
  const { status } = spawnSync(process.execPath, args, { cwd: root, stdio: 'inherit' });
  if (status !== 0) throw new Error(`${what} failed`);
  console.log(`${what}: ok`);
}

function changes(): string {
  return execFileSync('git', ['status', '--porcelain', '--untracked-files=all'], { cwd: root, encoding: 'utf8' });
}

const bin = (...path: string[]): string => join(root, 'node_modules', ...path);
const generator = [...source, join(root, 'tools', 'new-system.ts'), NAME];
const build = [join(root, 'motcua.mjs'), '--build-only'];

async function boot(): Promise<void> {
  const product = await startProduct();
  try {
    const answer = await fetch(`${product.url}/${NAME}`);
    if (answer.status !== 200) throw new Error(`the new system's page answers ${answer.status}`);
  } finally {
    await product.stop();
    await removeData(product);
  }
  console.log('the product starts with it and shows its page: ok');
}

const before = changes();
node('made', ...generator);
try {
  node('table types written', ...source, join(root, 'tools', 'db-types.ts'));
  node('table types stay', ...source, join(root, 'tools', 'db-types.ts'), '--check');
  node('types', bin('typescript', 'bin', 'tsc'), '--noEmit');
  node('lint', bin('oxlint', 'bin', 'oxlint'), `src/systems/${NAME}`, 'src/app');
  node('format', bin('oxfmt', 'bin', 'oxfmt'), '--check', `src/systems/${NAME}`, 'src/app/systems.ts');
  node('boundaries', ...source, join(root, 'tools', 'boundaries.ts'));
  const report = '--outputFile.json=test-results/new-system.json';
  node('its tests', bin('vitest', 'vitest.mjs'), 'run', `src/systems/${NAME}`, '--reporter=default', '--reporter=json', report);
  node('build', ...build);
  await boot();
} finally {
  node('removed', ...generator, '--remove');
  rmSync(join(root, 'dist', 'systems', NAME), { recursive: true, force: true });
}
node('build without it', ...build);
if (changes() !== before) throw new Error(`the generator left traces:\n${changes()}`);
console.log('nothing is left of it: ok');
