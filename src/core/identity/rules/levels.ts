/** Authentication level of a single log-in, Decree 69/2024/NĐ-CP; higher includes lower. Never the level of the account. */
export type Level = 1 | 2 | 3 | 4;

/** A row of identity.level_rule. */
export interface LevelRule {
  readonly level: Level;
  readonly factors: readonly string[];
  /** Calendar dates; `validTo` is the first day on which it no longer counts. */
  readonly validFrom: string;
  readonly validTo: string | null;
}

/** The highest level whose factors were all proven, by the rules in force on a day; undefined: not even the first. */
export function levelBy(rules: readonly LevelRule[], factors: readonly string[], day: string): Level | undefined {
  const proven = new Set(factors);
  return rules
    .filter((rule) => rule.validFrom <= day && (rule.validTo === null || rule.validTo > day))
    .filter((rule) => rule.factors.every((factor) => proven.has(factor)))
    .reduce<Level | undefined>((best, { level }) => (best === undefined || level > best ? level : best), undefined);
}

/** A factor that was proven, with its instant. */
export interface ProvenFactor {
  readonly factor: string;
  readonly at: Date;
}

/** Names of the factors proven not longer than so many seconds ago, each once, in order; `mfa` is added to two of different kinds. */
export function countingFactors(proofs: readonly ProvenFactor[], freshSeconds: number | null, at: Date): string[] {
  const fresh = proofs.filter((proof) => freshSeconds === null || at.getTime() - proof.at.getTime() <= freshSeconds * 1000);
  const names = new Set(fresh.map(({ factor }) => factor));
  const kinds = new Set([...names].map(kindOf).filter((kind) => kind !== undefined));
  if (kinds.size > 1) names.add('mfa');
  return [...names];
}

/** What somebody knows, has, or is (Decree 69/2024/NĐ-CP names the three kinds); undefined for what is no factor of its own. */
function kindOf(factor: string): 'knows' | 'has' | 'is' | undefined {
  if (factor === 'pwd' || factor === 'pin') return 'knows';
  if (['otp', 'hwk', 'swk', 'sms', 'sc'].includes(factor)) return 'has';
  return ['face', 'fpt', 'iris'].includes(factor) ? 'is' : undefined;
}
