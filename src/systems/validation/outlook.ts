import { theVault, validateFile, type Validation } from '#core/signatures/index.ts';
import type { Db } from '#kernel/db.ts';
import { addDays, dateOf, instant, now } from '#kernel/time.ts';

const TEN_YEARS = 3652;

/** How a file that is valid today will fare if nothing is done with it. */
export interface Outlook {
  /** `yyyy` */
  readonly year: string;
  readonly later: Validation;
  /** The day before which another time-stamp must be over it, `yyyy-mm-dd`; absent: no end is in sight. */
  readonly renewBefore: string | undefined;
}

type Signatures = Validation['signatures'];

/**
 * Judges a file as of ten years from now by what is known today: certificates and algorithms end, nothing else happens.
 * `undefined` when it is not valid even now.
 */
export async function outlookOf(db: Db, bytes: Buffer, original: Buffer | undefined, today: Validation): Promise<Outlook | undefined> {
  if (today.overall !== 'TOTAL-PASSED') return undefined;
  const date = addDays(dateOf(now()), TEN_YEARS);
  const detached = original && [{ bytes: original }];
  const later = await validateFile(db, theVault(), { bytes, detached }, instant(`${date}T00:00:00Z`));
  return { year: date.slice(0, 4), later, renewBefore: renewBefore(today.signatures) };
}

/** The end of what holds the proof: the last archive time-stamp, or else the first to end of the signatures' own. */
function renewBefore(signatures: Signatures): string | undefined {
  const archive = signatures.findLast((one) => one.kind === 'timestamp' && one.indication === 'TOTAL-PASSED');
  const ends = archive ? endsOf(archive) : signatures.flatMap(endsOf);
  return ends.toSorted()[0];
}

function endsOf(one: Signatures[number]): string[] {
  const stamps = one.timestamps.filter((stamp) => stamp.indication === 'TOTAL-PASSED');
  const [proof = one] = stamps;
  // The last of a path is an anchor, which is believed as it is.
  const dates = proof.path.certificates.slice(0, -1).map((certificate) => dateOf(certificate.notAfter));
  return [...dates, ...[one.algorithm?.until, proof.algorithm?.until].filter((date) => date !== undefined)];
}
