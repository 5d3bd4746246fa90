// After `npm install`: adds to package-lock.json the optional packages of other platforms that npm could not look up and
// therefore left out, since `npm ci` refuses a lock file without them. They get a name, a version and their platform, so
// that a machine they are not for passes them over, and takes out the addresses of the registry that was used.
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const path = fileURLToPath(new URL('../package-lock.json', import.meta.url));
const lock = JSON.parse(readFileSync(path, 'utf8'));
const { packages } = lock;

const systems = [
  'aix',
  'android',
  'darwin',
  'freebsd',
  'linux',
  'linuxmusl',
  'netbsd',
  'openbsd',
  'openharmony',
  'sunos',
  'win32',
  'windows',
  'wasm32',
  'wasm',
];
const processors = [
  'arm64',
  'arm',
  'armv7',
  'ia32',
  'loong64',
  'mips64el',
  'ppc64',
  'ppc64le',
  'riscv64',
  's390x',
  'universal',
  'wasm32',
  'x64',
];

/** "…-linux-arm64-musl" → linux, arm64, musl. */
function platformOf(name) {
  const words = name.split(/[/-]/);
  const os = words.find((word) => systems.includes(word));
  const cpu = words.find((word) => processors.includes(word));
  if (!os) return undefined;
  const realOs = { windows: 'win32', linuxmusl: 'linux', wasm: 'wasm', wasm32: 'wasm' }[os] ?? os;
  const libc = words.includes('musl') || os === 'linuxmusl' ? 'musl' : words.some((word) => word.startsWith('gnu')) ? 'glibc' : undefined;
  return {
    os: [realOs],
    ...(cpu && cpu !== 'universal' ? { cpu: [cpu === 'armv7' ? 'arm' : cpu] } : {}),
    ...(libc ? { libc: [libc] } : {}),
  };
}

/** Where Node would find a package required from another. */
function found(from, name) {
  for (let at = from; ; at = at.slice(0, Math.max(at.lastIndexOf('/node_modules/'), 0))) {
    const place = at === '' ? `node_modules/${name}` : `${at}/node_modules/${name}`;
    if (packages[place]) return place;
    if (at === '') return undefined;
  }
}

let added = 0;
for (const [from, entry] of Object.entries(packages)) {
  for (const [name, range] of Object.entries(entry.optionalDependencies ?? {})) {
    const version = range.replace(/^[\^~=]/, '');
    const there = found(from, name);
    const platform = platformOf(name);
    if ((there && packages[there].version === version) || (there && !platform) || !platform) continue;
    const place = there || packages[`node_modules/${name}`] ? `${from}/node_modules/${name}` : `node_modules/${name}`;
    packages[place] = { version, ...platform, optional: true, ...(from === '' || !entry.dev ? {} : { dev: true }) };
    added += 1;
  }
}
for (const entry of Object.values(packages)) if (/^https?:/.test(entry.resolved ?? '')) delete entry.resolved;
lock.packages = Object.fromEntries(Object.entries(packages).toSorted(([a], [b]) => (a < b ? -1 : 1)));
writeFileSync(path, `${JSON.stringify(lock, null, 2)}\n`);
console.log(`package-lock.json: ${added} packages of other platforms added`);
