import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { official, testDatabase } from '../../../../test/kit.ts';
import { type Action, runAction } from '#kernel/action.ts';
import { query, sql, transaction } from '#kernel/db.ts';
import { eventSink } from '#kernel/events.ts';
import { folderStore } from '#kernel/files.ts';
import { newId } from '#kernel/id.ts';
import type { Problem } from '#kernel/problem.ts';
import type { TSchema } from '#kernel/schema.ts';
import { freezeTime } from '#kernel/time.ts';
import { seedAgencies } from '../catalogue/seed-agencies.ts';
import { AGENCY_CLOSED } from '../events.ts';
import { agencyByCode, agencyNameOn, findAgency, predecessorsOf, standingInFor } from '../queries/agencies.ts';
import { listGroups, parseGroup, resolveGroup } from '../queries/groups.ts';
import { searchAgencies } from '../queries/search-agencies.ts';
import { packageSource } from '../units/from-package.ts';
import { closeAgency } from './close-agency.ts';
import { createAgency } from './create-agency.ts';
import { importUnitsFrom } from './import-units.ts';
import { mergeAgencies } from './merge-agencies.ts';
import { removeGroup } from './remove-group.ts';
import { renameAgency } from './rename-agency.ts';
import { saveGroup } from './save-group.ts';

const { db } = await testDatabase();
// No action here stores files; the folder is never made.
const files = folderStore(join(tmpdir(), 'motcua-agencies-test'));
const keeper = official(['agencies.manage', 'agencies.save-groups']);
const closed: unknown[] = [];
const events = eventSink([{ [AGENCY_CLOSED]: async (_tx, payload) => void closed.push(payload) }]);

function act<S extends TSchema, R>(action: Action<S, R>, input: unknown, actor = keeper): Promise<R> {
  return runAction(action, input, { db, actor, events, files });
}

async function reasons(work: Promise<unknown>): Promise<string[]> {
  const problem = (await work.then(
    () => undefined,
    (error: unknown) => error,
  )) as Problem | undefined;
  return problem?.refusals?.map((refusal) => refusal.code) ?? (problem ? [`${problem.status}`] : []);
}

const basis = '15/2026/QĐ-UBND';
const department = (code: string, name: string, more = {}) => ({
  code,
  name,
  kind: 'province-department',
  unitCode: '46',
  on: '2026-01-05',
  basis,
  site: 'vn',
  ...more,
});

beforeAll(async () => {
  freezeTime('2026-11-22T08:00:00+07:00');
  await act(importUnitsFrom(packageSource(), 'vn'), {});
});
beforeEach(() => {
  closed.length = 0;
});
afterAll(() => freezeTime(undefined));

test('importing leaves one ledger entry; repeating it none', async () => {
  const entries = () =>
    query(db, sql<{ subject: string }>`select subject from kernel.ledger_pending where action = 'agencies.import-units'`);
  expect(await entries()).toHaveLength(1);
  expect(await act(importUnitsFrom(packageSource(), 'vn'), {})).toMatchObject({ nothingChanged: true, agenciesAdded: 0 });
  expect(await entries()).toHaveLength(1);
});

describe('creating', () => {
  test('an agency is found by code and name at once', async () => {
    const { agencyId, code } = await act(createAgency, department('H57.12', 'Sở Khoa học và Công nghệ', { shortName: 'SKHCN' }));
    expect(code).toBe('H57.12');
    expect(await agencyByCode(db, '000.00.12.H57')).toMatchObject({ id: agencyId, codeSource: 'official', unitCode: '46' });
    expect((await searchAgencies(db, 'so khoa hoc hue'))[0]?.id).toBe(agencyId);
  });

  test('is refused with reasons', async () => {
    expect(await reasons(act(createAgency, department('G22', 'Sở Trùng mã')))).toEqual(['code-taken']);
    expect(await reasons(act(createAgency, department('H57.12', 'Sở Khoa học và Công nghệ')))).toEqual(['code-taken', 'name-taken']);
    expect(await reasons(act(createAgency, department('không phải mã', 'Sở X')))).toEqual(['bad-code']);
    expect(await reasons(act(createAgency, department('H57.90', 'Sở X Y', { kind: 'none' })))).toEqual(['unknown-kind']);
    expect(await reasons(act(createAgency, department('H57.90', 'Sở X Y', { unitCode: '02' })))).toEqual(['unknown-unit']);
    expect(await reasons(act(createAgency, department('H57.90', 'Sở X Y', { on: '2027-01-01' })))).toEqual(['future']);
    expect(await reasons(act(createAgency, department('H57.90', 'Sở X Y', { on: '2026-02-30' })))).toEqual(['no-such-day']);
    expect(await reasons(act(createAgency, department('H57.90', 'Sở X Y', { parentId: newId() })))).toEqual(['unknown-agency']);
  });
});

describe('renaming', () => {
  test('documents before the day show the old name, both names find it', async () => {
    const { agencyId } = await act(createAgency, department('H57.21', 'Sở Ngoại vụ'));
    await act(renameAgency, { id: agencyId, name: 'Sở Đối ngoại', on: '2026-06-01', basis });
    expect(await agencyNameOn(db, agencyId, '2026-05-31')).toBe('Sở Ngoại vụ');
    expect(await agencyNameOn(db, agencyId, '2026-06-01')).toBe('Sở Đối ngoại');
    expect((await searchAgencies(db, 'sở ngoại vụ huế'))[0]?.id).toBe(agencyId);
    expect((await searchAgencies(db, 'sở đối ngoại huế'))[0]?.id).toBe(agencyId);
    const again = { id: agencyId, name: 'Sở Đối ngoại', on: '2026-06-01', basis };
    expect(await reasons(act(renameAgency, again))).toEqual(['too-early', 'same-name']);
    expect(await reasons(act(renameAgency, { ...again, name: 'Sở Khác', on: '2026-05-01' }))).toEqual(['too-early']);
    expect(await reasons(act(renameAgency, { ...again, id: newId() }))).toEqual(['unknown-agency']);
  });
});

describe('merging and closing', () => {
  test('the merged end, their parts move, the successor stands in', async () => {
    const { agencyId: from } = await act(createAgency, department('H57.31', 'Sở Cũ'));
    const { agencyId: part } = await act(
      createAgency,
      department('H57.31.01', 'Phòng Của Sở Cũ', { parentId: from, kind: 'unit-of-agency' }),
    );
    const { agencyId: into } = await act(createAgency, department('H57.32', 'Sở Mới'));
    expect(await reasons(act(closeAgency, { id: from, on: '2026-06-01', basis }))).toEqual(['has-parts']);
    await act(mergeAgencies, { ids: [from], intoId: into, on: '2026-06-01', basis });
    expect(await findAgency(db, from)).toMatchObject({ validTo: '2026-06-01' });
    expect(await findAgency(db, part)).toMatchObject({ parentId: into, validTo: null });
    expect((await standingInFor(db, from, '2026-06-01')).map((agency) => agency.id)).toEqual([into]);
    expect((await standingInFor(db, from, '2026-05-31')).map((agency) => agency.id)).toEqual([from]);
    expect((await predecessorsOf(db, into)).map((link) => link.agency.id)).toEqual([from]);
    expect(await agencyByCode(db, 'H57.31')).toMatchObject({ id: from });
    expect(closed).toEqual([{ agencyId: from, on: '2026-06-01', successorIds: [into] }]);
    expect(await reasons(act(mergeAgencies, { ids: [from], intoId: into, on: '2026-07-01', basis }))).toEqual(['closed']);
    expect(await reasons(act(mergeAgencies, { ids: [into], intoId: into, on: '2026-07-01', basis }))).toEqual(['itself']);
    expect(await reasons(act(renameAgency, { id: from, name: 'Tên Khác', on: '2026-07-01', basis }))).toEqual(['closed']);
  });

  test('an agency may be divided; its code may be given again after', async () => {
    const { agencyId: whole } = await act(createAgency, department('H57.41', 'Sở Chia'));
    const { agencyId: one } = await act(createAgency, department('H57.42', 'Sở Một'));
    const { agencyId: two } = await act(createAgency, department('H57.43', 'Sở Hai'));
    await act(closeAgency, { id: whole, on: '2026-06-01', basis, successorIds: [one, two] });
    expect((await standingInFor(db, whole, '2026-11-22')).map((agency) => agency.id).toSorted()).toEqual([one, two].toSorted());
    const { agencyId: heir } = await act(createAgency, department('H57.41', 'Sở Dùng Lại Mã', { on: '2026-06-01' }));
    expect((await agencyByCode(db, 'H57.41'))?.id).toBe(heir);
    expect((await agencyByCode(db, 'H57.41', '2026-05-31'))?.id).toBe(whole);
  });
});

describe('saved groups', () => {
  test('resolve as of the day of sending, whatever became of the list', async () => {
    const ownerId = (await agencyByCode(db, 'G22'))?.id ?? '';
    const members = await Promise.all(['H57', 'H26', 'H29'].map(async (code) => (await agencyByCode(db, code))?.id ?? ''));
    const [hue = '', hanoi = '', saigon = ''] = members;
    const { groupId } = await act(saveGroup, { ownerId, name: 'Ba thành phố', members });
    const key = `saved:${groupId}`;
    expect(new Set(await resolveGroup(db, key, '2026-11-22'))).toEqual(new Set(members));
    expect(await parseGroup(db, 'Ba thành phố', '2026-11-22', ownerId)).toBe(key);
    expect(await reasons(act(saveGroup, { ownerId, name: 'ba thanh pho', members }))).toEqual(['group-exists']);
    freezeTime('2026-12-22T08:00:00+07:00');
    await act(saveGroup, { id: groupId, ownerId, name: 'Hai thành phố', members: [hue, hanoi] });
    expect(new Set(await resolveGroup(db, key, '2026-12-22'))).toEqual(new Set([hue, hanoi]));
    expect(await resolveGroup(db, key, '2026-12-01')).toContain(saigon);
    await act(removeGroup, { id: groupId, ownerId });
    expect((await listGroups(db, '2026-12-22', ownerId)).some((group) => group.key === key)).toBe(false);
    expect(await reasons(act(removeGroup, { id: groupId, ownerId }))).toEqual(['unknown-group']);
    freezeTime('2026-11-22T08:00:00+07:00');
  });
});

test('a repeated seed leaves what people changed', async () => {
  const bank = await agencyByCode(db, 'G19');
  await act(renameAgency, { id: bank?.id, name: 'Ngân hàng Nhà nước', on: '2026-11-01', basis });
  await transaction(db, (tx) => seedAgencies(tx, 'vn'));
  expect((await agencyByCode(db, 'G19'))?.name).toBe('Ngân hàng Nhà nước');
});
