import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { type EidBench, eidBench, SECRET } from './eid-kit.ts';
import type { ClientRun } from './eid-clients.ts';
import { type Keycloak, keycloakAt, startKeycloak } from './keycloak-kit.ts';
import { type BenchRow, fsyncCost, printWhenAlone } from './report.ts';

export interface Measured {
  /** Of the whole run, a second. */
  readonly rate: number;
  readonly p50: number;
  readonly p95: number;
  /** Processor time for each, ms: of the serving process, of the database's, of the load generator. */
  readonly processorMs: number;
  readonly databaseMs: number;
  readonly clientsMs: number;
}

/** How much is asked for, by how many at a time; it ends earlier after so many seconds. */
export interface Load {
  readonly lanes: number;
  readonly count: number;
  readonly seconds?: number;
}

type Work = 'log-ins' | 'introspections';

/** Runs clients in a process of their own against ours or against Keycloak; measures what they see, and what it costs there. */
export async function runClients(bench: EidBench, what: Work, load: Load, keycloak?: Keycloak): Promise<Measured> {
  const file = join(import.meta.dirname, 'eid-clients.ts');
  const whom = keycloak ? [`keycloak-${what}`, keycloak.url] : [what, bench.url];
  const numbers = [load.lanes, load.count, load.seconds ?? 600].map(String);
  const options = ['--conditions=source', '--import', 'tsx', file, ...whom, bench.people, SECRET, ...numbers];
  const seconds = () => (keycloak ? keycloak.seconds() : (process.cpuUsage().user + process.cpuUsage().system) / 1e6);
  const [before, databaseBefore] = [seconds(), bench.databaseSeconds()];
  const { stdout } = await promisify(execFile)(process.execPath, options, { maxBuffer: 1 << 20 });
  const { done, seconds: taken, p50, p95, processorSeconds } = JSON.parse(stdout) as ClientRun;
  const each = (spent: number): number => (spent * 1_000) / done;
  return {
    rate: done / taken,
    p50,
    p95,
    processorMs: each(seconds() - before),
    databaseMs: each(bench.databaseSeconds() - databaseBefore),
    clientsMs: each(processorSeconds),
  };
}

/** What one of them costs, part by part: a server with cores of its own does what its own part lets it. */
export function shares({ processorMs, databaseMs, clientsMs }: Measured): string {
  const core = (ms: number): string => (1_000 / ms).toFixed(0);
  return `processor time of each: server ${processorMs.toFixed(2)} ms (${core(processorMs)} for each second of it), PostgreSQL ${databaseMs.toFixed(2)} ms, load generator ${clientsMs.toFixed(2)} ms, all on the same two cores`;
}

/** Java's compiler is to have seen the work: so long, whatever comes of it. Its figures still rose after a thousand log-ins. */
const WARM_SECONDS = 40;
const PEER_SECONDS = 20;

/** The same work at Keycloak, in the same run; a sentence when it is not here. */
export async function measureKeycloak(bench: EidBench, what: Work, { lanes, count }: Load) {
  const at = keycloakAt();
  if (typeof at === 'string') return at;
  const keycloak = await startKeycloak(at.folder, bench.site.folder, bench.site.databaseUrl, PEOPLE, SECRET);
  try {
    await runClients(bench, what, { lanes, count: 1e9, seconds: WARM_SECONDS }, keycloak);
    return { ...(await runClients(bench, what, { lanes, count, seconds: PEER_SECONDS }, keycloak)), name: keycloak.name };
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
    of: `; ${floorText}; peer: production mode on the same PostgreSQL, ${how}; ${shares(peer)} (servers alone, ours ÷ peer: ${(core(ours) / core(peer)).toFixed(1)}); p50 ${peer.p50.toFixed(0)} ms, p95 ${peer.p95.toFixed(0)} ms`,
  };
}

const PEOPLE = 64;
const LANES = 32;
const LOG_INS = 3_000;

/** The row of the benchmark table; half a minute, and some two minutes more with Keycloak. */
export async function run(): Promise<BenchRow[]> {
  const bench = await eidBench(PEOPLE);
  try {
    const load = { lanes: LANES, count: LOG_INS };
    await runClients(bench, 'log-ins', { lanes: LANES, count: 600 });
    const ours = await runClients(bench, 'log-ins', load);
    const { of, ...beside } = besides(
      ours,
      await measureKeycloak(bench, 'log-ins', load),
      150,
      'floor 150/s, aim 400/s',
      'a password hashed once',
    );
    return [
      {
        figure: 'full log-ins with a passkey (code, tokens, userinfo), PostgreSQL',
        ours: `${ours.rate.toFixed(0)}/s`,
        ...beside,
        note: `six requests each, the page with the passkey’s button among them; ${LANES} browsers, each new; p50 ${ours.p50.toFixed(0)} ms, p95 ${ours.p95.toFixed(0)} ms; ${shares(ours)}; one fsync ${(await fsyncCost(bench.site.folder)).toFixed(1)} ms${of}`,
      },
    ];
  } finally {
    await bench.close();
  }
}

await printWhenAlone(import.meta.url, run);
