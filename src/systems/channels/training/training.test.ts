import { expect, test } from 'vitest';
import { query, sql } from '#kernel/db.ts';
import { freezeTime, instant } from '#kernel/time.ts';
import { prepareSite, someoneAt } from '../../../../test/demo-kit.ts';
import { testApp } from '../../../../test/kit.ts';
import { approveText } from '../actions/approve-text.ts';
import { carry } from '../carry.ts';
import { facebookAdapter } from '../adapters/facebook/adapter.ts';
import { facebookAt } from '../platforms-kit.ts';
import { deliveriesOf } from '../queries/deliveries.ts';
import { announce, openAccount, someRelease } from '../test-kit.ts';
import { certificatesOf } from './certificates.ts';

const t = await testApp();
const { services, app } = t;
await prepareSite(services);
const leader = await someoneAt(services, 'G22', ['leader'], 'Lãnh Đạo Mẫu');
const head = await someoneAt(services, 'G22', ['unit-head'], 'Trưởng Phòng Mẫu');
const officer = await someoneAt(services, 'G22', ['officer'], 'Chuyên Viên Mẫu');
const elsewhere = await someoneAt(services, 'G09', ['leader'], 'Lãnh Đạo Khác');
const agencyId = leader.scope ?? '';

const paper = {
  agencyId,
  accountId: head.id,
  course: 'Quản trị trang thông tin mẫu',
  issuer: 'Cơ sở đào tạo mẫu',
  number: 'MAU-01',
  validFrom: '2026-01-01',
  validUntil: '2026-11-22',
};
const post = (url: string, as: typeof leader | undefined, payload: Record<string, unknown> = {}) =>
  app.inject({ method: 'POST', url, payload, headers: as ? t.as(as) : {} });

/** A text that waits for somebody's approval on an account that asks for training. */
async function waiting(stableId: string): Promise<{ id: string; version: number }> {
  await openAccount(services, { agencyId, platform: 'facebook', stableId, credentials: { accessToken: 'x' }, approval: 'certified' });
  const release = someRelease(agencyId);
  await announce(services, 'information.published', release);
  const [delivery] = (await deliveriesOf(services.db, release.releaseId)).filter((one) => one.stableId === stableId);
  const adapters = { facebook: facebookAdapter(facebookAt('http://127.0.0.1:9')) };
  await carry(services, adapters as never, delivery!.id);
  const after = (await deliveriesOf(services.db, release.releaseId)).find(({ id }) => id === delivery!.id)!;
  expect(after.state).toBe('rendered');
  return { id: after.id, version: after.version };
}

test('certificates are entered by another person with the right, and withdrawn with a reason', async () => {
  expect((await post('/kenh/chung-nhan', undefined, paper)).statusCode).toBe(401);
  expect((await post('/kenh/chung-nhan', officer, paper)).statusCode).toBe(403);
  expect((await post('/kenh/chung-nhan', elsewhere, paper)).statusCode).toBe(403);
  const own = await post('/kenh/chung-nhan', head, paper);
  expect(own.statusCode).toBe(409);
  expect(own.body).toContain('Không ai tự ghi chứng nhận của mình');
  expect((await post('/kenh/chung-nhan', leader, { ...paper, accountId: elsewhere.id })).body).toContain('không phải cán bộ của cơ quan');
  expect((await post('/kenh/chung-nhan', leader, { ...paper, validUntil: '2025-12-31' })).statusCode).toBe(409);
  expect((await post('/kenh/chung-nhan', leader, paper)).statusCode).toBe(303);
  expect((await post('/kenh/chung-nhan', leader, paper)).body).toContain('đã được ghi');
  expect(await certificatesOf(services.db, elsewhere.scope ?? '')).toEqual([]);
  expect((await app.inject({ url: '/kenh/chung-nhan', headers: t.as(leader) })).body).toContain('MAU-01');
  expect((await app.inject({ url: '/kenh/chung-nhan', headers: t.as(elsewhere) })).body).not.toContain('MAU-01');
});

test('only who holds a certificate valid that day lets a text leave; the database holds the same', async () => {
  const until = (at: string) => freezeTime(instant(at));
  const text = await waiting('900100');
  try {
    until('2026-11-22T16:59:00Z');
    await expect(services.act(approveText, leader, text)).rejects.toMatchObject({ refusals: [{ code: 'uncertified' }] });
    // Half a minute after midnight in Việt Nam it has ended.
    until('2026-11-22T17:00:30Z');
    await expect(services.act(approveText, head, text)).rejects.toMatchObject({ refusals: [{ code: 'uncertified' }] });
    const past = sql`update channels.delivery set approved_by = ${head.id}, changed_at = '2026-11-22T17:00:30Z' where id = ${text.id}`;
    await expect(query(services.db, past)).rejects.toThrow('no valid training certificate');
    until('2026-11-22T16:59:00Z');
    const [certificate] = await certificatesOf(services.db, agencyId);
    expect((await post(`/kenh/chung-nhan/${certificate?.id}/huy`, officer, { reason: 'Ghi nhầm' })).statusCode).toBe(403);
    expect((await post(`/kenh/chung-nhan/${certificate?.id}/huy`, elsewhere, { reason: 'Ghi nhầm' })).statusCode).toBe(403);
    await services.act(approveText, head, text);
    const next = await waiting('900101');
    expect((await post(`/kenh/chung-nhan/${certificate?.id}/huy`, leader, { reason: 'Ghi nhầm' })).statusCode).toBe(303);
    await expect(services.act(approveText, head, next)).rejects.toMatchObject({ refusals: [{ code: 'uncertified' }] });
  } finally {
    freezeTime(undefined);
  }
});
