import { Buffer } from 'node:buffer';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { cpuUsage } from 'node:process';
import { currentPolicy } from '../src/core/signatures/validation/policy.ts';
import { judgeFile } from '../src/core/signatures/validation/validate.ts';
import { now } from '../src/kernel/time.ts';
import { quickSign, tablePdf, testAuthority } from '../test/signature-kit.ts';
import { type BenchRow, printWhenAlone } from './report.ts';

const SIGNATURES = 5;
const ROUNDS = 40;

const median = (values: readonly number[]): number => values.toSorted((a, b) => a - b)[values.length >> 1] ?? 0;

/** Milliseconds of processor time of `pdfsig` on the file, and of its bare start on none; NaN without it. */
function pdfsig(pdf: Buffer): { whole: number; bare: number } {
  const folder = mkdtempSync(join(tmpdir(), 'motcua-bench-'));
  const path = join(folder, 'signed.pdf');
  writeFileSync(path, pdf);
  const cpuOf = (...args: string[]): number => {
    const timed = spawnSync('bash', ['-c', 'TIMEFORMAT="%U %S"; time pdfsig "$@" >/dev/null 2>&1', 'pdfsig', ...args], {
      encoding: 'utf8',
    });
    const [user = Number.NaN, system = Number.NaN] = timed.stderr.trim().split(' ').map(Number);
    return 1000 * (user + system);
  };
  try {
    if (spawnSync('which', ['pdfsig']).status !== 0) return { whole: Number.NaN, bare: Number.NaN };
    const times = (...args: string[]): number => median(Array.from({ length: 7 }, () => cpuOf(...args)));
    return { whole: times(path), bare: times('-v') };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Judging a PDF with five signatures, each with its time-stamp, beside `pdfsig`, which checks neither time-stamps nor what came after. */
export async function run(): Promise<BenchRow[]> {
  const authority = testAuthority();
  // Other signers in each file: what is remembered is what a service would remember, the authorities.
  const signed = (): Buffer => {
    let pdf: Buffer = tablePdf(100_000);
    for (let index = 0; index < SIGNATURES; index += 1) pdf = quickSign(pdf, authority.person(`Người ký ${index}`), authority.tsa);
    return pdf;
  };
  const judge = (pdf: Buffer): string => judgeFile({ bytes: pdf }, authority.trust, currentPolicy, now()).overall;
  for (let warm = 0; warm < 20; warm += 1) if (judge(signed()) !== 'TOTAL-PASSED') throw new Error('what is measured is not valid');
  const files = Array.from({ length: ROUNDS }, signed);
  const times = files.map((pdf) => {
    const before = cpuUsage();
    judge(pdf);
    const { user, system } = cpuUsage(before);
    return (user + system) / 1000;
  });
  const ours = median(times);
  const { whole, bare } = pdfsig(files[0]!);
  return [
    {
      figure: 'validation of a PDF of 100 kB with 5 signatures (processor time)',
      ours: `${ours.toFixed(1)} ms`,
      peer: Number.isNaN(whole) ? 'pdfsig is not installed' : `${whole.toFixed(0)} ms pdfsig, ${bare.toFixed(0)} ms of it its start`,
      ratio: whole / ours,
      note: 'with time-stamps, paths, revocation and the comparison of every state; floor 50 ms, aim 15 ms',
    },
  ];
}

await printWhenAlone(import.meta.url, run);
