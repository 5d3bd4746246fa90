/** Posts go on being seen: an old one and a new one are compared at the same age, so many days after publication. */
export const COMPARED_AT_DAYS = 7;

/** One post's value of the metric that a trial asks about. */
export interface PostValue {
  readonly day: string;
  readonly value: number;
}

export interface TrialTerms {
  readonly startsOn: string;
  readonly endsOn: string;
  readonly baselineFrom: string;
  readonly baselineTo: string;
  readonly leastGainPercent: number;
  readonly leastPosts: number;
}

export interface Period {
  readonly posts: number;
  /** Mean of the metric per post, two decimals. */
  readonly mean: number;
}

export interface Finding {
  readonly baseline: Period;
  readonly trial: Period;
  /** Change of the mean, in percent; null without a baseline to compare with. */
  readonly gainPercent: number | null;
  readonly verdict: 'met' | 'not-met' | 'too-little';
}

function period(values: readonly PostValue[], from: string, to: string): Period {
  const inside = values.filter((one) => one.day >= from && one.day <= to);
  const sum = inside.reduce((total, one) => total + one.value, 0);
  return { posts: inside.length, mean: inside.length === 0 ? 0 : Math.round((100 * sum) / inside.length) / 100 };
}

/**
 * What a trial found by its own rule. Means per post are compared, so that persons counted under several posts are never
 * added up; with fewer posts than the rule asks for there is no verdict.
 */
export function findingOf(terms: TrialTerms, values: readonly PostValue[]): Finding {
  const baseline = period(values, terms.baselineFrom, terms.baselineTo);
  const trial = period(values, terms.startsOn, terms.endsOn);
  const enough = baseline.posts >= terms.leastPosts && trial.posts >= terms.leastPosts;
  const gainPercent = baseline.mean > 0 ? Math.round((1000 * (trial.mean - baseline.mean)) / baseline.mean) / 10 : null;
  if (!enough || gainPercent === null) return { baseline, trial, gainPercent, verdict: 'too-little' };
  return { baseline, trial, gainPercent, verdict: gainPercent >= terms.leastGainPercent ? 'met' : 'not-met' };
}
