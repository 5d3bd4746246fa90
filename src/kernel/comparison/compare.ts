import { isNumber, type Word } from './words.ts';

/** A stretch of a comparison. */
export interface Stretch {
  /** `same`: in both; `added`: only in what was pasted; `removed`: only in ours. */
  readonly kind: 'same' | 'added' | 'removed';
  readonly words: readonly Word[];
}

export interface Comparison {
  readonly stretches: readonly Stretch[];
  /** Words in both, in order. */
  readonly same: number;
  readonly added: number;
  readonly removed: number;
  /** Words of ours before and after what was pasted: left away, not changed. */
  readonly before: number;
  readonly after: number;
  /** A figure was changed, added or left out. */
  readonly numbers: boolean;
}

interface Run {
  readonly pasted: number;
  readonly ours: number;
  readonly length: number;
}

const SEED = 3;
/** Places of one seed that are tried; the rest of a text that repeats itself is found by going on from there. */
const PLACES = 12;
/** Cells of the table for the words between two runs; larger gaps count as replaced whole. */
const LARGEST_GAP = 90_000;

function seedAt(words: readonly Word[], at: number): string {
  return `${words[at]!.key} ${words[at + 1]!.key} ${words[at + 2]!.key}`;
}

function placesOf(ours: readonly Word[]): Map<string, number[]> {
  const places = new Map<string, number[]>();
  for (let at = 0; at + SEED <= ours.length; at += 1) {
    const seed = seedAt(ours, at);
    const known = places.get(seed);
    if (!known) places.set(seed, [at]);
    else if (known.length < PLACES) known.push(at);
  }
  return places;
}

function lengthOfRun(pasted: readonly Word[], ours: readonly Word[], i: number, j: number): number {
  let length = 0;
  while (i + length < pasted.length && j + length < ours.length && pasted[i + length]!.key === ours[j + length]!.key) length += 1;
  return length;
}

/** Longest runs in common, from left to right; ties go to the place that goes on from the run before. */
function runsOf(pasted: readonly Word[], ours: readonly Word[]): Run[] {
  const places = placesOf(ours);
  const runs: Run[] = [];
  let i = 0;
  while (i + SEED <= pasted.length) {
    const last = runs.at(-1);
    const expected = last ? last.ours + (i - last.pasted) : i;
    let best: Run | undefined;
    for (const j of places.get(seedAt(pasted, i)) ?? []) {
      const length = lengthOfRun(pasted, ours, i, j);
      const nearer = best && length === best.length && Math.abs(j - expected) < Math.abs(best.ours - expected);
      if (!best || length > best.length || nearer) best = { pasted: i, ours: j, length };
    }
    if (best) runs.push(best);
    i += best?.length ?? 1;
  }
  return runs;
}

/** The heaviest choice of runs that stand in the same order in both. */
function inOrder(runs: readonly Run[]): Run[] {
  const weight: number[] = [];
  const from: number[] = [];
  let best = -1;
  for (const [at, run] of runs.entries()) {
    weight[at] = run.length;
    from[at] = -1;
    for (let before = Math.max(0, at - 400); before < at; before += 1) {
      const other = runs[before]!;
      if (other.ours + other.length > run.ours || weight[before]! + run.length <= weight[at]!) continue;
      weight[at] = weight[before]! + run.length;
      from[at] = before;
    }
    if (best < 0 || weight[at]! > weight[best]!) best = at;
  }
  const chosen: Run[] = [];
  for (let at = best; at >= 0; at = from[at]!) chosen.unshift(runs[at]!);
  return chosen;
}

type Step = { kind: Stretch['kind']; word: Word };

/** Longest common subsequence of two short lists of words. */
function gapSteps(pasted: readonly Word[], ours: readonly Word[]): Step[] {
  const replaced = (): Step[] => [
    ...ours.map((word) => ({ kind: 'removed' as const, word })),
    ...pasted.map((word) => ({ kind: 'added' as const, word })),
  ];
  if (pasted.length === 0 || ours.length === 0 || pasted.length * ours.length > LARGEST_GAP) return replaced();
  const width = ours.length + 1;
  const table = new Uint16Array((pasted.length + 1) * width);
  for (let i = pasted.length - 1; i >= 0; i -= 1) {
    for (let j = ours.length - 1; j >= 0; j -= 1) {
      const equal = pasted[i]!.key === ours[j]!.key;
      table[i * width + j] = equal ? table[(i + 1) * width + j + 1]! + 1 : Math.max(table[(i + 1) * width + j]!, table[i * width + j + 1]!);
    }
  }
  return walk(table, width, pasted, ours);
}

function walk(table: Uint16Array, width: number, pasted: readonly Word[], ours: readonly Word[]): Step[] {
  const steps: Step[] = [];
  let [i, j] = [0, 0];
  while (i < pasted.length || j < ours.length) {
    if (i < pasted.length && j < ours.length && pasted[i]!.key === ours[j]!.key) {
      steps.push({ kind: 'same', word: pasted[i]! });
      i += 1;
      j += 1;
    } else if (j < ours.length && (i === pasted.length || table[i * width + j + 1]! >= table[(i + 1) * width + j]!)) {
      steps.push({ kind: 'removed', word: ours[j]! });
      j += 1;
    } else {
      steps.push({ kind: 'added', word: pasted[i]! });
      i += 1;
    }
  }
  return steps;
}

function stretchesOf(steps: readonly Step[]): Stretch[] {
  const stretches: { kind: Stretch['kind']; words: Word[] }[] = [];
  for (const { kind, word } of steps) {
    const last = stretches.at(-1);
    if (last?.kind === kind) last.words.push(word);
    else stretches.push({ kind, words: [word] });
  }
  return stretches;
}

/**
 * Sets what was pasted beside a text of ours, word by word. What ours has before the first and after the last word in
 * common is not counted as left out, unless other words stand in its place.
 */
export function compare(pasted: readonly Word[], ours: readonly Word[]): Comparison {
  const runs = inOrder(runsOf(pasted, ours));
  const steps: Step[] = [];
  const [first, last] = [runs[0], runs.at(-1)];
  const head = first ? Math.max(0, first.ours - first.pasted) : 0;
  const endPasted = last ? last.pasted + last.length : 0;
  const tail = last ? Math.min(ours.length, last.ours + last.length + (pasted.length - endPasted)) : 0;
  let [i, j] = [0, head];
  for (const run of runs) {
    steps.push(...gapSteps(pasted.slice(i, run.pasted), ours.slice(j, run.ours)));
    for (let at = 0; at < run.length; at += 1) steps.push({ kind: 'same', word: pasted[run.pasted + at]! });
    [i, j] = [run.pasted + run.length, run.ours + run.length];
  }
  steps.push(...gapSteps(pasted.slice(i), ours.slice(j, tail)));
  const count = (kind: Stretch['kind']): number => steps.filter((step) => step.kind === kind).length;
  return {
    stretches: stretchesOf(steps),
    same: count('same'),
    added: count('added'),
    removed: count('removed'),
    before: head,
    after: ours.length - tail,
    numbers: steps.some((step) => step.kind !== 'same' && isNumber(step.word)),
  };
}
