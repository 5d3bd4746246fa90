import { afterAll, describe, expect, it } from 'vitest';
import { someoneAt } from '../../../../test/demo-kit.ts';
import { query, sql } from '#kernel/db.ts';
import { freezeTime } from '#kernel/time.ts';
import { publishRelease } from '../actions/publish-release.ts';
import { scheduleRelease } from '../actions/schedule-release.ts';
import { unscheduleRelease } from '../actions/unschedule-release.ts';
import { editionsOf } from '../queries/editions.ts';
import { informationWorklist } from '../queries/worklist.ts';
import { newsroom } from '../test-kit.ts';
import { decideMoment } from './decide-moment.ts';
import { proposeMoment } from './propose-moment.ts';

const { t, writer, leader, stranger, ref, begin, approve } = await newsroom();
const { app, services } = t;
const second = await someoneAt(services, 'G22', ['leader'], 'Phó lãnh đạo Mẫu');
afterAll(() => freezeTime(undefined));

/** Approved at noon (05:00 UTC) and set for 15:00. */
async function waiting(): Promise<{ id: string; code: string }> {
  freezeTime('2026-11-22T05:00:00Z');
  const made = await begin();
  await approve(made.id);
  await services.act(scheduleRelease, leader, { ...(await ref(made.id)), date: '2026-11-22', time: '15:00' });
  return made;
}

const ask = async (id: string, date: string, time: string, actor = leader) =>
  services.act(proposeMoment, actor, { ...(await ref(id)), date, time, reason: 'Lũ lên nhanh hơn dự báo.' });
const decide = async (id: string, proposal: string, agree: boolean, actor = second) =>
  services.act(decideMoment, actor, { ...(await ref(id)), proposal, agree });
const status = async (code: string) => (await app.inject(`/tin/${code}`)).statusCode;
const momentOfNewest = async (id: string) => (await editionsOf(services.db, id))[0]?.visibleFrom?.toISOString();

describe('another moment', () => {
  it('at once: public the moment a second person agrees, not before, and never by one alone', async () => {
    const { id, code } = await waiting();
    const { proposal } = await ask(id, '', '');
    await expect(decide(id, proposal, true, leader)).rejects.toMatchObject({ refusals: [{ code: 'own-proposal' }] });
    for (const other of [writer, stranger]) await expect(decide(id, proposal, true, other)).rejects.toMatchObject({ status: 403 });
    expect(await status(code)).toBe(404);
    expect((await informationWorklist(services.db, second)).map(({ url }) => url)).toContain(`/thong-tin/${id}`);
    freezeTime('2026-11-22T05:10:00Z');
    await decide(id, proposal, true);
    expect(await status(code)).toBe(200);
    const [edition] = await editionsOf(services.db, id);
    expect([edition?.state, edition?.visibleFrom?.toISOString()]).toEqual(['published', '2026-11-22T05:10:00.000Z']);
    const entries = await query<{ action: string; actor: string }>(
      services.db,
      sql<{ action: string; actor: string }>`select action, actor from kernel.ledger_pending
        where subject = ${`release:${id}`} and action like '%moment' order by id`,
    );
    expect(entries.map(({ action }) => action)).toEqual(['information.propose-moment', 'information.decide-moment']);
    // The ledger holds no names, but it tells two persons apart.
    expect(new Set(entries.map(({ actor }) => actor)).size).toBe(2);
  });

  it('sooner or later: visible_from moves with the second person, and the job of the old moment does nothing', async () => {
    const { id, code } = await waiting();
    await decide(id, (await ask(id, '2026-11-22', '13:00')).proposal, true);
    expect(await momentOfNewest(id)).toBe('2026-11-22T06:00:00.000Z');
    await decide(id, (await ask(id, '2026-11-22', '16:00', second)).proposal, true, leader);
    expect(await momentOfNewest(id)).toBe('2026-11-22T09:00:00.000Z');
    freezeTime('2026-11-22T08:00:00Z');
    await expect(services.act(publishRelease, leader, { id, edition: 1 })).rejects.toMatchObject({ refusals: [{ code: 'early' }] });
    expect(await status(code)).toBe(404);
    const jobs = await query(
      services.db,
      sql`select 1 from graphile_worker.jobs where key = ${`information.publish:${id}:1`} and run_at = '2026-11-22T09:00:00Z'`,
    );
    expect(jobs).toHaveLength(1);
    freezeTime('2026-11-22T09:00:00Z');
    expect(await status(code)).toBe(200);
    await expect(ask(id, '2026-11-22', '18:00')).rejects.toMatchObject({ refusals: [{ code: 'on-show' }] });
  });

  it('declined or taken back: nothing moves, and the next may be asked for', async () => {
    const { id } = await waiting();
    const first = await ask(id, '', '');
    await expect(ask(id, '', '', second)).rejects.toMatchObject({ refusals: [{ code: 'proposal-waits' }] });
    await decide(id, first.proposal, false);
    await decide(id, (await ask(id, '', '')).proposal, false, leader);
    expect(await momentOfNewest(id)).toBe('2026-11-22T08:00:00.000Z');
    for (const [date, time, code] of [
      ['2026-11-22', '11:00', 'past'],
      ['2026-11-22', '15:00', 'same-moment'],
      ['2026-11-22', '', 'no-moment'],
    ] as const)
      await expect(ask(id, date, time)).rejects.toMatchObject({ refusals: [{ code }] });
  });

  it('cannot be had by one person who takes the moment back and sets it anew: sooner is refused, later is not', async () => {
    const { id } = await waiting();
    await services.act(unscheduleRelease, leader, await ref(id));
    for (const moment of [
      { date: '', time: '' },
      { date: '2026-11-22', time: '14:59' },
    ])
      await expect(services.act(scheduleRelease, leader, { ...(await ref(id)), ...moment })).rejects.toMatchObject({
        refusals: [{ code: 'sooner' }],
      });
    await services.act(scheduleRelease, leader, { ...(await ref(id)), date: '2026-11-22', time: '15:30' });
    expect(await momentOfNewest(id)).toBe('2026-11-22T08:30:00.000Z');
  });

  it('is held by the database, whoever writes to it', async () => {
    const { id } = await waiting();
    const set = (at: string) =>
      query(services.db, sql`update information.edition set visible_from = ${at}::timestamptz where release_id = ${id}`);
    await expect(set('2026-11-22T06:00:00Z')).rejects.toThrow(/two persons/);
    await expect(set('2026-11-22T12:00:00Z')).rejects.toThrow(/two persons/);
    const { proposal } = await ask(id, '', '');
    const agreeAlone = query(
      services.db,
      sql`update information.moment_change set outcome = 'agreed', decided_by = proposed_by, decided_at = now(), moment = now() where id = ${proposal}`,
    );
    await expect(agreeAlone).rejects.toThrow(/moment_by_two_persons/);
  });
});
