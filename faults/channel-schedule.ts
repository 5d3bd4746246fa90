import { transaction } from '#kernel/db.ts';
import { freezeTime, instant } from '#kernel/time.ts';
import { resumeRenewed } from '../src/systems/channels/on-release.ts';
import { type Delivery, deliveriesOf } from '../src/systems/channels/queries/deliveries.ts';
import { keepCredentials, openCredentials, sealCredentials } from '../src/systems/channels/secrets.ts';
import { announce, someRelease } from '../src/systems/channels/test-kit.ts';
import type { FaultyPlatform } from './channel-platforms.ts';
import type { ChannelWorld } from './channel-world.ts';
import type { Random } from './random.ts';

/** Points between the first look at a delivery and the last word about it; the actions' points lie on both sides of each commit. */
const POINTS = [
  'channels-after-prepare',
  'channels-before-commit',
  'channels-after-commit',
  'channels-after-edit',
  'channels-after-retract',
  'channels-after-activity',
  'action-before-commit@channels.record-step',
  'action-after-commit@channels.record-step',
] as const;

/** Nothing is edited or removed without a reason. */
const NEEDED: Readonly<Record<string, Change>> = { 'channels-after-edit': 'corrected', 'channels-after-retract': 'retracted' };
/** Turns after which most posts stand. */
const STANDS_AFTER = 12;

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const MOST_TURNS = 300;

type Change = 'corrected' | 'retracted' | 'withdrawn' | undefined;

export interface ChannelResult {
  readonly seed: number;
  readonly faults: readonly string[];
  readonly kills: number;
  readonly posts: number;
  readonly lost: readonly string[];
  readonly doubled: readonly string[];
  readonly early: readonly string[];
}

interface Plan {
  /** Instant of publication, ms; the first look comes before it. */
  readonly publishedAt: number;
  /** How much the platforms' clocks are ahead of ours, ms. */
  readonly skew: number;
  readonly outage: { readonly from: number; readonly until: number } | undefined;
  readonly misdeeds: ReadonlyMap<FaultyPlatform, readonly string[]>;
  readonly points: readonly string[];
  /** Armed in every turn after those until the carrier died there. */
  readonly sure: string;
  readonly change: Change;
  readonly changeAfter: number;
}

/** Fewer failures for each platform than attempts after which the product asks a person. */
function planOf(world: ChannelWorld, random: Random, start: number, number: number): Plan {
  const publishedAt = start + random.between(0, 90) * 1_000;
  const misdeeds = world.platforms.map(
    (one) => [one, Array.from({ length: random.between(0, 1) }, () => random.pick(one.faults))] as const,
  );
  const points = Array.from({ length: random.between(1, 2) }, () => `${random.pick(POINTS)}:${random.between(1, 3)}`);
  const sure = POINTS[number % POINTS.length] ?? POINTS[0];
  const isDown = random.between(1, 4) === 1;
  return {
    publishedAt,
    skew: random.pick([0, 0, 5 * MINUTE, -5 * MINUTE, 20 * MINUTE, -20 * MINUTE]),
    outage: isDown ? { from: publishedAt - MINUTE, until: publishedAt + HOUR } : undefined,
    misdeeds: new Map(misdeeds),
    points,
    sure,
    change: NEEDED[sure] ?? random.pick<Change>([undefined, 'corrected', 'retracted', 'withdrawn']),
    changeAfter: NEEDED[sure] ? STANDS_AFTER : random.between(1, STANDS_AFTER),
  };
}

/** One release to every platform, carriers dying on the way, then peace, then the reckoning. */
export async function runChannelSchedule(world: ChannelWorld, seed: number, random: Random, number: number): Promise<ChannelResult> {
  const start = Date.UTC(2026, 10, 22) + (number % 300) * DAY;
  const plan = planOf(world, random, start, number);
  const video = world.video as never;
  freezeTime(instant(start));
  for (const [platform, faults] of plan.misdeeds) platform.misbehave(faults);
  const callsBefore = new Map(world.platforms.map((one) => [one, one.calls().length]));
  const release = someRelease(world.agencyId, { publishedAt: instant(plan.publishedAt), media: [video] });
  await announce(world.services, 'information.published', release);
  const deliveries = (await deliveriesOf(world.services.db, release.releaseId)).map((one) => one.id);

  const { kills, isSure } = await toTheEnd(world, plan, release, deliveries, start);
  world.weather.down = false;
  const told = await judge(world, release.releaseId, release.code, plan, callsBefore);
  freezeTime(undefined);
  return { seed, faults: namesOf(plan, isSure), kills, ...told };
}

async function toTheEnd(
  world: ChannelWorld,
  plan: Plan,
  release: ReturnType<typeof someRelease>,
  deliveries: readonly string[],
  start: number,
): Promise<{ kills: number; isSure: boolean }> {
  let at = start;
  let kills = 0;
  let isSure = false;
  for (let turn = 0; turn < MOST_TURNS; turn += 1) {
    if (turn === plan.changeAfter) await change(world, release, plan.change, at);
    world.weather.down = plan.outage !== undefined && at >= plan.outage.from && at < plan.outage.until;
    const failpoint: string = plan.points[turn] ?? (isSure ? '' : plan.sure);
    freezeTime(instant(at + plan.skew));
    const end = await world.turn({ deliveries, at, failpoint });
    freezeTime(instant(at));
    const isKilled = end === 'killed';
    kills += isKilled ? 1 : 0;
    isSure ||= isKilled && failpoint === plan.sure;
    if (!isKilled && end.trouble !== undefined) throw new Error(end.trouble);
    const renewed = await renewAccess(world, release.releaseId);
    const next = isKilled ? undefined : end.next;
    if (!isKilled && next === undefined && !renewed && turn > plan.changeAfter) break;
    // An hour of outage is not looked through in steps of seconds.
    at = Math.max(next ?? 0, at + (world.weather.down ? 3 * MINUTE : 1_000));
  }
  return { kills, isSure };
}

async function change(world: ChannelWorld, release: ReturnType<typeof someRelease>, kind: Change, at: number): Promise<void> {
  if (kind === undefined) return;
  freezeTime(instant(at));
  const vi = { ...release.texts.vi, summary: 'Đã đính chính: 15 giờ.' };
  const corrected = { ...release, edition: 2, texts: { vi }, major: true, note: 'Sửa giờ' };
  const ended = { releaseId: release.releaseId, code: release.code, reason: 'Sai', at: instant(at) };
  await announce(world.services, `information.${kind}`, kind === 'corrected' ? corrected : ended);
}

/** The person at the desk: who lost access gets it again, at the platform and here. */
async function renewAccess(world: ChannelWorld, releaseId: string): Promise<boolean> {
  const waiting = (await deliveriesOf(world.services.db, releaseId)).filter((one) => one.state === 'needs_auth');
  for (const platform of world.platforms) {
    if (!waiting.some((one) => one.platform === platform.platform)) continue;
    const connectionId = world.connections.get(platform.platform) ?? '';
    const fresh = platform.renew();
    await transaction(world.services.db, async (tx) => {
      if (fresh)
        await keepCredentials(tx, connectionId, sealCredentials({ ...(await openCredentials(tx, connectionId)), ...fresh }, connectionId));
      await resumeRenewed(tx, connectionId, 'system:faults');
    });
  }
  return waiting.length > 0;
}

function namesOf(plan: Plan, isSure: boolean): string[] {
  const misdeeds = [...plan.misdeeds].flatMap(([one, faults]) => faults.map((fault) => `${one.platform} ${fault}`));
  const skew = plan.skew === 0 ? [] : [`platforms' clocks ${plan.skew / MINUTE} min off`];
  const outage = plan.outage ? ['platforms down for an hour'] : [];
  const points = [...plan.points.map((point) => `kill -9 at ${point}`), `kill -9 at ${plan.sure}${isSure ? '' : ' (not reached)'}`];
  return [...points, ...misdeeds, ...skew, ...outage, ...(plan.change ? [plan.change] : [])];
}

async function judge(
  world: ChannelWorld,
  releaseId: string,
  code: string,
  plan: Plan,
  callsBefore: ReadonlyMap<FaultyPlatform, number>,
): Promise<Pick<ChannelResult, 'posts' | 'lost' | 'doubled' | 'early'>> {
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
