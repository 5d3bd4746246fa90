import { Buffer } from 'node:buffer';
import { readFileSync, statSync } from 'node:fs';
import { chmod, readFile, writeFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runAction } from '#kernel/action.ts';
import { systemActor } from '#kernel/permission.ts';
import { freezeTime, instant, now } from '#kernel/time.ts';
import { newId } from '#kernel/id.ts';
import { official, testDatabase } from '../../../../test/kit.ts';
import { hasTool, tablePdf, workbench } from '../../../../test/signature-kit.ts';
import { askRoot, bringRootAnswer, takeRootOffline } from '../actions/change-root.ts';
import { pem } from '../certificates/pem.ts';
import { sequence } from '../der/write.ts';
import { certificateFor, changeStatus, ensureAuthority, openVault, signPdf, timestamp, validateFile } from '../index.ts';
import { certId } from '../ocsp/answer.ts';
import { ocspResponder } from '../ocsp/respond.ts';
import { revocationList } from '../revocation/lists.ts';
import type { StoredCertificate } from '../vault/store.ts';
import { answerRequest } from './answer.ts';
import type { RootAnswer, RootRequest } from './forms.ts';
import { readRootFile, RootFileError, writeRootFile } from './key-file.ts';
import { authorityState } from './state.ts';
import { rootInVault, writeRootOut } from './take-out.ts';

const { db } = await testDatabase();
const bench = workbench();
afterAll(() => bench.remove());
const vault = await openVault(bench.path('data'), 'http://pki.example');
const options = { db, actor: systemActor('operator'), events: { emit: async () => undefined }, files: undefined as never };
const PASSPHRASE = 'mật khẩu dài của gốc';
const QUICK = 1024;
const file = bench.path('root.json');
const seal = (): Parameters<typeof certificateFor>[2] => ({ kind: 'seal', agencyId: newId(), agencyName: 'Ủy ban nhân dân phường' });

const ask = async (...certificates: ('ca' | 'tsa' | 'ocsp')[]): Promise<RootRequest> =>
  (await runAction(askRoot, { site: 'vn', certificates, listDays: 180 }, options)).request;
const sign = async (request: RootRequest): Promise<RootAnswer> => answerRequest(request, await readRootFile(file, PASSPHRASE), now());
const bring = (answer: RootAnswer) => runAction(bringRootAnswer, answer, options);
const takeOut = async (): Promise<string> => {
  const { request } = await runAction(askRoot, { site: 'vn', certificates: [], listDays: 180 }, options);
  await bring(answerRequest(request, await rootInVault(db, vault), now()));
  const { fingerprint } = await writeRootOut(db, vault, file, PASSPHRASE, QUICK);
  await runAction(takeRootOffline, { fingerprint }, options);
  return fingerprint;
};

/** What openssl says of a certificate below the root, with every list looked at. */
async function opensslSays(stored: StoredCertificate, below: readonly StoredCertificate[]): Promise<string> {
  const { root } = await ensureAuthority(db, vault);
  const lists = [root, ...below].map((issuer) => revocationList(db, vault, { issuer, partition: '' }));
  const crls = (await Promise.all(lists)).map((list) => pem('X509 CRL', list!.der));
  bench.path('roots.pem', pem('CERTIFICATE', root.certificate.der) + crls.join(''));
  bench.path('between.pem', below.map((one) => pem('CERTIFICATE', one.certificate.der)).join(''));
  bench.path('one.pem', pem('CERTIFICATE', stored.certificate.der));
  const paths = ['-CAfile', 'roots.pem', '-untrusted', 'between.pem', 'one.pem'];
  return bench.run('openssl', 'verify', '-crl_check_all', '-extended_crl', ...paths).output;
}

describe('the root in a file', () => {
  let former: StoredCertificate;
  let formerHolder: StoredCertificate;

  beforeAll(async () => {
    former = (await ensureAuthority(db, vault)).issuing;
    formerHolder = await certificateFor(db, vault, seal());
    expect((await authorityState(db, vault))?.rootIsOffline).toBe(false);
    await takeOut();
  });

  it('lies there alone, for its owner, under its passphrase, and is never overwritten', async () => {
    const { root } = await ensureAuthority(db, vault);
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect((await readRootFile(file, PASSPHRASE)).certificate.fingerprint).toBe(root.certificate.fingerprint);
    await expect(readRootFile(file, `${PASSPHRASE}.`)).rejects.toThrow('passphrase');
    await expect(rootInVault(db, vault)).rejects.toThrow(RootFileError);
    await expect(writeRootOut(db, vault, bench.path('again.json'), PASSPHRASE, QUICK)).rejects.toThrow('not here');
    const stored = await readRootFile(file, PASSPHRASE);
    await expect(writeRootFile(file, stored as never, PASSPHRASE, QUICK)).rejects.toThrow('EEXIST');
    await expect(writeRootFile(bench.path('short.json'), stored as never, 'ngắn', QUICK)).rejects.toThrow('12');
    expect((await authorityState(db, vault))?.rootIsOffline).toBe(true);
  });

  it('is refused when others may read it, or a bit of it was changed', async () => {
    const copy = bench.path('copy.json', readFileSync(file));
    await chmod(copy, 0o640);
    await expect(readRootFile(copy, PASSPHRASE)).rejects.toThrow('chmod 600');
    await chmod(copy, 0o600);
    const changed = JSON.parse(await readFile(copy, 'utf8')) as { fingerprint: string };
    await writeFile(copy, JSON.stringify({ ...changed, fingerprint: 'a'.repeat(64) }));
    await expect(readRootFile(copy, PASSPHRASE)).rejects.toThrow('changed');
    await writeFile(copy, 'không phải JSON');
    await expect(readRootFile(copy, PASSPHRASE)).rejects.toThrow('damaged');
  });

  it('is taken out, asked and answered by nobody but the operator', async () => {
    const anybody = { ...options, actor: official([]) };
    await expect(runAction(askRoot, { site: 'vn', certificates: [], listDays: 1 }, anybody)).rejects.toMatchObject({ status: 403 });
    await expect(runAction(takeRootOffline, { fingerprint: 'a'.repeat(64) }, anybody)).rejects.toMatchObject({ status: 403 });
    await expect(runAction(bringRootAnswer, await sign(await ask()), anybody)).rejects.toMatchObject({ status: 403 });
    await expect(runAction(takeRootOffline, { fingerprint: 'a'.repeat(64) }, options)).rejects.toMatchObject({ status: 409 });
  });

  it('keeps its list, also when that is a day old, and everything else goes on without it', async () => {
    freezeTime(instant(now().getTime() + 3 * 86_400_000));
    try {
      const { root } = await ensureAuthority(db, vault);
      const list = await revocationList(db, vault, { issuer: root, partition: '' });
      expect(list!.nextUpdate.getTime() - now().getTime()).toBeGreaterThan(170 * 86_400_000);
      const signed = await signPdf(db, vault, { pdf: tablePdf(), holder: seal() });
      expect((await validateFile(db, vault, { bytes: signed.bytes })).overall).toBe('TOTAL-PASSED');
    } finally {
      freezeTime(undefined);
    }
  });

  it('signs a new issuing authority; the former one still answers for what it issued', async () => {
    const brought = await bring(await sign(await ask('ca')));
    const { issuing } = await ensureAuthority(db, vault);
    expect(issuing.id).toBe(brought.certificates[0]!.id);
    expect(issuing.certificate.subject.commonName).toContain('(2)');
    const holder = await certificateFor(db, vault, seal());
    expect(holder.certificate.authorityKeyId).toBe(issuing.certificate.subjectKeyId);
    if (hasTool('openssl')) {
      expect(await opensslSays(holder, [issuing])).toContain('one.pem: OK');
      expect(await opensslSays(formerHolder, [former])).toContain('one.pem: OK');
    }
    await changeStatus(db, formerHolder.id, { status: 'revoked', reason: 'superseded' }, now(), 'test');
    if (hasTool('openssl')) {
      expect(await opensslSays(formerHolder, [former])).toContain('certificate revoked');
      expect(await opensslSays(holder, [issuing])).toContain('one.pem: OK');
    }
    const responder = ocspResponder(db, vault);
    const asked = (issuer: StoredCertificate, one: StoredCertificate): Buffer =>
      sequence(sequence(sequence(sequence(certId(issuer.certificate, one.certificate.serial, 'sha256')))));
    expect((await responder.respond(asked(former, formerHolder))).nextUpdate).toBeDefined();
    expect((await responder.respond(asked(issuing, holder))).nextUpdate).toBeDefined();
  });

  it('signs a time-stamping certificate and a responder of its own, which are used at once', async () => {
    const { root, issuing } = await ensureAuthority(db, vault);
    const asked = sequence(sequence(sequence(sequence(certId(root.certificate, issuing.certificate.serial, 'sha1')))));
    expect((await ocspResponder(db, vault).respond(asked)).der.length).toBeLessThan(20);
    const brought = await bring(await sign(await ask('tsa', 'ocsp')));
    expect(brought.certificates.map(({ profile }) => profile)).toEqual(['tsa', 'ocsp']);
    expect((await ocspResponder(db, vault).respond(asked)).der.length).toBeGreaterThan(500);
    vault.stamper = undefined;
    const signed = await signPdf(db, vault, { pdf: tablePdf(), holder: seal(), level: 'B-LT' });
    expect((await validateFile(db, vault, { bytes: signed.bytes })).overall).toBe('TOTAL-PASSED');
    expect((await timestamp(db, vault, Buffer.alloc(32))).includes(Buffer.from(root.certificate.subject.raw))).toBe(true);
  });

  it('takes no answer twice, of another root, or with something else in it', async () => {
    const answer = await sign(await ask('ca'));
    const other = await bring(answer).then(() => answer);
    await expect(bring(other)).rejects.toThrow('not asked for');
    const next = await sign(await ask('ca'));
    await expect(bring({ ...next, root: 'a'.repeat(64) })).rejects.toThrow('another root');
    await expect(bring({ ...next, list: answer.list })).rejects.toThrow('older');
    await expect(bring({ ...next, certificates: [{ id: next.certificates[0]!.id, der: answer.certificates[0]!.der }] })).rejects.toThrow(
      'key',
    );
    await bring(next);
  });

  it('signs no request for another root, nor for a key that the asker does not hold', async () => {
    const request = await ask('ca');
    await expect(sign({ ...request, root: 'b'.repeat(64) })).rejects.toThrow('another root'.replace('another', 'the'));
    const [wanted] = request.certificates;
    await expect(sign({ ...request, certificates: [{ ...wanted!, years: 15 }] })).rejects.toThrow('own key');
  });

  it('is called for in time: its list, the issuing authority, itself', async () => {
    const at = async (days: number): Promise<string[]> => {
      freezeTime(instant(Date.now() + days * 86_400_000));
      try {
        return (await authorityState(db, vault))?.warnings.map(({ what }) => what) ?? ['ended'];
      } finally {
        freezeTime(undefined);
      }
    };
    expect(await at(0)).toEqual([]);
    expect(await at(155)).toEqual(['root-list']);
    expect(await at(7.5 * 365)).toEqual(['root-list', 'issuing']);
  });

  it('that has ended is not replaced unseen', async () => {
    freezeTime(instant(Date.now() + 21 * 365.25 * 86_400_000));
    try {
      await expect(ensureAuthority(db, vault)).rejects.toMatchObject({ slug: 'key-away' });
    } finally {
      freezeTime(undefined);
    }
  });
});
