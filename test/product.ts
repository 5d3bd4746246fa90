import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

export interface Product {
  readonly url: string;
  readonly dataFolder: string;
  /** Of every demonstration account. */
  readonly password: string;
  readonly pid: number;
  /** What it printed so far. */
  output(): string;
  stop(signal?: NodeJS.Signals): Promise<number | null>;
}

export interface ProductOptions {
  readonly dataFolder?: string;
  readonly port?: number;
  readonly env?: Readonly<Record<string, string>>;
  /** Told the process id at once, not only when the product answers. */
  readonly onSpawn?: (pid: number) => void;
}

const root = fileURLToPath(new URL('../', import.meta.url));
/** Seconds on a free machine; minutes where several tests share two cores. */
const START_LIMIT_MS = 240_000;

/** Whether tests of the built product can run; where CI is set they must. Says why not. */
export function isBuilt(): boolean {
  const built = ['dist/app/cli.js', 'dist/assets/manifest.json'].every((path) => existsSync(join(root, path)));
  if (!built && process.env['CI']) throw new Error('the product must be built where CI runs');
  if (!built) console.warn('the product is not built: its tests are skipped. npm test builds first, and so does npm run build');
  return built;
}

export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.on('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });
}

/** Starts the built product as a user would, in a data folder of its own, and waits until it answers. */
export async function startProduct(options: ProductOptions = {}): Promise<Product> {
  const dataFolder = options.dataFolder ?? (await mkdtemp(join(tmpdir(), 'motcua-product-')));
  const port = options.port ?? (await freePort());
  const child = spawn(process.execPath, ['--enable-source-maps', join(root, 'dist/app/cli.js'), 'start'], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {
      ...process.env,
      DATABASE_URL: '',
      MOTCUA_DATA: dataFolder,
      MOTCUA_PORT: String(port),
      MOTCUA_LOG: 'warn',
      UV_THREADPOOL_SIZE: '16',
      ...options.env,
    },
  });
  options.onSpawn?.(child.pid ?? 0);
  let output = '';
  child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (output += chunk.toString()));
  const exited = new Promise<number | null>((resolve) => child.on('exit', (code) => resolve(code)));
  const url = `http://localhost:${port}`;
  const started = performance.now();
  while (!(await answers(url))) {
    if (child.exitCode !== null || child.signalCode !== null || performance.now() - started > START_LIMIT_MS)
      throw new Error(`the product did not start:\n${output}`);
    await wait(100);
  }
  return {
    url,
    dataFolder,
    pid: child.pid ?? 0,
    password: (await readFile(join(dataFolder, 'secrets/demo-password'), 'utf8').catch(() => '')).trim(),
    output: () => output,
    async stop(signal = 'SIGTERM') {
      child.kill(signal);
      return exited;
    },
  };
}

async function answers(url: string): Promise<boolean> {
  return fetch(`${url}/health/ready`).then(
    (response) => response.ok,
    () => false,
  );
}

/** Removes a data folder when its product has stopped. */
export function removeData(product: Product): Promise<void> {
  return rm(product.dataFolder, { recursive: true, force: true });
}
