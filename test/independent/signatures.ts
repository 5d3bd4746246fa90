import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { currentPolicy } from '../../src/core/signatures/validation/policy.ts';
import { judgeAnyFile } from '../../src/core/signatures/validation/validate.ts';
import { authority, type CorpusCase, listsOf, pdfCorpus, trustOf } from '../signature-corpus.ts';
import { formatCorpus } from '../signature-corpus-formats.ts';
import { weakCorpus } from '../signature-corpus-weak.ts';
import { reportOf, type Row, type Verdict } from './signatures-report.ts';

/**
 * The corpus of signed files judged by pyHanko (PyPI) and EU DSS (Maven Central) beside us. Writes the files with their
 * anchors, lists and instants of validation to a folder, asks both programs, and prints the tables of
 * docs/signature-referees.md. Ends with 1 when a difference has no explanation.
 *
 *   python3 -m venv /tmp/hanko && /tmp/hanko/bin/pip install pyhanko==0.38.0
 *   PYTHON=/tmp/hanko/bin/python node --conditions=source --import tsx test/independent/signatures.ts FOLDER
 */
const extensions = { pdf: 'pdf', cms: 'p7m', xml: 'xml', asice: 'asice' } as const;
const here = (name: string): string => fileURLToPath(new URL(name, import.meta.url));
const idOf = (index: number): string => String(index).padStart(3, '0');

/** What the programs are told of one case. */
interface Told {
  readonly id: string;
  readonly kind: string;
  readonly file: string;
  /** Detached files by name. */
  readonly detached: readonly (readonly [string, string])[];
  readonly lists: readonly string[];
  readonly at: string;
}

function writeCase(folder: string, one: CorpusCase, index: number): Told {
  const put = (name: string, bytes: Uint8Array): string => {
    const path = join(folder, `${idOf(index)}-${name}`);
    writeFileSync(path, bytes);
    return path;
  };
  return {
    id: idOf(index),
    kind: one.input.kind,
    file: put(`file.${extensions[one.input.kind]}`, one.input.bytes),
    detached: (one.input.detached ?? []).map(({ name = 'content', bytes }) => [name, put(name, bytes)] as const),
    lists: listsOf(one).map((list, at) => put(`list-${at}.crl`, list)),
    at: one.at.toISOString(),
  };
}

function run(command: string, args: readonly string[], cwd: string): string {
  const ran = spawnSync(command, args, { cwd, encoding: 'utf8', maxBuffer: 1 << 28, stdio: ['ignore', 'pipe', 'inherit'] });
  if (ran.status !== 0) throw new Error(`${command} ended with ${ran.status}\n${ran.stdout}`);
  return ran.stdout;
}

/** One line of JSON for each case. */
function verdictsIn(output: string): ReadonlyMap<string, Verdict> {
  const lines = output.split('\n').filter((line) => line.startsWith('{'));
  return new Map(lines.map((line) => JSON.parse(line) as Verdict & { id: string }).map((one) => [one.id, one]));
}

function askPyHanko(folder: string, told: readonly Told[]): ReadonlyMap<string, Verdict> {
  const plan = join(folder, 'cases.json');
  writeFileSync(plan, JSON.stringify({ root: 'root.cer', ca: 'ca.cer', cases: told }));
  return verdictsIn(run(process.env['PYTHON'] ?? 'python3', [here('signatures_pyhanko.py'), plan], folder));
}

/** Built in a folder beside the files: the source tree stays as it is. */
function askDss(folder: string, told: readonly Told[]): ReadonlyMap<string, Verdict> {
  const build = join(folder, 'dss');
  cpSync(here('dss'), build, { recursive: true });
  run('mvn', ['-q', 'compile', 'dependency:copy-dependencies', '-DoutputDirectory=target/lib'], build);
  const line = ({ id, at, file, lists, detached }: Told): string =>
    [id, at, file, lists.map((path) => `list=${path}`).join('|'), detached.map((pair) => pair.join('=')).join('|')].join('\t');
  writeFileSync(join(folder, 'cases.tsv'), `${told.map(line).join('\n')}\n`);
  return verdictsIn(run('java', ['-cp', 'dss/target/classes:dss/target/lib/*', 'Referee', 'root.cer', 'ca.cer', 'cases.tsv'], folder));
}

async function main(folder: string): Promise<void> {
  mkdirSync(folder, { recursive: true });
  const cases = [...pdfCorpus(), ...weakCorpus(), ...(await formatCorpus())];
  const told = cases.map((one, index) => writeCase(folder, one, index));
  writeFileSync(join(folder, 'root.cer'), authority.root.certificate.der);
  writeFileSync(join(folder, 'ca.cer'), authority.ca.certificate.der);
  const [hanko, dss] = [askPyHanko(folder, told), askDss(folder, told)];
  const rows: Row[] = [];
  for (const [index, one] of cases.entries()) {
    const { overall, fault, signatures } = await judgeAnyFile(one.input, trustOf(one), currentPolicy, one.at);
    const levels = signatures.filter(({ kind }) => kind === 'signature').map(({ format, level }) => `${format} ${level}`);
    const ours = { result: fault ? `${overall} ${fault.subIndication}` : overall, levels };
    rows.push({ group: one.group, name: one.name, ours, dss: dss.get(idOf(index)), hanko: hanko.get(idOf(index)) });
  }
  const { text, unexplained } = reportOf(rows);
  console.log(text);
  for (const row of unexplained) console.error(`no explanation: ${row.group}, ${row.name}: ${JSON.stringify(row)}`);
  if (unexplained.length > 0) process.exitCode = 1;
}

await main(process.argv[2] ?? '/tmp/signature-corpus');
