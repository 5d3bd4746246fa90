import { signWith } from '../../core/signatures/certificates/signing-key.ts';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, describe, expect, test } from 'vitest';
import { testExport } from '../../../test/ledger-kit.ts';
import { made } from '../../../test/signature-kit.ts';
import { createOutput, type Output } from './output.ts';
import { verify } from './ledger.ts';

const folder = await mkdtemp(join(tmpdir(), 'motcua-verify-'));
const root = made('root', { commonName: 'Gốc thử' }, undefined, [-1, 7000]);
const ca = made('ca', { commonName: 'Cấp thử' }, root, [-1, 3000]);
await writeFile(join(folder, 'root.cer'), root.certificate.der);
afterAll(() => rm(folder, { recursive: true }));
afterEach(() => void (process.exitCode = 0));

/** A whole ledger sealed by a key with a certificate of this profile, all under one authority; what `motcua verify` says of it. */
async function verified(profile: 'gateway' | 'person' | 'seal' | 'tsa', trust: boolean): Promise<string> {
  const { certificate, key } = made(profile, { commonName: 'Người giữ khóa' }, ca);
  const chain = [ca.certificate.der, root.certificate.der];
  const lines = testExport([3, 2], { keyId: 'k', certificate: certificate.der, chain, sign: (hash) => signWith(key, hash) });
  const path = join(folder, `${profile}.ndjson`);
  await writeFile(path, lines.map((line) => `${JSON.stringify(line)}\n`).join(''));
  let said = '';
  const output: Output = { ...createOutput(true), result: (_value, text) => void (said = text) };
  await verify(output, path, trust ? { trust: join(folder, 'root.cer') } : {});
  return said;
}

describe('motcua verify', () => {
  test('believes the key of a site', async () => {
    expect(await verified('gateway', true)).toContain('Sổ cái nguyên vẹn');
    expect(process.exitCode).not.toBe(1);
  });

  test.each(['person', 'seal', 'tsa'] as const)(
    'does not take a %s’s certificate of the same authority for the ledger’s',
    async (profile) => {
      for (const trust of [true, false]) {
        const said = await verified(profile, trust);
        expect(said).toContain('SỔ CÁI KHÔNG NGUYÊN VẸN');
        expect(said).toContain('không được cấp để niêm phong sổ cái');
        expect(process.exitCode).toBe(1);
      }
    },
  );
});
