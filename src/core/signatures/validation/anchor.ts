import type { Certificate } from '../certificates/certificate.ts';
import type { Trust } from '../certificates/chain.ts';
import { believedAt, type TrustDomain, type TrustUse } from '../trust/words.ts';
import { type Fault, faultOf } from './report.ts';

/** The same trust with those anchors alone that were ever listed for this use: a path to any other is none. */
export function trustFor(use: TrustUse, trust: Trust): Trust {
  if (!trust.standingOf) return trust;
  const anchors = trust.anchors.filter((one) => (trust.standingOf?.(one)?.[use].length ?? 1) > 0);
  return anchors.length === trust.anchors.length ? trust : { ...trust, anchors };
}

export const domainOf = (anchor: Certificate, trust: Trust): TrustDomain => trust.standingOf?.(anchor)?.domain ?? 'site';

/**
 * Whether the anchor was believed when the signature is proven to have been there (its history in the trusted list, the
 * sunset date of EN 319 102-1 §5.2.6.1): withdrawn before the proof, an earlier one might still help, unless the
 * signature is known to be younger.
 */
export function anchorFault(
  anchor: Certificate,
  use: TrustUse,
  { proof, after }: { readonly proof: Date; readonly after: Date | undefined },
  trust: Trust,
): Fault | undefined {
  const histories = trust.standingOf?.(anchor)?.[use];
  if (!histories || believedAt(histories, proof)) return undefined;
  const earlier = histories.flat().filter(({ from }) => from < proof && believedAt(histories, from));
  if (earlier.length === 0) return faultOf('NO_CERTIFICATE_CHAIN_FOUND', 'the anchor was not believed yet');
  const younger = after !== undefined && !believedAt(histories, after) && earlier.every(({ from }) => from < after);
  return younger
    ? faultOf('NO_CERTIFICATE_CHAIN_FOUND', 'made after the anchor left the trusted list')
    : faultOf('NO_CERTIFICATE_CHAIN_FOUND_NO_POE', 'no proof that it was made while the anchor was on the trusted list');
}
