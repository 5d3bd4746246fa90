import { readFile } from 'node:fs/promises';
import autocannon from 'autocannon';
import { removeData, startProduct } from '../test/product.ts';
import { type BenchRow, printWhenAlone } from './report.ts';

const LIMIT_MB = 512;
const CLIENTS = 64;
const SECONDS = 15;
const pages = ['/', '/van-ban', '/tim?q=ung+pho+mua+lu', '/don-vi/46', '/kiem-tra', '/so-cai'];

async function memoryOf(pid: number): Promise<{ now: number; peak: number }> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8');
  const kilobytes = (name: string): number => Number(new RegExp(`${name}:\\s+(\\d+)`).exec(status)?.[1] ?? 0);
  return { now: kilobytes('VmRSS') / 1024, peak: kilobytes('VmHWM') / 1024 };
}

/** Resident memory of the one process of a site, first start included, while 64 clients read public pages. */
export async function run(): Promise<BenchRow[]> {
  const product = await startProduct({ env: { MOTCUA_RATE: '1000000', UV_THREADPOOL_SIZE: '64' } });
  try {
    const idle = await memoryOf(product.pid);
    const result = await autocannon({
      url: product.url,
      connections: CLIENTS,
      duration: SECONDS,
      requests: pages.map((path) => ({ path })),
    });
    const loaded = await memoryOf(product.pid);
    return [
      {
        figure: 'memory of the process under load',
        ours: `${loaded.peak.toFixed(0)} MB at most, ${loaded.now.toFixed(0)} MB at the end`,
        peer: `limit ${LIMIT_MB} MB (aim 256 MB)`,
        ratio: loaded.peak / LIMIT_MB,
        note: `less is better; ${CLIENTS} clients, ${SECONDS} s, ${result.requests.average.toFixed(0)} requests/s, ${result.non2xx} not 2xx; ${idle.now.toFixed(0)} MB before the load; first start (import of all units) included in the peak`,
      },
    ];
  } finally {
    await product.stop();
    await removeData(product);
  }
}

await printWhenAlone(import.meta.url, run);
