import { randomBytes } from 'node:crypto';
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { testDatabase } from '../../test/kit.ts';
import { keepParts } from './file-bundles.ts';
import { folderStore, sha256Hex } from './files.ts';

const root = await mkdtemp(join(tmpdir(), 'files-'));
const store = folderStore(root);
const t = await testDatabase();
afterAll(() => rm(root, { recursive: true }));

describe('the store of files', () => {
  it('gives back what was put, and keeps the same bytes once however many put them at once', async () => {
    const bytes = Buffer.from('Văn bản');
    const names = await Promise.all(Array.from({ length: 20 }, () => store.put(bytes)));
    expect(new Set(names)).toEqual(new Set([sha256Hex(bytes)]));
    expect(await store.get(names[0]!)).toEqual(bytes);
    expect(await readdir(join(root, names[0]!.slice(0, 2)))).toEqual([names[0]]);
  });

  it('keeps files that are put together in one bundle, readable once a transaction has named them', async () => {
    const bundled = folderStore(root, t.db);
    const files = [0, 1, 2_000, 70_000, ...Array.from({ length: 1_200 }, (_, index) => 10 + index)]
      .map((size) => randomBytes(size))
      .map((bytes) => ({ sha256: sha256Hex(bytes), bytes }));
    const parts = await bundled.putTogether([...files, files[3]!]);
    expect(parts).toHaveLength(files.length);
    expect(await bundled.has(files[3]!.sha256)).toBe(false);
    await keepParts(t.db, parts);
    for (const { sha256, bytes } of files) expect((await bundled.get(sha256)).equals(bytes)).toBe(true);
    expect(await bundled.has(files[3]!.sha256)).toBe(true);
    expect(await bundled.putTogether(files)).toEqual([]);
    expect(new Set(parts.map((part) => part.bundle)).size).toBe(1);
  });

  it('hands out no part of a bundle that was changed, cut or lost', async () => {
    const bundled = folderStore(root, t.db);
    const files = [randomBytes(50), randomBytes(60)].map((bytes) => ({ sha256: sha256Hex(bytes), bytes }));
    const parts = await bundled.putTogether(files);
    await keepParts(t.db, parts);
    const { bundle } = parts[0]!;
    const path = join(root, 'bundles', bundle.slice(-2), bundle);
    await writeFile(path, Buffer.concat([Buffer.alloc(50), files[1]!.bytes.subarray(0, 20)]));
    for (const { sha256 } of files) await expect(bundled.get(sha256)).rejects.toMatchObject({ slug: 'file-damaged' });
    await rm(path);
    await expect(bundled.get(files[0]!.sha256)).rejects.toMatchObject({ slug: 'file-missing' });
  });

  it('does not hand out a file that was changed on the disk, nor one it never had, nor a path', async () => {
    const name = await store.put(Buffer.from('nguyên vẹn'));
    await writeFile(join(root, name.slice(0, 2), name), 'đã sửa');
    await expect(store.get(name)).rejects.toMatchObject({ slug: 'file-damaged' });
    await expect(store.get('0'.repeat(64))).rejects.toMatchObject({ slug: 'file-missing' });
    await expect(store.get('../../etc/passwd')).rejects.toMatchObject({ slug: 'file-missing' });
  });
});
