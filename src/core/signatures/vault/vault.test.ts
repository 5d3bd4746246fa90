import { Buffer } from 'node:buffer';
import { generateKeyPairSync, hash } from 'node:crypto';
import { chmod, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { runAction } from '#kernel/action.ts';
import { on, transaction } from '#kernel/db.ts';
import { newId } from '#kernel/id.ts';
import { Problem } from '#kernel/problem.ts';
import { freezeTime, instant, now } from '#kernel/time.ts';
import { official, testDatabase } from '../../../../test/kit.ts';
import { tablePdf } from '../../../../test/signature-kit.ts';
import { revokeCertificate } from '../actions/revoke-certificate.ts';
import { readRevocationList } from '../certificates/revocation-list.ts';
import type { SignaturesTables } from '../db.gen.ts';
import {
  certificateFor,
  certificateProblem,
  certificatesOfAgency,
  ensureAuthority,
  gatewaySigner,
  MasterKeyError,
  type PersonHolder,
  signPdf,
  siteTrust,
  timestamp,
  trustInRoots,
  validateFile,
  verifySignature,
  verifyTimestamp,
} from '../index.ts';
import { revocationList } from '../revocation/lists.ts';
import { readMasterKey } from './master-key.ts';
import { createVault } from './vault.ts';

const database = await testDatabase();
const { db } = database;
const vault = createVault(Buffer.alloc(32, 7));

const agencyId = newId();
const huong: PersonHolder = {
  kind: 'person',
  accountId: newId(),
  agencyId,
  name: 'Hồ Thị Hương',
  title: 'Chủ tịch',
  agencyName: 'Ủy ban nhân dân thành phố Huế',
  agencyCode: 'H57',
};
const seal = { kind: 'seal', agencyId, agencyName: huong.agencyName, agencyCode: 'H57' } as const;

describe('the master key', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'motcua-vault-'));
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  it('is made once, for its owner only, even by processes that start together', async () => {
    const keys = await Promise.all(Array.from({ length: 8 }, () => readMasterKey(folder)));
    expect(new Set(keys.map((key) => key.toString('hex'))).size).toBe(1);
    expect((await stat(join(folder, 'secrets/master.key'))).mode & 0o777).toBe(0o600);
    expect(await readMasterKey(folder)).toEqual(keys[0]);
  });

  it('is refused when others may read it or it is damaged', async () => {
    await readMasterKey(folder);
    const path = join(folder, 'secrets/master.key');
    await chmod(path, 0o644);
    await expect(readMasterKey(folder)).rejects.toThrow(MasterKeyError);
    await chmod(path, 0o600);
    await writeFile(path, (await readFile(path, 'utf8')).slice(1));
    await expect(readMasterKey(folder)).rejects.toThrow('backup');
  });
});

describe('a sealed key', () => {
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const stored = vault.seal(privateKey, 'row-1');

  it('opens in its row with its master key only', () => {
    expect(vault.open(stored, 'row-1').equals(privateKey)).toBe(true);
    expect(() => vault.open(stored, 'row-2')).toThrow();
    expect(() => createVault(Buffer.alloc(32, 8)).open(stored, 'row-1')).toThrow(MasterKeyError);
    const changed = Buffer.from(stored.sealed);
    changed[5] = changed[5]! ^ 1;
    expect(() => vault.open({ ...stored, sealed: changed }, 'row-1')).toThrow();
  });

  it('does not hold the key in the clear', () => {
    const secret = Buffer.from(privateKey.export({ format: 'jwk' }).d!, 'base64url');
    expect(stored.sealed.includes(secret)).toBe(false);
  });
});

describe('the authority', () => {
  it('is made once, even by callers that come together, and its keys lie encrypted in the database', async () => {
    const all = await Promise.all(Array.from({ length: 4 }, () => ensureAuthority(db, vault)));
    expect(new Set(all.map(({ root, issuing }) => root.id + issuing.id)).size).toBe(1);
    const rows = await on<SignaturesTables>(db).selectFrom('signatures.signing_key').selectAll().execute();
    expect(rows).toHaveLength(2);
    expect(rows.every((row) => row.master_key === vault.keyId && !row.sealed!.includes(Buffer.from('2b8104', 'hex')))).toBe(true);
  });

  it('issues one certificate for a holder, and another when the post changes', async () => {
    const both = await Promise.all([certificateFor(db, vault, huong), certificateFor(db, vault, huong)]);
    expect(both[0].id).toBe(both[1].id);
    const promoted = await certificateFor(db, vault, { ...huong, title: 'Bí thư' });
    expect(promoted.id).not.toBe(both[0].id);
    expect(promoted.certificate.subject.title).toBe('Bí thư');
    const elsewhere = await certificateFor(db, vault, { ...huong, agencyId: newId() });
    expect(elsewhere.id).not.toBe(both[0].id);
  });

  it('renews a certificate before it ends', async () => {
    const holder = { ...huong, accountId: newId() };
    const first = await certificateFor(db, vault, holder);
    freezeTime(instant(first.certificate.notAfter.getTime() - 20 * 86_400_000));
    try {
      const second = await certificateFor(db, vault, holder);
      expect(second.id).not.toBe(first.id);
      expect(second.certificate.notAfter > first.certificate.notAfter).toBe(true);
    } finally {
      freezeTime(undefined);
    }
  });

  it('leaves nothing behind when the transaction is rolled back', async () => {
    const holder = { ...huong, accountId: newId() };
    const attempt = transaction(db, async (tx) => {
      await signPdf(tx, vault, { pdf: tablePdf(), holder });
      throw new Error('rolled back');
    });
    await expect(attempt).rejects.toThrow('rolled back');
    const signed = await signPdf(db, vault, { pdf: tablePdf(), holder });
    expect((await validateFile(db, vault, { bytes: signed.bytes })).overall).toBe('TOTAL-PASSED');
  });
});

describe('signing', () => {
  it('is judged intact, with sentences in both languages', async () => {
    const one = await signPdf(db, vault, { pdf: tablePdf(), holder: huong, reason: 'Ban hành' });
    const two = await signPdf(db, vault, { pdf: one.bytes, holder: seal });
    expect(two.sha256).toBe(hash('sha256', two.bytes));
    const report = await validateFile(db, vault, { bytes: two.bytes });
    expect(report.sentence.vi).toContain('nguyên vẹn');
    expect(report.details[0]?.vi).toMatch(
      /^Hồ Thị Hương, Chủ tịch, Ủy ban nhân dân thành phố Huế: ký lúc .* chữ ký hợp lệ\. Sau đó chỉ có thêm chữ ký khác\.$/,
    );
    expect(report.details[1]?.en).toContain('Covers the whole file');
    const changed = Buffer.from(two.bytes);
    changed[120] = changed[120]! ^ 1;
    expect((await validateFile(db, vault, { bytes: changed })).sentence.vi).toContain('đã bị thay đổi');
  });

  it('refuses what is no PDF with a sentence', async () => {
    const attempt = signPdf(db, vault, { pdf: Buffer.from('DOCX'), holder: huong });
    await expect(attempt).rejects.toBeInstanceOf(Problem);
    await expect(attempt).rejects.toMatchObject({ status: 422, detail: { vi: expect.stringContaining('không phải là PDF') } });
  });

  it('for a site: envelopes and ledger seals hold by the root alone', async () => {
    const signer = await gatewaySigner(db, vault, 'vn');
    const bytes = Buffer.from('phong bì');
    const signature = signer.sign(bytes);
    expect(verifySignature(bytes, signature, signer.certificate)).toBe(true);
    expect(verifySignature(Buffer.from('khác'), signature, signer.certificate)).toBe(false);
    expect(verifySignature(bytes, Buffer.alloc(70), signer.certificate)).toBe(false);
    expect(verifySignature(bytes, signature, Buffer.from('x'))).toBe(false);
    const { root } = await ensureAuthority(db, vault);
    expect(signer.chain.at(-1)?.equals(root.certificate.der)).toBe(true);
    const offline = trustInRoots([root.certificate.der]);
    expect(certificateProblem(signer.certificate, signer.chain, offline, now())).toBeUndefined();
    expect(certificateProblem(signer.certificate, [], offline, now())).toBe('no-anchor');
    const token = await timestamp(db, vault, hash('sha256', bytes, 'buffer'));
    expect(verifyTimestamp(token, hash('sha256', bytes, 'buffer'), offline)).toHaveProperty('at');
    expect(verifyTimestamp(token, Buffer.alloc(32), offline)).toEqual({ fault: 'wrong-imprint' });
    expect(verifyTimestamp(Buffer.from('x'), Buffer.alloc(32), offline)).toHaveProperty('fault');
  });
});

describe('revoking', () => {
  const events = { emit: async () => undefined };
  const files = undefined as never;
  const act = (actor: ReturnType<typeof official>, input: unknown): Promise<unknown> =>
    runAction(revokeCertificate, input, { db, actor, events, files });

  it('needs the permission in the holder’s agency', async () => {
    const { id } = await certificateFor(db, vault, { ...huong, accountId: newId() });
    const input = { certificateId: id, reason: 'keyCompromise' };
    await expect(act(official([]), input)).rejects.toMatchObject({ status: 403 });
    await expect(act(official(['signatures.revoke'], newId()), input)).rejects.toMatchObject({ status: 403 });
    await expect(act(official(['signatures.revoke'], agencyId), { ...input, reason: 'vì thế' })).rejects.toMatchObject({ status: 422 });
  });

  it('ends a certificate from now on: earlier signatures stay good, the next one gets a new certificate, the list names it', async () => {
    const holder = { ...huong, accountId: newId() };
    freezeTime(instant(now().getTime() - 60_000));
    const signed = await signPdf(db, vault, { pdf: tablePdf(), holder });
    freezeTime(undefined);
    const actor = official(['signatures.revoke'], agencyId);
    const input = { certificateId: signed.certificate.id, reason: 'affiliationChanged' };
    await act(actor, input);
    await expect(act(actor, input)).rejects.toMatchObject({ status: 409 });
    expect((await validateFile(db, vault, { bytes: signed.bytes })).overall).toBe('TOTAL-PASSED');
    const next = await signPdf(db, vault, { pdf: tablePdf(), holder });
    expect(next.certificate.id).not.toBe(signed.certificate.id);
    const { issuing } = await ensureAuthority(db, vault);
    const list = readRevocationList((await revocationList(db, vault, { issuer: issuing, partition: '' }))!.der, issuing.certificate);
    expect(list.revoked.get(signed.certificate.certificate.serial)?.reason).toBe('affiliationChanged');
    const trust = await siteTrust(db, vault);
    expect(trust.revocationOf(signed.certificate.certificate)).toBeDefined();
    const listed = await certificatesOfAgency(db, agencyId);
    expect(listed.find((one) => one.id === signed.certificate.id)).toMatchObject({ kind: 'person', reason: 'affiliationChanged' });
  });

  it('does not touch the authorities', async () => {
    const { root } = await ensureAuthority(db, vault);
    await expect(act(official(['signatures.revoke']), { certificateId: root.id, reason: 'keyCompromise' })).rejects.toMatchObject({
      status: 409,
    });
  });
});
