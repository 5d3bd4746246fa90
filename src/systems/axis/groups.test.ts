import { beforeAll, expect, test } from 'vitest';
import { listGroups } from '#core/agencies/index.ts';
import { query, sql } from '#kernel/db.ts';
import { today } from '#kernel/time.ts';
import { makeAgencies } from '../../../test/exchange-kit.ts';
import { official, testApp } from '../../../test/kit.ts';
import { issueTestDocument } from './test-kit.ts';

const t = await testApp();
const { db } = t.services;
let agencies: string[] = [];
const GROUPS = '/van-ban-di/nhom';

beforeAll(async () => {
  agencies = await makeAgencies(db, 4);
});

const clerk = (at = 0) => official(['axis.read', 'axis.send', 'agencies.save-groups'], agencies[at]);
const get = async (url: string, actor = clerk()) => t.app.inject({ url, headers: t.as(actor) });
const post = async (url: string, payload: object, actor = clerk()) => t.app.inject({ method: 'POST', url, payload, headers: t.as(actor) });
const saved = async () =>
  query<{ id: string; name: string }>(
    db,
    sql<{ id: string; name: string }>`select id, name from agencies.agency_group where valid_to is null order by name`,
  );

test('a clerk makes a group by names and codes, renames it, takes an agency out, removes it', async () => {
  expect((await get(GROUPS)).body).toContain('Cơ quan chưa lưu nhóm nào.');
  const made = await post(`${GROUPS}/moi`, { name: 'Các phường trung tâm', members: agencies[1], lines: 'T3\nCơ quan thử 4\n' });
  expect([made.statusCode, made.headers.location]).toEqual([303, GROUPS]);
  const [group] = await saved();
  const list = await get(GROUPS);
  expect(list.body).toContain('Các phường trung tâm');
  expect(list.body).toContain('>3<');

  const page = await get(`${GROUPS}/${group!.id}`);
  for (const name of ['Cơ quan thử 2', 'Cơ quan thử 3', 'Cơ quan thử 4']) expect(page.body).toContain(name);
  await post(`${GROUPS}/${group!.id}`, { name: 'Phường trung tâm', members: [agencies[1], agencies[2]] });
  expect(await saved()).toEqual([{ id: group!.id, name: 'Phường trung tâm' }]);
  expect((await listGroups(db, today(), agencies[0])).find((one) => one.key === `saved:${group!.id}`)).toMatchObject({ size: 2 });

  const documentId = await issueTestDocument(t.services, agencies[0]!, 1);
  const send = await get(`/van-ban-di/${documentId}/gui`);
  expect(send.body).toContain('Phường trung tâm (2)');
  expect(send.body).toContain(`href="${GROUPS}"`);

  expect((await post(`${GROUPS}/${group!.id}/bo`, {})).statusCode).toBe(303);
  expect(await saved()).toEqual([]);
  expect((await get(`${GROUPS}/${group!.id}`)).statusCode).toBe(404);
});

test('a line that may mean anything comes back with what was understood; so do an empty group and a name taken', async () => {
  const unclear = await post(`${GROUPS}/moi`, { name: 'Nhóm lạ', lines: 'T2\nSở nào đó' });
  expect(unclear.statusCode).toBe(409);
  expect(unclear.body).toContain('Không rõ là cơ quan nào: “Sở nào đó”');
  expect(unclear.body).toContain('value="Nhóm lạ"');
  expect(unclear.body).toContain(`value="${agencies[1]}"`);
  expect((await post(`${GROUPS}/moi`, { name: 'Nhóm rỗng' })).statusCode).toBe(422);
  await post(`${GROUPS}/moi`, { name: 'Các trường học', members: agencies[1] });
  expect((await post(`${GROUPS}/moi`, { name: 'các trường  học', members: agencies[2] })).statusCode).toBe(409);
});

test('only who may save groups, and only those of the own agency', async () => {
  const [group] = await saved();
  const url = `${GROUPS}/${group!.id}`;
  for (const one of [GROUPS, `${GROUPS}/moi`, url]) {
    expect([one, (await t.app.inject({ url: one, headers: { accept: 'text/html' } })).statusCode]).toEqual([one, 303]);
    expect([one, (await get(one, official(['axis.read', 'axis.send'], agencies[0]))).statusCode]).toEqual([one, 403]);
  }
  expect((await get(url, clerk(1))).statusCode).toBe(404);
  expect((await post(url, { name: 'Chiếm', members: agencies[2] }, clerk(1))).statusCode).toBe(404);
  expect((await post(`${url}/bo`, {}, clerk(1))).statusCode).toBe(404);
  expect((await post(`${url}/bo`, {}, official(['axis.read', 'axis.send'], agencies[0]))).statusCode).toBe(403);
  expect(await saved()).toHaveLength(1);
});
