import { randomBytes } from 'node:crypto';
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { folderStore, sha256Hex } from './files.ts';

const root = await mkdtemp(join(tmpdir(), 'files-'));
const store = folderStore(root);
afterAll(() => rm(root, { recursive: true }));

describe('the store of files', () => {
  it('gives back what was put, and keeps the same bytes once however many put them at once', async () => {
    const bytes = Buffer.from('Văn bản');
    const names = await Promise.all(Array.from({ length: 20 }, () => store.put(bytes)));
    expect(new Set(names)).toEqual(new Set([sha256Hex(bytes)]));
    expect(await store.get(names[0]!)).toEqual(bytes);
    expect(await readdir(join(root, names[0]!.slice(0, 2)))).toEqual([names[0]]);
  });

  it('keeps many that are put at once apart, large and small, and the callers keep their bytes', async () => {
    const sizes = [0, 1, 2_000, 3 * 1024 * 1024, 70_000, 900_000, ...Array.from({ length: 60 }, (_, index) => 100 + index)];
    const all = sizes.map((size) => randomBytes(size));
    const names = await Promise.all(all.map((bytes) => store.put(bytes)));
    for (const [index, bytes] of all.entries()) {
      expect(bytes).toHaveLength(sizes[index]!);
      expect((await store.get(names[index]!)).equals(bytes)).toBe(true);
    }
  });

  it('says in the words of the system why a file cannot be written, and writes the others', async () => {
    const own = await mkdtemp(join(tmpdir(), 'files-'));
    const other = folderStore(own);
    const [lost, kept] = [Buffer.from('mất chỗ'), Buffer.from('còn chỗ')];
    await other.put(lost);
    await rm(join(own, sha256Hex(lost).slice(0, 2)), { recursive: true });
    const [first, second] = await Promise.allSettled([other.put(lost), other.put(kept)]);
    expect(first).toMatchObject({ status: 'rejected', reason: { code: 'ENOENT' } });
    expect(second).toMatchObject({ status: 'fulfilled', value: sha256Hex(kept) });
    await rm(own, { recursive: true });
  });

  it('does not hand out a file that was changed on the disk, nor one it never had, nor a path', async () => {
    const name = await store.put(Buffer.from('nguyên vẹn'));
    await writeFile(join(root, name.slice(0, 2), name), 'đã sửa');
    await expect(store.get(name)).rejects.toMatchObject({ slug: 'file-damaged' });
    await expect(store.get('0'.repeat(64))).rejects.toMatchObject({ slug: 'file-missing' });
    await expect(store.get('../../etc/passwd')).rejects.toMatchObject({ slug: 'file-missing' });
  });
});
