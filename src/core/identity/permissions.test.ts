import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type TestDatabase, testDatabase } from '../../../test/kit.ts';
import { openSessionOf } from '../../../test/sign-in-kit.ts';
import { runAction, type RunOptions } from '#kernel/action.ts';
import { query, sql } from '#kernel/db.ts';
import { eventSink } from '#kernel/events.ts';
import { folderStore } from '#kernel/files.ts';
import { type Actor, anonymous } from '#kernel/permission.ts';
import { addDays, freezeTime, instant, now, today } from '#kernel/time.ts';
import { assignPost } from './actions/assign-post.ts';
import { createAccount } from './actions/create-account.ts';
import { closeSoftwareClient } from './actions/close-software-client.ts';
import { createSoftwareClient } from './actions/create-software-client.ts';
import { endAssignment } from './actions/end-assignment.ts';
import { switchPost } from './actions/switch-post.ts';
import { type AccountActor, actorOf, asAccount, forgetActors, NATIONWIDE } from './actor.ts';
import { accountNamed, accountNames, assignmentsOf, officialsOf } from './queries.ts';
import { ensureRoles } from './roles.ts';
import { copyableSecret, loadSecrets } from './secrets.ts';
import { seedDemoAccounts } from './seed.ts';
import { authenticateSoftware, softwareSecretHash } from './software.ts';

const HUE = '00000000-0000-7000-8000-000000000001';
const HANOI = '00000000-0000-7000-8000-000000000002';
const CLOSED = '00000000-0000-7000-8000-000000000003';
const PASSWORD = 'mot cau de nho khong ai doan';

let t: TestDatabase;
let folder: string;
let platform: Omit<RunOptions, 'actor'>;
let counter = 0;

beforeAll(async () => {
  t = await testDatabase({ max: 6 });
  folder = await mkdtemp(join(tmpdir(), 'identity-'));
  await loadSecrets(folder);
  platform = { db: t.db, events: eventSink([]), files: folderStore(folder) };
  for (const [id, name, end] of [
    [HUE, 'UBND phường Mẫu Huế', null],
    [HANOI, 'UBND phường Mẫu Hà Nội', null],
    [CLOSED, 'UBND huyện Mẫu cũ', '2025-07-01'],
  ]) {
    await query(
      t.db,
      sql`insert into agencies.agency (id, code_qd20, code_source, kind, name, name_folded, bare_folded, site, search, valid_to)
        values (${id}, ${id}, 'generated', 'commune-committee', ${name}, 'x', 'x', 'vn', to_tsvector('simple', 'x'), ${end}::date)`,
    );
  }
  await ensureRoles(t.db, [
    { name: 'clerk', title: { vi: 'Văn thư', en: 'Clerk' }, permissions: ['axis.register', 'axis.send'] },
    { name: 'officer', title: { vi: 'Chuyên viên', en: 'Officer' }, permissions: ['axis.process'] },
    { name: 'administrator', title: { vi: 'Quản trị cơ quan', en: 'Agency administrator' }, permissions: ['identity.manage'] },
    {
      name: 'national-administrator',
      title: { vi: 'Quản trị quốc gia', en: 'National administrator' },
      nationwide: true,
      permissions: ['identity.manage'],
    },
    { name: 'exchange', title: { vi: 'Phần mềm', en: 'Software' }, permissions: ['exchange.receive'] },
  ]);
});
afterAll(() => rm(folder, { recursive: true, force: true }));

interface Post {
  readonly agencyId: string;
  readonly postTitle: string;
  readonly roles: readonly string[];
}

async function someone(...posts: Post[]): Promise<{ signInName: string; token: string; actor: AccountActor }> {
  counter += 1;
  const signInName = `nguoi.${counter}`;
  await seedDemoAccounts(t.db, [{ signInName, fullName: `Người Mẫu ${counter}`, posts }], PASSWORD);
  return { signInName, ...(await signInAs(signInName)) };
}

async function signInAs(signInName: string): Promise<{ token: string; actor: AccountActor }> {
  const accountId = (await accountNamed(t.db, signInName)) ?? '';
  const token = await openSessionOf((action, actor, input) => runAction(action, input, { ...platform, actor }), accountId);
  return { token, actor: asAccount(await actorOf(t.db, token, now())) };
}

const act = <R>(action: Parameters<typeof runAction>[0], actor: Actor, input: unknown, idempotencyKey?: string): Promise<R> =>
  runAction(action, input, { ...platform, actor, idempotencyKey }) as Promise<R>;

const clerkAt = (agencyId: string): Post => ({ agencyId, postTitle: 'Văn thư', roles: ['clerk'] });
const administratorAt = (agencyId: string): Post => ({ agencyId, postTitle: 'Quản trị', roles: ['administrator'] });
const national: Post = { agencyId: HANOI, postTitle: 'Quản trị quốc gia', roles: ['national-administrator'] };
const afterCache = () => instant(now().getTime() + 2_000);

function newcomer(agencyId: string, roles: readonly string[] = ['clerk']) {
  counter += 1;
  return {
    fullName: 'Trần Thị Mẫu',
    signInName: `moi.${counter}`,
    temporaryPassword: copyableSecret('temporary-password', 'test', String(counter)),
    agencyId,
    postTitle: 'Văn thư',
    roles,
    from: today(),
  };
}

describe('scope', () => {
  it('a permission counts in the agencies of the posts that carry it', async () => {
    const { actor } = await someone(clerkAt(HUE), { agencyId: HANOI, postTitle: 'Chuyên viên', roles: ['officer'] });
    expect(actor.may('axis.register', HUE)).toBe(true);
    expect(actor.may('axis.register', HANOI)).toBe(false);
    expect(actor.may('axis.process', HANOI)).toBe(true);
    expect(actor.may('axis.process', HUE)).toBe(false);
    expect(actor.may('axis.process')).toBe(true);
    expect(actor.may('axis.process', NATIONWIDE)).toBe(false);
  });

  it('a nationwide role counts everywhere', async () => {
    const { actor } = await someone(national);
    expect(actor.may('identity.manage', HUE)).toBe(true);
    expect(actor.may('identity.manage', NATIONWIDE)).toBe(true);
    expect(actor.may('axis.register', HUE)).toBe(false);
  });

  it('follows the post that is switched to, and no post of somebody else', async () => {
    const mine = await someone(clerkAt(HUE), { agencyId: HANOI, postTitle: 'Chuyên viên', roles: ['officer'] });
    const other = await someone(clerkAt(HUE));
    const wanted = mine.actor.posts.find((post) => post.agencyId === HANOI);
    expect(mine.actor.scope).toBe(HUE);
    await act(switchPost, mine.actor, { assignmentId: wanted?.id });
    expect((await actorOf(t.db, mine.token, afterCache())).scope).toBe(HANOI);
    await expect(act(switchPost, mine.actor, { assignmentId: other.actor.posts[0]?.id })).rejects.toMatchObject({ status: 409 });
  });

  it('is nothing without a post, before its first day and from its last', async () => {
    const { actor } = await someone();
    expect(actor.may('axis.register')).toBe(false);
    expect(actor.scope).toBeUndefined();
    const { actor: soon, token } = await someone(clerkAt(HUE));
    await query(t.db, sql`update identity.assignment set valid_from = ${addDays(today(), 1)} where person_id = ${soon.personId}`);
    forgetActors(t.db);
    expect((await actorOf(t.db, token, now())).may('axis.register', HUE)).toBe(false);
    expect((await actorOf(t.db, token, now())).scope).toBeUndefined();
  });
});

describe('ending a post', () => {
  it('takes its permissions within two seconds, at once where it was done', async () => {
    const administrator = await someone(administratorAt(HUE));
    const clerk = await someone(clerkAt(HUE));
    expect((await actorOf(t.db, clerk.token, now())).may('axis.register', HUE)).toBe(true);
    await act(endAssignment, administrator.actor, { assignmentId: clerk.actor.posts[0]?.id });
    expect((await actorOf(t.db, clerk.token, afterCache())).may('axis.register', HUE)).toBe(false);
    expect((await actorOf(t.db, clerk.token, afterCache())).kind).toBe('account');
  });

  it('is refused twice, for one’s own post, in another agency, and for nationwide roles', async () => {
    const administrator = await someone(administratorAt(HANOI));
    const elsewhere = await someone(administratorAt(HUE));
    const clerk = await someone(clerkAt(HANOI));
    const boss = await someone(national);
    const assignmentId = clerk.actor.posts[0]?.id;
    await expect(act(endAssignment, elsewhere.actor, { assignmentId })).rejects.toMatchObject({ status: 403 });
    await expect(act(endAssignment, clerk.actor, { assignmentId })).rejects.toMatchObject({ status: 403 });
    await act(endAssignment, administrator.actor, { assignmentId });
    await expect(act(endAssignment, administrator.actor, { assignmentId })).rejects.toMatchObject({
      refusals: [{ code: 'already-ended' }],
    });
    await expect(act(endAssignment, administrator.actor, { assignmentId: administrator.actor.posts[0]?.id })).rejects.toMatchObject({
      refusals: [{ code: 'own-post' }],
    });
    await expect(act(endAssignment, administrator.actor, { assignmentId: boss.actor.posts[0]?.id })).rejects.toMatchObject({
      refusals: [{ code: 'nationwide-role' }],
    });
  });
});

describe('who may create accounts and give posts', () => {
  it('an administrator, in the own agency only', async () => {
    const { actor } = await someone(administratorAt(HUE));
    await act(createAccount, actor, newcomer(HUE));
    await expect(act(createAccount, actor, newcomer(HANOI))).rejects.toMatchObject({ status: 403 });
  });

  it('a national administrator, anywhere', async () => {
    const { actor } = await someone(national);
    await act(createAccount, actor, newcomer(HUE));
    await act(createAccount, actor, newcomer(HANOI, ['national-administrator']));
  });

  it('nobody else', async () => {
    const { actor } = await someone(clerkAt(HUE));
    await expect(act(createAccount, actor, newcomer(HUE))).rejects.toMatchObject({ status: 403 });
    await expect(act(createAccount, anonymous, newcomer(HUE))).rejects.toMatchObject({ status: 401 });
    await expect(act(assignPost, actor, {})).rejects.toMatchObject({ status: 403 });
    await expect(act(createSoftwareClient, actor, {})).rejects.toMatchObject({ status: 403 });
  });

  it('never a nationwide role by an agency’s administrator', async () => {
    const { actor, signInName } = await someone(administratorAt(HUE));
    const wanted = { signInName, agencyId: HUE, postTitle: 'Quản trị quốc gia', roles: ['national-administrator'], from: today() };
    await expect(act(assignPost, actor, wanted)).rejects.toMatchObject({ refusals: [{ code: 'nationwide-role' }] });
    await expect(act(createAccount, actor, newcomer(HUE, ['clerk', 'national-administrator']))).rejects.toMatchObject({
      refusals: [{ code: 'nationwide-role' }],
    });
  });

  it('refuses taken names, unknown roles, people and agencies, and posts that end before they begin', async () => {
    const { actor } = await someone(national);
    const first = newcomer(HUE);
    await act(createAccount, actor, first);
    const codes = async (promise: Promise<unknown>): Promise<string[]> =>
      promise.then(
        () => [],
        (error: { refusals: { code: string }[] }) => error.refusals.map((refusal) => refusal.code),
      );
    expect(await codes(act(createAccount, actor, { ...newcomer(HUE), signInName: first.signInName }))).toEqual(['name-taken']);
    expect(await codes(act(createAccount, actor, newcomer(CLOSED)))).toEqual(['agency-ended']);
    expect(await codes(act(createAccount, actor, newcomer('00000000-0000-7000-8000-00000000eeee', ['no-such-role'])))).toEqual([
      'no-such-agency',
      'no-such-role',
    ]);
    const post = { signInName: first.signInName, agencyId: HUE, postTitle: 'Lãnh đạo', roles: ['officer'], from: today() };
    expect(await codes(act(assignPost, actor, { ...post, to: today() }))).toEqual(['ends-before-it-begins']);
    expect(await codes(act(assignPost, actor, { ...post, signInName: 'khong.co' }))).toEqual(['no-such-account']);
    expect(await codes(act(assignPost, actor, { ...post, postTitle: 'Văn thư' }))).toEqual(['already-held']);
    await expect(act(assignPost, actor, { ...post, from: '2026-02-30' })).rejects.toMatchObject({ name: 'Problem' });
    await act(assignPost, actor, post);
  });

  it('answers a repeat of the same form with the same account', async () => {
    const { actor } = await someone(administratorAt(HUE));
    const input = newcomer(HUE);
    const first = await act(createAccount, actor, input, 'form-1');
    expect(await act(createAccount, actor, input, 'form-1')).toEqual(first);
  });
});

describe('a temporary password', () => {
  it('permits nothing until it is changed', async () => {
    const { actor } = await someone(administratorAt(HUE));
    const input = newcomer(HUE);
    await act(createAccount, actor, input);
    const fresh = await signInAs(input.signInName);
    expect(fresh.actor.mustChangePassword).toBe(true);
    expect(fresh.actor.may('axis.register', HUE)).toBe(false);
    expect(fresh.actor.may('axis.register')).toBe(false);
  });
});

describe('roles', () => {
  it('come once, and what an administrator withdrew stays withdrawn', async () => {
    await query(t.db, sql`update identity.role_permission set withdrawn_at = now() where role = 'clerk' and permission = 'axis.send'`);
    await ensureRoles(t.db, [
      { name: 'clerk', title: { vi: 'Khác', en: 'Other' }, permissions: ['axis.register', 'axis.send', 'axis.finish'] },
    ]);
    const { actor } = await someone(clerkAt(HUE));
    expect(['axis.register', 'axis.send', 'axis.finish'].map((permission) => actor.may(permission, HUE))).toEqual([true, false, true]);
    const [row] = await query<{ title_vi: string }>(t.db, sql`select title_vi from identity.role where name = 'clerk'`);
    expect(row?.title_vi).toBe('Văn thư');
  });
});

describe('software accounts', () => {
  it('are known by id and secret, act in their agency, and only there', async () => {
    const { actor } = await someone(administratorAt(HUE));
    const secret = copyableSecret('software', actor.id, 'form');
    const input = {
      id: 'eoffice.hue',
      title: 'eOffice Huế',
      agencyId: HUE,
      role: 'exchange',
      secretHash: softwareSecretHash(secret).toString('hex'),
    };
    await act(createSoftwareClient, actor, input);
    const software = await authenticateSoftware(t.db, 'eoffice.hue', secret);
    expect(software).toMatchObject({ kind: 'software', id: 'software:eoffice.hue', scope: HUE });
    expect(software?.may('exchange.receive', HUE)).toBe(true);
    expect(software?.may('exchange.receive', HANOI)).toBe(false);
    expect(software?.may('axis.register')).toBe(false);
    expect(await authenticateSoftware(t.db, 'eoffice.hue', `${secret}x`)).toBeUndefined();
    expect(await authenticateSoftware(t.db, 'eoffice.khac', secret)).toBeUndefined();
    await expect(act(createSoftwareClient, actor, input)).rejects.toMatchObject({ refusals: [{ code: 'id-taken' }] });
    const elsewhere = (await someone(administratorAt(HANOI))).actor;
    await expect(act(closeSoftwareClient, elsewhere, { id: 'eoffice.hue' })).rejects.toMatchObject({ status: 403 });
    await act(closeSoftwareClient, actor, { id: 'eoffice.hue' });
    await expect(act(closeSoftwareClient, actor, { id: 'eoffice.hue' })).rejects.toMatchObject({ refusals: [{ code: 'already-closed' }] });
    freezeTime(new Date(now().getTime() + 2_000));
    expect(await authenticateSoftware(t.db, 'eoffice.hue', secret)).toBeUndefined();
    freezeTime(undefined);
  });
});

describe('what others ask', () => {
  it('who works in an agency on a day, and who of them may do something', async () => {
    const clerk = await someone(clerkAt(HANOI));
    const officer = await someone({ agencyId: HANOI, postTitle: 'Chuyên viên', roles: ['officer'] });
    const all = (await officialsOf(t.db, HANOI, today())).map((official) => official.accountId);
    expect(all).toEqual(expect.arrayContaining([clerk.actor.id, officer.actor.id]));
    const processing = (await officialsOf(t.db, HANOI, today(), 'axis.process')).map((official) => official.accountId);
    expect(processing).toContain(officer.actor.id);
    expect(processing).not.toContain(clerk.actor.id);
    expect(await officialsOf(t.db, HANOI, addDays(today(), -1))).toEqual([]);
    expect((await accountNames(t.db, [clerk.actor.id])).get(clerk.actor.id)).toBe(clerk.actor.name);
  });

  it('the administrator’s list, with roles and who signed in when', async () => {
    const clerk = await someone(clerkAt(HUE));
    const line = (await assignmentsOf(t.db, HUE, today())).find((row) => row.signInName === clerk.signInName);
    expect(line).toMatchObject({
      postTitle: 'Văn thư',
      from: today(),
      to: null,
      demo: true,
      secondFactor: false,
      roles: [{ name: 'clerk', vi: 'Văn thư' }],
    });
    expect(line?.lastSignIn).toBeInstanceOf(Date);
  });
});
