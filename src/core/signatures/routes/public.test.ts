import { Buffer } from 'node:buffer';
import { readFileSync } from 'node:fs';
import * as pkijs from 'pkijs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { on, transaction } from '#kernel/db.ts';
import { newId } from '#kernel/id.ts';
import { freezeTime, instant, now } from '#kernel/time.ts';
import { testApp } from '../../../../test/kit.ts';
import { hasTool, tablePdf, workbench } from '../../../../test/signature-kit.ts';
import { type Certificate, readCertificate } from '../certificates/certificate.ts';
import { pem } from '../certificates/pem.ts';
import { readRevocationList } from '../certificates/revocation-list.ts';
import type { SignaturesTables } from '../db.gen.ts';
import { certificateFor, ensureAuthority, type PersonHolder, revocationEvidence, signPdf, theVault } from '../index.ts';
import { sequence } from '../der/write.ts';
import { signAnswersAhead } from '../jobs.ts';
import { certId } from '../ocsp/answer.ts';
import { knownState, presignedAnswer } from '../ocsp/answers.ts';
import { changeStatus } from '../revocation/status.ts';
import type { StoredCertificate } from '../vault/store.ts';

const { app, services } = await testApp();
const { db } = services;
const bench = workbench();
afterAll(() => bench.remove());

const STAMP = 'application/timestamp-query';
const STATE = 'application/ocsp-request';
const get = async (url: string): Promise<{ type: unknown; body: Buffer }> => {
  const answer = await app.inject({ url });
  expect([url, answer.statusCode]).toEqual([url, 200]);
  return { type: answer.headers['content-type'], body: answer.rawPayload };
};
const post = (url: string, type: string, payload: Buffer) =>
  app.inject({ method: 'POST', url, headers: { 'content-type': type, accept: 'application/json' }, payload });
/** Path of an address in a certificate: this site's own. */
const pathIn = (url: string | undefined): string => new URL(url!).pathname;
const holder = (): PersonHolder => ({
  kind: 'person',
  accountId: newId(),
  agencyId: newId(),
  name: 'Hồ Thị Hương',
  agencyName: 'Ủy ban nhân dân thành phố Huế',
});
const issue = (): Promise<StoredCertificate> => certificateFor(db, theVault(), holder());
const change = (one: StoredCertificate, what: Parameters<typeof changeStatus>[2], at: Date = now()): Promise<void> =>
  transaction(db, (tx) => changeStatus(tx, one.id, what, at, 'test'));

let root: Certificate;
let issuing: Certificate;
beforeAll(async () => {
  root = readCertificate((await get('/pki/ca/root.cer')).body);
  issuing = readCertificate((await get('/pki/ca/issuing.cer')).body);
  bench.path('root.pem', pem('CERTIFICATE', root.der));
  bench.path('ca.pem', pem('CERTIFICATE', issuing.der));
});

describe('a certificate', () => {
  it('leads to its issuer, its list and its state on this site; an authority to the list of the root', async () => {
    const { certificate } = await issue();
    expect((await get(pathIn(certificate.issuerUrls[0]))).body.equals(issuing.der)).toBe(true);
    const list = await get(pathIn(certificate.listUrls[0]));
    expect(list.type).toBe('application/pkix-crl');
    expect(readRevocationList(list.body, issuing).distributionPoints).toEqual(certificate.listUrls);
    expect(certificate.ocspUrls).toEqual(['http://localhost/pki/ocsp']);
    const ofRoot = readRevocationList((await get(pathIn(issuing.listUrls[0]))).body, root);
    expect([ofRoot.revoked.size, ofRoot.distributionPoints]).toEqual([0, undefined]);
    for (const url of [
      '/pki/ca/0123456789abcdef.cer',
      '/pki/crl/root/202601.crl',
      `/pki/crl/${issuing.subjectKeyId!.slice(0, 16)}/190001.crl`,
    ])
      expect((await app.inject({ url })).statusCode).toBeGreaterThanOrEqual(404);
  });
});

describe('the difference to a list', () => {
  it('names what changed since, takes a lifted suspension off, and counts on with the list', async () => {
    const authority = await ensureAuthority(db, theVault());
    const [held, first, second] = [await issue(), await issue(), await issue()];
    await change(held, { status: 'suspended' });
    await change(first, { status: 'revoked', reason: 'superseded' });
    const url = pathIn(held.certificate.listUrls[0]);
    const name = { issuer: authority.issuing, partition: url.slice(-10, -4) };
    const whole = readRevocationList((await get(url)).body, issuing);
    expect([whole.revoked.has(held.certificate.serial), whole.baseNumber]).toEqual([true, undefined]);
    // A long list would not be written anew at once: its difference is made against this one.
    await on<SignaturesTables>(db)
      .updateTable('signatures.revocation_list')
      .set({ entries: 30_000 })
      .where('partition', '=', name.partition)
      .where('delta', '=', false)
      .execute();
    await change(held, { status: 'resumed' });
    await change(second, { status: 'revoked', reason: 'keyCompromise' });
    const delta = readRevocationList((await get(url.replace('.crl', '.delta.crl'))).body, issuing);
    expect(delta.baseNumber).toBe(whole.number);
    expect(delta.number).toBeGreaterThan(whole.number);
    expect([...delta.revoked.keys()]).toEqual([second.certificate.serial]);
    expect(delta.removed).toEqual([held.certificate.serial]);
    expect(delta.distributionPoints).toEqual(whole.distributionPoints);
    expect(readRevocationList((await get(url)).body, issuing).number).toBe(whole.number);
    freezeTime(instant(now().getTime() + 3_700_000));
    const next = readRevocationList((await get(url)).body, issuing);
    freezeTime(undefined);
    expect(next.number).toBeGreaterThan(delta.number);
    expect([next.revoked.has(held.certificate.serial), next.revoked.has(second.certificate.serial)]).toEqual([false, true]);
  });

  it('is numbered once, also when many ask at once', async () => {
    const one = await issue();
    await change(one, { status: 'revoked', reason: 'superseded' });
    const answers = await Promise.all(Array.from({ length: 6 }, () => get(pathIn(one.certificate.listUrls[0]))));
    expect(new Set(answers.map(({ body }) => body.toString('hex'))).size).toBe(1);
  });
});

describe.skipIf(!hasTool('openssl'))('openssl', () => {
  const files = async (one: StoredCertificate): Promise<string> => {
    const list = (await get(pathIn(one.certificate.listUrls[0]))).body;
    const ofRoot = (await get(pathIn(issuing.listUrls[0]))).body;
    bench.path('lists.pem', pem('CERTIFICATE', root.der) + pem('X509 CRL', ofRoot) + pem('X509 CRL', list));
    return bench.path('holder.pem', pem('CERTIFICATE', one.certificate.der));
  };
  const verify = async (one: StoredCertificate): Promise<string> => {
    const holderFile = await files(one);
    return bench.run('openssl', 'verify', '-x509_strict', '-crl_check_all', '-CAfile', 'lists.pem', '-untrusted', 'ca.pem', holderFile)
      .output;
  };
  /** Asks as openssl asks, has openssl check the answer, and returns what it says. */
  const state = async (serialOrFile: readonly string[], ...options: string[]): Promise<string> => {
    const query = ['ocsp', '-issuer', 'ca.pem', ...serialOrFile, ...options];
    bench.run('openssl', ...query, '-reqout', 'q.der');
    const answer = await post('/pki/ocsp', STATE, readFileSync(bench.path('q.der')));
    expect(answer.headers['content-type']).toBe('application/ocsp-response');
    bench.path('r.der', answer.rawPayload);
    return bench.run(
      'openssl',
      'ocsp',
      '-reqin',
      'q.der',
      '-respin',
      'r.der',
      '-resp_text',
      '-CAfile',
      'root.pem',
      '-verify_other',
      'ca.pem',
    ).output;
  };

  it('follows a certificate from good to suspended, back to good, and to revoked', async () => {
    const one = await issue();
    expect(await verify(one)).toContain('holder.pem: OK');
    const cert = ['-cert', 'holder.pem'];
    expect(await state(cert)).toMatch(/Cert Status: good[^]*Response verify OK/);
    expect(await state(cert, '-no_nonce')).toContain('Cert Status: good');
    await change(one, { status: 'suspended' });
    expect(await verify(one)).toContain('certificate revoked');
    expect(await state(cert)).toMatch(/Cert Status: revoked[^]*Reason: certificateHold[^]*Response verify OK/);
    await change(one, { status: 'resumed' });
    expect(await verify(one)).toContain('holder.pem: OK');
    expect(await state(cert)).toContain('Cert Status: good');
    const at = instant('2026-11-20T08:09:10Z');
    await change(one, { status: 'revoked', reason: 'keyCompromise' }, at);
    expect(await verify(one)).toContain('certificate revoked');
    expect(await state(cert)).toMatch(/Revocation Time: Nov 20 08:09:10 2026[^]*Reason: keyCompromise/);
    await expect(change(one, { status: 'resumed' })).rejects.toThrow('never taken back');
  });

  it('hears that a number was never issued, answers about several at once, and by SHA-256', async () => {
    const one = await issue();
    await files(one);
    expect(await state(['-serial', '0x4242424242424242'])).toMatch(/Cert Status: unknown[^]*Response verify OK/);
    expect(await state(['-sha256', '-cert', 'holder.pem'], '-no_nonce')).toContain('Cert Status: good');
    expect(await state(['-cert', 'holder.pem', '-serial', '0x17'])).toMatch(/Serial Number: 17\n +Cert Status: unknown/);
  });

  it('is told by GET what it is told by POST, with an answer signed beforehand', async () => {
    await files(await issue());
    bench.run('openssl', 'ocsp', '-issuer', 'ca.pem', '-cert', 'holder.pem', '-no_nonce', '-reqout', 'q.der');
    const query = readFileSync(bench.path('q.der'));
    const posted = await post('/pki/ocsp', STATE, query);
    const path = `/pki/ocsp/${encodeURIComponent(query.toString('base64'))}`;
    expect((await get(path)).body.equals(posted.rawPayload)).toBe(true);
    expect((await app.inject({ url: path })).headers['cache-control']).toBe('public, max-age=60');
  });

  it('gets a time-stamp and believes it', async () => {
    bench.path('data', 'dữ liệu');
    bench.run('openssl', 'ts', '-query', '-data', 'data', '-sha256', '-cert', '-out', 'q.tsq');
    const answer = await post('/pki/tsa', STAMP, readFileSync(bench.path('q.tsq')));
    expect(answer.headers['content-type']).toBe('application/timestamp-reply');
    bench.path('r.tsr', answer.rawPayload);
    const ran = bench.run('openssl', 'ts', '-verify', '-queryfile', 'q.tsq', '-in', 'r.tsr', '-CAfile', 'root.pem');
    expect(ran.output).toContain('Verification: OK');
  });

  it('knows no key of another authority: nothing signed is said about its certificates', async () => {
    bench.path('stranger.pem', pem('CERTIFICATE', root.der));
    bench.run('openssl', 'ocsp', '-issuer', 'root.pem', '-serial', '1', '-reqout', 'q.der');
    const answer = await post('/pki/ocsp', STATE, readFileSync(bench.path('q.der')));
    expect(answer.rawPayload.toString('hex')).toBe('30030a0106');
  });
});

describe('a state asked for over the wire', () => {
  it('is answered before the routes with the bytes and headers of the usual way, in the same count of requests', async () => {
    const { issuing: authority } = await ensureAuthority(db, theVault());
    const { certificate } = await issue();
    const question = sequence(sequence(sequence(sequence(certId(authority.certificate, certificate.serial, 'sha1')))));
    const usual = await post('/pki/ocsp', STATE, question);
    const url = await app.listen({ port: 0, host: '127.0.0.1' });
    const wired = await fetch(`${url}/pki/ocsp`, { method: 'POST', body: new Uint8Array(question), headers: { 'content-type': STATE } });
    expect(Buffer.from(await wired.arrayBuffer()).equals(usual.rawPayload)).toBe(true);
    const names = Object.keys(usual.headers).filter((name) => !/^(?:date|connection|x-ratelimit-.*)$/.test(name));
    expect(names).toContain('content-security-policy');
    for (const name of names) expect([name, wired.headers.get(name)]).toEqual([name, String(usual.headers[name])]);
    expect(Number(wired.headers.get('x-ratelimit-remaining'))).toBe(Number(usual.headers['x-ratelimit-remaining']) - 1);
    const metrics = (await app.inject({ url: '/metrics' })).body;
    expect(metrics).toContain('motcua_http_request_seconds_count{method="POST",route="/pki/ocsp",status="2xx"}');
  });
});

describe('answers signed ahead', () => {
  it('are there before anybody asks, for both ways of asking, and are not signed twice', async () => {
    const { issuing: authority } = await ensureAuthority(db, theVault());
    const one = await issue();
    expect(await signAnswersAhead(db, theVault())).toBeGreaterThanOrEqual(2);
    expect(await signAnswersAhead(db, theVault())).toBe(0);
    const known = await knownState(db, authority.id, one.certificate.serial);
    const answer = await presignedAnswer(db, theVault(), authority, known!, 'sha256');
    freezeTime(instant(now().getTime() + 11 * 3_600_000));
    expect((await presignedAnswer(db, theVault(), authority, known!, 'sha256')).der.equals(answer.der)).toBe(true);
    freezeTime(instant(now().getTime() + 2 * 3_600_000));
    expect((await presignedAnswer(db, theVault(), authority, known!, 'sha256')).thisUpdate > answer.thisUpdate).toBe(true);
    freezeTime(undefined);
  });
});

describe('what may not be asked', () => {
  it('is answered by the standards where they have an answer, and by 415 and 413 where not', async () => {
    expect((await post('/pki/tsa', STAMP, Buffer.from('?'))).statusCode).toBe(200);
    expect((await post('/pki/ocsp', STATE, Buffer.from('?'))).rawPayload.toString('hex')).toBe('30030a0101');
    for (const [url, type] of [
      ['/pki/tsa', STAMP],
      ['/pki/ocsp', STATE],
    ] as const) {
      expect((await post(url, 'application/json', Buffer.from('{}'))).statusCode).toBe(415);
      expect((await post(url, type, Buffer.alloc(10_000))).statusCode).toBe(413);
    }
  });
});

describe('evidence for long-term signatures', () => {
  it('is an answer not older than the signature, read the same by another library, and the list of the root', async () => {
    const { certificate } = await signPdf(db, theVault(), { pdf: tablePdf(), holder: holder() });
    freezeTime(instant(now().getTime() + 3_600_000));
    try {
      const at = now();
      const evidence = await revocationEvidence(db, theVault(), certificate.certificate, at);
      const basic = pkijs.OCSPResponse.fromBER(new Uint8Array(evidence!.ocsp!)).responseBytes!;
      const answer = pkijs.BasicOCSPResponse.fromBER(new Uint8Array(basic.response.valueBlock.valueHexView));
      const [single] = answer.tbsResponseData.responses;
      expect(single!.thisUpdate.getTime()).toBe(Math.floor(at.getTime() / 1000) * 1000);
      expect(answer.certs).toHaveLength(1);
      const signer = readCertificate(Buffer.from(answer.certs![0]!.toSchema().toBER()));
      expect(signer.revocationUnchecked).toBe(true);
      expect(await revocationEvidence(db, theVault(), signer)).toEqual({});
      const trusted = [root, issuing].map((one) => pkijs.Certificate.fromBER(new Uint8Array(one.der)));
      expect(await answer.verify({ trustedCerts: trusted })).toBe(true);
      const ofIssuing = await revocationEvidence(db, theVault(), issuing, at);
      expect(readRevocationList(ofIssuing!.crl!, root).nextUpdate > at).toBe(true);
    } finally {
      freezeTime(undefined);
    }
  });

  it('is not to be had for what lies ahead, nor for a stranger', async () => {
    const { certificate } = await issue();
    expect(await revocationEvidence(db, theVault(), certificate, instant(now().getTime() + 5000))).toBeUndefined();
    expect(await revocationEvidence(db, theVault(), root)).toEqual({});
  });
});
