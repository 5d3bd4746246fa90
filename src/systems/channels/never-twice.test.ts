import fc from 'fast-check';
import { afterAll, afterEach, describe, expect, it } from 'vitest';
import { testApp } from '../../../test/kit.ts';
import type { Services } from '#kernel/http/services.ts';
import { freezeTime, instant, now } from '#kernel/time.ts';
import type { Adapter } from './adapters/adapter.ts';
import { carry } from './carry.ts';
import { closeDoubles, type Tried, triedFacebook, triedFacebookVideo, triedYouTube, triedZalo } from './platforms-kit.ts';
import { findDelivery } from './queries/deliveries.ts';
import { announce, deliveryIds, prepareChannels, someRelease } from './test-kit.ts';

const t = await testApp();
const agency = await prepareChannels(t.services);
afterAll(closeDoubles);
afterEach(() => freezeTime(undefined));

class Killed extends Error {}

/** A process that dies at its n-th step, before or after the step has done its work; undefined: it lives. */
function mortal(one: Tried, steps: number | undefined, after: boolean): { services: Services; adapter: Adapter } {
  let left = steps ?? Number.POSITIVE_INFINITY;
  const step = async <R>(work: () => Promise<R>): Promise<R> => {
    left -= 1;
    if (left === 0 && !after) throw new Killed();
    const result = await work();
    if (left === 0) throw new Killed();
    return result;
  };
  const act: Services['act'] = (...call) => step(() => t.services.act(...call));
  const adapter = Object.fromEntries(
    Object.entries(one.adapter).map(([name, value]) => [
      name,
      typeof value === 'function' ? (...call: unknown[]) => step(() => (value as (...all: unknown[]) => Promise<unknown>)(...call)) : value,
    ]),
  ) as unknown as Adapter;
  return { services: { ...t.services, act }, adapter };
}

const life = fc.record({ dies: fc.option(fc.integer({ min: 1, max: 9 }), { nil: undefined }), after: fc.boolean() });
const scheduleOf = (possible: readonly string[]) =>
  fc.record({
    faults: fc.array(fc.constantFrom(...possible), { maxLength: 3 }),
    lives: fc.array(life, { maxLength: 12 }),
    /** Publication is that many seconds ahead of the first look. */
    ahead: fc.integer({ min: 0, max: 90 }),
    change: fc.option(
      fc.record({ kind: fc.constantFrom('corrected', 'retracted', 'withdrawn'), afterLives: fc.integer({ min: 0, max: 6 }) }),
      { nil: undefined },
    ),
  });

/** One life of the process; true when it left nothing to do. */
async function live(one: Tried, id: string, dies: number | undefined, after: boolean): Promise<boolean> {
  const { services, adapter } = mortal(one, dies, after);
  const next = await carry(services, { [one.platform]: adapter } as never, id).catch((error: unknown) => {
    if (error instanceof Killed) return 'killed' as const;
    throw error;
  });
  const at = next === undefined || next === 'killed' ? 0 : next.at.getTime();
  freezeTime(instant(Math.max(at, now().getTime() + 1_000)));
  return next === undefined;
}

/** The person at the desk: an authorisation that was withdrawn is renewed, also where it is what keeps from looking for a post. */
async function operate(one: Tried, id: string): Promise<boolean> {
  const state = (await findDelivery(t.services.db, id))?.state;
  const isBlind = state === 'unconfirmed' && !(await one.adapter.verifyAccount(await one.account())).ok;
  if (state !== 'needs_auth' && !isBlind) return false;
  await one.renew();
  return true;
}

/** Each platform's days apart, so that one frozen clock serves all. */
let day = 0;

describe.each([
  { try: triedFacebook, name: 'Facebook', runs: 40 },
  { try: triedFacebookVideo, name: 'Facebook, with a video', runs: 25 },
  { try: triedYouTube, name: 'YouTube', runs: 25 },
  { try: triedZalo, name: 'Zalo', runs: 25 },
])('a release on $name', ({ try: open, runs }) => {
  it('is posted once, never early and never lost, whatever dies and whatever the platform answers', { timeout: 300_000 }, async () => {
    await t.database.pg.query(`update channels.connection set status = 'closed'`);
    freezeTime(instant(Date.UTC(2026, 10, 22) + day * 86_400_000));
    const one = await open(t.services, agency);
    const property = fc.asyncProperty(scheduleOf(one.possible), async ({ faults, lives, ahead, change }) => {
      day += 1;
      freezeTime(instant(Date.UTC(2026, 10, 22) + day * 86_400_000));
      await one.renew();
      one.setFaults(faults);
      one.publishedAt();
      const release = someRelease(agency, { media: one.media, publishedAt: instant(now().getTime() + ahead * 1_000) });
      await announce(t.services, 'information.published', release);
      const [id = ''] = await deliveryIds(t.services, release.releaseId);
      const tell = async (turn: number): Promise<void> => {
        if (change?.afterLives !== turn) return;
        const vi = { ...release.texts.vi, summary: 'Đã đính chính: 15 giờ.' };
        const corrected = { ...release, edition: 2, texts: { vi }, major: true, note: 'Sửa giờ' };
        const ended = { releaseId: release.releaseId, code: release.code, reason: 'Sai', at: now() };
        await announce(t.services, `information.${change.kind}`, change.kind === 'corrected' ? corrected : ended);
      };
      for (const [turn, { dies, after }] of lives.entries()) {
        await tell(turn);
        await live(one, id, dies, after);
        expect(one.standing(release.code).length).toBeLessThanOrEqual(1);
        await operate(one, id);
      }
      if (change && change.afterLives >= lives.length) await tell(change.afterLives);
      for (let turn = 0; turn < 150; turn += 1) {
        const done = await live(one, id, undefined, false);
        if (!(await operate(one, id)) && done) break;
      }

      const end = await findDelivery(t.services.db, id);
      const posts = one.standing(release.code);
      expect(one.publishedAt().every((at) => at >= release.publishedAt)).toBe(true);
      if (change?.kind === 'retracted') {
        expect(posts).toEqual([]);
        expect(['retracted', 'cancelled']).toContain(end?.state);
      } else if (change?.kind === 'withdrawn' && end?.state === 'cancelled') {
        expect(posts).toEqual([]);
      } else {
        expect(posts).toHaveLength(1);
        expect(['published', 'corrected']).toContain(end?.state);
        expect(end?.postId).toBe(posts[0]?.id);
        if (change?.kind === 'corrected') expect(posts[0]?.text).toContain('15 giờ');
        if (change?.kind === 'withdrawn') expect(posts[0]?.text).toContain('ĐÃ ĐƯỢC RÚT');
      }
    });
    await fc.assert(property, { numRuns: runs });
  });
});
