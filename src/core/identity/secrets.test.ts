import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { copyableSecret, keyedHash, loadSecrets, seal, unseal } from './secrets.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'identity-secrets-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

describe('the keys of the data folder', () => {
  it('are made once, even by ten starts at the same time, readable by nobody else', async () => {
    await Promise.all(Array.from({ length: 10 }, () => loadSecrets(folder)));
    const path = join(folder, 'secrets', 'identity.keys');
    expect((await readFile(path, 'utf8')).trim()).toMatch(/^[0-9a-f]{64}$/);
    expect((await stat(path)).mode & 0o077).toBe(0);
    expect((await stat(join(folder, 'secrets'))).mode & 0o077).toBe(0);
  });

  it('open what they sealed, for that row only', async () => {
    await loadSecrets(folder);
    const sealed = seal(Buffer.from('bí mật'), 'row-1');
    expect(unseal(sealed, 'row-1').toString()).toBe('bí mật');
    expect(() => unseal(sealed, 'row-2')).toThrow();
    expect(() => unseal(`${sealed.slice(0, -4)}AAAA`, 'row-1')).toThrow();
  });

  it('still open it after a new key was put on top', async () => {
    await loadSecrets(folder);
    const sealed = seal(Buffer.from('bí mật'), 'row-1');
    const path = join(folder, 'secrets', 'identity.keys');
    await writeFile(path, `${'ab'.repeat(32)}\n${await readFile(path, 'utf8')}`);
    await loadSecrets(folder);
    expect(unseal(sealed, 'row-1').toString()).toBe('bí mật');
    expect(seal(Buffer.from('x'), 'row-1').split('.')[1]).not.toBe(sealed.split('.')[1]);
  });

  it('are refused with a sentence when the file is damaged', async () => {
    const other = await mkdtemp(join(tmpdir(), 'identity-secrets-'));
    await loadSecrets(other);
    await writeFile(join(other, 'secrets', 'identity.keys'), 'not a key\n');
    await expect(loadSecrets(other)).rejects.toThrow(/64 hex digits/);
    await rm(other, { recursive: true });
  });

  it('make the same secret for the same form and another for another', async () => {
    await loadSecrets(folder);
    const secret = copyableSecret('temporary-password', 'actor', 'form');
    expect(secret).toMatch(/^([a-hjkmnp-z2-9]{5}-){3}[a-hjkmnp-z2-9]{5}$/);
    expect(copyableSecret('temporary-password', 'actor', 'form')).toBe(secret);
    expect(copyableSecret('temporary-password', 'other', 'form')).not.toBe(secret);
    expect(copyableSecret('software', 'actor', 'form')).not.toBe(secret);
    expect(keyedHash('name', 'a')).not.toEqual(keyedHash('prefix', 'a'));
  });
});
