import type { KeyObject } from 'node:crypto';
import { type HashName, keyKind } from '../certificates/algorithms.ts';
import { instant } from '#kernel/time.ts';

/** How long an algorithm is relied upon. A signature proven to be older than `until` keeps its value. */
export interface AlgorithmRule {
  readonly family: 'hash' | 'rsa' | 'ec';
  /** Of a hash its name; of a key the least number of bits from which the rule holds. */
  readonly from: string | number;
  /** Last day, `yyyy-mm-dd`; null: no end is foreseen. */
  readonly until: string | null;
  readonly source: string;
}

export interface ValidationPolicy {
  readonly id: string;
  readonly algorithms: readonly AlgorithmRule[];
}

const SP_800_131A = 'NIST SP 800-131A Rev. 2 (2019), §3 and §9';
const TS_119_312 =
  'ETSI TS 119 312 V1.5.1, which follows the mechanisms agreed by SOG-IS; NIST SP 800-57 Part 1 Rev. 5: to the end of 2030';
const PKCS1 = 'ETSI TS 119 312 V1.5.1: PKCS #1 v1.5 of any size; NIST IR 8547 (draft, 11-2024): to the end of 2035';
const SHORT_CURVES = 'ETSI TS 119 312 V1.5.1; NIST SP 800-57 Part 1 Rev. 5: to the end of 2030';
const IR_8547 = 'NIST IR 8547, initial public draft (11-2024): classical signatures disallowed after 2035; not final';
const NO_END = 'NIST FIPS 180-4; no end announced';

/**
 * Which algorithms are relied upon until when. Vietnam's own standard for public-duty signatures names RSA from 2048
 * bits and ECDSA from 256 bits with SHA-2, without years; of the years of ETSI and of NIST each rule has the earlier, so that
 * what lasts here lasts by either. A new table gets a new id.
 */
export const currentPolicy: ValidationPolicy = {
  id: 'motcua-2026-11-2',
  algorithms: [
    { family: 'hash', from: 'md5', until: '2010-12-31', source: 'RFC 6151 (2011)' },
    { family: 'hash', from: 'sha1', until: '2012-07-31', source: 'ETSI TS 119 312 V1.5.1; NIST SP 800-131A Rev. 2: to the end of 2013' },
    { family: 'hash', from: 'sha256', until: null, source: NO_END },
    { family: 'hash', from: 'sha384', until: null, source: NO_END },
    { family: 'hash', from: 'sha512', until: null, source: NO_END },
    { family: 'rsa', from: 0, until: '2010-12-31', source: SP_800_131A },
    { family: 'rsa', from: 1024, until: '2013-12-31', source: SP_800_131A },
    { family: 'rsa', from: 2048, until: '2028-12-31', source: TS_119_312 },
    { family: 'rsa', from: 3072, until: '2028-12-31', source: PKCS1 },
    { family: 'ec', from: 0, until: '2012-07-31', source: SHORT_CURVES },
    { family: 'ec', from: 224, until: '2021-09-30', source: SHORT_CURVES },
    { family: 'ec', from: 256, until: '2035-12-31', source: IR_8547 },
  ],
};

const curves: Readonly<Record<string, { readonly name: string; readonly bits: number }>> = {
  prime256v1: { name: 'P-256', bits: 256 },
  secp384r1: { name: 'P-384', bits: 384 },
  secp521r1: { name: 'P-521', bits: 521 },
  secp224r1: { name: 'P-224', bits: 224 },
};

/** What kind of key it is, in words and bits. */
export function keyFacts(key: KeyObject): { readonly family: 'rsa' | 'ec' | 'other'; readonly bits: number; readonly text: string } {
  const { type, bits, curve: name } = keyKind(key);
  if (type === 'rsa') return { family: 'rsa', bits, text: `RSA ${bits}` };
  if (type === 'ec') {
    const curve = curves[name ?? ''];
    return { family: 'ec', bits: curve?.bits ?? 0, text: `ECDSA ${curve?.name ?? name}` };
  }
  return { family: 'other', bits: 0, text: type ?? '?' };
}

/** The rule that ends first for a key and the hash used with it; `undefined`: the policy knows neither. */
export function firstToEnd(policy: ValidationPolicy, hash: HashName | 'sha1' | 'md5', key: KeyObject): AlgorithmRule | undefined {
  const { family, bits } = keyFacts(key);
  const ofHash = policy.algorithms.find((rule) => rule.family === 'hash' && rule.from === hash);
  const ofKey = policy.algorithms.findLast((rule) => rule.family === family && Number(rule.from) <= bits);
  if (!ofHash || !ofKey) return undefined;
  if (ofHash.until === null) return ofKey;
  return ofKey.until === null || ofHash.until < ofKey.until ? ofHash : ofKey;
}

/** The last instant of the day through which a rule holds. */
export function endOf(rule: Pick<AlgorithmRule, 'until'>): Date | undefined {
  return rule.until === null ? undefined : instant(`${rule.until}T16:59:59.999Z`);
}
