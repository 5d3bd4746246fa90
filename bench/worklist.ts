import { pageRenderers } from '../src/app/pages.ts';
import { modules } from '../src/app/systems.ts';
import { query, sql } from '../src/kernel/db.ts';
import { createServer } from '../src/kernel/http/server.ts';
import { newId } from '../src/kernel/id.ts';
import type { Actor } from '../src/kernel/permission.ts';
import { plainAssets } from '../src/ui/assets.ts';
import { caseGround, fillCases, withoutIndexes } from '../test/cases-kit.ts';
import { type BenchSite, benchSite, simulateAgencies } from './axis-kit.ts';
import { type BenchRow, printWhenAlone } from './report.ts';

const CASES = 1_000_000;
const AGENCIES = 3_300;
/** One agency has so many times the cases of another: a big ward at the end of a busy month. */
const BIG = 100;
const ASKED = 400;

const handler = (agencyId: string): Actor => ({
  id: newId(),
  kind: 'account',
  name: 'Chuyên viên Mẫu',
  scope: agencyId,
  may: (permission, scope) => ['services.handle', 'services.receive'].includes(permission) && (scope === undefined || scope === agencyId),
});

async function fill({ services: { db } }: BenchSite): Promise<string[]> {
  const agencies = (await query<{ id: string }>(db, sql<{ id: string }>`select id from agencies.agency order by code_qd20`)).map(
    ({ id }) => id,
  );
  const ground = await caseGround(db, [...agencies, ...Array.from({ length: BIG - 1 }, () => agencies[0]!)]);
  await withoutIndexes(db, () =>
    fillCases(db, ground, {
      count: CASES,
      accepted: `'2026-10-13T00:10:00Z'::timestamptz + make_interval(mins => (n * 7919::bigint % 57600)::int)`,
      amount: '1 + n % 30',
      unit: `'working-day'`,
      waitsFor: `(array['handler', 'handler', 'decider', 'receiver'])[1 + n / 4000 % 4]`,
    }),
  );
  await query(db, sql`vacuum analyze cases.case_record`);
  return agencies;
}

const at = (times: readonly number[], share: number): number => times.toSorted((a, b) => a - b)[Math.floor(times.length * share)] ?? 0;
const said = (times: readonly number[]): string => `p50 ${at(times, 0.5).toFixed(1)}, p95 ${at(times, 0.95).toFixed(1)} ms`;

/** Ms of each page, one after another, of agencies in turn. */
async function pages(site: BenchSite, agencies: readonly string[]): Promise<number[]> {
  let actor = handler(agencies[0]!);
  const app = await createServer({
    services: site.services,
    modules,
    authenticate: async () => actor,
    ...pageRenderers({ modules, assets: plainAssets, publicUrl: 'http://localhost', userOf: () => undefined }),
    assetsFolder: undefined,
    title: 'bench',
  });
  const url = await app.listen({ port: 0, host: '127.0.0.1' });
  const times: number[] = [];
  for (let asked = -50; asked < ASKED; asked += 1) {
    actor = handler(agencies[Math.abs(asked) % agencies.length]!);
    const start = performance.now();
    const answer = await fetch(`${url}/giai-quyet?vai=${asked % 3 === 0 ? 'ky' : 'giai-quyet'}`);
    const html = await answer.text();
    if (answer.status !== 200 || !html.includes('Đăng ký khai sinh')) throw new Error(`${answer.status}: no case on the page`);
    if (asked >= 0) times.push(performance.now() - start);
  }
  await app.close();
  return times;
}

/** Ms of the bare statement behind a page. */
async function bare({ services: { db } }: BenchSite, agencies: readonly string[]): Promise<number[]> {
  const times: number[] = [];
  for (let asked = 0; asked < ASKED; asked += 1) {
    const start = performance.now();
    await query(
      db,
      sql`select id, code, title, due_at from cases.case_record where handling_agency = ${agencies[asked % agencies.length]!}
        and waits_for = 'handler' and ended_at is null order by due_at, id limit 51`,
    );
    times.push(performance.now() - start);
  }
  return times;
}

/** Rows of the benchmark table. */
export async function run(): Promise<BenchRow[]> {
  const site = await benchSite();
  try {
    await simulateAgencies(site, AGENCIES);
    const agencies = await fill(site);
    const rows: BenchRow[] = [];
    for (const [what, asked] of [
      [
        `an agency of ${(Math.round((CASES * BIG) / (AGENCIES + BIG) / 1_000) * 1_000).toLocaleString('en')} open cases`,
        agencies.slice(0, 1),
      ],
      ['all agencies in turn', agencies.slice(1)],
    ] as const) {
      const [ours, peer] = [await pages(site, asked), await bare(site, asked)];
      rows.push({
        figure: `worklist page over ${CASES.toLocaleString('en')} open cases, ${what}`,
        ours: said(ours),
        peer: said(peer),
        ratio: at(ours, 0.95) / at(peer, 0.95),
        note: 'less is better; ratio of p95; floor p95 50 ms, aim 20 ms; 50 cases a page with the counts of all queues, through HTTP, one after another; who is signed in is given, their session is not read; peer: the bare SELECT by the same index',
      });
    }
    return rows;
  } finally {
    await site.close();
  }
}

await printWhenAlone(import.meta.url, run);
