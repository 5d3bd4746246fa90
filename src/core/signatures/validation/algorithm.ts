import type { KeyObject } from 'node:crypto';
import type { HashName } from '../certificates/algorithms.ts';
import { endOf, firstToEnd, keyFacts, type ValidationPolicy } from './policy.ts';
import { type Algorithm, type Fault, faultOf } from './report.ts';

/** The algorithm of a signature as a report shows it. */
export function algorithmOf(hash: HashName, key: KeyObject, policy: ValidationPolicy): Algorithm {
  return { hash, signature: keyFacts(key).text, until: firstToEnd(policy, hash, key)?.until ?? undefined };
}

/**
 * Whether the policy still relied on an algorithm when the signature is proven to have been there (EN 319 102-1
 * §5.2.8 and §5.5.4); proven to be made later than that, it is not even a question of proof.
 */
export function weakAlgorithm(
  hash: HashName | 'sha1' | 'md5',
  key: KeyObject,
  times: { readonly proof: Date; readonly after: Date | undefined },
  policy: ValidationPolicy,
): Fault | undefined {
  const rule = firstToEnd(policy, hash, key);
  if (!rule) return faultOf('CRYPTO_CONSTRAINTS_FAILURE_NO_POE', `the policy does not know ${keyFacts(key).text} with ${hash}`);
  const end = endOf(rule);
  if (!end || times.proof <= end) return undefined;
  const sub = times.after && times.after > end ? 'CRYPTO_CONSTRAINTS_FAILURE' : 'CRYPTO_CONSTRAINTS_FAILURE_NO_POE';
  return faultOf(sub, `${rule.family} ${rule.from} was relied upon until ${rule.until}`);
}
