import { createHash, randomBytes } from 'node:crypto';
import { mkdtemp, readdir, rm, utimes } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { folderStore } from './files.ts';
import { instant } from './time.ts';

const root = await mkdtemp(join(tmpdir(), 'incoming-'));
const store = folderStore(root);
const { incoming } = store;
afterAll(() => rm(root, { recursive: true }));

const bytes = randomBytes(3_000_000);
const sha256 = createHash('sha256').update(bytes).digest('hex');

async function* broken(piece: Buffer): AsyncGenerator<Buffer> {
  yield piece;
  throw new Error('the line broke');
}

async function textOf(source: AsyncIterable<unknown>): Promise<Buffer> {
  const parts: Buffer[] = [];
  for await (const part of source) parts.push(part as Buffer);
  return Buffer.concat(parts);
}

describe('a large file on its way in', () => {
  it('comes in pieces over broken lines, is read and written over on the way, and ends under the name of its bytes', async () => {
    const id = await incoming.begin();
    await expect(incoming.append(id, 0, broken(Buffer.alloc(1_000_000)), 4_000_000)).rejects.toThrow('the line broke');
    expect(await incoming.length(id)).toBe(1_000_000);
    await incoming.overwrite(id, 0, bytes.subarray(0, 1_000_000));
    expect(await incoming.append(id, 1_000_000, [bytes.subarray(1_000_000)].values() as never, 4_000_000)).toBe(bytes.length);
    expect(await incoming.read(id, 999_990, 20)).toEqual(bytes.subarray(999_990, 1_000_010));
    expect((await incoming.read(id, bytes.length - 5, 20)).length).toBe(5);
    expect(await incoming.keep(id)).toBe(sha256);
    await expect(incoming.length(id)).rejects.toMatchObject({ status: 404 });
    expect(await store.size(sha256)).toBe(bytes.length);
    expect(await textOf(await store.stream(sha256, { start: 10, end: 99 }))).toEqual(bytes.subarray(10, 100));
    expect((await store.get(sha256)).equals(bytes)).toBe(true);
  });

  it('takes no piece out of its place, none beyond the limit, and no name that is none', async () => {
    const id = await incoming.begin();
    const piece = (): AsyncIterable<Buffer> => [Buffer.alloc(100)].values() as never;
    await expect(incoming.append(id, 5, piece(), 1_000)).rejects.toMatchObject({ status: 409 });
    await expect(incoming.append(id, 0, piece(), 99)).rejects.toMatchObject({ status: 413 });
    const [first, second] = await Promise.allSettled([incoming.append(id, 0, piece(), 999), incoming.append(id, 0, piece(), 999)]);
    expect([first.status, second.status].toSorted()).toEqual(['fulfilled', 'rejected']);
    for (const name of ['../../etc/passwd', '', 'x'.repeat(36)])
      await expect(incoming.append(name, 0, piece(), 9)).rejects.toMatchObject({ status: 404 });
    await expect(store.stream('../incoming')).rejects.toMatchObject({ status: 404 });
    await expect(store.size('f'.repeat(64))).rejects.toMatchObject({ status: 404 });
  });

  it('is forgotten when nothing comes any more', async () => {
    const old = await incoming.begin();
    const fresh = await incoming.begin();
    await utimes(join(root, 'incoming', old), 1_000, 1_000);
    expect(await incoming.forget(instant('2001-01-01'))).toBe(1);
    const left = await readdir(join(root, 'incoming'));
    expect(left).toContain(fresh);
    expect(left).not.toContain(old);
  });
});
