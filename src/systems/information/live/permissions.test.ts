import { describe, expect, it } from 'vitest';
import { query, sql } from '#kernel/db.ts';
import type { Actor } from '#kernel/permission.ts';
import { newsroom } from '../test-kit.ts';
import { closeLiveEvent } from './actions/close-live-event.ts';
import { correctLiveEntry } from './actions/correct-live-entry.ts';
import { dropLiveEvent } from './actions/drop-live-event.ts';
import { editLiveEvent } from './actions/edit-live-event.ts';
import { openLiveEvent } from './actions/open-live-event.ts';
import { pinLiveEntry } from './actions/pin-live-entry.ts';
import { postLiveEntry } from './actions/post-live-entry.ts';
import { proposeLiveEvent } from './actions/propose-live-event.ts';
import { takeBackLiveEntry } from './actions/take-back-live-entry.ts';
import { openedEvent, proposal } from './test-kit.ts';

const room = await newsroom();
const { t, writer, head, lawyer, leader, stranger } = room;
const { services, app } = t;

const proposed = async () => (await services.act(proposeLiveEvent, writer, proposal)).id;
const open = async () => (await openedEvent(room)).id;
const posted = async () => {
  const id = await open();
  await services.act(postLiveEntry, writer, { id, textVi: 'Tin' });
  return id;
};

describe('who may', () => {
  const attempts: readonly [string, () => Promise<string>, (id: string, actor: Actor) => Promise<unknown>, readonly Actor[]][] = [
    ['propose', async () => '', (_id, actor) => services.act(proposeLiveEvent, actor, proposal), [lawyer, leader]],
    ['edit', proposed, (id, actor) => services.act(editLiveEvent, actor, { ...proposal, id, version: 1 }), [lawyer, leader, stranger]],
    ['drop', proposed, (id, actor) => services.act(dropLiveEvent, actor, { id, version: 1 }), [lawyer, leader, stranger]],
    ['open', proposed, (id, actor) => services.act(openLiveEvent, actor, { id, version: 1 }), [writer, head, lawyer, stranger]],
    ['post', open, (id, actor) => services.act(postLiveEntry, actor, { id, textVi: 'x' }), [lawyer, leader, stranger]],
    [
      'correct',
      posted,
      (id, actor) => services.act(correctLiveEntry, actor, { id, entry: 1, textVi: 'x', reason: 'x' }),
      [lawyer, leader, stranger],
    ],
    ['pin', posted, (id, actor) => services.act(pinLiveEntry, actor, { id, entry: 1 }), [lawyer, leader, stranger]],
    [
      'take back',
      posted,
      (id, actor) => services.act(takeBackLiveEntry, actor, { id, entry: 1, reason: 'x' }),
      [writer, head, lawyer, stranger],
    ],
    ['close', open, (id, actor) => services.act(closeLiveEvent, actor, { id, summaryVi: 'x' }), [lawyer, leader, stranger]],
  ];

  it.each(attempts)('%s: only those of the agency with that permission', async (_verb, make, attempt, others) => {
    const id = await make();
    for (const actor of others) await expect(attempt(id, actor)).rejects.toMatchObject({ status: 403 });
  });

  it('see the newsroom’s page of an event: those of the agency; for others there is none', async () => {
    const id = await proposed();
    for (const url of [`/thong-tin/truc-tiep/${id}`, `/thong-tin/truc-tiep/${id}/sua`]) {
      expect((await app.inject({ url, headers: t.as(writer) })).statusCode).toBe(200);
      expect((await app.inject({ url, headers: t.as(stranger) })).statusCode).toBe(404);
      expect((await app.inject({ url })).headers.location).toContain('/dang-nhap');
    }
    const post = { method: 'POST', url: `/thong-tin/truc-tiep/${id}/tin`, payload: { textVi: 'x' } } as const;
    const empty = await app.inject({ method: 'POST', url: `/thong-tin/truc-tiep/${await open()}/tin`, headers: t.as(writer) });
    expect(empty.statusCode).toBe(422);
    expect((await app.inject({ ...post, headers: t.as(lawyer) })).statusCode).toBe(403);
    expect((await app.inject({ ...post, headers: t.as(stranger) })).statusCode).toBe(404);
  });
});

describe('two persons open a page', () => {
  it('whoever proposed or edited it does not open it, whatever roles they hold; the database says so too', async () => {
    const id = await proposed();
    const both: Actor = { ...leader, may: (permission, scope) => leader.may(permission, scope) || head.may(permission, scope) };
    await services.act(editLiveEvent, both, { ...proposal, id, version: 1 });
    await expect(services.act(openLiveEvent, both, { id, version: 2 })).rejects.toMatchObject({ refusals: [{ code: 'own-event' }] });
    const set = (by: string) =>
      sql`update information.live_event set state = 'open', opened_at = now(), opened_by = ${by} where id = ${id}`;
    await expect(query(services.db, set(leader.id))).rejects.toThrow('live_opened_by_another');
    await expect(query(services.db, sql`update information.live_event set state = 'open' where id = ${id}`)).rejects.toThrow(
      'live_open_has_opener',
    );
  });

  it('waits on the desk of those who may open it, and of nobody else', async () => {
    const id = await proposed();
    const desk = async (actor: Actor) => (await app.inject({ url: '/ban-lam-viec', headers: t.as(actor) })).body;
    expect(await desk(leader)).toContain(`/thong-tin/truc-tiep/${id}`);
    expect(await desk(writer)).not.toContain(`/thong-tin/truc-tiep/${id}`);
  });

  it('what somebody else has changed meanwhile is not opened unseen', async () => {
    const id = await proposed();
    await services.act(editLiveEvent, head, { ...proposal, titleVi: 'Tên khác', id, version: 1 });
    await expect(services.act(openLiveEvent, leader, { id, version: 1 })).rejects.toMatchObject({ refusals: [{ code: 'stale' }] });
  });
});
