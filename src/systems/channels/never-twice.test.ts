import fc from 'fast-check';
import { afterAll, afterEach, describe, expect, it } from 'vitest';
import { testApp } from '../../../test/kit.ts';
import type { Services } from '#kernel/http/services.ts';
import { freezeTime, instant, now } from '#kernel/time.ts';
import type { Adapter } from './adapters/adapter.ts';
import { facebookAdapter } from './adapters/facebook/adapter.ts';
import { carry } from './carry.ts';
import { facebookDouble } from './doubles/facebook/double.ts';
import { publishFaults } from './doubles/faults.ts';
import { listen } from './doubles/server.ts';
import { findDelivery } from './queries/deliveries.ts';
import { announce, deliveryIds, openAccount, prepareChannels, someRelease } from './test-kit.ts';

const t = await testApp();
const agency = await prepareChannels(t.services);
const double = facebookDouble({ lateMs: 20_000 });
const server = await listen((asked) => double.answer(asked));
afterAll(() => server.close());
afterEach(() => freezeTime(undefined));

const page = double.addPage('7001', 'Trang thử', 'ma-thu');
await openAccount(t.services, { agencyId: agency, platform: 'facebook', stableId: '7001', credentials: { accessToken: 'ma-thu' } });
const versions = { publish: 'v26.0', read: 'v26.0', insights: 'v26.0' };
const facebook = facebookAdapter({ base: server.url, versions, timeoutMs: 400, settleMs: 60_000, readEveryMs: 10_000 });

class Killed extends Error {}

/** A process that dies at its n-th step, before or after the step has done its work; undefined: it lives. */
function mortal(steps: number | undefined, after: boolean): { services: Services; adapter: Adapter } {
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
    Object.entries(facebook).map(([name, value]) => [
      name,
      typeof value === 'function' ? (...call: unknown[]) => step(() => (value as (...all: unknown[]) => Promise<unknown>)(...call)) : value,
    ]),
  ) as unknown as Adapter;
  return { services: { ...t.services, act }, adapter };
}

const life = fc.record({ dies: fc.option(fc.integer({ min: 1, max: 9 }), { nil: undefined }), after: fc.boolean() });
const schedule = fc.record({
  faults: fc.array(fc.constantFrom(...publishFaults), { maxLength: 3 }),
  lives: fc.array(life, { maxLength: 12 }),
  /** Publication is that many seconds ahead of the first look. */
  ahead: fc.integer({ min: 0, max: 90 }),
  change: fc.option(
    fc.record({ kind: fc.constantFrom('corrected', 'retracted', 'withdrawn'), afterLives: fc.integer({ min: 0, max: 6 }) }),
    {
      nil: undefined,
    },
  ),
});

const standing = (code: string) => page.posts.filter((post) => !post.deleted && post.message.includes(code));

/** One life of the process; true when it left nothing to do. */
async function live(id: string, dies: number | undefined, after: boolean): Promise<boolean> {
  const { services, adapter } = mortal(dies, after);
  const next = await carry(services, { facebook: adapter } as never, id).catch((error: unknown) => {
    if (error instanceof Killed) return 'killed' as const;
    throw error;
  });
  const at = next === undefined || next === 'killed' ? 0 : next.at.getTime();
  freezeTime(instant(Math.max(at, now().getTime() + 1_000)));
  return next === undefined;
}

/** The person at the desk: a token that was withdrawn is renewed, what waits for a person is tried again. */
async function operate(id: string): Promise<boolean> {
  page.token = 'ma-thu';
  const delivery = await findDelivery(t.services.db, id);
  if (delivery?.state !== 'needs_auth') return false;
  await t.database.pg.query(`update channels.delivery set state = 'queued', look_again_at = null, version = version + 1 where id = $1`, [
    id,
  ]);
  return true;
}

describe('a release on a Facebook page', () => {
  it('is posted once, never early and never lost, whatever dies and whatever the platform answers', { timeout: 240_000 }, async () => {
    let day = 0;
    const property = fc.asyncProperty(schedule, async ({ faults, lives, ahead, change }) => {
      day += 1;
      freezeTime(instant(Date.UTC(2026, 10, 22) + day * 86_400_000));
      double.faults.splice(0, double.faults.length, ...faults);
      double.publishCalls.length = 0;
      page.calls = 0;
      const release = someRelease(agency, { publishedAt: instant(now().getTime() + ahead * 1_000) });
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
        await live(id, dies, after);
        expect(standing(release.code).length).toBeLessThanOrEqual(1);
        await operate(id);
      }
      if (change && change.afterLives >= lives.length) await tell(change.afterLives);
      for (let turn = 0; turn < 150; turn += 1) {
        const done = await live(id, undefined, false);
        if (!(await operate(id)) && done) break;
      }

      const end = await findDelivery(t.services.db, id);
      const posts = standing(release.code);
      expect(double.publishCalls.every((call) => call.at >= release.publishedAt)).toBe(true);
      if (change?.kind === 'retracted') {
        expect(posts).toEqual([]);
        expect(['retracted', 'cancelled']).toContain(end?.state);
      } else if (change?.kind === 'withdrawn' && end?.state === 'cancelled') {
        expect(posts).toEqual([]);
      } else {
        expect(posts).toHaveLength(1);
        expect(['published', 'corrected']).toContain(end?.state);
        expect(end?.postId).toBe(posts[0]?.id);
        if (change?.kind === 'corrected') expect(posts[0]?.message).toContain('15 giờ');
        if (change?.kind === 'withdrawn') expect(posts[0]?.message).toContain('ĐÃ ĐƯỢC RÚT');
      }
    });
    await fc.assert(property, { numRuns: 50 });
  });
});
