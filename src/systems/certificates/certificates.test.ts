import { beforeAll, describe, expect, it } from 'vitest';
import type { AccountActor } from '#core/identity/index.ts';
import { authorityWork, certificateFor, type PersonHolder, signPdf, theVault } from '#core/signatures/index.ts';
import { on, query, sql, transaction } from '#kernel/db.ts';
import { newId } from '#kernel/id.ts';
import { freezeTime, instant, now } from '#kernel/time.ts';
import { prepareSite, someoneAt } from '../../../test/demo-kit.ts';
import { official, testApp } from '../../../test/kit.ts';
import { tablePdf } from '../../../test/signature-kit.ts';
import { approveRequest } from './actions/approve-request.ts';
import { endCertificate, resumeCertificate, suspendCertificate } from './actions/change-certificate.ts';
import { issueCertificate } from './actions/issue-certificate.ts';
import { rejectRequest } from './actions/reject-request.ts';
import { requestCertificate } from './actions/request-certificate.ts';
import type { CertificatesTables } from './db.gen.ts';
import { ISSUE } from './permissions.ts';
import { findRequest } from './queries.ts';
import { worklistOf } from './worklist.ts';

const { app, services, as } = await testApp();
const { db } = services;
const issuer = { ...official([ISSUE]), may: (permission: string) => permission === ISSUE };
let officer: AccountActor;
let leader: AccountActor;
let stranger: AccountActor;

beforeAll(async () => {
  await prepareSite(services);
  officer = await someoneAt(services, 'H57', ['officer'], 'Người Đề Nghị');
  leader = await someoneAt(services, 'H57', ['leader', 'clerk'], 'Người Duyệt');
  stranger = await someoneAt(services, 'H26', ['leader'], 'Người Cơ Quan Khác');
});

const wish = { kind: 'person', purpose: 'new', reason: 'Quyết định bổ nhiệm số 12' };
const versionOf = async (id: string): Promise<{ id: string; version: number }> => ({ id, version: (await findRequest(db, id))!.version });
const holder = (): PersonHolder => {
  const post = officer.posts[0]!;
  return {
    kind: 'person',
    accountId: officer.id,
    agencyId: post.agencyId,
    name: officer.name,
    title: post.title,
    agencyName: post.agencyName,
    agencyCode: 'H57',
  };
};
const sign = () => signPdf(db, theVault(), { pdf: tablePdf(), holder: holder() });

async function issued(purpose: string): Promise<{ certificateId: string; serial: string }> {
  const { id } = await services.act(requestCertificate, officer, { ...wish, purpose });
  await services.act(approveRequest, leader, await versionOf(id));
  return services.act(issueCertificate, issuer, await versionOf(id));
}

describe('a certificate', () => {
  it('is asked for, approved by another person of the agency, issued by a third, and then signs', async () => {
    const { id } = await services.act(requestCertificate, officer, wish);
    await expect(services.act(requestCertificate, officer, wish)).rejects.toMatchObject({ status: 409 });
    expect(await worklistOf(db, leader)).toHaveLength(1);
    expect(await worklistOf(db, stranger)).toHaveLength(0);
    await expect(services.act(issueCertificate, issuer, await versionOf(id))).rejects.toMatchObject({ status: 409 });
    await expect(services.act(approveRequest, officer, await versionOf(id))).rejects.toMatchObject({ status: 403 });
    await expect(services.act(approveRequest, stranger, await versionOf(id))).rejects.toMatchObject({ status: 403 });
    const ownApprover = { ...officer, may: leader.may };
    await expect(services.act(approveRequest, ownApprover, await versionOf(id))).rejects.toMatchObject({ status: 409 });
    const seen = await versionOf(id);
    await services.act(approveRequest, leader, seen);
    await expect(services.act(issueCertificate, leader, await versionOf(id))).rejects.toMatchObject({ status: 403 });
    const both = { ...issuer, id: leader.id };
    await expect(services.act(issueCertificate, both, await versionOf(id))).rejects.toMatchObject({ status: 409 });
    await expect(services.act(issueCertificate, issuer, seen)).rejects.toMatchObject({ status: 409 });
    const { certificateId } = await services.act(issueCertificate, issuer, await versionOf(id));
    expect((await sign()).certificate.id).toBe(certificateId);
  });

  it('is not approved or issued by one person twice over, not even past the product: the database refuses', async () => {
    const { id } = await services.act(requestCertificate, leader, { ...wish, kind: 'seal' });
    const set = (change: Record<string, unknown>) =>
      transaction(db, (tx) => on<CertificatesTables>(tx).updateTable('certificates.request').set(change).where('id', '=', id).execute());
    const at = new Date(0);
    await expect(set({ state: 'approved', approved_by: leader.id, approved_at: at })).rejects.toThrow('approved_by_another');
    await set({ state: 'approved', approved_by: officer.id, approved_at: at });
    const done = { state: 'issued', decided_at: at, certificate_id: newId() };
    await expect(set({ ...done, decided_by: officer.id })).rejects.toThrow('issued_by_another');
    await expect(set({ ...done, decided_by: leader.id })).rejects.toThrow('issued_by_another');
    await services.act(rejectRequest, issuer, { ...(await versionOf(id)), rejection: 'Thiếu quyết định' });
    expect(await findRequest(db, id)).toMatchObject({ state: 'rejected', rejection: 'Thiếu quyết định' });
  });

  it('suspended signs nothing until it is resumed; the holder may suspend, not resume', async () => {
    const { id } = (await sign()).certificate;
    await expect(services.act(suspendCertificate, stranger, { id })).rejects.toMatchObject({ status: 403 });
    await services.act(suspendCertificate, officer, { id });
    await expect(sign()).rejects.toMatchObject({ status: 409, slug: 'certificate-suspended' });
    await expect(services.act(resumeCertificate, officer, { id })).rejects.toMatchObject({ status: 403 });
    await services.act(resumeCertificate, leader, { id });
    expect((await sign()).certificate.id).toBe(id);
    await expect(services.act(resumeCertificate, leader, { id })).rejects.toMatchObject({ status: 409 });
  });

  it('is renewed, the former one ending in that moment; revoked for good, only a new request helps', async () => {
    const former = (await sign()).certificate;
    const next = await issued('renew');
    expect((await sign()).certificate.id).toBe(next.certificateId);
    const page = await app.inject({ url: `/tra-cuu-chung-thu?so=${former.certificate.serial}` });
    expect(page.body).toContain('Đã thu hồi');
    await services.act(endCertificate, leader, { id: next.certificateId, reason: 'keyCompromise' });
    await expect(services.act(endCertificate, leader, { id: next.certificateId, reason: 'keyCompromise' })).rejects.toMatchObject({
      status: 409,
    });
    await expect(sign()).rejects.toMatchObject({ status: 409, slug: 'certificate-ended' });
    const again = await issued('new');
    expect((await sign()).certificate.id).toBe(again.certificateId);
  });

  it('of a former post ends when the one of the new post is issued', async () => {
    const old = (await sign()).certificate;
    const post = { ...officer.posts[0]!, agencyId: stranger.scope!, agencyName: 'Cơ quan mới' };
    const moved = { ...officer, scope: stranger.scope, posts: [post] };
    const { id } = await services.act(requestCertificate, moved, { ...wish, purpose: 'move' });
    await services.act(approveRequest, stranger, await versionOf(id));
    await services.act(issueCertificate, issuer, await versionOf(id));
    const [row] = await query(db, sql<{ reason: string }>`select reason from signatures.revocation where certificate_id = ${old.id}`);
    expect(row?.reason).toBe('affiliationChanged');
    const elsewhere = await certificateFor(db, theVault(), { ...holder(), agencyId: stranger.scope!, agencyName: 'Cơ quan mới' });
    expect(elsewhere.certificate.subject.organization).toBe('Cơ quan mới');
  });
});

describe('the pages', () => {
  it('are for those whom they concern', async () => {
    const get = async (url: string, actor?: AccountActor): Promise<number> =>
      (await app.inject({ url, headers: { accept: 'application/json', ...(actor ? as(actor) : {}) } })).statusCode;
    for (const url of ['/chung-thu-so', '/chung-thu-so/co-quan', '/chung-thu-so/cap']) expect([url, await get(url)]).toEqual([url, 401]);
    expect(await get('/chung-thu-so', officer)).toBe(200);
    expect(await get('/chung-thu-so/co-quan', officer)).toBe(403);
    expect(await get('/chung-thu-so/co-quan', leader)).toBe(200);
    expect(await get('/chung-thu-so/cap', leader)).toBe(403);
    expect(await get('/tra-cuu-chung-thu')).toBe(200);
    const forged = await app.inject({
      method: 'POST',
      url: '/chung-thu-so',
      payload: wish,
      headers: { ...as(officer), 'sec-fetch-site': 'cross-site' },
    });
    expect(forged.statusCode).toBe(403);
  });

  it('bring the form back with what was typed, and show what waits', async () => {
    const back = await app.inject({ method: 'POST', url: '/chung-thu-so', payload: { ...wish, reason: '' }, headers: as(officer) });
    expect(back.statusCode).toBe(422);
    expect(back.body).toContain('Hãy ghi nội dung đề nghị');
    const sent = await app.inject({ method: 'POST', url: '/chung-thu-so', payload: wish, headers: as(leader) });
    expect([sent.statusCode, sent.headers.location]).toEqual([303, '/chung-thu-so']);
    const waiting = await app.inject({ url: '/chung-thu-so/co-quan', headers: as(leader) });
    expect(waiting.body).toContain('Quyết định bổ nhiệm số 12');
    const unknown = await app.inject({ url: '/tra-cuu-chung-thu?so=0xAB:CD' });
    expect(unknown.body).toContain('chưa cấp chứng thư số nào');
  });

  it('warn those who issue, on their page and their desk, years before the issuing authority ends', async () => {
    const issuing = { ...official([ISSUE, 'signatures.revoke']) };
    freezeTime(instant(now().getTime() + 7.5 * 365 * 86_400_000));
    try {
      expect((await app.inject({ url: '/chung-thu-so/cap', headers: as(issuing) })).body).toContain('motcua root ask --issuing');
      expect(await authorityWork(db, issuing)).toHaveLength(1);
      expect(await authorityWork(db, officer)).toHaveLength(0);
    } finally {
      freezeTime(undefined);
    }
    expect((await app.inject({ url: '/chung-thu-so/cap', headers: as(issuing) })).body).not.toContain('motcua root ask');
    const metrics = await app.inject({ url: '/metrics' });
    expect(Number(/motcua_authority_seconds_left\{what="issuing"\} (\S+)/.exec(metrics.body)?.[1])).toBeGreaterThan(9 * 365 * 86_400);
  });
});
