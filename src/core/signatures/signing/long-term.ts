import { Buffer } from 'node:buffer';
import type { Db } from '#kernel/db.ts';
import { instant, now } from '#kernel/time.ts';
import { type Certificate, readCertificate } from '../certificates/certificate.ts';
import type { Trust } from '../certificates/chain.ts';
import { timestamp } from '../gateway.ts';
import type { ValidationData } from '../pdf/store.ts';
import { revocationEvidence } from '../revocation/evidence.ts';
import { trustDomains } from '../trust.ts';
import { explain } from '../validation/explain.ts';
import type { Beliefs } from '../validation/judged-file.ts';
import { currentPolicy } from '../validation/policy.ts';
import type { FileKind, PathReport, SignatureReport } from '../validation/report.ts';
import { reportOf } from '../validation/validate.ts';
import type { Vault } from '../vault/vault.ts';
import { type EvidenceSource, evidenceFor, notExtendable } from './evidence.ts';

/** What making a signature last needs from the world. */
export interface ExtendMeans {
  readonly trust: Trust;
  /** A time-stamp token (DER) over a SHA-256 digest. */
  readonly token: (digest: Buffer) => Promise<Buffer>;
  readonly evidence: (certificate: Certificate, notBefore: Date) => ReturnType<EvidenceSource>;
}

/** The site's own. */
export async function extendMeans(db: Db, vault: Vault): Promise<ExtendMeans> {
  return {
    trust: await trustDomains(db, vault),
    token: (digest) => timestamp(db, vault, digest),
    evidence: (certificate, at) => revocationEvidence(db, vault, certificate, at),
  };
}

/** One signature of a file, and how its format takes what is added to it. */
export interface LastingSteps {
  readonly kind: FileKind;
  /** Reports on the signature and the archive time-stamps over it. */
  judge(bytes: Buffer, beliefs: Beliefs): readonly SignatureReport[];
  /** With a time-stamp of its own. */
  stamp(bytes: Buffer, token: ExtendMeans['token']): Promise<Buffer>;
  add(bytes: Buffer, data: ValidationData): Buffer;
  archive(bytes: Buffer, token: ExtendMeans['token']): Promise<Buffer>;
}

/**
 * Raises one signature to B-LT (all that checking it will need) or B-LTA (an archive time-stamp over that), or renews it when
 * it is B-LTA already. Throws a Problem 422 when it does not hold today, 503 when proof for any certificate cannot be had.
 */
export async function makeLast(given: Buffer, level: 'B-LT' | 'B-LTA', steps: LastingSteps, means: ExtendMeans): Promise<Buffer> {
  const reports = (bytes: Buffer): readonly SignatureReport[] => {
    const at = now();
    const signatures = steps.judge(bytes, { trust: means.trust, policy: currentPolicy, at });
    const report = reportOf(steps.kind, { signatures }, currentPolicy, at);
    if (report.overall !== 'TOTAL-PASSED') throw notExtendable(explain(report).sentence);
    return signatures;
  };
  let bytes = given;
  let signatures = reports(bytes);
  if (signatures.some((one) => one.bestSignatureTime === undefined && one.kind === 'signature')) {
    bytes = await steps.stamp(bytes, means.token);
    signatures = reports(bytes);
  }
  const newest = Math.max(0, ...signatures.map(({ bestSignatureTime }) => bestSignatureTime?.getTime() ?? 0));
  const data = await evidenceFor(signatures.flatMap(openChains), (certificate) => means.evidence(certificate, instant(newest)));
  if (data.certificates.length > 0) bytes = steps.add(bytes, data);
  if (level === 'B-LTA') bytes = await steps.archive(bytes, means.token);
  reports(bytes);
  return bytes;
}

/** Chains for which the file does not yet have what proves that nothing of them was revoked. */
function openChains(report: SignatureReport): readonly (readonly Certificate[])[] {
  const stamping = report.kind === 'signature' ? report.timestamps.map((one) => one.path) : [];
  return [report.path, ...stamping].filter((path) => !path.revocation.every((use) => use.inFile)).map(chainOf);
}

/** The certificates of a judged path. */
export function chainOf(path: PathReport): readonly Certificate[] {
  return path.certificates.map(({ der }) => readCertificate(Buffer.from(der)));
}
