import { beforeAll, describe, expect, test } from 'vitest';
import { createDocument, findDocument, markIssued, type OfficialDocument, releaseDocument } from '#core/documents/index.ts';
import { query, sql } from '#kernel/db.ts';
import { newId } from '#kernel/id.ts';
import type { Actor } from '#kernel/permission.ts';
import { official, testApp, type TestApp } from '../../../test/kit.ts';
import { givenDocument } from './test-kit.ts';

const agency = newId();
const correction = {
  numberNotation: '15/QĐ-UBND',
  kind: 'quyet-dinh',
  issuerName: 'Ủy ban nhân dân tỉnh Lai Châu',
  issuedOn: '2025-11-19',
  place: 'Lai Châu',
  abstract: 'Ban hành quy chế đã sửa',
  reason: 'Đối chiếu bản gốc',
};

describe('who may change the library', () => {
  let t: TestApp;
  let document: OfficialDocument;
  const post = (url: string, payload: object, headers: Record<string, string> = {}) =>
    t.app.inject({ method: 'POST', url, payload, headers });

  beforeAll(async () => {
    t = await testApp();
    document = await givenDocument(t.services.db, { numberNotation: '15/QĐ-UBND', kind: 'quyet-dinh', abstract: 'Ban hành quy chế' });
  });

  const changes = () => [
    `/thu-vien/van-ban/${document.id}`,
    `/thu-vien/van-ban/${document.id}/cong-khai`,
    `/thu-vien/van-ban/${document.id}/thoi-cong-khai`,
  ];

  test('not a visitor', async () => {
    for (const url of changes()) expect((await post(url, { ...correction, version: 1 })).statusCode).toBe(401);
    for (const url of ['/thu-vien/nhap-lieu', `/thu-vien/van-ban/${document.id}`]) {
      expect((await t.app.inject(url)).headers.location).toContain('/dang-nhap');
    }
  });

  test('not an official without the permission', async () => {
    const headers = t.as(official(['axis.register'], agency));
    for (const url of changes()) expect((await post(url, { ...correction, version: 1 }, headers)).statusCode).toBe(403);
    expect((await t.app.inject({ url: '/thu-vien/nhap-lieu', headers })).statusCode).toBe(403);
  });

  test('an editor corrects an imported document; a stale tab is told so', async () => {
    const headers = t.as(official(['library.edit'], agency));
    const form = await t.app.inject({ url: `/thu-vien/van-ban/${document.id}`, headers });
    expect(form.statusCode).toBe(200);
    const answer = await post(`/thu-vien/van-ban/${document.id}`, { ...correction, version: document.version }, headers);
    expect(answer.statusCode).toBe(303);
    const stale = await post(`/thu-vien/van-ban/${document.id}`, { ...correction, version: document.version }, headers);
    expect(stale.statusCode).toBe(409);
    expect(stale.body).toContain('Ban hành quy chế đã sửa');
  });

  test('what was typed comes back with a sentence for each wrong field', async () => {
    const headers = t.as(official(['library.edit'], agency));
    const answer = await post(`/thu-vien/van-ban/${document.id}`, { ...correction, version: 2, abstract: '', reason: '' }, headers);
    expect(answer.statusCode).toBe(422);
    expect(answer.body).toContain('Hãy ghi lý do sửa.');
    expect(answer.body).toContain('Ủy ban nhân dân tỉnh Lai Châu');
  });

  test('what an agency wrote: its own people alone, and only once it is released', async () => {
    const { db } = t.services;
    const [own, other] = [await insertAgency('G98'), await insertAgency('G97')];
    const issuer = { issuerAgencyId: own, issuerName: 'Bộ Thử', kind: 'quyet-dinh' };
    const draft = await createDocument(db, { source: 'written', ...issuer, abstract: 'Chỉ nội bộ xem' }, 'x');
    const facts = { number: 9, year: 2026, notation: 'QĐ-BT', numberNotation: '9/QĐ-BT', issuedOn: '2026-11-20' };
    await markIssued(db, draft.id, draft.version, facts, 'x');
    const url = `/thu-vien/van-ban/${draft.id}`;
    const editing = ['library.edit', 'library.publish'];
    const nationwide: Actor = { ...official(editing), scope: other };
    for (const actor of [official(editing), nationwide, official(editing, other), official(['library.edit'], own)]) {
      const headers = t.as(actor);
      expect((await post(`${url}/cong-khai`, {}, headers)).statusCode).toBe(403);
      expect((await post(`${url}/thoi-cong-khai`, {}, headers)).statusCode).toBe(403);
      const page = await t.app.inject({ url, headers });
      expect(page.statusCode).toBe(403);
      expect(page.body).not.toContain('Chỉ nội bộ xem');
    }
    const clerk = t.as(official(['library.publish'], own));
    const early = await post(`${url}/cong-khai`, {}, clerk);
    expect(early.statusCode).toBe(409);
    expect((await t.app.inject(`/van-ban/${draft.id}`)).statusCode).toBe(404);
    await releaseDocument(db, draft.id, 'x');
    expect((await post(`${url}/cong-khai`, {}, clerk)).statusCode).toBe(303);
    expect((await t.app.inject(`/van-ban/${draft.id}`)).statusCode).toBe(200);
    expect((await t.app.inject({ url, headers: clerk })).body).toContain('thoi-cong-khai');
    expect((await post(`${url}/thoi-cong-khai`, {}, t.as(nationwide))).statusCode).toBe(403);
    expect((await findDocument(db, draft.id))?.visibility).toBe('public');
    expect((await post(`${url}/thoi-cong-khai`, {}, clerk)).statusCode).toBe(303);
    expect((await findDocument(db, draft.id))?.visibility).toBe('internal');
  });

  test('not an editor of another agency than the one that imported it', async () => {
    const [row] = await query<{ id: string }>(t.services.db, sql<{ id: string }>`select id from agencies.agency limit 1`);
    const keeper = row?.id ?? (await insertAgency('G99'));
    const runId = newId();
    await query(
      t.services.db,
      sql`insert into library.import_run (id, name, agency_id, started_by, started_at) values (${runId}, 'kho', ${keeper}, 'x', now())`,
    );
    await query(
      t.services.db,
      sql`insert into library.import_row (run_id, line, name, outcome, document_id) values (${runId}, 1, 'a', 'added', ${document.id})`,
    );
    const headers = t.as(official(['library.edit'], agency));
    for (const url of changes()) expect((await post(url, { ...correction, version: 2 }, headers)).statusCode).toBe(403);
    for (const url of [`/thu-vien/van-ban/${document.id}`, `/thu-vien/nhap-lieu/${runId}`]) {
      expect((await t.app.inject({ url, headers })).statusCode).toBe(403);
    }
    const own = t.as(official(['library.edit'], keeper));
    expect((await t.app.inject({ url: `/thu-vien/nhap-lieu/${runId}`, headers: own })).statusCode).toBe(200);
  });

  async function insertAgency(code: string): Promise<string> {
    const id = newId();
    await query(
      t.services.db,
      sql`insert into agencies.agency (id, code_qd20, code_source, kind, name, name_folded, bare_folded, site, search)
        values (${id}, ${code}, 'generated', 'ministry', 'Bộ Thử', 'bo thu', 'thu', 'vn', '')`,
    );
    return id;
  }
});
