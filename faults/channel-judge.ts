import { type Delivery, deliveriesOf } from '../src/systems/channels/queries/deliveries.ts';
import type { Change, Plan } from './channel-plan.ts';
import type { FaultyPlatform } from './channel-platforms.ts';
import type { ChannelWorld } from './channel-world.ts';

export interface Judgement {
  readonly posts: number;
  readonly lost: readonly string[];
  readonly doubled: readonly string[];
  readonly early: readonly string[];
}

/** What two persons did to the text for one account at once. */
export interface Edited {
  readonly platform: FaultyPlatform;
  /** The words of everyone who was told that theirs are kept. */
  readonly kept: readonly string[];
}

export interface Ended {
  readonly releaseId: string;
  readonly code: string;
  readonly plan: Plan;
  readonly edited: Edited | undefined;
  /** How many calls each platform had seen before. */
  readonly callsBefore: ReadonlyMap<FaultyPlatform, number>;
}

/** Holds what the platforms have at the end against what was announced and written. */
export async function judge(world: ChannelWorld, { releaseId, code, plan, edited, callsBefore }: Ended): Promise<Judgement> {
  const deliveries = await deliveriesOf(world.services.db, releaseId);
  const lost: string[] = [];
  const doubled: string[] = [];
  const early: string[] = [];
  let posts = 0;
  for (const platform of world.platforms) {
    const standing = platform.standing(code);
    const delivery = deliveries.find((one) => one.platform === platform.platform);
    posts += standing.length;
    if (standing.length > 1) doubled.push(`${platform.platform}: ${standing.length} posts`);
    const fault = wrong(delivery, standing, plan.change);
    if (fault) lost.push(`${platform.platform}: ${fault}`);
    const calls = platform.calls().slice(callsBefore.get(platform));
    if (calls.some((call) => call.getTime() - plan.skew < plan.publishedAt)) early.push(platform.platform);
  }
  if (edited) lost.push(...wrongWords(edited, plan.change, code));
  return { posts, lost, doubled, early };
}

/** What is not as it has to be when everything is over; a post may not stand, or not say what it has to say. */
function wrong(delivery: Pick<Delivery, 'state'> | undefined, standing: readonly string[], change: Change): string | undefined {
  const state = delivery?.state ?? 'no delivery';
  const [text] = standing;
  const gone = ['retracted', 'cancelled'].includes(state);
  if (change === 'retracted') return text === undefined && gone ? undefined : `retracted, but ${state} with ${standing.length} posts`;
  if (change === 'withdrawn' && state === 'cancelled') return text === undefined ? undefined : 'cancelled, but a post stands';
  if (text === undefined || !['published', 'corrected'].includes(state)) return `${state} with ${standing.length} posts`;
  if (change === 'corrected' && !text.includes('15 giờ')) return 'the correction is not there';
  return change === 'withdrawn' && !text.includes('ĐÃ ĐƯỢC RÚT') ? 'the withdrawal is not there' : undefined;
}

/** One of two editors is kept, the other told; a change of the release replaces both. */
function wrongWords({ platform, kept }: Edited, change: Change, code: string): string[] {
  const [words] = kept;
  if (words === undefined || kept.length > 1)
    return [`${platform.platform}: ${kept.length} of two editors were told that their words are kept`];
  if (change !== undefined || platform.standing(code).some((text) => text.includes(words))) return [];
  return [`${platform.platform}: the words that were kept are not there`];
}
