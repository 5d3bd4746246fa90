import { benchSite } from '../bench/axis-kit.ts';
import { type AuthorityResult, type AuthorityWorld, runAuthoritySchedule } from './authority-schedule.ts';
import { withSection } from './channel-report.ts';
import { randomOf } from './random.ts';

const HEADING = '\n## Certificates, time-stamps and revocation lists\n';
const ROUNDS = 3;
const REQUESTS = 40;

const isClean = ({ doubled, lost, half }: AuthorityResult): boolean => doubled.length + lost.length + half.length === 0;

/** Schedules of one site, one after the other; its numbers are held together over all of them. */
export async function runAuthorities(count: number, from: number): Promise<{ held: boolean; text: string }> {
  const site = await benchSite();
  const world: AuthorityWorld = { db: site.services.db, databaseUrl: site.databaseUrl, folder: site.folder, given: [] };
  const results: AuthorityResult[] = [];
  try {
    for (let number = 1; number <= count; number += 1) {
      const seed = from * 1_000 + number;
      const result = await runAuthoritySchedule(world, { seed, random: randomOf(seed), rounds: ROUNDS, requests: REQUESTS });
      results.push(result);
      console.log(rowOf(number, result));
      for (const line of [...result.doubled, ...result.lost, ...result.half].slice(0, 20)) console.log(`    ${line}`);
    }
  } finally {
    await site.close();
  }
  const text = reportOf(from, results);
  console.log(text);
  return { held: results.every(isClean), text };
}

function rowOf(number: number, result: AuthorityResult): string {
  const { seed, faults, kills, certificates, stamps, lists, doubled, lost, half } = result;
  return `| ${[number, seed, faults.join('; '), kills, certificates, stamps, lists, doubled.length, lost.length, half.length].join(' | ')} |`;
}

function reportOf(seed: number, results: readonly AuthorityResult[]): string {
  const sum = (of: (result: AuthorityResult) => number): number => results.reduce((total, one) => total + of(one), 0);
  const last = results.at(-1);
  return `${HEADING}
Two processes at once issue the same approved requests through the product's own action, revoke some of the certificates, write whole
and differential revocation lists and give time-stamps. In each of ${ROUNDS} rounds both are killed (SIGKILL), at a named point or after some
milliseconds; then two finish in peace. Each keeps a journal of what it gave away, outside the database; all schedules are of one site, so
that numbers are held together over every life of every process. Printed by \`npm run faults -- --only-authority --seed ${seed}\`.

| schedule | seed | faults | kills | certificates so far | time-stamps so far | lists so far | doubled | lost | half |
|---|---|---|---|---|---|---|---|---|---|
${results.map((result, index) => rowOf(index + 1, result)).join('\n')}

${results.length} schedules, ${sum((one) => one.kills)} kills, ${last?.certificates ?? 0} certificates, ${last?.stamps ?? 0} time-stamps, ${last?.lists ?? 0} revocation lists; **${sum((one) => one.doubled.length)} numbers given twice, ${sum((one) => one.lost.length)} certificates lost, ${sum((one) => one.half.length)} half written**.

- **doubled**: two certificates, two time-stamps or two different lists with one number, a request issued twice, or two authorities where
  two processes began at once. **lost**: told to somebody, and not there after the restart. **half**: a certificate without its one ledger
  entry, its request or its private key; an entry, a state or an issued request without the certificate; a revocation without its entry.
`;
}

/** Puts this part into the document, in the place of the one before. */
export function withAuthority(document: string, section: string): string {
  return withSection(document, HEADING, section);
}
