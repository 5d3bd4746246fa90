import { Buffer } from 'node:buffer';
import { existsSync } from 'node:fs';
import { chmod, mkdir, rename } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newId } from '#kernel/id.ts';
import { on } from '#kernel/db.ts';
import type * as Pkcs11 from 'pkcs11js';
import { testDatabase } from '../../../../test/kit.ts';
import { hasTool, tablePdf, workbench } from '../../../../test/signature-kit.ts';
import { verifies } from '../certificates/algorithms.ts';
import { signWith } from '../certificates/signing-key.ts';
import type { SignaturesTables } from '../db.gen.ts';
import { certificateFor, ensureAuthority, signPdf, timestamp, validateFile } from '../index.ts';
import { revocationList } from '../revocation/lists.ts';
import { createVault, type Vault } from '../vault/vault.ts';
import { connectToken } from './pkcs11.ts';
import type { Token, TokenSettings } from './token.ts';

const modules = [
  '/usr/lib/softhsm/libsofthsm2.so',
  '/usr/lib/x86_64-linux-gnu/softhsm/libsofthsm2.so',
  '/usr/lib/aarch64-linux-gnu/softhsm/libsofthsm2.so',
];

/** npm leaves the binding out where it cannot be compiled: it is an optional dependency. */
function hasBinding(): boolean {
  try {
    createRequire(import.meta.url)('pkcs11js');
    return true;
  } catch {
    console.warn('pkcs11js is not installed or was not compiled: keys in a token are not tried');
    return false;
  }
}

describe.skipIf(!hasTool('softhsm2-util') || !hasBinding())('keys in a PKCS #11 token (SoftHSM)', async () => {
  const bench = workbench();
  const { db } = await testDatabase();
  const settings: TokenSettings = {
    module: modules.find((path) => existsSync(path)) ?? '',
    label: 'motcua',
    pinFile: bench.path('pin', '4321\n'),
    kinds: ['ca', 'tsa', 'ocsp', 'person'],
  };
  const tokens = bench.path('tokens');
  let token: Token;
  let vault: Vault;

  beforeAll(async () => {
    await mkdir(tokens);
    process.env['SOFTHSM2_CONF'] = bench.path(
      'softhsm2.conf',
      `directories.tokendir = ${tokens}\nobjectstore.backend = file\nlog.level = ERROR\n`,
    );
    const made = bench.run('softhsm2-util', '--init-token', '--free', '--label', 'motcua', '--so-pin', '87654321', '--pin', '4321');
    expect(made.status, made.output).toBe(0);
    await chmod(settings.pinFile, 0o600);
    token = await connectToken(settings);
    vault = createVault(Buffer.alloc(32, 9), 'http://pki.example', token);
  });
  afterAll(() => {
    token?.close();
    bench.remove();
  });

  it('make a signature that holds, and are found again by the id of their certificate', () => {
    const id = newId();
    const made = token.generate(id, 'tsa');
    const found = token.find(id);
    expect(found.publicKey.equals(made.publicKey)).toBe(true);
    for (let turn = 0; turn < 40; turn += 1) {
      const data = Buffer.from(`lần ${turn}`);
      expect(verifies(data, signWith(found, data), made.publicKey, { key: 'ec', hash: 'sha256' })).toBe(true);
    }
    expect(() => token.find(newId())).toThrow(expect.objectContaining({ status: 503, slug: 'token-away' }));
  });

  it('are those of the authority, its lists, its time-stamps and of persons; the root’s and the seals’ stay sealed', async () => {
    const { issuing } = await ensureAuthority(db, vault);
    const person = { kind: 'person', accountId: newId(), agencyId: newId(), name: 'Hồ Thị Hương', agencyName: 'Ủy ban nhân dân' } as const;
    const signed = await signPdf(db, vault, { pdf: tablePdf(), holder: person, level: 'B-LT' });
    await certificateFor(db, vault, { kind: 'seal', agencyId: newId(), agencyName: 'Ủy ban nhân dân' });
    expect((await validateFile(db, vault, { bytes: signed.bytes })).overall).toBe('TOTAL-PASSED');
    expect(await revocationList(db, vault, { issuer: issuing, partition: '' })).toBeDefined();
    const rows = await on<SignaturesTables>(db)
      .selectFrom('signatures.signing_key as k')
      .innerJoin('signatures.certificate as c', 'c.id', 'k.certificate_id')
      .select(['c.kind', 'k.token', 'k.sealed'])
      .execute();
    const inToken = rows.filter((row) => row.token === 'motcua' && row.sealed === null).map((row) => row.kind);
    expect(inToken.toSorted()).toEqual(['ca', 'ocsp', 'person', 'tsa']);
    expect(
      rows
        .filter((row) => row.token === null)
        .map((row) => row.kind)
        .toSorted(),
    ).toEqual(['root', 'seal']);
  });

  it('never leave the token', async () => {
    const id = newId();
    token.generate(id, 'ca');
    const { default: library } = (await import('pkcs11js')) as unknown as { default: typeof Pkcs11 };
    const module = new library.PKCS11();
    module.load(settings.module);
    const session = module.C_OpenSession(module.C_GetSlotList(true)[0]!, library.CKF_SERIAL_SESSION);
    module.C_FindObjectsInit(session, [
      { type: library.CKA_CLASS, value: library.CKO_PRIVATE_KEY },
      { type: library.CKA_ID, value: Buffer.from(id.replaceAll('-', ''), 'hex') },
    ]);
    const [key] = module.C_FindObjects(session, 1);
    module.C_FindObjectsFinal(session);
    const flags = [library.CKA_EXTRACTABLE, library.CKA_SENSITIVE, library.CKA_NEVER_EXTRACTABLE, library.CKA_ALWAYS_SENSITIVE];
    const read = module.C_GetAttributeValue(
      session,
      key!,
      flags.map((type) => ({ type })),
    );
    expect(read.map(({ value }) => (value as Buffer)[0])).toEqual([0, 1, 1, 1]);
    expect(() => module.C_GetAttributeValue(session, key!, [{ type: library.CKA_VALUE }])).toThrow('CKR_ATTRIBUTE_SENSITIVE');
    module.C_CloseSession(session);
  });

  it('are there again when the token comes back; until then nothing is signed, and it is said why', async () => {
    const id = newId();
    const key = token.generate(id, 'tsa');
    // What a token that was pulled out and put back leaves behind: a session that nobody knows any more.
    token.close();
    expect(verifies(Buffer.from('lại'), signWith(key, Buffer.from('lại')), key.publicKey, { key: 'ec', hash: 'sha256' })).toBe(true);
    token.close();
    await rename(tokens, `${tokens}.away`);
    await mkdir(tokens);
    expect(() => signWith(key, Buffer.from('mất'))).toThrow(expect.objectContaining({ status: 503, slug: 'token-away' }));
    await rename(tokens, `${tokens}.empty`);
    await rename(`${tokens}.away`, tokens);
    expect(signWith(key, Buffer.from('có')).length).toBeGreaterThan(60);
    await expect(timestamp(db, vault, Buffer.alloc(32))).resolves.toBeInstanceOf(Buffer);
  });

  it('are not reached with a wrong PIN, a PIN that others may read, another label or another library', async () => {
    token.close();
    const wrong = bench.path('wrong-pin', '1111\n');
    await chmod(wrong, 0o600);
    await expect(connectToken({ ...settings, pinFile: wrong })).rejects.toThrow('does not take the PIN');
    await chmod(wrong, 0o644);
    await expect(connectToken({ ...settings, pinFile: wrong })).rejects.toThrow('chmod 600');
    await expect(connectToken({ ...settings, label: 'khác' })).rejects.toThrow('no PKCS #11 token');
    await expect(connectToken({ ...settings, module: '/khong/co.so' })).rejects.toThrow('cannot load');
  });
});
