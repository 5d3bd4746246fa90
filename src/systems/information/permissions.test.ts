import { expect, describe, it } from 'vitest';
import { query, sql } from '#kernel/db.ts';
import type { Actor } from '#kernel/permission.ts';
import { beginCorrection } from './actions/begin-correction.ts';
import { checkLegality } from './actions/check-legality.ts';
import { createRelease } from './actions/create-release.ts';
import { dropRelease } from './actions/drop-release.ts';
import { editRelease } from './actions/edit-release.ts';
import { publishRelease } from './actions/publish-release.ts';
import { retractRelease } from './actions/retract-release.ts';
import { returnRelease } from './actions/return-release.ts';
import { reviewRelease } from './actions/review-release.ts';
import { scheduleRelease } from './actions/schedule-release.ts';
import { submitRelease } from './actions/submit-release.ts';
import { unscheduleRelease } from './actions/unschedule-release.ts';
import { withdrawRelease } from './actions/withdraw-release.ts';
import { form, newsroom } from './test-kit.ts';

const { t, writer, head, lawyer, leader, stranger, ref, begin, approve, release } = await newsroom();
const { services } = t;

type Attempt = (id: string, actor: Actor) => Promise<unknown>;

const submitted = async () => {
  const { id } = await begin();
  await services.act(submitRelease, writer, await ref(id));
  return id;
};
const reviewed = async () => {
  const id = await submitted();
  await services.act(reviewRelease, head, await ref(id));
  return id;
};
const approved = async () => {
  const { id } = await begin();
  await approve(id);
  return id;
};
const published = async () => (await release()).id;
const embargoed = async () => (await release({}, { date: '2099-01-01', time: '07:00' })).id;

describe('who may', () => {
  const attempts: readonly [string, () => Promise<string>, Attempt, readonly Actor[]][] = [
    ['write', async () => '', (_id, actor) => services.act(createRelease, actor, form), [lawyer, leader]],
    [
      'edit',
      async () => (await begin()).id,
      async (id, actor) => services.act(editRelease, actor, { ...form, ...(await ref(id)) }),
      [lawyer, leader, stranger],
    ],
    [
      'submit',
      async () => (await begin()).id,
      async (id, actor) => services.act(submitRelease, actor, await ref(id)),
      [lawyer, leader, stranger],
    ],
    [
      'drop',
      async () => (await begin()).id,
      async (id, actor) => services.act(dropRelease, actor, await ref(id)),
      [lawyer, leader, stranger],
    ],
    [
      'approve the content',
      submitted,
      async (id, actor) => services.act(reviewRelease, actor, await ref(id)),
      [writer, lawyer, leader, stranger],
    ],
    [
      'confirm legality',
      reviewed,
      async (id, actor) => services.act(checkLegality, actor, await ref(id)),
      [writer, head, leader, stranger],
    ],
    [
      'return',
      submitted,
      async (id, actor) => services.act(returnRelease, actor, { ...(await ref(id)), reason: 'x' }),
      [writer, lawyer, leader, stranger],
    ],
    [
      'schedule',
      approved,
      async (id, actor) => services.act(scheduleRelease, actor, { ...(await ref(id)), date: '', time: '' }),
      [writer, head, lawyer, stranger],
    ],
    ['take back', embargoed, async (id, actor) => services.act(unscheduleRelease, actor, await ref(id)), [writer, head, lawyer, stranger]],
    ['publish', embargoed, (id, actor) => services.act(publishRelease, actor, { id, edition: 1 }), [writer, head, lawyer, stranger]],
    ['correct', published, (id, actor) => services.act(beginCorrection, actor, { id, change: 'minor' }), [lawyer, leader, stranger]],
    ['withdraw', published, (id, actor) => services.act(withdrawRelease, actor, { id, reason: 'x' }), [writer, head, lawyer, stranger]],
    ['retract', published, (id, actor) => services.act(retractRelease, actor, { id, reason: 'x' }), [writer, head, lawyer, stranger]],
  ];

  it.each(attempts)('%s: only those of the agency with that permission', async (_verb, make, attempt, others) => {
    const id = await make();
    for (const actor of others) await expect(attempt(id, actor)).rejects.toMatchObject({ status: 403 });
  });

  it('see the newsroom of an agency: those of that agency; for others the release does not exist', async () => {
    const { id } = await begin();
    for (const path of [`/thong-tin/${id}`, `/thong-tin/${id}/sua`]) {
      expect((await t.app.inject({ url: path, headers: t.as(writer) })).statusCode).toBe(200);
      expect((await t.app.inject({ url: path, headers: t.as(stranger) })).statusCode).toBe(404);
      expect((await t.app.inject({ url: path })).headers.location).toContain('/dang-nhap');
    }
  });
});

describe('two persons, neither of them the author', () => {
  it('whoever edited it may not approve it, whatever roles they hold', async () => {
    const { id } = await begin();
    await services.act(editRelease, head, { ...form, ...(await ref(id)) });
    await services.act(submitRelease, writer, await ref(id));
    await expect(services.act(reviewRelease, head, await ref(id))).rejects.toMatchObject({ refusals: [{ code: 'own-words' }] });
  });

  it('the first approver is not the second', async () => {
    const both: Actor = { ...lawyer, may: (permission, scope) => lawyer.may(permission, scope) || head.may(permission, scope) };
    const id = await submitted();
    await services.act(reviewRelease, both, await ref(id));
    await expect(services.act(checkLegality, both, await ref(id))).rejects.toMatchObject({ refusals: [{ code: 'same-person' }] });
  });

  it('the database refuses what the program would let through', async () => {
    const id = await reviewed();
    const set = (change: ReturnType<typeof sql>) =>
      query(services.db, sql`update information.edition set ${change} where release_id = ${id}`);
    await expect(set(sql`legal_by = ${writer.id}`)).rejects.toThrow('legality_by_another');
    await expect(set(sql`legal_by = ${head.id}`)).rejects.toThrow('two_different_persons');
    await expect(set(sql`reviewed_by = ${writer.id}`)).rejects.toThrow('reviewed_by_another');
    await expect(set(sql`state = 'approved'`)).rejects.toThrow('approved_by_two');
    await expect(set(sql`state = 'published', visible_from = now(), shown_at = now()`)).rejects.toThrow('approved_by_two');
  });

  it('the database keeps the words that were approved, and what was done', async () => {
    const { id } = await begin();
    const change = (statement: ReturnType<typeof sql>) => query(services.db, statement);
    const edition = (set: ReturnType<typeof sql>) => change(sql`update information.edition set ${set} where release_id = ${id}`);
    await edition(sql`summary_vi = 'Còn đang soạn'`);
    await approve(id);
    await expect(edition(sql`body_vi = 'Lời chưa ai duyệt'`)).rejects.toThrow('with those who approve');
    await expect(edition(sql`state = 'draft'`)).rejects.toThrow('without its approvals');
    const document = sql`insert into information.related_document (release_id, edition, document_id, position) values (${id}, 1, ${id}, 0)`;
    await expect(change(document)).rejects.toThrow('with those who approve');
    await services.act(scheduleRelease, leader, { ...(await ref(id)), date: '', time: '' });
    for (const set of [sql`title_vi = 'Khác'`, sql`jws = 'khác'`, sql`edited_by = array['ai đó']`])
      await expect(edition(set)).rejects.toThrow('with those who approve');
    await expect(edition(sql`state = 'draft', reviewed_by = null, legal_by = null`)).rejects.toThrow('never once it is published');
    await expect(change(sql`delete from information.edition where release_id = ${id}`)).rejects.toThrow('is not deleted');
    for (const statement of [sql`delete from information.history`, sql`update information.history set actor_id = 'ai đó'`])
      await expect(change(statement)).rejects.toThrow('stays written down');
  });

  it('a returned release needs both approvals again', async () => {
    const id = await approved();
    await services.act(returnRelease, leader, { ...(await ref(id)), reason: 'Thiếu số liệu' });
    const page = await t.app.inject({ url: `/thong-tin/${id}`, headers: t.as(writer) });
    expect(page.body).toContain('Thiếu số liệu');
    await services.act(submitRelease, writer, await ref(id));
    await services.act(reviewRelease, head, await ref(id));
    await expect(services.act(scheduleRelease, leader, { ...(await ref(id)), date: '', time: '' })).rejects.toMatchObject({ status: 409 });
  });
});
