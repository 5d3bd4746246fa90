import type { Certificate } from '../certificates/certificate.ts';
import { algorithmOf, weakAlgorithm } from './algorithm.ts';
import { type Context, factsOf } from './context.ts';
import type { HashName } from '../certificates/algorithms.ts';
import { judgePath, maySign, NO_PATH, type Times } from './path.ts';
import {
  type CoverageReport,
  type Fault,
  faultOf,
  type Format,
  indicationOf,
  type Level,
  type SignatureReport,
  type TimestampReport,
  type Warning,
} from './report.ts';
import { ACCURACY, isDamaged, judgeToken, type PresentedToken } from './timestamps.ts';

/** What the reader of a format found of one signature: its cryptography judged, its people not yet. */
export interface Presented {
  readonly name: string;
  readonly format: Format;
  readonly signer: Certificate | undefined;
  readonly pool: readonly Certificate[];
  readonly hash: HashName | undefined;
  /** What is wrong whoever signed: format, digest, signature, changes afterwards. */
  readonly fault: Fault | undefined;
  /** Certificates sent along that belong to no path. */
  readonly strays: readonly Certificate[];
  readonly tokens: readonly PresentedToken[];
  /** Present: no signature but a time-stamp over the whole file. */
  readonly archive?: PresentedToken | undefined;
  /** What it covers lies before `end`; `start`: where it stands itself. Of a file of one signature 0. */
  readonly start: number;
  readonly end: number;
  readonly coverage: CoverageReport | undefined;
}

interface Believed {
  readonly at: Date;
  /** What it stands over ends here, and it stands at `start` itself. */
  readonly start: number;
  readonly end: number;
}

/**
 * Judges all signatures of a file together (EN 319 102-1 §5.5 and §5.6): time-stamps over the file from the last to
 * the first, each proven by those after it; then every signature as of its best-signature-time. `found`: in the order of
 * signing.
 */
export function judgeAll(found: readonly Presented[], context: Context): readonly SignatureReport[] {
  const believed: Believed[] = [];
  const reports = new Map<Presented, SignatureReport>();
  for (const one of found.toReversed().filter((item) => item.archive)) {
    const report = judgeArchive(one, believed, context);
    reports.set(one, report);
    if (report.indication === 'TOTAL-PASSED') believed.push({ at: report.timestamps[0]!.at!, start: one.start, end: one.end });
  }
  // What an earlier signature's own time-stamp proves, a later signature that covers it was made after.
  const earlier: Believed[] = [...believed];
  for (const one of found.filter((item) => !item.archive)) {
    const report = judgeSignature(one, believed, earlier, context);
    reports.set(one, report);
    for (const stamp of report.timestamps)
      if (stamp.indication === 'TOTAL-PASSED' && one.end > 0) earlier.push({ at: stamp.at!, start: one.start, end: one.end });
  }
  return found.map((one) => reports.get(one)!);
}

/** When something at these offsets was there, by the time-stamps believed so far. */
function timesOf(start: number, end: number, over: readonly Believed[], under: readonly Believed[], at: Date): Times {
  const provenSince = (place: number): Date => earliest(over.filter((one) => place > 0 && one.end > place).map((one) => one.at)) ?? at;
  const before = under.filter((one) => one.end <= start && one.end > 0).map((one) => one.at);
  return { proof: provenSince(end), after: before.toSorted((a, b) => b.getTime() - a.getTime())[0], provenSince };
}

function earliest(dates: readonly Date[]): Date | undefined {
  return dates.toSorted((a, b) => a.getTime() - b.getTime())[0];
}

function judgeArchive(one: Presented, believed: readonly Believed[], context: Context): SignatureReport {
  const times = timesOf(one.start, one.end, believed, [], context.at);
  const stamp = judgeToken(one.archive!, times, context);
  const fault = stamp.fault?.subIndication === 'HASH_FAILURE' ? stamp.fault : (one.fault ?? stamp.fault);
  const covering = times.proof < context.at ? times.proof : undefined;
  return {
    ...frame(one, fault),
    kind: 'timestamp',
    level: 'B-T',
    signer: stamp.authority,
    path: stamp.path,
    algorithm: stamp.algorithm,
    bestSignatureTime: fault ? covering : stamp.at,
    signedAfter: undefined,
    timestamps: [stamp],
    warnings: [],
  };
}

function judgeSignature(one: Presented, believed: readonly Believed[], earlier: readonly Believed[], context: Context): SignatureReport {
  const outer = timesOf(one.start, one.end, believed, earlier, context.at);
  const stamps = one.tokens.map((token) => judgeToken(token, outer, context));
  const proofs = stamps.filter((stamp) => stamp.indication === 'TOTAL-PASSED').map((stamp) => stamp.at!);
  const covering = outer.proof < context.at ? [outer.proof] : [];
  const best = earliest([...proofs, ...covering]);
  const times = { ...outer, proof: best ?? context.at };
  const path = one.signer ? judgePath(one.signer, one.pool, times, context) : undefined;
  const fault = one.fault ?? order(stamps, times, covering) ?? path?.fault ?? unfit(one, stamps, times, context);
  return {
    ...frame(one, fault),
    kind: 'signature',
    level: levelOf(path?.report.revocation.every((use) => use.inFile) ?? false, best, covering),
    path: path?.report ?? NO_PATH,
    algorithm: one.signer && one.hash && algorithmOf(one.hash, one.signer.publicKey, context.policy),
    bestSignatureTime: best,
    signedAfter: times.after,
    timestamps: stamps,
    warnings: warningsOf(one, stamps, best),
  };
}

function frame(
  one: Presented,
  fault: Fault | undefined,
): Pick<SignatureReport, 'name' | 'format' | 'indication' | 'fault' | 'signer' | 'coverage'> {
  const { name, format, coverage, signer } = one;
  return { name, format, indication: indicationOf(fault), fault, signer: signer && factsOf(signer), coverage };
}

/** Proofs must come in the order of what they cover, up to their accuracy of a second (EN 319 102-1 §5.5.4, step 5). */
function order(stamps: readonly TimestampReport[], times: Times, covering: readonly Date[]): Fault | undefined {
  const own = stamps.filter((stamp) => stamp.indication === 'TOTAL-PASSED').map((stamp) => stamp.at!.getTime());
  const early = times.after && own.some((at) => at + ACCURACY < times.after!.getTime());
  const late = own.some((at) => covering.some((over) => over.getTime() + ACCURACY < at));
  const wrong = stamps.some((stamp) => stamp.fault?.subIndication === 'TIMESTAMP_ORDER_FAILURE');
  return early || late || wrong ? faultOf('TIMESTAMP_ORDER_FAILURE', 'the time-stamps contradict the order of signing') : undefined;
}

function unfit(one: Presented, stamps: readonly TimestampReport[], times: Times, context: Context): Fault | undefined {
  const { signer, hash } = one;
  if (!signer || !hash) return faultOf('NO_SIGNING_CERTIFICATE_FOUND', 'the signature names no certificate that it carries');
  if (!maySign(signer)) return faultOf('CHAIN_CONSTRAINTS_FAILURE', 'the certificate is not for signing documents');
  if (one.strays.length > 0) return faultOf('SIG_CONSTRAINTS_FAILURE', 'the signature carries a certificate of no path');
  if (stamps.some(isDamaged)) return faultOf('SIG_CONSTRAINTS_FAILURE', 'a time-stamp of the signature is broken', 'broken-timestamp');
  return weakAlgorithm(hash, signer.publicKey, times, context.policy);
}

function levelOf(hasEvidence: boolean, best: Date | undefined, covering: readonly Date[]): Level {
  if (!best) return 'B-B';
  if (!hasEvidence) return 'B-T';
  return covering.length > 0 ? 'B-LTA' : 'B-LT';
}

function warningsOf(one: Presented, stamps: readonly TimestampReport[], best: Date | undefined): Warning[] {
  const warnings: Warning[] = [];
  if (stamps.some((stamp) => stamp.indication !== 'TOTAL-PASSED')) warnings.push('timestamp-not-believed');
  if (!best) warnings.push('no-timestamp');
  if (one.coverage?.differences.includes('metadata')) warnings.push('metadata-changed');
  return warnings;
}
