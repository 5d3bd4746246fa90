import type { Db } from '#kernel/db.ts';
import { instant } from '#kernel/time.ts';
import { trustDomains } from '../trust.ts';
import type { Vault } from '../vault/vault.ts';
import { currentPolicy, endOf, type ValidationPolicy } from './policy.ts';
import type { Algorithm, PathReport, ValidationReport } from './report.ts';
import { validate } from './thread.ts';
import type { ValidationInput } from './validate.ts';

/** What a proof rests on and ends with. */
export interface ProofHolder {
  readonly kind: 'certificate' | 'algorithm';
  /** Name of the certificate's holder, or "ECDSA P-256, sha256". */
  readonly name: string;
}

/** How long a file that is valid now stays so if nothing is done with it. */
export interface ProofOutlook {
  /** The last instant; absent: no end is in sight. */
  readonly until: Date | undefined;
  readonly heldBy: ProofHolder | undefined;
}

interface End {
  readonly at: Date;
  readonly heldBy: ProofHolder;
}

/**
 * The simulation: certificates and algorithms end as is known today, and nothing else happens. Nothing but one of these
 * ends can change the result, so that the file is judged just after a few of them. `today`: its report, which passed.
 */
export async function outlookBy(today: ValidationReport, judge: (at: Date) => Promise<ValidationReport>): Promise<ProofOutlook> {
  const ends = endsOf(today);
  let [low, high] = [0, ends.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    const { overall } = await judge(instant(ends[middle]!.at.getTime() + 1000));
    if (overall === 'TOTAL-PASSED') low = middle + 1;
    else high = middle;
  }
  const end = ends[low];
  return { until: end?.at, heldBy: end?.heldBy };
}

/** `outlookBy` as this site believes. */
export async function proofOutlook(
  db: Db,
  vault: Vault,
  input: ValidationInput,
  today: ValidationReport,
  policy: ValidationPolicy = currentPolicy,
): Promise<ProofOutlook> {
  const trust = await trustDomains(db, vault);
  return outlookBy(today, (at) => validate(input, trust, policy, at));
}

/** Every end that is to come, each instant once, in order. */
function endsOf({ signatures, at }: ValidationReport): readonly End[] {
  const all = signatures.flatMap((one) => [
    ...ofPath(one.path),
    ...ofAlgorithm(one.algorithm),
    ...one.timestamps.flatMap((stamp) => [...ofPath(stamp.path), ...ofAlgorithm(stamp.algorithm)]),
  ]);
  const byInstant = new Map(all.filter((end) => end.at >= at).map((end) => [end.at.getTime(), end]));
  return [...byInstant.values()].toSorted((a, b) => a.at.getTime() - b.at.getTime());
}

/** The last of a path is an anchor, which is believed as it is. */
function ofPath({ certificates }: PathReport): End[] {
  return certificates
    .slice(0, -1)
    .map(({ notAfter, subject }) => ({ at: notAfter, heldBy: { kind: 'certificate', name: subject.commonName } }));
}

function ofAlgorithm(algorithm: Algorithm | undefined): End[] {
  const at = algorithm && endOf({ until: algorithm.until ?? null });
  return at ? [{ at, heldBy: { kind: 'algorithm', name: `${algorithm.signature}, ${algorithm.hash}` } }] : [];
}
