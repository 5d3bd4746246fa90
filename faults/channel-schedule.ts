import { transaction } from '#kernel/db.ts';
import { type Actor, systemActor } from '#kernel/permission.ts';
import { Problem } from '#kernel/problem.ts';
import { freezeTime, instant } from '#kernel/time.ts';
import { approveText } from '../src/systems/channels/actions/approve-text.ts';
import { editText } from '../src/systems/channels/actions/edit-text.ts';
import { resumeRenewed } from '../src/systems/channels/on-release.ts';
import { deliveriesOf, findDelivery } from '../src/systems/channels/queries/deliveries.ts';
import { keepCredentials, openCredentials, sealCredentials } from '../src/systems/channels/secrets.ts';
import { announce, someRelease } from '../src/systems/channels/test-kit.ts';
import { type Edited, judge, type Judgement } from './channel-judge.ts';
import { type Change, MINUTE, namesOf, type Plan, planOf } from './channel-plan.ts';
import type { ChannelWorld } from './channel-world.ts';
import type { Random } from './random.ts';

const DAY = 24 * 60 * MINUTE;
const MOST_TURNS = 300;

export interface ChannelResult extends Judgement {
  readonly seed: number;
  readonly faults: readonly string[];
  readonly kills: number;
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
  const { editors } = plan;
  if (editors) await setApproval(world, editors.platform, 'each');
  const deliveries = (await deliveriesOf(world.services.db, release.releaseId)).map((one) => one.id);
  const { kills, isSure, edited } = await toTheEnd(world, plan, release, deliveries, start);
  world.weather.down = false;
  if (editors) await setApproval(world, editors.platform, 'automatic');
  const told = await judge(world, { releaseId: release.releaseId, code: release.code, plan, edited, callsBefore });
  freezeTime(undefined);
  return { seed, faults: namesOf(plan, isSure), kills, ...told };
}

interface Way {
  readonly kills: number;
  readonly isSure: boolean;
  readonly edited: Edited | undefined;
}

async function toTheEnd(
  world: ChannelWorld,
  plan: Plan,
  release: ReturnType<typeof someRelease>,
  deliveries: readonly string[],
  start: number,
): Promise<Way> {
  let at = start;
  let kills = 0;
  let isSure = false;
  let edited: Edited | undefined;
  for (let turn = 0; turn < MOST_TURNS; turn += 1) {
    if (turn === plan.changeAfter) await change(world, release, plan.change, at);
    world.weather.down = plan.outage !== undefined && at >= plan.outage.from && at < plan.outage.until;
    const failpoint: string = plan.points[turn] ?? (isSure ? '' : plan.sure);
    freezeTime(instant(at + plan.skew));
    const end = await world.turn({ deliveries, at, failpoint }, plan.two && turn % 2 === 0);
    freezeTime(instant(at));
    const isKilled = end === 'killed';
    kills += isKilled ? 1 : 0;
    isSure ||= isKilled && failpoint === plan.sure;
    if (!isKilled && end.trouble !== undefined) throw new Error(end.trouble);
    const renewed = await renewAccess(world, release.releaseId);
    const written: Edited | undefined = edited ? undefined : await twoEditors(world, plan, deliveries);
    edited ??= written;
    const next = isKilled ? undefined : end.next;
    if (!isKilled && next === undefined && !renewed && !written && turn > plan.changeAfter) break;
    // An hour of outage is not looked through in steps of seconds.
    at = Math.max(next ?? 0, at + (world.weather.down ? 3 * MINUTE : 1_000));
  }
  return { kills, isSure, edited };
}

async function change(world: ChannelWorld, release: ReturnType<typeof someRelease>, kind: Change, at: number): Promise<void> {
  if (kind === undefined) return;
  freezeTime(instant(at));
  const vi = { ...release.texts.vi, summary: 'Đã đính chính: 15 giờ.' };
  const corrected = { ...release, edition: 2, texts: { vi }, major: true, note: 'Sửa giờ' };
  const ended = { releaseId: release.releaseId, code: release.code, reason: 'Sai', at: instant(at) };
  await announce(world.services, `information.${kind}`, kind === 'corrected' ? corrected : ended);
}

/** The person at the desk: who lost access gets it again, at the platform and here, also where it is what keeps from looking for a post. */
async function renewAccess(world: ChannelWorld, releaseId: string): Promise<boolean> {
  const deliveries = await deliveriesOf(world.services.db, releaseId);
  let renewed = false;
  for (const platform of world.platforms) {
    const state = deliveries.find((one) => one.platform === platform.platform)?.state;
    if (state !== 'needs_auth' && !(state === 'unconfirmed' && platform.isRevoked())) continue;
    renewed = true;
    const connectionId = world.connections.get(platform.platform) ?? '';
    const fresh = platform.renew();
    await transaction(world.services.db, async (tx) => {
      if (fresh)
        await keepCredentials(tx, connectionId, sealCredentials({ ...(await openCredentials(tx, connectionId)), ...fresh }, connectionId));
      await resumeRenewed(tx, connectionId, 'system:faults');
    });
  }
  return renewed;
}

async function setApproval({ site, connections }: ChannelWorld, platform: string, approval: 'automatic' | 'each'): Promise<void> {
  await site.pool.pg.query('update channels.connection set approval = $2 where id = $1', [connections.get(platform), approval]);
}

/** Two persons save a text of their own from the same version at the same moment; a third approves what is kept. */
async function twoEditors(world: ChannelWorld, { editors }: Plan, deliveries: readonly string[]): Promise<Edited | undefined> {
  if (!editors) return undefined;
  const { db, act } = world.services;
  const all = await Promise.all(deliveries.map((id) => findDelivery(db, id)));
  const delivery = all.find((one) => one?.platform === editors.platform);
  if (delivery?.state !== 'rendered') return undefined;
  const { id, version } = delivery;
  const texts = ['Lời của người thứ nhất', 'Lời của người thứ hai'];
  const saved = await Promise.allSettled(
    texts.map((words, index) => act(editText, personOf(world, `person-${index}`), { id, version, text: `${words}\n\nNội dung.` })),
  );
  for (const one of saved) if (one.status === 'rejected' && !(one.reason instanceof Problem)) throw one.reason;
  await act(approveText, personOf(world, 'leader'), { id, version: version + 1 });
  // A correction replaces what they wrote, and is not theirs to approve.
  await setApproval(world, editors.platform, 'automatic');
  return { platform: editors, kept: texts.filter((_words, index) => saved[index]?.status === 'fulfilled') };
}

function personOf({ agencyId }: ChannelWorld, id: string): Actor {
  return { ...systemActor(id, agencyId), id };
}
