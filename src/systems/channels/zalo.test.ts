import { afterAll, afterEach, beforeEach, describe, expect, it } from 'vitest';
import { freezeTime, instant, now } from '#kernel/time.ts';
import { official, testApp } from '../../../test/kit.ts';
import type { Account } from './adapters/adapter.ts';
import { zaloAdapter } from './adapters/zalo/adapter.ts';
import type { TokenStore } from './adapters/zalo/token-store.ts';
import { sendBroadcast } from './broadcasting.ts';
import { carry } from './carry.ts';
import { channelsWorklist } from './desk.ts';
import { listen } from './doubles/server.ts';
import { zaloDouble } from './doubles/zalo/double.ts';
import { findBroadcast } from './queries/broadcasts.ts';
import { findDelivery } from './queries/deliveries.ts';
import { platformErrors } from './queries/platform-errors.ts';
import { openCredentials } from './secrets.ts';
import { announce, deliveryIds, openAccount, prepareChannels, someRelease } from './test-kit.ts';
import { accountsToRenew, tokenStoreOf } from './token-store.ts';

const t = await testApp();
const { services, app } = t;
const agency = await prepareChannels(services);
const double = zaloDouble({ lateMs: 20_000, buildMs: 5_000 });
const server = await listen((asked) => double.answer(asked));
afterAll(() => server.close());
freezeTime(instant(Date.UTC(2026, 10, 22)));
const secrets = { appId: 'ung-dung', secretKey: 'bi-mat', accessToken: 'truy-cap', refreshToken: 'lam-moi' };
const oa = double.addAccount({ id: '41', name: 'OA thử', ...secrets });
const connectionId = await openAccount(services, { agencyId: agency, platform: 'zalo', stableId: '41', credentials: secrets });
const store = tokenStoreOf(services);
const errors = await platformErrors(services.db, 'zalo', '2026-11-22');

function adapterWith(tokens: TokenStore) {
  return zaloAdapter({
    api: server.url,
    oauth: server.url,
    errors,
    tokens,
    coverUrl: (picture) => `https://cong.example/${picture?.hash ?? 'bia'}.png`,
    articleUrl: (_account, id) => `https://oa.zalo.me/${id}`,
    buildingEveryMs: 2_000,
    timeoutMs: 1_500,
    settleMs: 60_000,
    readEveryMs: 10_000,
  });
}
const zalo = adapterWith(store);

let day = 0;
beforeEach(() => {
  day += 1;
  // Within the month, so that broadcasts add up.
  freezeTime(instant(Date.UTC(2026, 11, 1) + day * 3_600_000));
  double.publishCalls.splice(0);
});
afterEach(() => freezeTime(undefined));
const pass = (ms: number) => freezeTime(instant(now().getTime() + ms));
const account = async (): Promise<Account> => ({
  connectionId,
  agencyId: agency,
  stableId: '41',
  name: 'OA thử',
  credentials: await openCredentials(services.db, connectionId),
});

async function toTheEnd(id: string): Promise<string | undefined> {
  for (let turn = 0; turn < 60; turn += 1) {
    const next = await carry(services, { zalo } as never, id);
    if (!next) break;
    freezeTime(instant(Math.max(next.at.getTime(), now().getTime() + 1_000)));
  }
  return (await findDelivery(services.db, id))?.state;
}

async function published() {
  const release = someRelease(agency);
  await announce(services, 'information.published', release);
  const [id = ''] = await deliveryIds(services, release.releaseId);
  await toTheEnd(id);
  return { release, id };
}

const standing = (code: string) => oa.articles.filter((one) => !one.deleted && JSON.stringify(one.body).includes(code));
const leader = official(['channels.read', 'channels.approve', 'channels.manage'], agency);
const version = async (id: string) => (await findDelivery(services.db, id))?.version;
const press = async (id: string, path: string, payload: Record<string, unknown>, who = leader) =>
  app.inject({ method: 'POST', url: `/kenh/bai/${id}/${path}`, payload: { _version: await version(id), ...payload }, headers: t.as(who) });
const push = async (id: string) => {
  const delivery = await findDelivery(services.db, id);
  if (delivery) await sendBroadcast(services, zalo, delivery);
  return (await findBroadcast(services.db, id))?.state;
};

describe('an article', () => {
  it.each([[], ['timeout-but-posted'], ['500-not-posted', 'late-post'], ['throttled', 'expired'], ['reset-but-posted']] as const)(
    'stands once, whatever happens: %s %s',
    async (...faults) => {
      double.faults.push(...(faults as never[]));
      const { release, id } = await published();
      expect((await findDelivery(services.db, id))?.state).toBe('published');
      expect(standing(release.code)).toHaveLength(1);
      expect(standing(release.code)[0]).toMatchObject({
        title: 'Hồ chứa xả lũ từ 14 giờ',
        description: 'Người dân hạ du chủ động di dời.',
      });
    },
  );

  it('says what was corrected, with its signs as they are, and is removed', async () => {
    const { release, id } = await published();
    const vi = { ...release.texts.vi, summary: 'Từ <15> giờ & không sớm hơn.' };
    await announce(services, 'information.corrected', { ...release, edition: 2, texts: { vi }, major: true, note: 'Sửa giờ' });
    expect(await toTheEnd(id)).toBe('corrected');
    expect(JSON.stringify(standing(release.code)[0]?.body)).toContain('&lt;15&gt; giờ &amp; không');
    await announce(services, 'information.retracted', { releaseId: release.releaseId, code: release.code, reason: 'Sai', at: now() });
    expect(await toTheEnd(id)).toBe('retracted');
    expect(standing(release.code)).toEqual([]);
  });

  it('has figures, and its account says who it is', async () => {
    const { id } = await published();
    const postId = (await findDelivery(services.db, id))?.postId ?? '';
    expect((await zalo.metrics(await account(), postId)).map((one) => one.metric)).toEqual(['total_view', 'total_share']);
    expect(await zalo.verifyAccount(await account())).toMatchObject({ ok: true, name: 'OA thử', profile: { handle: 'oa-41' } });
  });
});

describe('a broadcast', () => {
  it('is warned of, confirmed by an approver who says so, sent once, and reported when the article is taken back', async () => {
    const { release, id } = await published();
    const page = await app.inject({ url: `/kenh/tin/${release.releaseId}`, headers: t.as(leader) });
    expect(page.body).toContain('không thu hồi được');
    expect(
      (await press(id, 'gui-toi-nguoi-quan-tam', { understood: 'yes' }, official(['channels.read', 'channels.write'], agency))).statusCode,
    ).toBe(403);
    expect((await press(id, 'gui-toi-nguoi-quan-tam', {})).statusCode).toBe(422);
    expect((await press(id, 'gui-toi-nguoi-quan-tam', { understood: 'yes' })).statusCode).toBe(303);
    expect(await push(id)).toBe('sent');
    expect(await push(id)).toBe('sent');
    expect(oa.broadcasts.filter((one) => one.articleId === standing(release.code)[0]?.id)).toHaveLength(1);
    expect((await press(id, 'gui-toi-nguoi-quan-tam', { understood: 'yes' })).statusCode).toBe(409);
    await announce(services, 'information.retracted', { releaseId: release.releaseId, code: release.code, reason: 'Sai', at: now() });
    expect(await toTheEnd(id)).toBe('irrevocable_notice_sent');
    expect(standing(release.code)).toEqual([]);
    expect((await findDelivery(services.db, id))?.problem).toContain('không thu hồi được');
  });

  it('of unknown outcome is never sent again by itself: a person looks and says', async () => {
    const { id } = await published();
    const before = oa.broadcasts.length;
    double.broadcastFaults.push('timeout-but-sent');
    await press(id, 'gui-toi-nguoi-quan-tam', { understood: 'yes' });
    expect(await push(id)).toBe('unconfirmed');
    expect(await push(id)).toBe('unconfirmed');
    expect(oa.broadcasts.length).toBe(before + 1);
    expect((await channelsWorklist(services.db, leader)).some((item) => item.kind.vi.includes('Chưa rõ đã gửi'))).toBe(true);
    expect((await press(id, 'da-xem-quan-ly', { found: 'sent' })).statusCode).toBe(303);
    expect((await findBroadcast(services.db, id))?.state).toBe('sent');
  });

  it('interrupted in the middle may have left, and the month has an end', async () => {
    const { id } = await published();
    await press(id, 'gui-toi-nguoi-quan-tam', { understood: 'yes' });
    await t.database.pg.query(`update channels.broadcast set state = 'sending', sending_at = now() where delivery_id = $1`, [id]);
    expect(await push(id)).toBe('unconfirmed');
    await t.database.pg.query(`update channels.setting set value = '1' where name = 'broadcast.month'`);
    const other = await published();
    const refused = await press(other.id, 'gui-toi-nguoi-quan-tam', { understood: 'yes' });
    expect(refused.statusCode).toBe(409);
    expect(refused.body).toContain('đã gửi đủ 1 lần');
  });
});

describe('tokens', () => {
  it('are renewed at half their life, both at once', async () => {
    pass(13 * 3_600_000);
    expect((await accountsToRenew(services.db)).length).toBe(1);
    expect(await zalo.renew?.(await account())).toBeUndefined();
    expect(await accountsToRenew(services.db)).toEqual([]);
    const kept = await openCredentials(services.db, connectionId);
    expect(kept).toMatchObject({ appId: 'ung-dung', refreshToken: oa.refreshToken });
    pass(13 * 3_600_000);
    expect((await accountsToRenew(services.db)).length).toBe(1);
  });

  it('are used once even when two processes find them spent', async () => {
    oa.accessTokens.clear();
    const one = await account();
    const told = await Promise.all([zalo.verifyAccount(one), adapterWith(store).verifyAccount(one)]);
    expect(told.some((answer) => answer.ok)).toBe(true);
    expect((await openCredentials(services.db, connectionId))['refreshToken']).toBe(oa.refreshToken);
  });

  it('are kept although the database fails for a moment', async () => {
    let failures = 2;
    const shaky: TokenStore = {
      ...store,
      async keep(...all) {
        failures -= 1;
        if (failures >= 0) throw new Error('the database is away');
        await store.keep(...all);
      },
    };
    expect(await adapterWith(shaky).renew?.(await account())).toBeUndefined();
    expect((await openCredentials(services.db, connectionId))['refreshToken']).toBe(oa.refreshToken);
  });

  it('lost between the answer and the storing: posts go on while the old token lives, a person is told at once, nothing is doubled', async () => {
    await zalo.renew?.(await account());
    pass(13 * 3_600_000);
    const dying: TokenStore = { ...store, keep: () => new Promise(() => undefined) };
    void adapterWith(dying).renew?.(await account());
    await expect.poll(() => oa.refreshToken).not.toBe((await account()).credentials['refreshToken']);
    // The next process, when the dead one's lease is over.
    pass(2 * 60_000);
    expect((await zalo.renew?.(await account()))?.kind).toBe('needs-auth');
    expect((await channelsWorklist(services.db, leader)).some((item) => item.kind.vi.includes('trước khi mã truy cập hết hạn'))).toBe(true);
    const first = await published();
    expect(standing(first.release.code)).toHaveLength(1);
    pass(13 * 3_600_000);
    const second = await published();
    expect((await findDelivery(services.db, second.id))?.state).toBe('needs_auth');
    expect(standing(second.release.code)).toEqual([]);
  });
});
