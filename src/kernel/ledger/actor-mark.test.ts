import { chmod, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { testDatabase } from '../../../test/kit.ts';
import { testRoot, testSigner } from '../../../test/ledger-kit.ts';
import { transaction } from '../db.ts';
import { sha256Hex } from '../files.ts';
import { instant } from '../time.ts';
import { accountMark, actorMark, openLedgerKey } from './actor-mark.ts';
import { appendLedgerEntry } from './append.ts';
import { exportLedger } from './export.ts';
import { entriesOfActor } from './queries.ts';
import { sealOnce } from './sealer.ts';
import { verifyLedger } from './verify.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'ledger-key-'));
  await openLedgerKey(folder);
});
afterAll(() => rm(folder, { recursive: true }));

const entry = { at: '2026-11-22T00:00:00.000Z', action: 'x.do', subject: 'document:1' };

describe('the key', () => {
  test('is made once, for its owner alone, however many start at the same time', async () => {
    const other = await mkdtemp(join(tmpdir(), 'ledger-key-'));
    await Promise.all(Array.from({ length: 8 }, () => openLedgerKey(other)));
    const mark = actorMark('ai-do', entry);
    await openLedgerKey(other);
    expect(actorMark('ai-do', entry)).toBe(mark);
    const path = join(other, 'secrets', 'ledger.key');
    expect((await stat(path)).mode & 0o777).toBe(0o600);
    await openLedgerKey(folder);
    expect(actorMark('ai-do', entry)).not.toBe(mark);
    await rm(other, { recursive: true });
  });

  test('that others may read, or that is damaged, stops the start', async () => {
    const path = join(folder, 'secrets', 'ledger.key');
    const kept = await readFile(path);
    await chmod(path, 0o644);
    await expect(openLedgerKey(folder)).rejects.toThrow(/chmod 600/);
    await chmod(path, 0o600);
    await writeFile(path, 'abc');
    await expect(openLedgerKey(folder)).rejects.toThrow(/restore it from the backup/);
    await writeFile(path, kept);
    await openLedgerKey(folder);
  });
});

describe('marks', () => {
  test('tell nothing to those who know the account’s id, and differ from entry to entry', () => {
    const others = [
      { ...entry, subject: 'document:2' },
      { ...entry, action: 'x.undo' },
      { ...entry, at: '2026-11-22T00:00:00.001Z' },
    ];
    const marks = [entry, ...others].map((one) => actorMark('ai-do', one));
    expect(new Set([...marks, actorMark('nguoi-khac', entry), accountMark('ai-do')]).size).toBe(6);
    for (const guess of ['ai-do', 'actor:ai-do', `actor\n${JSON.stringify(['ai-do', ...Object.values(entry)])}`]) {
      expect(marks).not.toContain(sha256Hex(Buffer.from(guess)));
    }
  });

  test('let the site find what somebody did; the export names nobody and verifies without the key', async () => {
    const { db } = await testDatabase();
    await transaction(db, async (tx) => {
      for (let index = 0; index < 12; index += 1) {
        const actor = index % 3 === 0 ? 'ai-do' : `nguoi-${index}`;
        const subject = index === 4 ? `account:${accountMark('ai-do')}` : `document:${index}`;
        await appendLedgerEntry(tx, { action: 'x.do', actor, scope: undefined, subject, facts: {}, at: instant(1_000 * index) });
      }
    });
    await sealOnce(db, testSigner());
    const found: number[] = [];
    for await (const { seq } of entriesOfActor(db, 'ai-do')) found.push(seq);
    expect(found).toEqual([1, 4, 5, 7, 10]);
    const lines = await Array.fromAsync(exportLedger(db, 'test'));
    const actors = lines.flatMap((line) => (line.kind === 'entry' ? [line.actor] : []));
    expect(new Set(actors).size).toBe(12);
    expect(await verifyLedger(lines, { trusted: [testRoot] })).toMatchObject({ ok: true, entries: 12 });
  });
});
