import { eidBench } from './eid-kit.ts';
import { besides, measureKeycloak, runClients, shares } from './eid-log-ins.ts';
import { type BenchRow, printWhenAlone } from './report.ts';

const LANES = 32;
const TOKENS = 64;
const QUESTIONS = 20_000;

/** The row of the benchmark table; some ten seconds. */
export async function run(): Promise<BenchRow[]> {
  const bench = await eidBench(TOKENS);
  try {
    const load = { lanes: LANES, count: QUESTIONS };
    await runClients(bench, 'introspections', { lanes: LANES, count: 4_000 });
    const ours = await runClients(bench, 'introspections', load);
    const peer = await measureKeycloak(bench, 'introspections', load);
    const { of, ...beside } = besides(ours, peer, 1_500, 'floor 1,500/s, aim 3,000/s', 'signed tokens');
    return [
      {
        figure: 'introspection of access tokens',
        ours: `${ours.rate.toFixed(0)}/s`,
        ...beside,
        note: `${TOKENS} tokens in turn; token, session and grant read from PostgreSQL for each; ${LANES} connections; p50 ${ours.p50.toFixed(1)} ms, p95 ${ours.p95.toFixed(1)} ms; ${shares(ours)}${of}`,
      },
    ];
  } finally {
    await bench.close();
  }
}

await printWhenAlone(import.meta.url, run);
