import type { IndexGroup, IndexVersion, Measure, MeasureKey } from './index-definition.ts';

/** How many of how many. */
export interface Share {
  readonly part: number;
  readonly whole: number;
}

/** What was counted; a measure that is not here cannot be measured. */
export type Counts = Readonly<Partial<Record<MeasureKey, Share>>>;

export interface MeasureScore extends Measure {
  /** Undefined: nothing was there to measure. */
  readonly share: Share | undefined;
  readonly scored: number | undefined;
}

export interface GroupScore extends Omit<IndexGroup, 'measures'> {
  readonly measures: readonly MeasureScore[];
  readonly scored: number | undefined;
  /** The most that its measured parts could give. */
  readonly measurable: number;
}

export interface Score {
  readonly basis: string;
  readonly groups: readonly GroupScore[];
  readonly scored: number;
  /** Points of what could be measured: what could not be is left out, neither nought nor full. */
  readonly measurable: number;
  /** `scored` of `measurable` in per cent, by which agencies are ranked; undefined where nothing could be measured. */
  readonly percent: number | undefined;
}

const rounded = (value: number): number => Math.round(value * 100) / 100;

/** Points by Decision 766: of each measure its share of its points. Rounded to hundredths only at the end. */
export function scoreOf({ basis, groups }: IndexVersion, counts: Counts): Score {
  let [sum, most] = [0, 0];
  const scoredGroups = groups.map((group): GroupScore => {
    let [own, measurable] = [0, 0];
    const measures = group.measures.map((measure): MeasureScore => {
      const share = counts[measure.key];
      if (!share || share.whole === 0) return { ...measure, share: undefined, scored: undefined };
      const scored = (measure.points * share.part) / share.whole;
      own += scored;
      measurable += measure.points;
      return { ...measure, share, scored: rounded(scored) };
    });
    sum += own;
    most += measurable;
    return { ...group, measures, scored: measurable === 0 ? undefined : rounded(own), measurable };
  });
  return {
    basis,
    groups: scoredGroups,
    scored: rounded(sum),
    measurable: most,
    percent: most === 0 ? undefined : rounded((100 * sum) / most),
  };
}

/** Counts of several agencies together. */
export function together(all: readonly Counts[]): Counts {
  const sums: Partial<Record<MeasureKey, Share>> = {};
  for (const counts of all) {
    for (const [key, { part, whole }] of Object.entries(counts) as [MeasureKey, Share][]) {
      const before = sums[key] ?? { part: 0, whole: 0 };
      sums[key] = { part: before.part + part, whole: before.whole + whole };
    }
  }
  return sums;
}
