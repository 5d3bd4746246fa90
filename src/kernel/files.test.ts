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

  it('does not hand out a file that was changed on the disk, nor one it never had, nor a path', async () => {
    const name = await store.put(Buffer.from('nguyên vẹn'));
    await writeFile(join(root, name.slice(0, 2), name), 'đã sửa');
    await expect(store.get(name)).rejects.toMatchObject({ slug: 'file-damaged' });
    await expect(store.get('0'.repeat(64))).rejects.toMatchObject({ slug: 'file-missing' });
    await expect(store.get('../../etc/passwd')).rejects.toMatchObject({ slug: 'file-missing' });
  });
});
