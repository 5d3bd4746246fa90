import type { Services } from '../src/kernel/http/services.ts';
import { addDays, freezeTime, instant } from '../src/kernel/time.ts';
import { adaptersFor } from '../src/systems/channels/adapters/index.ts';
import { carry } from '../src/systems/channels/carry.ts';
import { deliveriesOf } from '../src/systems/channels/queries/deliveries.ts';
import { keepMeasured } from '../src/systems/channels/queries/metrics.ts';
import { draws } from '../src/systems/channels/rules/draws.ts';
import { announce, someRelease } from '../src/systems/channels/test-kit.ts';

export interface InventedPost {
  readonly day: string;
  readonly hour: number;
  /** Views in all on each day from its own on: as platforms tell it, a day late. */
  readonly views: readonly number[];
}

export interface Invention {
  readonly from: string;
  readonly days: number;
  /** The day from which posts fare better, and by how much: the effect that the trial is to find. */
  readonly changeOn: string;
  readonly effect: number;
  readonly seed: number;
}

/**
 * Invented views that look like those of a page: a post a day, few with many views and many with few, half of all views on the first day, fewer at the end of the week. Nobody ever saw these posts.
 */
export function inventPosts({ from, days, changeOn, effect, seed }: Invention): InventedPost[] {
  const draw = draws(seed);
  const normal = (): number => Math.sqrt(-2 * Math.log(draw() + 1e-9)) * Math.cos(2 * Math.PI * draw());
  const posts: InventedPost[] = [];
  for (let at = 0; at < days; at += 1) {
    const day = addDays(from, at);
    const weekend = [0, 6].includes(instant(`${day}T05:00:00Z`).getUTCDay());
    const whole = 9_000 * Math.exp(0.45 * normal()) * (weekend ? 0.8 : 1) * (day >= changeOn ? 1 + effect : 1);
    const views = Array.from({ length: 8 }, (_, age) => Math.round(whole * (1 - 0.5 ** (age + 1))));
    posts.push({ day, hour: 7 + Math.floor(draw() * 12), views });
  }
  return posts;
}

/** Lives through the days one after another: posts go out to the double, and each night the platform tells figures of the posts of the last week. */
export function replayOf(services: Services, agencyId: string, posts: readonly InventedPost[]): { until(last: string): Promise<void> } {
  const told: { readonly deliveryId: string; readonly post: InventedPost }[] = [];
  let day = posts[0]?.day ?? '';
  return {
    async until(last) {
      for (; day <= last; day = addDays(day, 1)) {
        for (const post of posts.filter((one) => one.day === day)) {
          freezeTime(instant(`${day}T${String(post.hour).padStart(2, '0')}:00:00+07:00`));
          told.push({ deliveryId: await postOne(services, agencyId, day), post });
        }
        freezeTime(instant(`${day}T23:30:00+07:00`));
        for (const { deliveryId, post } of told) await tellFigures(services, deliveryId, post, day);
      }
    },
  };
}

async function postOne(services: Services, agencyId: string, day: string): Promise<string> {
  const release = someRelease(agencyId);
  await announce(services, 'information.published', release);
  const delivery = (await deliveriesOf(services.db, release.releaseId))[0];
  if (!delivery) throw new Error(`no delivery on ${day}`);
  await carry(services, await adaptersFor(services), delivery.id);
  return delivery.id;
}

/** Ages in days at which figures are told: not every night brings any. */
const TOLD_AT = new Set([0, 1, 3, 5, 7]);

async function tellFigures(services: Services, deliveryId: string, post: InventedPost, day: string): Promise<void> {
  const age = post.views.findIndex((_, at) => addDays(post.day, at) === day);
  const value = post.views[age];
  if (value === undefined || !TOLD_AT.has(age)) return;
  await keepMeasured(services.db, deliveryId, 'facebook', [
    { metric: 'post_media_view', day, value },
    { metric: 'post_impressions', day, value: value * 2 },
  ]);
}
