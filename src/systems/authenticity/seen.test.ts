import { beforeAll, describe, expect, it } from 'vitest';
import { agencyByCode } from '#core/agencies/index.ts';
import { query, sql } from '#kernel/db.ts';
import { newId } from '#kernel/id.ts';
import { createLogger } from '#kernel/log.ts';
import { instant } from '#kernel/time.ts';
import type { AccountSeen } from '#systems/channels/events.ts';
import { prepareSite } from '../../../test/demo-kit.ts';
import { official, testApp } from '../../../test/kit.ts';
import { accountSeenJob } from './jobs.ts';
import { authenticity } from './module.ts';
import { findAccount, historyOf } from './queries/accounts.ts';
import { insertAccount } from './queries/write-accounts.ts';
import { backLinkOf, sameNames } from './rules/seen-account.ts';
import { announce } from './test-kit.ts';

const t = await testApp();
const id = newId();
const STAFF = `/xac-thuc/tai-khoan/${id}`;
let agencyId = '';
let [owner, second] = [official([]), official([])];

beforeAll(async () => {
  await prepareSite(t.services);
  agencyId = (await agencyByCode(t.services.db, 'G22'))?.id ?? '';
  const rights = ['authenticity.register', 'authenticity.approve', 'authenticity.alarm'];
  [owner, second] = [official(rights, agencyId), official(rights, agencyId)];
  const account = {
    id,
    agencyId,
    agencyName: 'X',
    platform: 'facebook',
    stableId: '700001',
    handle: 'tin.thu',
    displayName: 'Tin Thử',
  } as const;
  const rest = { url: 'https://www.facebook.com/tin.thu', purpose: 'Thử.', owner: 'A', deputy: 'B', openedOn: '2026-01-01' };
  await insertAccount(t.services.db, { ...account, ...rest }, instant('2026-01-02T01:00:00Z'));
});

/** What the platform answers, as `channels` announces it; then the job that it left. */
async function seen(day: number, what: Partial<AccountSeen> = {}): Promise<void> {
  const at = instant(Date.UTC(2026, 9, day, 21));
  const event: AccountSeen = {
    platform: 'facebook',
    stableId: '700001',
    name: 'Tin Thử',
    handle: 'tin.thu',
    websites: ['localhost'],
    at,
    ...what,
  };
  await announce(t.services, 'channels.account-seen', event);
  const [job] = await query<{ payload: never }>(
    t.services.db,
    sql`select p.payload from graphile_worker._private_jobs p where p.key = 'authenticity.seen:facebook:700001'`,
  );
  if (!job) throw new Error('no job');
  await accountSeenJob.handle(job.payload, { db: t.services.db, services: t.services, log: createLogger('silent') });
}

const page = async (): Promise<string> => (await t.app.inject(`/tai-khoan-chinh-thuc/${id}`)).body;
const staffPage = async (): Promise<string> => (await t.app.inject({ url: STAFF, headers: t.as(owner) })).body;
const desk = async (who = owner) => ((await authenticity.worklist?.(t.services.db, who)) ?? []).map((item) => item.title);
const check = async (address: string) => (await t.app.inject(`/kiem-tra-tin?dia-chi=${encodeURIComponent(address)}`)).body;
const listed = async () => {
  const { accounts } = (await t.app.inject('/.well-known/official-accounts.json')).json<{ accounts: Record<string, unknown>[] }>();
  return accounts.find((one) => one['stableId'] === '700001');
};

describe('what the platform says of an account', () => {
  it('proves its side when its field for a web site names this site, with the days', async () => {
    await seen(1);
    const body = await page();
    expect(body).toContain('do nền tảng trả lời');
    expect(body).toContain('02/10/2026');
    expect(body).toContain('02/01/2026');
    expect(await desk()).toEqual([]);
    await seen(2, { websites: [], about: 'Trang của Cổng. trust://localhost!' });
    expect(await page()).toContain('trust://localhost!');
    expect(await staffPage()).toContain('trust://localhost!');
  });

  it('raises an alarm when the link back is gone, on the desk of those who keep it and of nobody else', async () => {
    await seen(3, { websites: ['https://localhost.evil.example'] });
    expect(await page()).toContain('không còn liên kết về cổng này');
    expect(await desk()).toEqual(['Tin Thử: mất liên kết chứng minh']);
    expect(await desk(official([], agencyId))).toEqual([]);
    expect(await desk(official(['authenticity.register'], '00000000-0000-4000-8000-000000000000'))).toEqual([]);
    await seen(4);
    expect(await desk()).toEqual([]);
  });

  it('raises an alarm when the name changes; the history has the day, and nothing passes for confirmed', async () => {
    await seen(5, { name: 'Hỗ trợ nhận tiền', handle: 'nhantien' });
    await seen(5, { name: 'Hỗ trợ nhận tiền', handle: 'nhantien' });
    expect(await desk()).toEqual(['Tin Thử: nền tảng đang hiện tên “Hỗ trợ nhận tiền”']);
    expect(await page()).toContain('chưa được cơ quan xác nhận');
    expect(await staffPage()).toContain('báo động ngay');
    expect((await t.app.inject('/tai-khoan-chinh-thuc')).body).toContain('Tên đang khác');
    expect(await listed()).toMatchObject({ displayName: 'Tin Thử', platformShows: 'Hỗ trợ nhận tiền' });
    const { names } = await historyOf(t.services.db, id);
    expect(names.map(({ handle, source }) => [handle, source])).toEqual([
      ['tin.thu', 'registry'],
      ['nhantien', 'platform'],
    ]);
    expect(await check('facebook.com/nhantien')).toContain('một tên mà cơ quan chưa xác nhận');
    expect(await check('facebook.com/tin.thu')).toContain('Không còn đúng. Tên này là của Văn phòng Chính phủ từ');
    const entries = await query<{ n: number }>(
      t.services.db,
      sql`select count(*)::int as n from kernel.ledger_pending where subject = ${`official-account:${id}`}`,
    );
    // Proven, lost, proven again, renamed: what only repeats is not entered.
    expect(entries[0]?.n).toBe(4);
  });

  it('ends when the platform shows the old name again', async () => {
    await seen(6);
    expect(await desk()).toEqual([]);
    expect((await findAccount(t.services.db, id))?.shownAs).toBeNull();
    expect(await check('facebook.com/tin.thu')).toContain('Đúng. Đây là tài khoản chính thức');
    expect(await check('facebook.com/nhantien')).toContain('Không còn đúng.');
  });

  it('ends when two persons confirm the new name, which keeps the day on which it was seen', async () => {
    await seen(7, { name: 'Tin Mới', handle: 'tin.moi' });
    const form = { kind: 'rename', reason: 'Đổi tên theo quyết định.', handle: 'tin.moi', displayName: 'Tin Mới', _version: '1' };
    const url = 'https://www.facebook.com/tin.moi';
    const sent = await t.app.inject({ method: 'POST', url: `${STAFF}/thay-doi`, payload: { ...form, url }, headers: t.as(owner) });
    expect(sent.statusCode).toBe(303);
    const [change] = await query<{ id: string }>(t.services.db, sql`select id from authenticity.account_change where state = 'proposed'`);
    const decided = { method: 'POST', url: `/xac-thuc/tai-khoan/de-nghi/${change?.id}`, payload: { decision: 'confirm' } } as const;
    expect((await t.app.inject({ ...decided, headers: t.as(second) })).statusCode).toBe(303);
    expect(await desk()).toEqual([]);
    const { names } = await historyOf(t.services.db, id);
    expect(names.at(-1)).toMatchObject({ handle: 'tin.moi', source: 'registry', validFrom: instant('2026-10-07T21:00:00Z') });
    expect(await check('facebook.com/tin.moi')).toContain('Đúng. Đây là tài khoản chính thức');
  });

  it('is heeded in the order in which it was seen, and only of accounts in the registry', async () => {
    await seen(6, { name: 'Đến muộn' });
    expect(await desk()).toEqual([]);
    await expect(seen(9, { stableId: '700002' })).resolves.toBeUndefined();
    expect(await query(t.services.db, sql`select 1 from graphile_worker._private_jobs where key like '%700002'`)).toEqual([]);
  });
});

describe('names and links', () => {
  it('are compared as people read them', () => {
    const registered = { displayName: 'Tin  Thử', handle: '@Tin.Thu' };
    expect(sameNames({ name: 'Tin Thử', handle: 'tin.thu' }, registered)).toBe(true);
    expect(sameNames({ name: 'Tin Thử' }, registered)).toBe(true);
    expect(sameNames({ name: 'Tin Thu', handle: 'tin.thu' }, registered)).toBe(false);
    expect(sameNames({ name: 'A', handle: 'a' }, { displayName: 'A', handle: 'a@cong.vn' })).toBe(true);
    expect(sameNames({ name: 'A', handle: 'a@x.vn' }, { displayName: 'A', handle: 'a@cong.vn' })).toBe(false);
  });

  it('count only for this very site', () => {
    const link = (about: string, ...websites: string[]) => backLinkOf({ about, websites }, 'https://cong.vn');
    expect(link('', 'http://cong.vn/tin')).toBe('http://cong.vn/tin');
    expect(link('Xem trust://CONG.vn! nhé')).toBe('trust://CONG.vn!');
    for (const wrong of ['trust://cong.vn.evil.com!', 'trust://cong.vn', 'cong.vn', 'trust://evil.cong.vn!'])
      expect(link(wrong)).toBeUndefined();
    expect(link('', 'https://cong.vn@evil.com', 'https://evil.com/cong.vn')).toBeUndefined();
  });
});
