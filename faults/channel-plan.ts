import type { FaultyPlatform } from './channel-platforms.ts';
import type { ChannelWorld } from './channel-world.ts';
import type { Random } from './random.ts';

/** Points between the first look at a delivery and the last word about it; the actions' points lie on both sides of each commit. */
const POINTS = [
  'channels-after-prepare',
  'channels-before-commit',
  'channels-after-commit',
  'channels-after-read-back',
  'channels-after-check',
  'channels-after-edit',
  'channels-after-retract',
  'channels-after-activity',
  'action-before-commit@channels.record-step',
  'action-after-commit@channels.record-step',
] as const;

export type Change = 'corrected' | 'retracted' | 'withdrawn' | undefined;

/** Nothing is edited or removed without a reason. */
const NEEDED: Readonly<Record<string, Change>> = { 'channels-after-edit': 'corrected', 'channels-after-retract': 'retracted' };
/** After these a platform is asked what it has, so that the point of reading back is passed. */
const UNKNOWN_OUTCOMES = ['500-but-posted', '500-not-posted', 'timeout-but-posted', 'timeout-not-posted', 'reset-but-posted', 'late-post'];
/** Turns after which most posts stand. */
const STANDS_AFTER = 12;

export const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

export interface Plan {
  /** Instant of publication, ms; the first look comes before it. */
  readonly publishedAt: number;
  /** How much the platforms' clocks are ahead of ours, ms. */
  readonly skew: number;
  readonly outage: { readonly from: number; readonly until: number } | undefined;
  readonly misdeeds: ReadonlyMap<FaultyPlatform, readonly string[]>;
  readonly points: readonly string[];
  /** Armed in every turn after those until the carrier died there. */
  readonly sure: string;
  /** Two persons rewrite the text for one account, both from the same version of it. */
  readonly editors: FaultyPlatform | undefined;
  /** In these turns two carriers are at the same deliveries at once. */
  readonly two: boolean;
  readonly change: Change;
  readonly changeAfter: number;
}

/**
 * The plan of one schedule. Points, misdeeds and editors take turns by its number, so that fifty schedules have all of them; the rest is
 * chance. Fewer failures for each platform than attempts after which the product asks a person.
 */
export function planOf(world: ChannelWorld, random: Random, start: number, number: number): Plan {
  const sure = POINTS[number % POINTS.length] ?? POINTS[0];
  const publishedAt = start + random.between(0, 90) * 1_000;
  const misdeeds = world.platforms.map((one) => [one, misdeedsOf(one, random, number, sure)] as const);
  const points = Array.from({ length: random.between(1, 2) }, () => `${random.pick(POINTS)}:${random.between(1, 3)}`);
  const isDown = random.between(1, 4) === 1;
  // The fediverse gets the release as it is: no text of its own is written there.
  const written = world.platforms.filter((one) => one.platform !== 'activitypub');
  return {
    publishedAt,
    skew: random.pick([0, 0, 5 * MINUTE, -5 * MINUTE, 20 * MINUTE, -20 * MINUTE]),
    outage: isDown ? { from: publishedAt - MINUTE, until: publishedAt + HOUR } : undefined,
    misdeeds: new Map(misdeeds),
    points,
    sure,
    editors: number % 3 === 0 ? written[(number / 3) % written.length] : undefined,
    two: random.between(1, 3) === 1,
    change: NEEDED[sure] ?? random.pick<Change>([undefined, 'corrected', 'retracted', 'withdrawn']),
    changeAfter: NEEDED[sure] ? STANDS_AFTER : random.between(1, STANDS_AFTER),
  };
}

/** What a platform does wrong: each of its faults in turn, so that a token is also withdrawn in the middle of an upload; at times a second. */
function misdeedsOf({ faults }: FaultyPlatform, random: Random, number: number, sure: string): string[] {
  const inTurn = faults[number % faults.length] ?? '';
  const unknown = faults.filter((fault) => UNKNOWN_OUTCOMES.includes(fault));
  const first = sure === 'channels-after-read-back' && unknown.length > 0 ? random.pick(unknown) : inTurn;
  return random.between(1, 3) === 1 ? [first, random.pick(faults)] : [first];
}

/** What happened, in the words of the table. */
export function namesOf(plan: Plan, isSure: boolean): string[] {
  const misdeeds = [...plan.misdeeds].flatMap(([one, faults]) => faults.map((fault) => `${one.platform} ${fault}`));
  const skew = plan.skew === 0 ? [] : [`platforms' clocks ${plan.skew / MINUTE} min off`];
  const outage = plan.outage ? ['platforms down for an hour'] : [];
  const editors = plan.editors ? [`two editors of the text for ${plan.editors.platform}`] : [];
  const two = plan.two ? ['two carriers at once'] : [];
  const points = [...plan.points.map((point) => `kill -9 at ${point}`), `kill -9 at ${plan.sure}${isSure ? '' : ' (not reached)'}`];
  return [...points, ...misdeeds, ...skew, ...outage, ...editors, ...two, ...(plan.change ? [plan.change] : [])];
}
