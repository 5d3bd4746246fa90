import type { Buffer } from 'node:buffer';
import { type HashName, WeakAlgorithmError } from '../certificates/algorithms.ts';
import { strayCertificates } from '../cms/verify.ts';
import { DerError } from '../der/read.ts';
import { mayStamp, openToken, type OpenedToken } from '../tsp/token.ts';
import { algorithmOf, weakAlgorithm } from './algorithm.ts';
import { type Context, factsOf } from './context.ts';
import { judgePath, NO_PATH, type Times } from './path.ts';
import { type Fault, faultOf, indicationOf, type TimestampReport } from './report.ts';

/** A token as a file carries it, with the digest of what it should be over. */
export interface PresentedToken {
  readonly der: Buffer;
  readonly digestOf: (hash: HashName) => Buffer;
}

/**
 * Judges a time-stamp token (EN 319 102-1 §5.4) as of the proof that it existed: the earliest believed time-stamp over
 * it, or the validation itself. Never throws for what is in the token.
 */
export function judgeToken(token: PresentedToken, times: Times, context: Context): TimestampReport {
  let opened: OpenedToken;
  try {
    opened = openToken(token.der, token.digestOf);
  } catch (error) {
    if (!(error instanceof DerError)) throw error;
    const weak = error instanceof WeakAlgorithmError;
    return unreadable(faultOf(weak ? 'CRYPTO_CONSTRAINTS_FAILURE_NO_POE' : 'FORMAT_FAILURE', error.message));
  }
  const { info, data } = opened;
  const authority = data.signer.certificate;
  const path = authority ? judgePath(authority, data.certificates, { ...times, stampedAt: info.at }, context) : undefined;
  const fault = brokenToken(opened) ?? path?.fault ?? unfit(opened, times, context);
  return {
    indication: indicationOf(fault),
    fault,
    at: info.at,
    authority: authority && factsOf(authority),
    path: path?.report ?? NO_PATH,
    algorithm: authority && algorithmOf(data.signer.hash, authority.publicKey, context.policy),
  };
}

function unreadable(fault: Fault): TimestampReport {
  return { indication: indicationOf(fault), fault, at: undefined, authority: undefined, path: NO_PATH, algorithm: undefined };
}

function brokenToken({ data, fault }: OpenedToken): Fault | undefined {
  if (!data.signer.certificate) return faultOf('NO_SIGNING_CERTIFICATE_FOUND', 'the token names no certificate that it carries');
  if (fault === 'wrong-imprint') return faultOf('HASH_FAILURE', 'the token is over something else');
  return fault && faultOf('SIG_CRYPTO_FAILURE', 'the signature of the token does not hold');
}

/** Of clocks, ms. */
export const ACCURACY = 1000;

function unfit({ info, data }: OpenedToken, times: Times, context: Context): Fault | undefined {
  const authority = data.signer.certificate!;
  if (!mayStamp(authority)) return faultOf('CHAIN_CONSTRAINTS_FAILURE', 'the certificate is not one of a time-stamping authority');
  if (info.at < authority.notBefore || info.at > authority.notAfter)
    return faultOf('CHAIN_CONSTRAINTS_FAILURE', 'stamped outside the dates of the authority');
  if (info.at.getTime() > times.proof.getTime() + ACCURACY)
    return faultOf('TIMESTAMP_ORDER_FAILURE', 'the token names a time after it is proven to exist');
  if (strayCertificates(data, context.trust).length > 0)
    return faultOf('SIG_CONSTRAINTS_FAILURE', 'the token carries a certificate of no path');
  return weakAlgorithm(data.signer.hash, authority.publicKey, times, context.policy);
}

/** Whether the file's own parts contradict each other, which neither doubt in its authority nor the clock explains. */
export function isDamaged(token: TimestampReport): boolean {
  const sub = token.fault?.subIndication;
  return token.indication === 'TOTAL-FAILED' || sub === 'NO_SIGNING_CERTIFICATE_FOUND' || sub === 'SIG_CONSTRAINTS_FAILURE';
}
