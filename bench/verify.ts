import { createHash, verify, X509Certificate } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import type { ExportLine } from '../src/kernel/ledger/export.ts';
import { verifyLedger } from '../src/kernel/ledger/verify.ts';
import { testExport, testRoot, testSigner } from '../test/ledger-kit.ts';
import { type BenchRow, printWhenAlone } from './report.ts';

const ENTRIES = 100_000;
const ROUNDS = 3;

async function* read(path: string): AsyncGenerator<ExportLine> {
  for await (const line of createInterface({ input: createReadStream(path, 'utf8'), crlfDelay: Infinity }))
    yield JSON.parse(line) as ExportLine;
}

async function ours(path: string): Promise<void> {
  const verdict = await verifyLedger(read(path), { trusted: [testRoot] });
  if (!verdict.ok || verdict.entries !== ENTRIES)
    throw new Error(`the export of the bench does not verify: ${JSON.stringify(verdict.findings)}`);
}

/** The least that any verification must do: read the file and hash each of its bytes once. */
async function hashAll(path: string): Promise<void> {
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(path)) hash.update(chunk as Buffer);
  hash.digest();
}

/** Where each entry has a seal of its own, the signatures cost the most. */
function verifyAll(seals: number): void {
  const signer = testSigner();
  const { publicKey } = new X509Certificate(signer.certificate);
  const digest = createHash('sha256').digest();
  const signature = signer.sign(digest) as Buffer;
  for (let done = 0; done < seals; done += 1) verify('sha256', digest, publicKey, signature);
}

async function secondsOf(work: () => Promise<void>): Promise<number> {
  const started = performance.now();
  await work();
  return (performance.now() - started) / 1000;
}

interface Times {
  ours: number[];
  hash: number[];
  signatures: number[];
}

/** In turn, so that a busy moment of the machine meets all of them. */
async function measure(path: string, seals: number): Promise<Times> {
  const times: Times = { ours: [], hash: [], signatures: [] };
  await ours(path);
  for (let round = 0; round < ROUNDS; round += 1) {
    times.hash.push(await secondsOf(() => hashAll(path)));
    times.signatures.push(await secondsOf(async () => verifyAll(seals)));
    times.ours.push(await secondsOf(() => ours(path)));
  }
  return times;
}

const median = (list: number[]): number => list.toSorted((a, b) => a - b)[Math.floor(list.length / 2)]!;
const speed = (seconds: number): string => `${Math.round(ENTRIES / seconds).toLocaleString('en')} entries/s`;

async function rowsFor(folder: string, perSeal: number): Promise<BenchRow[]> {
  const path = join(folder, `${perSeal}.ndjson`);
  const seals = ENTRIES / perSeal;
  await writeFile(
    path,
    testExport(Array.from({ length: seals }, () => perSeal))
      .map((line) => `${JSON.stringify(line)}\n`)
      .join(''),
  );
  const times = await measure(path, seals);
  const mine = median(times.ours);
  const figure = `offline verification of 100,000 entries, ${perSeal} to a seal`;
  const note = 'at least 5,000/s, aim 20,000/s; read from a file, every hash and signature checked';
  const byHash = {
    figure,
    ours: speed(mine),
    peer: `${speed(median(times.hash))}: one SHA-256 over the same file`,
    ratio: median(times.hash) / mine,
    note,
  };
  const bySignature = {
    figure,
    ours: speed(mine),
    peer: `${speed(median(times.signatures))}: ${seals.toLocaleString('en')} bare ECDSA verifications`,
    ratio: median(times.signatures) / mine,
    note: 'the same beside its signatures alone',
  };
  return perSeal === 1 ? [byHash, bySignature] : [byHash];
}

/** A busy site seals a hundred entries at a time, a quiet one each by itself, with a signature each. */
export async function run(): Promise<BenchRow[]> {
  const folder = await mkdtemp(join(tmpdir(), 'motcua-bench-verify-'));
  try {
    const rows: BenchRow[] = [];
    for (const perSeal of [100, 1]) rows.push(...(await rowsFor(folder, perSeal)));
    return rows;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

await printWhenAlone(import.meta.url, run);
