import { spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { cpuUsage } from 'node:process';
import { trustInRoots, verifyTimestamp } from '../src/core/signatures/index.ts';
import { signWith } from '../src/core/signatures/certificates/signing-key.ts';
import { nullValue, octetString, sequence, integer, boolean, unsignedInteger, oid } from '../src/core/signatures/der/write.ts';
import { Oid } from '../src/core/signatures/der/oids.ts';
import { readDer, sequenceOf } from '../src/core/signatures/der/read.ts';
import { respond } from '../src/core/signatures/tsp/respond.ts';
import { now } from '../src/kernel/time.ts';
import { testAuthority } from '../test/signature-kit.ts';
import { type BenchRow, printWhenAlone } from './report.ts';

const ROUNDS = 5;
const PER_ROUND = 3000;

function perCpuSecond(times: number, work: (turn: number) => void): number {
  const before = cpuUsage();
  for (let turn = 0; turn < times; turn += 1) work(turn);
  const { user, system } = cpuUsage(before);
  return (times * 1e6) / (user + system);
}

function opensslSigns(): number {
  const { stdout } = spawnSync('openssl', ['speed', '-seconds', '1', 'ecdsap256'], { encoding: 'utf8' });
  return Number(/nistp256\)\s+\S+s\s+\S+s\s+([\d.]+)/.exec(stdout ?? '')?.[1] ?? 0);
}

const median = (values: readonly number[]): number => values.toSorted((a, b) => a - b)[values.length >> 1] ?? 0;

/** A TimeStampReq as programs send it: SHA-256 with NULL parameters, a nonce, certificates wanted. */
function query(digest: Buffer): Buffer {
  const imprint = sequence(sequence(oid(Oid.sha256), nullValue), octetString(digest));
  return sequence(integer(1), imprint, unsignedInteger(randomBytes(8)), boolean(true));
}

/** RFC 3161 responses from request bytes to response bytes beside `openssl speed ecdsap256`, per second of processor time. */
export async function run(): Promise<BenchRow[]> {
  const { tsa, root, ca } = testAuthority();
  const digests = Array.from({ length: PER_ROUND }, () => randomBytes(32));
  const queries = digests.map(query);
  const answer = (turn: number): Buffer => respond(tsa, queries[turn % PER_ROUND]!, now());
  const token = sequenceOf(readDer(answer(7)))[1]!.raw;
  const checked = verifyTimestamp(token, digests[7]!, trustInRoots([root.certificate.der, ca.certificate.der]));
  if (!('at' in checked)) throw new Error(`what is measured is no time-stamp: ${checked.fault}`);
  perCpuSecond(PER_ROUND, answer);
  const openssl: number[] = [];
  const tokens: number[] = [];
  const bare: number[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    openssl.push(opensslSigns());
    tokens.push(perCpuSecond(PER_ROUND, answer));
    bare.push(perCpuSecond(PER_ROUND, (turn) => signWith(tsa.key, digests[turn]!)));
  }
  const [ours, peer, ceiling] = [median(tokens), median(openssl), median(bare)];
  const rate = (value: number): string => `${Math.round(value).toLocaleString('en')}/s`;
  return [
    {
      figure: 'RFC 3161 time-stamps, request bytes to response bytes',
      ours: rate(ours),
      peer: peer > 0 ? `${rate(peer)} openssl speed ecdsap256, signing` : 'openssl is not installed',
      ratio: peer > 0 ? ours / peer : Number.NaN,
      note: `a second of processor time; floor 5,000/s, aim 60 % of openssl; ${Math.round((100 * ours) / ceiling)} % of bare crypto.sign in this runtime (${rate(ceiling)})`,
    },
  ];
}

await printWhenAlone(import.meta.url, run);
