import { afterEach, beforeEach, expect, test } from 'vitest';
import { query, sql } from '#kernel/db.ts';
import { freezeTime } from '#kernel/time.ts';
import { someoneAt } from '../../../../../test/demo-kit.ts';
import { acceptTerms } from '../../actions/accept-terms.ts';
import { newsroom } from '../../test-kit.ts';
import { pressKit } from '../press-kit.ts';
import { confirmTerms } from './confirm-terms.ts';
import { proposeTerms } from './propose-terms.ts';
import { termsInForce } from './queries.ts';

const room = await newsroom();
const { t, head, writer, lawyer, stranger } = room;
const { app, services } = t;
const { db } = services;
const { post, reporter, offered } = pressKit(room);
const second = await someoneAt(services, 'G22', ['unit-head'], 'Phó phòng Mẫu');
const moment = { date: '2026-11-30', time: '12:30' };
const proposal = {
  itemsVi: 'Không công bố trước giờ.\nKhông gửi qua mạng xã hội.',
  itemsEn: 'Nothing before the hour.\nNothing by social networks.',
  validFrom: '2026-11-23',
  source: 'Quyết định mẫu 12/QĐ-VPCP',
};

beforeEach(() => freezeTime('2026-11-22T05:00:00Z'));
afterEach(() => freezeTime(undefined));

test('a new version, confirmed by another, is asked of whoever accepted the old one before the next copy; both are kept', async () => {
  const one = await reporter('Nhà báo Điều kiện');
  const { code } = await offered(moment);
  const { version } = await services.act(proposeTerms, head, proposal);
  await expect(services.act(confirmTerms, head, { version })).rejects.toMatchObject({ refusals: [{ code: 'same-person' }] });
  await expect(
    query(db, sql`update information.press_terms set confirmed_by = proposed_by, confirmed_at = now() where version = ${version}`),
  ).rejects.toThrow('terms_by_two_persons');
  freezeTime('2026-11-22T17:00:01Z');
  // Nobody has confirmed it: its day changes nothing.
  expect((await app.inject(`${one.address}/${code}`)).statusCode).toBe(200);
  freezeTime('2026-11-22T06:00:00Z');
  await services.act(confirmTerms, second, { version });
  expect((await app.inject(`${one.address}/${code}`)).statusCode).toBe(200);
  freezeTime('2026-11-22T17:00:01Z');
  for (const path of ['', '/ban-rieng.pdf']) expect((await app.inject(`${one.address}/${code}${path}`)).statusCode).toBe(403);
  const page = (await app.inject(one.address)).body;
  for (const seen of ['Điều kiện giữ tin đã đổi', 'Bạn đã chấp nhận phiên bản 1', 'Không gửi qua mạng xã hội.', proposal.source])
    expect(page).toContain(seen);
  expect(page).not.toContain(code);
  // Accepting what is no longer in force accepts nothing.
  await expect(services.act(acceptTerms, head, { token: one.token, version: 1 })).rejects.toMatchObject({
    refusals: [{ code: 'terms-changed' }],
  });
  expect((await post(one.address, { version })).statusCode).toBe(303);
  expect((await app.inject(`${one.address}/${code}`)).statusCode).toBe(200);
  const kept = await query<{ version: number; at: Date }>(
    db,
    sql<{
      version: number;
      at: Date;
    }>`select version, accepted_at as at from information.press_acceptance where journalist_id = ${one.id} order by 1`,
  );
  expect(kept.map((row) => [row.version, row.at.toISOString().slice(0, 10)])).toEqual([
    [1, '2026-11-22'],
    [version, '2026-11-22'],
  ]);
  const desk = (await app.inject({ url: '/thong-tin/bao-chi/dieu-kien', headers: t.as(head) })).body;
  for (const seen of ['Đang áp dụng', 'Phiên bản cũ', 'Nhà báo Điều kiện']) expect(desk).toContain(seen);
});

test('another agency keeps its terms; a proposal whose day has passed or whose languages differ is refused', async () => {
  expect((await termsInForce(db, stranger.scope ?? '')).version).toBe(1);
  await expect(services.act(proposeTerms, head, { ...proposal, validFrom: '2026-11-21' })).rejects.toMatchObject({
    refusals: [{ code: 'past-day' }],
  });
  await expect(services.act(proposeTerms, head, { ...proposal, itemsEn: 'One.' })).rejects.toMatchObject({
    refusals: [{ code: 'uneven' }],
  });
  const { version } = await services.act(proposeTerms, head, { ...proposal, validFrom: '2026-11-22' });
  freezeTime('2026-11-23T05:00:00Z');
  await expect(services.act(confirmTerms, second, { version })).rejects.toMatchObject({ refusals: [{ code: 'past-day' }] });
});

test('who may propose, confirm and look: press officers of the agency', async () => {
  const { version } = await services.act(proposeTerms, head, proposal);
  for (const actor of [writer, lawyer]) {
    await expect(services.act(proposeTerms, actor, proposal)).rejects.toMatchObject({ status: 403 });
    expect((await app.inject({ url: '/thong-tin/bao-chi/dieu-kien', headers: t.as(actor) })).statusCode).toBe(403);
  }
  for (const actor of [writer, lawyer, stranger])
    await expect(services.act(confirmTerms, actor, { version })).rejects.toMatchObject({ status: 403 });
  // The common version is nobody's to change.
  await expect(services.act(confirmTerms, second, { version: 1 })).rejects.toMatchObject({ status: expect.toBeOneOf([403, 404]) });
});
