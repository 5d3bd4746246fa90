import { readdir, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { fileURLToPath } from 'node:url';
import { asMarkdown, type BenchRow, fsyncCost, machine } from './report.ts';

/**
 * `npm run bench [-- NAME …] [-- --write]`: every measurement (a file of this folder that exports `run`), one after
 * another on throwaway databases; `--write` puts the table into docs/benchmarks.md.
 */

const here = new URL('./', import.meta.url);
const helpers = new Set(['run.ts', 'report.ts']);

async function names(wanted: readonly string[]): Promise<string[]> {
  const files = (await readdir(here)).filter(
    (file) => file.endsWith('.ts') && !helpers.has(file) && !/-(kit|data|clients)\.ts$/.test(file),
  );
  const all = files.map((file) => file.slice(0, -3)).toSorted();
  const unknown = wanted.filter((name) => !all.includes(name));
  if (unknown.length > 0) throw new Error(`no measurement ${unknown.join(', ')}; there are: ${all.join(', ')}`);
  return wanted.length > 0 ? [...wanted] : all;
}

async function main(): Promise<void> {
  const args = process.argv.slice(2);
  const wanted = await names(args.filter((arg) => !arg.startsWith('--')));
  const head = `${machine()}; one fsync of 4 KiB: ${(await fsyncCost(tmpdir())).toFixed(1)} ms`;
  console.log(`${head}\n`);
  const rows: BenchRow[] = [];
  for (const name of wanted) {
    console.error(`… ${name}`);
    const { run } = (await import(new URL(`${name}.ts`, here).href)) as { run: () => Promise<BenchRow[]> };
    rows.push(...(await run()));
  }
  const table = asMarkdown(rows);
  console.log(table);
  if (!args.includes('--write')) return;
  const command = `npm run bench -- ${args.join(' ')}`.trim();
  const text = `# Đo tốc độ / Benchmarks\n\nCommand: \`${command}\`. Each figure stands beside a peer or a physical limit measured in the same run.\n\n${head}\n\n${table}\n`;
  await writeFile(fileURLToPath(new URL('../docs/benchmarks.md', here)), text);
}

await main();
