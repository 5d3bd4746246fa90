import { Buffer } from 'node:buffer';
import { spawnSync } from 'node:child_process';
import { createHash, hash, type Hash } from 'node:crypto';
import { cpuUsage } from 'node:process';
import { signWith } from '../src/core/signatures/certificates/signing-key.ts';
import type { CmsSigner } from '../src/core/signatures/cms/signer.ts';
import type { PreparedPdf } from '../src/core/signatures/pdf/prepare.ts';
import { currentPolicy } from '../src/core/signatures/validation/policy.ts';
import { judgeFile } from '../src/core/signatures/validation/validate.ts';
import { prepareForSigning, sealPrepared } from '../src/core/signatures/sign-pdf.ts';
import { now } from '../src/kernel/time.ts';
import { tablePdf, testAuthority } from '../test/signature-kit.ts';
import { type BenchRow, printWhenAlone } from './report.ts';

const PDF_BYTES = 100_000;
const ROUNDS = 5;
const PER_ROUND = 1500;

/** Things done in a second of processor time, which is also how `openssl speed` counts. */
function perCpuSecond(times: number, work: () => void): number {
  const before = cpuUsage();
  for (let done = 0; done < times; done += 1) work();
  const { user, system } = cpuUsage(before);
  return (times * 1e6) / (user + system);
}

/** Signatures a second of `openssl speed`; 0 when openssl is not installed. */
function opensslSigns(): number {
  const { stdout } = spawnSync('openssl', ['speed', '-seconds', '2', 'ecdsap256'], { encoding: 'utf8' });
  return Number(/nistp256\)\s+\S+s\s+\S+s\s+([\d.]+)/.exec(stdout ?? '')?.[1] ?? 0);
}

const median = (values: readonly number[]): number => values.toSorted((a, b) => a - b)[values.length >> 1] ?? 0;

/** Each round measures everything once, openssl included, so that a busy machine is busy for all of them. */
function measure(works: Readonly<Record<string, () => void>>): { openssl: number; ours: Record<string, number> } {
  const openssl: number[] = [];
  const rates: Record<string, number[]> = {};
  for (const work of Object.values(works)) perCpuSecond(300, work);
  for (let round = 0; round < ROUNDS; round += 1) {
    openssl.push(opensslSigns());
    for (const [name, work] of Object.entries(works)) (rates[name] ??= []).push(perCpuSecond(PER_ROUND, work));
  }
  return { openssl: median(openssl), ours: Object.fromEntries(Object.entries(rates).map(([name, list]) => [name, median(list)])) };
}

function works(original: Buffer, signer: CmsSigner, tsa: CmsSigner): Readonly<Record<string, () => void>> {
  const at = now();
  const field = { signerName: signer.certificate.subject.commonName, at, reason: 'Ban hành' };
  const prepare = (stored?: Hash): PreparedPdf => prepareForSigning(original, field, signer, tsa, stored);
  const prepared = prepare();
  const stored = createHash('sha256').update(original);
  const attributes = signer.template.attributes;
  return {
    sign: () => signWith(signer.key, attributes),
    hash: () => hash('sha256', original),
    seal: () => sealPrepared(prepared, signer, tsa, at),
    stored: () => sealPrepared(prepare(stored), signer, tsa, at),
    whole: () => Buffer.concat(sealPrepared(prepare(), signer, tsa, at)),
  };
}

/** PAdES B-T seals beside `openssl speed ecdsap256`, per core. A seal needs two signatures: the seal's and the time-stamp's. */
export async function run(): Promise<BenchRow[]> {
  const authority = testAuthority();
  const signer = authority.seal('Ủy ban nhân dân thành phố Huế');
  const original = tablePdf(PDF_BYTES);
  const sealed = Buffer.concat(
    sealPrepared(prepareForSigning(original, { signerName: 'x', at: now() }, signer, authority.tsa), signer, authority.tsa, now()),
  );
  if (judgeFile({ bytes: sealed }, authority.trust, currentPolicy, now()).overall !== 'TOTAL-PASSED')
    throw new Error('what is measured is not a valid seal');
  const { openssl, ours } = measure(works(original, signer, authority.tsa));
  const row = (figure: string, key: string, note: string): BenchRow => ({
    figure,
    ours: `${Math.round(ours[key]!).toLocaleString('en')}/s`,
    peer: openssl > 0 ? `${Math.round(openssl).toLocaleString('en')} openssl signatures/s` : 'openssl is not installed',
    ratio: openssl > 0 ? ours[key]! / openssl : Number.NaN,
    note,
  });
  const percent = (rate: number, of: number): string => `${((100 * rate) / of).toFixed(0)} %`;
  const both = (key: string): string =>
    `counted by its two signatures: ${percent(2 * ours[key]!, openssl)} of openssl, ${percent(2 * ours[key]!, ours['sign']!)} of bare crypto.sign`;
  return [
    row('bare crypto.sign, ECDSA P-256', 'sign', 'the ceiling of this runtime'),
    row('PAdES B-T seal, prepared PDF of 100 kB', 'seal', both('seal')),
    row(
      'PAdES B-T seal of a stored PDF of 100 kB',
      'stored',
      `read, laid out and signed; its SHA-256 carried on from storing; ${both('stored')}`,
    ),
    row(
      'PAdES B-T seal from raw bytes to raw bytes, 100 kB',
      'whole',
      `hashed (alone: ${Math.round(ours['hash']!).toLocaleString('en')}/s) and copied as well; ${both('whole')}`,
    ),
  ];
}

await printWhenAlone(import.meta.url, run);
