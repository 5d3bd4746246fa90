import { eidBench } from './eid-kit.ts';
import { besides, measureKeycloak, runClients } from './eid-log-ins.ts';
import { type BenchRow, printWhenAlone } from './report.ts';

const LANES = 32;
const QUESTIONS = 8_000;

/** The row of the benchmark table; some ten seconds. */
export async function run(): Promise<BenchRow[]> {
  const bench = await eidBench(1);
  try {
    await runClients(bench, 'introspections', LANES, 1_000);
    const ours = await runClients(bench, 'introspections', LANES, QUESTIONS);
    const peer = await measureKeycloak(bench, 'introspections', LANES, QUESTIONS);
    const { of, ...beside } = besides(ours, peer, 1_500, 'floor 1,500/s, aim 3,000/s', 'signed tokens');
    return [
      {
        figure: 'introspection of access tokens',
        ours: `${ours.rate.toFixed(0)}/s`,
        ...beside,
        note: `token, session and grant read from PostgreSQL for each; ${LANES} connections; p50 ${ours.p50.toFixed(1)} ms, p95 ${ours.p95.toFixed(1)} ms; ${ours.processorMs.toFixed(2)} ms of processor each in the one web process (${(1_000 / ours.processorMs).toFixed(0)} for each second of it); clients and PostgreSQL on the same two cores${of}`,
      },
    ];
  } finally {
    await bench.close();
  }
}

await printWhenAlone(import.meta.url, run);
