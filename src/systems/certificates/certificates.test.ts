import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { buffer as toBuffer } from 'node:stream/consumers';
import { connect, createServer } from 'node:tls';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { AccountActor } from '#core/identity/index.ts';
import { authorityWork, certificateFor, ensureAuthority, pem, type PersonHolder, signPdf, theVault } from '#core/signatures/index.ts';
import { on, query, sql, transaction } from '#kernel/db.ts';
import { newId } from '#kernel/id.ts';
import { addDays, freezeTime, instant, now, today } from '#kernel/time.ts';
import { prepareSite, someoneAt } from '../../../test/demo-kit.ts';
import { official, testApp } from '../../../test/kit.ts';
import { daysFromNow, hasTool, made, tablePdf, workbench } from '../../../test/signature-kit.ts';
import { allowDomain } from './actions/allow-domain.ts';
import { approveRequest } from './actions/approve-request.ts';
import { endCertificate, resumeCertificate, suspendCertificate } from './actions/change-certificate.ts';
import { endHostDomain } from './actions/end-domain.ts';
import { issueCertificate } from './actions/issue-certificate.ts';
import { rejectRequest } from './actions/reject-request.ts';
import { requestCertificate } from './actions/request-certificate.ts';
import { requestServerCertificate } from './actions/request-server.ts';
import { setFirstIssueRule } from './actions/set-first-issue.ts';
import type { CertificatesTables } from './db.gen.ts';
import { ISSUE, TRUST } from './permissions.ts';
import { allDomains } from './domains.ts';
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

describe.skipIf(!hasTool('openssl'))('a server', () => {
  const bench = workbench();
  afterAll(() => bench.remove());
  const host = 'portal.hue.gov.vn';
  let asker: AccountActor;
  const csr = (name: string, options = '-newkey ec -pkeyopt ec_paramgen_curve:P-256'): string => {
    const line = `req -new ${options} -nodes -keyout server.key -out server.csr -subj /CN=${name} -addext subjectAltName=DNS:${name}`;
    expect(bench.run('openssl', ...line.split(' ')).status).toBe(0);
    return readFileSync(bench.path('server.csr'), 'utf8');
  };
  const ask = (pem: string, who = asker) => services.act(requestServerCertificate, who, { csr: pem, reason: 'Cổng thông tin điện tử' });
  beforeAll(async () => {
    asker = await someoneAt(services, 'H57', ['administrator'], 'Quản Trị Máy Chủ');
  });

  it('asks within its agency’s domains, with a key that it has and that is strong', async () => {
    await expect(ask(csr(host))).rejects.toMatchObject({ status: 409, refusals: [{ code: 'foreignHost' }] });
    const allow = { agencyCode: 'H57', domain: 'hue.gov.vn', from: '2026-01-01', basis: 'Công văn 5/CV' };
    await expect(services.act(allowDomain, leader, allow)).rejects.toMatchObject({ status: 403 });
    await expect(services.act(allowDomain, issuer, { ...allow, agencyCode: 'H99' })).rejects.toMatchObject({ status: 409 });
    await services.act(allowDomain, issuer, allow);
    await expect(ask(csr('hue.gov.vn.evil.example'))).rejects.toMatchObject({ status: 409 });
    await expect(ask(csr('evilhue.gov.vn'))).rejects.toMatchObject({ status: 409 });
    for (const bad of [csr('*.hue.gov.vn'), csr(host, '-newkey rsa:1024'), 'x'.repeat(200)])
      await expect(ask(bad)).rejects.toMatchObject({ status: 422, fields: [{ field: 'csr' }] });
    const stolen = Buffer.from(csr(host).replace(/-----[^-]+-----|\s/g, ''), 'base64');
    stolen[stolen.length - 3]! ^= 1;
    const pem = `-----BEGIN CERTIFICATE REQUEST-----\n${stolen.toString('base64')}\n-----END CERTIFICATE REQUEST-----`;
    await expect(ask(pem)).rejects.toMatchObject({ status: 422 });
    await expect(ask(csr(host), officer)).rejects.toMatchObject({ status: 403 });
  });

  it('is certified by three persons, holds for openssl, and speaks TLS', async () => {
    const { id } = await ask(csr(host));
    await expect(services.act(approveRequest, { ...asker, may: leader.may }, await versionOf(id))).rejects.toMatchObject({ status: 409 });
    await services.act(approveRequest, leader, await versionOf(id));
    const { certificateId } = await services.act(issueCertificate, issuer, await versionOf(id));
    const file = await app.inject({ url: `/chung-thu-so/${certificateId}.pem`, headers: as(asker) });
    const [leaf = '', ca = ''] = file.body.split(/(?<=-----END CERTIFICATE-----\n)/);
    const { root } = await ensureAuthority(db, theVault());
    const ca0 = pem('CERTIFICATE', root.certificate.der);
    for (const [name, text] of [
      ['root.pem', ca0],
      ['ca.pem', ca],
      ['leaf.pem', leaf],
    ] as const)
      bench.path(name, text);
    const checks = ['-x509_strict', '-purpose', 'sslserver', '-verify_hostname', host, '-CAfile', 'root.pem', '-untrusted', 'ca.pem'];
    expect(bench.run('openssl', 'verify', ...checks, 'leaf.pem').output).toContain('leaf.pem: OK');
    const server = createServer({ key: readFileSync(bench.path('server.key')), cert: file.body }, (socket) => socket.end('xin chào'));
    await once(server.listen(0, '127.0.0.1'), 'listening');
    const talk = async (servername: string): Promise<string> => {
      const { port } = server.address() as AddressInfo;
      return (await toBuffer(connect({ port, host: '127.0.0.1', servername, ca: ca0 }))).toString();
    };
    expect(await talk(host)).toBe('xin chào');
    await expect(talk('khac.gov.vn')).rejects.toMatchObject({ code: 'ERR_TLS_CERT_ALTNAME_INVALID' });
    server.close();
    await services.act(endCertificate, leader, { id: certificateId, reason: 'cessationOfOperation' });
    const page = await app.inject({ url: '/chung-thu-so/may-chu', headers: as(asker) });
    expect(page.body).toContain('Đã thu hồi');
  });

  it('is not certified any more under a domain that was taken from its agency', async () => {
    const { id } = await ask(csr(host));
    await services.act(approveRequest, leader, await versionOf(id));
    const [domain] = await allDomains(db);
    await expect(services.act(endHostDomain, issuer, { id: domain!.id, until: '2026-01-02' })).rejects.toMatchObject({ status: 409 });
    await services.act(endHostDomain, issuer, { id: domain!.id, until: today() });
    freezeTime(daysFromNow(2));
    await expect(services.act(issueCertificate, issuer, await versionOf(id))).rejects.toMatchObject({ status: 409 });
    freezeTime(undefined);
  });
});

describe('the rule of first certificates', () => {
  it('from its date on lets nobody sign without having asked, and says how to ask', async () => {
    const newcomer = { ...holder(), accountId: newId() };
    const first = (who: PersonHolder) => certificateFor(db, theVault(), who);
    const rule = { automatic: 'off', from: addDays(today(), 1), basis: 'Quyết định 7/QĐ' };
    await expect(services.act(setFirstIssueRule, leader, rule)).rejects.toMatchObject({ status: 403 });
    await expect(services.act(setFirstIssueRule, issuer, { ...rule, from: addDays(today(), -1) })).rejects.toMatchObject({ status: 409 });
    await services.act(setFirstIssueRule, issuer, rule);
    await first(newcomer);
    freezeTime(daysFromNow(2));
    await first(newcomer);
    await expect(first({ ...newcomer, accountId: newId() })).rejects.toMatchObject({ status: 409, slug: 'certificate-needed' });
    const seal = { kind: 'seal', agencyId: newId(), agencyName: 'Cơ quan mới' } as const;
    await expect(certificateFor(db, theVault(), seal)).rejects.toMatchObject({ slug: 'certificate-needed' });
    const page = await app.inject({ url: '/chung-thu-so', headers: as(stranger) });
    expect(page.body).toContain('Muốn ký số, hãy gửi đề nghị');
    freezeTime(undefined);
    const rules = await app.inject({ url: '/chung-thu-so/quy-dinh', headers: { ...as(leader), accept: 'application/json' } });
    expect(rules.statusCode).toBe(403);
  });
});

describe('the trusted list', () => {
  const keeper = { ...official([TRUST]), may: (permission: string) => permission === TRUST };
  const second = { ...keeper, id: newId() };
  const desk = '/chung-thu-so/tin-cay';
  const authority = made('ca', { commonName: 'CA công cộng mẫu' }).certificate;
  const send = (path: string, fields: Record<string, string>, file?: { name: string; bytes: Buffer }, who: typeof keeper = keeper) => {
    const part = (head: string, body: Buffer | string) => [
      Buffer.from(`--b\r\ncontent-disposition: form-data; ${head}\r\n\r\n`),
      Buffer.from(body),
      Buffer.from('\r\n'),
    ];
    const parts = Object.entries(fields).flatMap(([name, value]) => part(`name="${name}"`, value));
    if (file) parts.push(...part(`name="${file.name}"; filename="a.bin"\r\ncontent-type: application/octet-stream`, file.bytes));
    return app.inject({
      method: 'POST',
      url: `${desk}/${path}`,
      headers: { ...as(who), 'content-type': 'multipart/form-data; boundary=b' },
      payload: Buffer.concat([...parts, Buffer.from('--b--\r\n')]),
    });
  };
  const service = {
    domain: 'public',
    type: 'CA/QC',
    provider: 'Công ty Mẫu',
    name: 'Mẫu CA',
    status: 'granted',
    from: '2026-01-01',
    basis: 'Giấy phép 12/GP',
  };

  it('is kept by those who may, and never by one person alone', async () => {
    for (const path of ['', '/thay-doi/x', '/x'])
      expect([path, (await app.inject({ url: desk + path, headers: { ...as(leader), accept: 'application/json' } })).statusCode]).toEqual([
        path,
        403,
      ]);
    expect((await send('dich-vu', service, { name: 'certificate', bytes: authority.der }, leader as never)).statusCode).toBe(403);
    const none = await send('dich-vu', service);
    expect([none.statusCode, none.body.includes('Hãy chọn tệp chứng thư số')]).toEqual([422, true]);
    const other = await send('dich-vu', service, { name: 'certificate', bytes: Buffer.from('?') });
    expect([other.statusCode, other.body.includes('đúng một chứng thư số'), other.body.includes('Công ty Mẫu')]).toEqual([422, true, true]);
    const sent = await send('dich-vu', service, { name: 'certificate', bytes: authority.der });
    expect(sent.statusCode).toBe(303);
    const change = String(sent.headers.location);
    const decide = (verb: string, who: typeof keeper, payload = {}) =>
      app.inject({ method: 'POST', url: `${change}/${verb}`, payload, headers: as(who) });
    expect((await decide('xac-nhan', keeper)).statusCode).toBe(409);
    expect((await decide('tu-choi', second)).statusCode).toBe(422);
    expect((await app.inject({ url: change, headers: as(second) })).body).toContain('chưa có trong danh sách');
    expect(await worklistOf(db, second)).toHaveLength(1);
    expect(await worklistOf(db, keeper)).toHaveLength(0);
    expect((await decide('xac-nhan', second)).statusCode).toBe(303);
    const list = await app.inject({ url: '/danh-sach-tin-cay?q=m%E1%BA%ABu+ca' });
    expect(list.body).toContain('Công ty Mẫu');
    expect((await app.inject({ url: '/danh-sach-tin-cay?q=xyz' })).body).not.toContain('Công ty Mẫu');
    const listed = /href="(\/chung-thu-so\/tin-cay\/[0-9a-f-]{36})"/.exec((await app.inject({ url: desk, headers: as(keeper) })).body)![1]!;
    const withdrawn = await app.inject({
      method: 'POST',
      url: listed,
      payload: { status: 'withdrawn', from: '2026-06-01', basis: 'Quyết định 3/QĐ' },
      headers: as(keeper),
    });
    expect(String(withdrawn.headers.location)).toContain('/thay-doi/');
    const source = await send(
      'nguon',
      { name: 'Danh sách ngoài', domain: 'foreign', basis: 'Hiệp định mẫu' },
      { name: 'certificate', bytes: made('root', { commonName: 'Ngoài' }).certificate.der },
    );
    expect(source.statusCode).toBe(303);
    const list404 = await send('danh-sach', { id: newId(), basis: 'Bản số 5' }, { name: 'list', bytes: Buffer.from('<a/>') });
    expect(list404.statusCode).toBe(404);
  });
});
