import { describe, expect, it } from 'vitest';
import { testRoot, testSigner } from '../../../test/ledger-kit.ts';
import { testDatabase } from '../../../test/kit.ts';
import { query, sql, transaction } from '../db.ts';
import { createLogger } from '../log.ts';
import { freezeTime, instant, now } from '../time.ts';
import { appendLedgerEntry } from './append.ts';
import { type ExportLine, exportLedger } from './export.ts';
import { verifyInclusion } from './merkle.ts';
import { entriesOfSeal, entriesOfSubject, findLedgerKey, findSeal, ledgerStanding, newestSeals, proveEntries } from './queries.ts';
import { sealOnce, startSealer, timestampNewestSeal } from './sealer.ts';
import { verifyLedger } from './verify.ts';

const signer = testSigner();

async function append(db: Parameters<typeof transaction>[0], count: number, subject = 'document:1'): Promise<void> {
  await transaction(db, async (tx) => {
    for (let index = 0; index < count; index += 1) {
      await appendLedgerEntry(tx, { action: 'documents.sign', actor: 'ai-do', scope: undefined, subject, facts: { index }, at: now() });
    }
  });
}

async function linesOf(db: Parameters<typeof exportLedger>[0]): Promise<ExportLine[]> {
  const lines: ExportLine[] = [];
  for await (const line of exportLedger(db, 'test')) lines.push(line);
  return lines;
}

describe('sealing', () => {
  it('numbers what has committed without a gap, chains it, and exports what verifies', async () => {
    const { db } = await testDatabase();
    expect(await sealOnce(db, signer)).toBe(0);
    for (const count of [3, 1, 120]) {
      await append(db, count);
      expect(await sealOnce(db, signer)).toBe(count);
    }
    await append(db, 1);
    await expect(
      transaction(db, async (tx) => {
        await appendLedgerEntry(tx, { action: 'x', actor: 'x', scope: undefined, subject: 'rolled:back', facts: {}, at: now() });
        throw new Error('undone');
      }),
    ).rejects.toThrow('undone');
    await sealOnce(db, signer);
    expect(await timestampNewestSeal(db, (hash) => hash)).toBe(true);
    expect(await timestampNewestSeal(db, (hash) => hash)).toBe(false);
    const lines = await linesOf(db);
    expect(lines.filter(({ kind }) => kind === 'entry').map((line) => (line as { seq: number }).seq)).toEqual(
      Array.from({ length: 125 }, (_, index) => index + 1),
    );
    const verdict = await verifyLedger(lines, { trusted: [testRoot] });
    expect(verdict).toMatchObject({ ok: true, seals: 4, entries: 125, timestamps: 1 });
    expect(JSON.stringify(lines)).not.toContain('ai-do');
  });

  it('by several sealers at once gives each number once', async () => {
    const { db } = await testDatabase({ max: 8 });
    for (let round = 0; round < 5; round += 1) {
      await Promise.all([append(db, 4), ...Array.from({ length: 4 }, () => sealOnce(db, signer))]);
    }
    while ((await sealOnce(db, signer)) > 0) continue;
    expect(await verifyLedger(await linesOf(db), { trusted: [testRoot] })).toMatchObject({ ok: true, entries: 20 });
  });

  it('that fails leaves everything as it was', async () => {
    const { db } = await testDatabase();
    await append(db, 2);
    await expect(
      sealOnce(db, {
        ...signer,
        sign: () => {
          throw new Error('no key');
        },
      }),
    ).rejects.toThrow('no key');
    expect(await ledgerStanding(db, now())).toMatchObject({ entries: 0, seals: 0, pending: 2 });
    expect(await sealOnce(db, signer)).toBe(2);
  });

  it('never goes back in time, although the clock does', async () => {
    const { db } = await testDatabase();
    try {
      for (const at of ['2026-11-22T08:00:00Z', '2026-11-22T07:00:00Z']) {
        freezeTime(at);
        await append(db, 1);
        await sealOnce(db, signer);
      }
    } finally {
      freezeTime(undefined);
    }
    expect((await newestSeals(db, 2)).map(({ at }) => at.toISOString())).toEqual(['2026-11-22T08:00:00.000Z', '2026-11-22T08:00:00.000Z']);
  });

  it('goes on by itself until it is stopped', async () => {
    const { db } = await testDatabase();
    const sealer = startSealer({ db, signer, stamp: (hash) => hash, log: createLogger('silent'), sealEveryMs: 5, stampEveryMs: 5 });
    await append(db, 3);
    for (let tries = 0; tries < 200 && (await newestSeals(db, 1))[0]?.stampedBy === undefined; tries += 1) {
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    await sealer.stop();
    expect((await newestSeals(db, 1))[0]?.stampedBy).toBeDefined();
  });
});

describe('what is sealed', () => {
  it('cannot be changed in the database by those who use it', async () => {
    const { db } = await testDatabase();
    await append(db, 2);
    await sealOnce(db, signer);
    for (const statement of [
      sql`update kernel.ledger_entry set action = 'x'`,
      sql`delete from kernel.ledger_seal`,
      sql`truncate kernel.ledger_entry`,
    ]) {
      await expect(query(db, statement)).rejects.toThrow(/append-only/);
    }
  });

  it('and changed by somebody who switches the triggers off is found in the export', async () => {
    const { db } = await testDatabase();
    await append(db, 5);
    await sealOnce(db, signer);
    await query(db, sql`alter table kernel.ledger_entry disable trigger user`);
    await query(db, sql`update kernel.ledger_entry set action = 'documents.nothing' where seq = 3`);
    expect((await verifyLedger(await linesOf(db))).findings[0]?.message.en).toContain('between 1 and 5 was changed');
    await query(db, sql`delete from kernel.ledger_entry where seq = 3`);
    expect((await verifyLedger(await linesOf(db))).findings).toContainEqual(expect.objectContaining({ seq: 3 }));
  });
});

describe('looking up', () => {
  it('gives seals, entries and proofs', async () => {
    const { db } = await testDatabase();
    await append(db, 4);
    await sealOnce(db, signer);
    await timestampNewestSeal(db, (hash) => hash);
    await append(db, 6, 'document:2');
    await append(db, 1);
    await sealOnce(db, signer);
    expect((await newestSeals(db, 10)).map(({ no, stampedBy }) => [no, stampedBy])).toEqual([
      [2, undefined],
      [1, 1],
    ]);
    await timestampNewestSeal(db, (hash) => hash);
    const [newest] = await newestSeals(db, 1);
    expect((await newestSeals(db, 1, newest!.no))[0]).toMatchObject({ no: 1, firstSeq: 1, lastSeq: 4, stampedBy: 1 });
    expect(await findSeal(db, 3)).toBeUndefined();
    expect((await entriesOfSeal(db, newest!, 2, 6)).map(({ seq }) => seq)).toEqual([7, 8]);
    const entries = await entriesOfSubject(db, 'document:1', 10);
    expect(entries.map(({ seq, sealNo }) => [seq, sealNo])).toEqual([
      [1, 1],
      [2, 1],
      [3, 1],
      [4, 1],
      [11, 2],
    ]);
    expect((await entriesOfSubject(db, 'document:1', 2, 2)).map(({ seq }) => seq)).toEqual([3, 4]);
    const proofs = await proveEntries(db, entries);
    expect(proofs).toHaveLength(5);
    for (const proof of proofs) expect(verifyInclusion(proof, Buffer.from(proof.seal.root, 'hex'))).toBe(true);
    expect((await findLedgerKey(db, signer.keyId))?.certificate.equals(signer.certificate)).toBe(true);
    expect(await findLedgerKey(db, 'other')).toBeUndefined();
    await append(db, 2);
    expect(await ledgerStanding(db, instant('2000-01-01'))).toEqual({ entries: 11, seals: 2, pending: 2, pendingLate: 0 });
    expect((await ledgerStanding(db, instant('2100-01-01'))).pendingLate).toBe(2);
  });
});
