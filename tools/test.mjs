// `npm test`: checks, then every test. Plain JavaScript so that it runs before anything is built.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const bin = join(root, 'node_modules', '.bin');
const pinned = join(root, 'node_modules', 'node', 'bin', process.platform === 'win32' ? 'node.exe' : 'node');
const node = existsSync(pinned) ? pinned : process.execPath;
const source = ['--conditions=source', '--import', 'tsx'];
const vitest = join(root, 'node_modules', 'vitest', 'vitest.mjs');
const wanted = process.argv.slice(2);

const steps = [
  ['build', [join(root, 'motcua.mjs'), '--build-only']],
  ['types', [join(root, 'node_modules', 'typescript', 'bin', 'tsc'), '--noEmit']],
  ['lint', [join(root, 'node_modules', 'oxlint', 'bin', 'oxlint')]],
  ['format', [join(root, 'node_modules', 'oxfmt', 'bin', 'oxfmt'), '--check']],
  ['boundaries', [...source, join(root, 'tools', 'boundaries.ts')]],
  ['dead code', [join(root, 'node_modules', 'knip', 'bin', 'knip.js'), '--tsConfig', 'tsconfig.build.json']],
  ['table types', [...source, join(root, 'tools', 'db-types.ts'), '--check']],
  ['tests', [vitest, 'run', '--reporter=default', '--reporter=json', '--outputFile.json=test-results/tests.json', ...wanted]],
];

for (const [name, args] of wanted.length > 0 ? steps.slice(-1) : steps) {
  process.stdout.write(`\n== ${name}\n`);
  const started = performance.now();
  const { status } = spawnSync(node, args, {
    cwd: root,
    stdio: 'inherit',
    env: { ...process.env, PATH: `${dirname(node)}:${bin}:${process.env.PATH}` },
  });
  process.stdout.write(`== ${name}: ${status === 0 ? 'ok' : 'FAILED'} (${((performance.now() - started) / 1000).toFixed(1)} s)\n`);
  if (status !== 0) process.exit(status ?? 1);
}
