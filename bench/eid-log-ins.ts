import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { type EidBench, eidBench, SECRET } from './eid-kit.ts';
import { type BenchRow, fsyncCost, printWhenAlone } from './report.ts';

export interface Measured {
  readonly seconds: number;
  readonly p50: number;
  readonly p95: number;
  /** Processor time of the web process for each, ms. */
  readonly processorMs: number;
}

/** Runs clients in a process of their own and measures what they see, and what it costs here. */
export async function runClients(bench: EidBench, what: 'log-ins' | 'introspections', lanes: number, count: number): Promise<Measured> {
  const file = join(import.meta.dirname, 'eid-clients.ts');
  const options = ['--conditions=source', '--import', 'tsx', file, what, bench.url, bench.people, SECRET, String(lanes), String(count)];
  const before = process.cpuUsage();
  const { stdout } = await promisify(execFile)(process.execPath, options, { maxBuffer: 1 << 20 });
  const { user, system } = process.cpuUsage(before);
  return { ...(JSON.parse(stdout) as Omit<Measured, 'processorMs'>), processorMs: (user + system) / 1_000 / count };
}

const LANES = 32;
const LOG_INS = 600;

/** The row of the benchmark table; some ten seconds. */
export async function run(): Promise<BenchRow[]> {
  const bench = await eidBench(64);
  try {
    await runClients(bench, 'log-ins', LANES, 64);
    const ours = await runClients(bench, 'log-ins', LANES, LOG_INS);
    const rate = LOG_INS / ours.seconds;
    const core = 1_000 / ours.processorMs;
    return [
      {
        figure: 'full log-ins with a passkey (code, tokens, userinfo), PostgreSQL',
        ours: `${rate.toFixed(0)}/s`,
        peer: 'floor 150/s, aim 400/s',
        ratio: Number((rate / 150).toFixed(2)),
        note: `six requests each, the page with the passkey’s button among them; ${LANES} browsers, each new; p50 ${ours.p50.toFixed(0)} ms, p95 ${ours.p95.toFixed(0)} ms; ${ours.processorMs.toFixed(1)} ms of processor each in the one web process (${core.toFixed(0)} for each second of it); browsers and PostgreSQL on the same two cores; one fsync ${(await fsyncCost(bench.site.folder)).toFixed(1)} ms`,
      },
    ];
  } finally {
    await bench.close();
  }
}

await printWhenAlone(import.meta.url, run);
