import { existsSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { importProcedures } from '../src/systems/services/index.ts';
import { openNewsroom, serve } from './newsroom-kit.ts';
import { load, NGINX, nginx, rawBody } from './page.ts';
import { type BenchRow, printWhenAlone } from './report.ts';

const REAL = '../shared/data/tthc/procedures.ndjson.gz';
/** Birth registration: what most people look up, and one of the longer pages. */
const CODE = '1.001193';

/** The real list where it lies beside the checkout; else one record about as long. */
async function listOf(folder: string): Promise<string> {
  if (existsSync(REAL)) return REAL;
  const steps = Array.from(
    { length: 12 },
    (_, at) => `- Bước ${at + 1}: ${'Cơ quan tiếp nhận kiểm tra tính đầy đủ của hồ sơ. '.repeat(12)}`,
  );
  const record = {
    ma_thu_tuc: CODE,
    ten_thu_tuc: 'Thủ tục đăng ký khai sinh',
    cap_thuc_hien: 'Cấp xã',
    linh_vuc: 'Hộ tịch',
    cach_thuc_thuc_hien: 'Hình thức nộpThời gianPhí, lệ phíMô tảTrực tuyến1 Ngày làm việcMiễn phíTrực tiếp1 Ngày làm việcMiễn phí',
    trinh_tu_thuc_hien: steps.join('\n'),
  };
  const path = join(folder, 'list.ndjson');
  await writeFile(path, JSON.stringify(record));
  return path;
}

/** The page of a procedure, per core, beside nginx with the same bytes and headers from a file. */
export async function run(): Promise<BenchRow[]> {
  const folder = await mkdtemp(join(tmpdir(), 'motcua-bench-procedure-'));
  const room = await openNewsroom(folder, { fsync: 'off' });
  await importProcedures(room.services, { path: await listOf(folder) });
  const site = await serve(room, false);
  const url = `${site.origin}/thu-tuc/${CODE}`;
  const headers = { 'accept-encoding': 'br' };
  try {
    const body = await rawBody(url);
    const ours = await load(url, site.pid, headers);
    const peer = await besideNginx(folder, url, body, headers);
    return [
      {
        figure: 'procedure page, per core, beside nginx (1/s)',
        ours: ours.perCore.toFixed(0),
        peer: peer === undefined ? '–' : peer.toFixed(0),
        ratio: peer === undefined ? Number.NaN : ours.perCore / peer,
        note: `floor 3,000/s; ${ours.bytes} bytes an answer; nginx: one worker, the same bytes and headers from a file; answers for each second of processor time`,
      },
    ];
  } finally {
    site.close();
    await room.close();
    await rm(folder, { recursive: true, force: true });
  }
}

async function besideNginx(folder: string, url: string, body: Awaited<ReturnType<typeof rawBody>>, headers: Record<string, string>) {
  if (!existsSync(NGINX)) return undefined;
  const sample = await fetch(url, { headers });
  const page = await nginx(folder, body, sample.headers);
  try {
    return (await load(page.url, page.pid, headers)).perCore;
  } finally {
    await page.close();
  }
}

await printWhenAlone(import.meta.url, run);
