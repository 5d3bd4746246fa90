import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { testEntry, testExport, testRoot, testSigner } from '../../../test/ledger-kit.ts';
import type { ExportLine } from './export.ts';
import { type LedgerEntry, leafHash, merkleRoot } from './merkle.ts';
import { type VerifyOptions, verifyLedger } from './verify.ts';

const SIZES = [3, 1, 4, 2];
const trusted = { trusted: [testRoot] };

async function holds(lines: readonly ExportLine[], options: VerifyOptions = trusted): Promise<boolean> {
  return (await verifyLedger(lines, options)).ok;
}

const placesOf = (lines: readonly ExportLine[], kind: ExportLine['kind']): number[] =>
  lines.flatMap((line, index) => (line.kind === kind ? [index] : []));

function entryOfLine(line: Extract<ExportLine, { kind: 'entry' }>): LedgerEntry {
  const { kind: _, ...entry } = line;
  return entry;
}

/** The lines of one seal: itself and its entries. */
function sealBlock(lines: readonly ExportLine[], no: number): [number, number] {
  const places = placesOf(lines, 'seal');
  return [places[no - 1]!, places[no] ?? lines.length];
}

describe('an untouched export', () => {
  it('verifies, whatever the sizes of its seals', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.integer({ min: 1, max: 20 }), { maxLength: 6 }), async (sizes) => {
        const verdict = await verifyLedger(testExport(sizes), trusted);
        expect(verdict).toMatchObject({ ok: true, findings: [], seals: sizes.length, entries: sizes.reduce((sum, size) => sum + size, 0) });
      }),
      { numRuns: 25 },
    );
  });

  it('says whose key sealed it', async () => {
    expect((await verifyLedger(testExport(SIZES))).keys).toEqual([{ keyId: testSigner().keyId, subject: 'CN=Test site' }]);
  });
});

describe('found, in any place', () => {
  const lines = testExport(SIZES);
  const entries = placesOf(lines, 'entry');
  const anyEntry = fc.constantFrom(...entries);
  const anySeal = fc.constantFrom(...placesOf(lines, 'seal'));
  const check = (property: fc.IAsyncProperty<any>) => fc.assert(property, { numRuns: 60 });

  it('a changed entry', async () => {
    const fields = fc.constantFrom('seq', 'at', 'action', 'actor', 'scope', 'subject', 'factsHash', 'added');
    await check(
      fc.asyncProperty(anyEntry, fields, fc.constantFrom('x', 7, null, undefined), async (at, field, value) => {
        const line = lines[at] as Record<string, unknown>;
        if (line[field] === value) return;
        expect(await holds(lines.with(at, { ...line, [field]: value } as never))).toBe(false);
      }),
    );
  });

  it('a removed entry', async () => {
    for (const at of entries) expect(await holds(lines.toSpliced(at, 1))).toBe(false);
  });

  it('an inserted entry, new or repeated', async () => {
    const places = fc.integer({ min: 1, max: lines.length });
    await check(
      fc.asyncProperty(places, fc.integer({ min: 1, max: 12 }), async (at, seq) => {
        expect(await holds(lines.toSpliced(at, 0, { kind: 'entry', ...testEntry(seq) }))).toBe(false);
      }),
    );
  });

  it('entries in another order', async () => {
    await check(
      fc.asyncProperty(anyEntry, anyEntry, async (a, b) => {
        if (a === b) return;
        expect(await holds(lines.with(a, lines[b]!).with(b, lines[a]!))).toBe(false);
      }),
    );
  });

  it('entries in another order and renumbered to fit', async () => {
    const [first, second] = entries as [number, number];
    const renumbered = (from: number, seq: number) => ({ ...lines[from], seq }) as ExportLine;
    expect(await holds(lines.with(first, renumbered(second, 1)).with(second, renumbered(first, 2)))).toBe(false);
  });

  it('a changed seal', async () => {
    const fields = fc.constantFrom('no', 'firstSeq', 'lastSeq', 'at', 'root', 'previousHash', 'hash', 'keyId', 'signature');
    await check(
      fc.asyncProperty(anySeal, fields, fc.constantFrom('ff'.repeat(32), 99, undefined), async (at, field, value) => {
        expect(await holds(lines.with(at, { ...lines[at], [field]: value } as never))).toBe(false);
      }),
    );
  });

  it('an entry changed together with its root, since the seal is signed', async () => {
    const [start, end] = sealBlock(lines, 1);
    const changed = lines
      .slice(start + 1, end)
      .map((line) => ({ ...(line as object), action: 'axis.nothing' }) as Extract<ExportLine, { kind: 'entry' }>);
    const root = merkleRoot(changed.map((line) => leafHash(entryOfLine(line)))).toString('hex');
    const forged = lines.toSpliced(start, end - start, { ...lines[start], root } as ExportLine, ...changed);
    expect(await holds(forged)).toBe(false);
  });

  it('a seal taken out with its entries, and seals in another order', async () => {
    for (const no of [1, 2, 3]) {
      const [start, end] = sealBlock(lines, no);
      expect(await holds(lines.toSpliced(start, end - start))).toBe(false);
      const swapped = lines.toSpliced(start, end - start);
      swapped.splice(sealBlock(swapped, no)[1], 0, ...lines.slice(start, end));
      expect(await holds(swapped)).toBe(false);
    }
  });

  it('lines that are no lines of an export', async () => {
    for (const line of [
      {},
      null,
      7,
      { kind: 'seal' },
      { kind: 'entry' },
      { kind: 'key', keyId: 'x' },
      { kind: 'other' },
      { kind: 'timestamp' },
    ]) {
      expect(await holds([...lines, line as never])).toBe(false);
    }
    expect(await holds([])).toBe(false);
  });
});

describe('a rewritten history', () => {
  it('by somebody else’s key verifies only for those who trust nobody', async () => {
    const rewritten = testExport([5], testSigner('stranger'));
    expect(await holds(rewritten, {})).toBe(true);
    expect(await holds(rewritten)).toBe(false);
  });

  it('by a key whose certificate was issued by somebody who is no authority is found', async () => {
    expect(await holds(testExport([5], testSigner('forger')))).toBe(false);
  });

  it('by the site’s own key, or cut off at the end, is found with a head published before', async () => {
    const { head } = await verifyLedger(testExport(SIZES));
    expect(await holds(testExport(SIZES), { ...trusted, expectedHead: head })).toBe(true);
    expect(await holds([...testExport([...SIZES, 5])], { ...trusted, expectedHead: head })).toBe(true);
    expect(await holds(testExport(SIZES.slice(0, -1)))).toBe(true);
    expect(await holds(testExport(SIZES.slice(0, -1)), { ...trusted, expectedHead: head })).toBe(false);
    expect(await holds(testExport([10]), { ...trusted, expectedHead: head })).toBe(false);
  });
});

describe('timestamps', () => {
  const lines = testExport(SIZES);
  const token: ExportLine = { kind: 'timestamp', sealNo: 2, token: Buffer.from('token').toString('base64') };
  const end = sealBlock(lines, 2)[1];

  it('are handed to whoever can check them, with the hash of their seal', async () => {
    const asked: string[] = [];
    const options: VerifyOptions = {
      checkTimestamp: (bytes, hash) => void asked.push(`${bytes.toString()} ${hash.toString('hex')}`) as undefined,
    };
    expect((await verifyLedger(lines.toSpliced(end, 0, token), options)).timestamps).toBe(1);
    expect(asked).toEqual([`token ${(lines[sealBlock(lines, 2)[0]] as { hash: string }).hash}`]);
  });

  it('that do not hold, or stand at another seal, are found', async () => {
    expect(await holds(lines.toSpliced(end, 0, token), { checkTimestamp: () => ({ vi: 'Sai.', en: 'Wrong.' }) })).toBe(false);
    expect(await holds([...lines, token])).toBe(false);
  });
});
