import { mkdtemp, open, rm } from 'node:fs/promises';
import { cpus, release, totalmem } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

/** One line of the table: our figure beside a peer or a physical limit from the same run. */
export interface BenchRow {
  readonly figure: string;
  readonly ours: string;
  readonly peer: string;
  /** ours ÷ peer; whether more or less is better, the note says. */
  readonly ratio: number;
  readonly note: string;
}

/** A GitHub table of rows. */
export function asMarkdown(rows: readonly BenchRow[]): string {
  const cell = (text: string): string => text.replaceAll('|', '\\|');
  return [
    '| figure | ours | peer or limit | ours ÷ peer | note |',
    '|---|---|---|---|---|',
    ...rows.map(
      (row) => `| ${cell(row.figure)} | ${cell(row.ours)} | ${cell(row.peer)} | ${Number(row.ratio.toPrecision(2))} | ${cell(row.note)} |`,
    ),
  ].join('\n');
}

/** Prints the table when the file was started by itself. */
export async function printWhenAlone(url: string, run: () => Promise<BenchRow[]>): Promise<void> {
  if (url === pathToFileURL(process.argv[1] ?? '').href) console.log(asMarkdown(await run()));
}

/** What one durable write costs on this disk: the floor under every commit. Median of 50, in ms. */
export async function fsyncCost(folder: string): Promise<number> {
  const own = await mkdtemp(join(folder, 'fsync-'));
  const file = await open(join(own, 'probe'), 'w');
  const times: number[] = [];
  for (let round = 0; round < 50; round += 1) {
    const started = performance.now();
    await file.write(Buffer.alloc(4096, round), 0, 4096, 0);
    await file.sync();
    times.push(performance.now() - started);
  }
  await file.close();
  await rm(own, { recursive: true });
  return times.toSorted((a, b) => a - b)[25] ?? 0;
}

export function machine(): string {
  const [cpu] = cpus();
  return `${cpus().length} × ${cpu?.model ?? '?'}, ${(totalmem() / 1024 ** 3).toFixed(0)} GiB, Linux ${release()}, Node ${process.version}`;
}
