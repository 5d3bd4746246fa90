import type { ScenarioResult } from './scenarios.ts';
import type { ScheduleResult } from './schedule.ts';

const columns = [
  'schedule',
  'seed',
  'faults injected',
  'acknowledged: sendings / packets / registered',
  'inbox rows',
  'ledger entries',
  'lost',
  'doubled',
  'other',
  'recovery s',
  'settled s',
];

/** One row of the table. */
export function rowOf(number: number, result: ScheduleResult): string {
  const { seed, faults, documents, packets, registered, inboxRows, ledgerEntries, lost, doubled, wrong, recovery, settled } = result;
  const cells = [number, seed, faults.join('; '), `${documents} / ${packets} / ${registered}`, inboxRows, ledgerEntries];
  return `| ${[...cells, lost.length, doubled.length, wrong.length, recovery.toFixed(1), settled.toFixed(1)].join(' | ')} |`;
}

const sum = (results: readonly ScheduleResult[], of: (result: ScheduleResult) => number): number =>
  results.reduce((total, result) => total + of(result), 0);

function totals(results: readonly ScheduleResult[]): string {
  const recoveries = results.map((result) => result.recovery).sort((a, b) => a - b);
  const median = recoveries[Math.floor(recoveries.length / 2)] ?? 0;
  return [
    `${results.length} schedules, ${sum(results, (one) => one.faults.length)} faults:`,
    `${sum(results, (one) => one.documents)} sendings, ${sum(results, (one) => one.packets)} packets and ${sum(results, (one) => one.registered)} registrations acknowledged,`,
    `${sum(results, (one) => one.inboxRows)} inbox rows;`,
    `**${sum(results, (one) => one.lost.length)} lost, ${sum(results, (one) => one.doubled.length)} doubled, ${sum(results, (one) => one.wrong.length)} otherwise wrong**;`,
    `recovery ${median.toFixed(1)} s in the median, ${(recoveries.at(-1) ?? 0).toFixed(1)} s at most.`,
  ].join(' ');
}

/** docs/faults.md: what was done, what was seen, how to do it again. */
export function report({
  seed,
  results,
  scenarios,
}: {
  seed: number;
  results: readonly ScheduleResult[];
  scenarios: readonly ScenarioResult[];
}): string {
  return `# Faults

The built product is killed, starved and stopped while clients write, sign, number, seal, issue and send documents to some
hundreds of agencies, register them, and hand in edXML packets, by HTTP with real sessions. Clients keep a journal of every
attempt and every answer outside the system, ask again under the same key when an answer is lost, and afterwards the system is
held against the journal. Printed by

    npm run faults -- --seed ${seed}

One schedule again: \`npm run faults -- --seed ${seed} --only 4 --no-scenarios\`; the folder of a schedule that did not hold is kept, with
the journal, the product's own output, the database and the ledger's export. Faults come at instants that depend on the machine, so
a seed gives the same faults in the same order, not the same millisecond. \`--schedules 3\` is short.

## Random schedules

| ${columns.join(' | ')} |
|${columns.map(() => '---').join('|')}|
${results.map((result, index) => rowOf(index + 1, result)).join('\n')}

${totals(results)}

- **acknowledged**: what a client was told is done. A sending counts once, however many recipients it has.
- **lost**: an acknowledged sending, packet, number, registration, file or ledger entry that is not there, or a recipient without
  its inbox row or receipt. **doubled**: anything twice, or anything nobody asked for.
- **other**: a gap or a double in a book of numbers, a document half done, a receipt or acceptance that does not verify or differs
  at the two ends, a repeat that was answered otherwise than the first time, a ledger that \`motcua verify\` does not accept or
  whose facts differ, an answer other than done, refused with reasons, 429, 503 or 507, an exit code other than 0.
- **recovery**: from the end of a fault's cause (the process is dead, the database may come back) to the next acknowledged write;
  the longest of the schedule, with the start of the product in it. **settled**: from the end of the work until everything is
  delivered, receipted and sealed.

Points named after "at" lie in the product's own code (\`MOTCUA_FAILPOINT\`, see src/kernel/failpoint.ts). For "kill -9
PostgreSQL at" the process is stopped at the point, the database is killed, and the process goes on.

${scenarioTable(scenarios)}`;
}

function scenarioTable(scenarios: readonly ScenarioResult[]): string {
  if (scenarios.length === 0) return '';
  const rows = scenarios.map(
    ({ name, held, seen }) => `| ${name} | ${held ? 'yes' : '**no**'} | ${seen.replaceAll('|', '\\|').replaceAll('\n', ' ')} |`,
  );
  return `## One by one\n\n| fault | held | seen |\n|---|---|---|\n${rows.join('\n')}\n`;
}
