import { existsSync } from 'node:fs';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { runAuthorities, withAuthority } from './authority-report.ts';
import { channelReport, channelRow, withChannels } from './channel-report.ts';
import { type ChannelResult, runChannelSchedule } from './channel-schedule.ts';
import { channelWorld } from './channel-world.ts';
import { deckOf } from './kinds.ts';
import { randomOf } from './random.ts';
import { report, rowOf } from './report.ts';
import { runSchedule, type ScheduleResult } from './schedule.ts';
import { runScenarios, type ScenarioResult } from './scenarios.ts';
import { runSigning, signingReport, withSigning } from './signing.ts';
import { prepareWorld } from './world.ts';

const FAULTS_EACH = 4;

/**
 * `npm run faults`: 20 random schedules, then the scenarios; prints the table and writes docs/faults.md.
 * `-- --schedules 3` is short, `-- --seed 7 --only 4` repeats one schedule, `--no-scenarios` leaves the others out;
 * `-- --only-channels` runs those of the channels alone, `--channels 5` fewer of them; `--only-authority` those of the
 * certificate authority, `--authority 5` fewer of them; `--only-signing` a list of `--files 500` under `--kills 8`.
 */
const { values } = parseArgs({
  options: {
    schedules: { type: 'string', default: '20' },
    seed: { type: 'string' },
    only: { type: 'string' },
    'no-scenarios': { type: 'boolean', default: false },
    folder: { type: 'string', default: join(tmpdir(), 'motcua-faults') },
    write: { type: 'boolean', default: false },
    channels: { type: 'string', default: '50' },
    'only-channels': { type: 'boolean', default: false },
    authority: { type: 'string', default: '20' },
    'only-authority': { type: 'boolean', default: false },
    files: { type: 'string', default: '500' },
    kills: { type: 'string', default: '8' },
    'only-signing': { type: 'boolean', default: false },
  },
});
const schedules = Number(values.schedules);
const seed = values.seed === undefined ? Date.now() % 1_000_000 : Number(values.seed);
const folder = values.folder;
await mkdir(folder, { recursive: true });
console.log(`seed ${seed}, in ${folder}`);
const document = fileURLToPath(new URL('../docs/faults.md', import.meta.url));
if (values['only-authority']) {
  const authority = await runAuthorities(Number(values.authority), seed);
  if (values.write || Number(values.authority) >= 20)
    await writeFile(document, withAuthority(await readFile(document, 'utf8'), authority.text));
  process.exit(authority.held ? 0 : 1);
}
if (values['only-signing']) {
  const signed = await runList(seed);
  if (values.write || Number(values.files) >= 500) await writeFile(document, withSigning(await readFile(document, 'utf8'), signed.text));
  process.exit(signed.held ? 0 : 1);
}
const channels = await runChannels(Number(values.channels), seed);
if (values['only-channels']) {
  if (values.write || channels.results.length >= 50)
    await writeFile(document, withChannels(await readFile(document, 'utf8'), channels.text));
  process.exit(channels.results.every(isKept) ? 0 : 1);
}
if (!existsSync(fileURLToPath(new URL('../dist/app/cli.js', import.meta.url)))) {
  console.error('Nothing is built yet. Run: node motcua.mjs --build-only');
  process.exit(1);
}
const template = join(folder, 'template');
await rm(template, { recursive: true, force: true });
const world = await prepareWorld(template);
const deck = deckOf(randomOf(seed));

const results: ScheduleResult[] = [];
for (let number = 1; number <= schedules; number += 1) {
  if (values.only !== undefined && Number(values.only) !== number) continue;
  const faults = Array.from({ length: FAULTS_EACH }, (_, index) => deck[((number - 1) * FAULTS_EACH + index) % deck.length]!);
  const result = await runSchedule({ template, world, folder: join(folder, `schedule-${number}`), seed: seed * 1_000 + number, faults });
  results.push(result);
  console.log(rowOf(number, result));
  for (const line of [...result.lost, ...result.doubled, ...result.wrong].slice(0, 20)) console.log(`    ${line}`);
  if (isClean(result)) await rm(result.folder, { recursive: true, force: true });
}
const scenarios: ScenarioResult[] = values['no-scenarios']
  ? []
  : await runScenarios({ template, world, folder, outageSeconds: 30, say: console.log });
const authority = await runAuthorities(Number(values.authority), seed);
const signed = await runList(seed);
const text = withSigning(withAuthority(withChannels(report({ seed, results, scenarios }), channels.text), authority.text), signed.text);
console.log(`\n${text}`);
if (values.write || (schedules >= 20 && values.only === undefined)) {
  await writeFile(document, text);
}
process.exitCode =
  results.every(isClean) && channels.results.every(isKept) && authority.held && signed.held && scenarios.every((scenario) => scenario.held)
    ? 0
    : 1;

function isClean(result: ScheduleResult): boolean {
  return result.lost.length + result.doubled.length + result.wrong.length === 0;
}

async function runList(from: number): Promise<{ held: boolean; text: string }> {
  const place = join(folder, 'template');
  const random = randomOf(from);
  const plan = {
    template: place,
    world: await prepareWorld(place),
    folder,
    random,
    files: Number(values.files),
    kills: Number(values.kills),
  };
  const result = await runSigning(plan);
  const text = signingReport(from, result);
  console.log(text);
  for (const line of result.wrong.slice(0, 20)) console.log(`    ${line}`);
  return { held: result.wrong.length === 0, text };
}

async function runChannels(count: number, from: number): Promise<{ results: ChannelResult[]; text: string }> {
  const results: ChannelResult[] = [];
  const channelled = await channelWorld();
  for (let number = 1; number <= count; number += 1) {
    const own = from * 1_000 + number;
    const result = await runChannelSchedule(channelled, own, randomOf(own), number);
    results.push(result);
    console.log(channelRow(number, result));
    for (const line of [...result.lost, ...result.doubled, ...result.early]) console.log(`    ${line}`);
  }
  await channelled.close();
  const text = channelReport(from, results);
  console.log(text);
  return { results, text };
}

function isKept(result: ChannelResult): boolean {
  return result.lost.length + result.doubled.length + result.early.length === 0;
}
