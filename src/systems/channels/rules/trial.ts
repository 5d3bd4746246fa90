import { addDays } from '#kernel/time.ts';

/** Posts go on being seen: an old one and a new one are compared at the same age, so many days after publication. */
export const COMPARED_AT_DAYS = 7;

/** A figure that is older than this many days before that age says too little: platforms are a day late, and may be away for one. */
export const FIGURE_LATE_DAYS = 2;

/** One post's value of the metric that a trial asks about. */
export interface PostValue {
  readonly day: string;
  readonly value: number;
  /** Of its release; whoever recomputes the report finds the post by it. */
  readonly code: string;
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
  /** Half of the posts have at most this; 0 without posts. */
  readonly median: number;
}

export interface Finding {
  readonly baseline: Period;
  readonly trial: Period;
  /** Change of the mean, in percent; null without a baseline to compare with. */
  readonly gainPercent: number | null;
  /** Between which changes nine of ten repetitions with other posts of the same kind would lie; null without a verdict. */
  readonly gainBetween: readonly [number, number] | null;
  readonly verdict: 'met' | 'not-met' | 'too-little';
  /** What it was worked out from, by day. */
  readonly values: readonly PostValue[];
  /** Posts of either period without a figure of that age: not counted. */
  readonly leftOut: number;
}

/** A post, and its figure at the age of comparison if the platform told one. */
export interface MaybeValue extends Omit<PostValue, 'value'> {
  readonly value: number | null;
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

function inside(values: readonly PostValue[], from: string, to: string): number[] {
  return values.filter((one) => one.day >= from && one.day <= to).map(({ value }) => value);
}

function period(values: readonly number[]): Period {
  const sorted = values.toSorted((a, b) => a - b);
  const [low = 0, high = 0] = [sorted[Math.floor((sorted.length - 1) / 2)], sorted[Math.floor(sorted.length / 2)]];
  return {
    posts: values.length,
    mean: values.length === 0 ? 0 : Math.round((100 * sum(values)) / values.length) / 100,
    median: (low + high) / 2,
  };
}

const percent = (from: number, to: number): number => Math.round((1000 * (to - from)) / from) / 10;

/**
 * What a trial found by its own rule. Means per post are compared, so that persons counted under several posts are never
 * added up; with fewer posts than the rule asks for there is no verdict.
 */
export function findingOf(terms: TrialTerms, posts: readonly MaybeValue[]): Finding {
  const values = posts.filter((one): one is PostValue => one.value !== null);
  const before = inside(values, terms.baselineFrom, terms.baselineTo);
  const after = inside(values, terms.startsOn, terms.endsOn);
  const [baseline, trial] = [period(before), period(after)];
  const gainPercent = baseline.mean > 0 ? percent(baseline.mean, trial.mean) : null;
  const enough = baseline.posts >= terms.leastPosts && trial.posts >= terms.leastPosts;
  const sorted = values.toSorted((a, b) => (a.day + a.code < b.day + b.code ? -1 : 1));
  const common = { baseline, trial, gainPercent, values: sorted, leftOut: leftOut(terms, posts) };
  if (!enough || gainPercent === null) return { ...common, gainBetween: null, verdict: 'too-little' };
  return { ...common, gainBetween: repeated(before, after), verdict: gainPercent >= terms.leastGainPercent ? 'met' : 'not-met' };
}

function leftOut(terms: TrialTerms, posts: readonly MaybeValue[]): number {
  const inPeriod = (day: string): boolean =>
    (day >= terms.baselineFrom && day <= terms.baselineTo) || (day >= terms.startsOn && day <= terms.endsOn);
  return posts.filter(({ value, day }) => value === null && inPeriod(day)).length;
}

const TIMES = 2_000;

/** Draws the posts of both periods again and again, with replacement (bootstrap), and leaves out the outermost tenth. */
function repeated(before: readonly number[], after: readonly number[]): readonly [number, number] {
  const draw = drawer();
  const again = (values: readonly number[]): number =>
    sum(values.map(() => values[Math.floor(draw() * values.length)] ?? 0)) / values.length;
  const gains = Array.from({ length: TIMES }, () => percent(Math.max(again(before), 0.01), again(after))).toSorted((a, b) => a - b);
  return [gains[Math.floor(TIMES * 0.05)] ?? 0, gains[Math.floor(TIMES * 0.95)] ?? 0];
}

/** The same draws each time (mulberry32), so that anybody who recomputes the report gets the same numbers. */
function drawer(): () => number {
  let state = 20_150_921;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

export interface Week extends Period {
  readonly from: string;
  readonly to: string;
}

/** The weeks of a period, counted from its first day, and what was posted in each. */
export function weeksOf(values: readonly PostValue[], from: string, to: string): Week[] {
  const weeks: Week[] = [];
  for (let day = from; day <= to; day = addDays(day, 7)) {
    const end = addDays(day, 6) > to ? to : addDays(day, 6);
    weeks.push({ from: day, to: end, ...period(inside(values, day, end)) });
  }
  return weeks;
}
