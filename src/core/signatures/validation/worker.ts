/* oxlint-disable unicorn/require-post-message-target-origin -- a thread’s port has no origin */
import { Buffer } from 'node:buffer';
import { parentPort } from 'node:worker_threads';
import { type Certificate, readCertificate } from '../certificates/certificate.ts';
import type { Trust } from '../certificates/chain.ts';
import { judgeAnyFile } from './validate.ts';
import type { Answer, Asked } from './thread.ts';

const known = new Map<string, Certificate>();
const MAX_KNOWN = 1000;

/** The trusted certificates are the same for every file; reading them costs more than using them. */
function remembered(der: Uint8Array): Certificate {
  const bytes = Buffer.from(der);
  const key = bytes.toString('latin1');
  let certificate = known.get(key);
  if (!certificate) {
    certificate = readCertificate(bytes);
    if (known.size >= MAX_KNOWN) known.clear();
    known.set(key, certificate);
  }
  return certificate;
}

parentPort?.on('message', async ({ input, trust, policy, at }: Asked) => {
  const asked = new Map<string, Uint8Array>();
  const revoked = new Map(trust.revoked);
  const outside = new Set(trust.outside);
  const standings = new Map(trust.standings);
  const believed: Trust = {
    anchors: trust.anchors.map(remembered),
    intermediates: trust.intermediates.map(remembered),
    revocationOf(certificate) {
      asked.set(certificate.fingerprint, certificate.der);
      return revoked.get(certificate.fingerprint);
    },
    recordsCover: (certificate) => !outside.has(certificate.fingerprint),
    standingOf: (anchor) => standings.get(anchor.fingerprint),
  };
  const detached = input.detached?.map(({ name, bytes }) => ({ name, bytes: Buffer.from(bytes) }));
  let answer: Answer;
  try {
    const report = await judgeAnyFile({ kind: input.kind, bytes: Buffer.from(input.bytes), detached }, believed, policy, at);
    answer = { report, asked: [...asked.values()] };
  } catch (error) {
    answer = { failed: error instanceof Error ? (error.stack ?? error.message) : String(error) };
  }
  parentPort?.postMessage(answer);
});
