#!/usr/bin/env node
// Starts the command line on the Node pinned in package.json, building first what is not built. Plain JavaScript,
// because it must run on whatever Node (20 or newer) the machine happens to have.
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(fileURLToPath(import.meta.url));
const bin = join(root, 'node_modules', '.bin');
const pinned = join(root, 'node_modules', 'node', 'bin', process.platform === 'win32' ? 'node.exe' : 'node');

function newest(folder) {
  let latest = 0;
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    latest = Math.max(latest, entry.isDirectory() ? newest(path) : statSync(path).mtimeMs);
  }
  return latest;
}

function run(command, args) {
  const result = spawnSync(command, args, { cwd: root, stdio: ['ignore', 2, 2] });
  if (result.status !== 0) process.exit(result.status ?? 1);
}

function buildIfNeeded() {
  const stamp = join(root, 'dist', '.built');
  const sources = Math.max(newest(join(root, 'src')), statSync(join(root, 'package-lock.json')).mtimeMs);
  if (existsSync(stamp) && statSync(stamp).mtimeMs >= sources) return;
  process.stderr.write('Đang dựng phần mềm (chỉ lần đầu hoặc khi mã thay đổi)… / Building (first time or after a change)…\n');
  // Types are checked by `npm run check` and `npm test`; checking them here would keep a first start waiting half a minute.
  run(join(bin, 'tsc'), ['-p', 'tsconfig.build.json', '--noCheck']);
  run(node, [join(root, 'tools', 'copy-files.mjs')]);
  run(join(bin, 'vite'), ['build', '--logLevel', 'warn']);
  writeFileSync(stamp, '');
}

if (!existsSync(bin)) {
  process.stderr.write('Chưa cài thư viện. Hãy chạy: npm ci / Libraries are missing. Run: npm ci\n');
  process.exit(1);
}
const major = Number(process.versions.node.split('.')[0]);
const node = existsSync(pinned) ? pinned : process.execPath;
if (node === process.execPath && major < 24) {
  process.stderr.write(
    `Cần Node 24; bản đi kèm chưa được cài. Hãy chạy lại: npm ci / Node 24 is needed and the pinned one is missing. Run again: npm ci (here: ${process.version})\n`,
  );
  process.exit(1);
}
buildIfNeeded();
if (process.argv[2] === '--build-only') process.exit(0);

const { spawn } = await import('node:child_process');
const child = spawn(node, ['--enable-source-maps', join(root, 'dist', 'app', 'cli.js'), ...process.argv.slice(2)], {
  stdio: 'inherit',
  // Compiled code is kept, so that a second start does not compile again; many threads, so that file syncs share their cost.
  env: { UV_THREADPOOL_SIZE: '64', NODE_COMPILE_CACHE: join(root, 'dist', '.compiled'), ...process.env },
});
// Ctrl-C reaches the child by itself from a terminal; a service manager signals only us.
for (const signal of ['SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
process.on('SIGINT', () => undefined);
child.on('exit', (code, signal) => process.exit(code ?? (signal === 'SIGINT' ? 130 : 1)));
