/* oxlint-disable unicorn/require-post-message-target-origin -- a thread’s port has no origin */
import { Buffer } from 'node:buffer';
import { parentPort } from 'node:worker_threads';
import { knownCertificate } from '../certificates/known.ts';
import type { Trust } from '../certificates/chain.ts';
import { judgeAnyFile } from './validate.ts';
import type { Answer, Asked } from './thread.ts';

parentPort?.on('message', async ({ input, trust, policy, at }: Asked) => {
  const asked = new Map<string, Uint8Array>();
  const revoked = new Map(trust.revoked);
  const outside = new Set(trust.outside);
  const standings = new Map(trust.standings);
  const believed: Trust = {
    anchors: trust.anchors.map(knownCertificate),
    intermediates: trust.intermediates.map(knownCertificate),
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
