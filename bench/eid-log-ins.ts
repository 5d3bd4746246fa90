import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { type EidBench, eidBench, SECRET } from './eid-kit.ts';
import { type Keycloak, keycloakAt, startKeycloak } from './keycloak-kit.ts';
import { type BenchRow, fsyncCost, printWhenAlone } from './report.ts';

export interface Measured {
  /** Of the whole run, a second. */
  readonly rate: number;
  readonly p50: number;
  readonly p95: number;
  /** Processor time of the serving process for each, ms. */
  readonly processorMs: number;
}

type Work = 'log-ins' | 'introspections';

/** Runs clients in a process of their own against ours or against Keycloak; measures what they see, and what it costs there. */
export async function runClients(bench: EidBench, what: Work, lanes: number, count: number, keycloak?: Keycloak): Promise<Measured> {
  const file = join(import.meta.dirname, 'eid-clients.ts');
  const whom = keycloak ? [`keycloak-${what}`, keycloak.url] : [what, bench.url];
  const options = ['--conditions=source', '--import', 'tsx', file, ...whom, bench.people, SECRET, String(lanes), String(count)];
  const seconds = () => (keycloak ? keycloak.seconds() : (process.cpuUsage().user + process.cpuUsage().system) / 1e6);
  const before = seconds();
  const { stdout } = await promisify(execFile)(process.execPath, options, { maxBuffer: 1 << 20 });
  const processorMs = ((seconds() - before) * 1_000) / count;
  const { seconds: taken, p50, p95 } = JSON.parse(stdout) as { seconds: number; p50: number; p95: number };
  return { rate: count / taken, p50, p95, processorMs };
}

/** Rounds in which Java's compiler has seen the work; its figures still rose after the first thousand log-ins. */
const WARM = { 'log-ins': 1_500, introspections: 8_000 };

/** The same work at Keycloak, in the same run; a sentence when it is not here. */
export async function measureKeycloak(bench: EidBench, what: Work, lanes: number, count: number) {
  const at = keycloakAt();
  if (typeof at === 'string') return at;
  const keycloak = await startKeycloak(at.folder, bench.site.folder, bench.site.databaseUrl, PEOPLE, SECRET);
  try {
    await runClients(bench, what, lanes, WARM[what], keycloak);
    return { ...(await runClients(bench, what, lanes, count, keycloak)), name: keycloak.name };
  } finally {
    await keycloak.close();
  }
}

/** Beside ours: the floor, or Keycloak when it was measured. */
export function besides(ours: Measured, peer: Awaited<ReturnType<typeof measureKeycloak>>, floor: number, floorText: string, how: string) {
  if (typeof peer === 'string')
    return { peer: floorText, ratio: Number((ours.rate / floor).toFixed(2)), of: `; not beside Keycloak (${peer})` };
  const core = (one: Measured) => 1_000 / one.processorMs;
  return {
    peer: `${peer.name}: ${peer.rate.toFixed(0)}/s`,
    ratio: Number((ours.rate / peer.rate).toFixed(1)),
    of: `; ${floorText}; peer: production mode on the same PostgreSQL, ${how}, ${peer.processorMs.toFixed(1)} ms of processor each (${core(peer).toFixed(0)} for each second of it: ours ÷ peer ${(core(ours) / core(peer)).toFixed(1)}), p50 ${peer.p50.toFixed(0)} ms, p95 ${peer.p95.toFixed(0)} ms`,
  };
}

const PEOPLE = 64;
const LANES = 32;
const LOG_INS = 2_000;

/** The row of the benchmark table; half a minute, and some two minutes more with Keycloak. */
export async function run(): Promise<BenchRow[]> {
  const bench = await eidBench(PEOPLE);
  try {
    await runClients(bench, 'log-ins', LANES, 300);
    const ours = await runClients(bench, 'log-ins', LANES, LOG_INS);
    const { of, ...beside } = besides(
      ours,
      await measureKeycloak(bench, 'log-ins', LANES, LOG_INS),
      150,
      'floor 150/s, aim 400/s',
      'a password hashed once',
    );
    return [
      {
        figure: 'full log-ins with a passkey (code, tokens, userinfo), PostgreSQL',
        ours: `${ours.rate.toFixed(0)}/s`,
        ...beside,
        note: `six requests each, the page with the passkey’s button among them; ${LANES} browsers, each new; p50 ${ours.p50.toFixed(0)} ms, p95 ${ours.p95.toFixed(0)} ms; ${ours.processorMs.toFixed(1)} ms of processor each in the one web process (${(1_000 / ours.processorMs).toFixed(0)} for each second of it); browsers and PostgreSQL on the same two cores; one fsync ${(await fsyncCost(bench.site.folder)).toFixed(1)} ms${of}`,
      },
    ];
  } finally {
    await bench.close();
  }
}

await printWhenAlone(import.meta.url, run);
