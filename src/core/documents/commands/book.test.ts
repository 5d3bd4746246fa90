import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { type Db, query, sql, transaction } from '#kernel/db.ts';
import { testDatabase } from '../../../../test/kit.ts';
import { allocateNumber, startBookAt } from './book.ts';

let db: Db;
let agencyId: string;
beforeAll(async () => {
  db = (await testDatabase({ max: 20 })).db;
  const [row] = await query<{ id: string }>(
    db,
    sql<{ id: string }>`
      insert into agencies.agency (id, code_qd20, code_source, kind, name, name_folded, bare_folded, site, search)
      select gen_random_uuid(), 'T01', 'generated', key, 'Cơ quan thử', 'co quan thu', 'thu', 'vn', ''
      from agencies.agency_kind limit 1
      returning id`,
  );
  agencyId = row!.id;
});

/** One signer: takes a number, works a moment, then signs or fails. */
async function sign(book: string, fails: boolean): Promise<number | undefined> {
  try {
    return await transaction(db, async (tx) => {
      const number = await allocateNumber(tx, { agencyId, book, year: 2026 });
      await query(tx, sql`select pg_sleep(0.001)`);
      if (fails) throw new Error('the signer’s card was pulled out');
      return number;
    });
  } catch {
    return undefined;
  }
}

describe('a book', () => {
  it('has no gap and no double with 50 signers at once, some of whom fail', async () => {
    let round = 0;
    await fc.assert(
      fc.asyncProperty(fc.array(fc.boolean(), { minLength: 50, maxLength: 50 }), async (failures) => {
        const book = `quyet-dinh-${(round += 1)}`;
        const numbers = (await Promise.all(failures.map((fails) => sign(book, fails)))).filter((number) => number !== undefined);
        expect(numbers.sort((a, b) => a - b)).toEqual(numbers.map((_, index) => index + 1));
        expect(numbers).toHaveLength(failures.filter((fails) => !fails).length);
      }),
      { numRuns: 5 },
    );
  });

  it('begins anew each year and may be started further on', async () => {
    const next = (year: number) => transaction(db, (tx) => allocateNumber(tx, { agencyId, book: 'cong-van', year }));
    await transaction(db, (tx) => startBookAt(tx, { agencyId, book: 'cong-van', year: 2026 }, 313));
    expect([await next(2026), await next(2026), await next(2027)]).toEqual([313, 314, 1]);
    await transaction(db, (tx) => startBookAt(tx, { agencyId, book: 'cong-van', year: 2026 }, 5));
    expect(await next(2026)).toBe(315);
  });

  it('refuses to number outside a transaction', async () => {
    await expect(allocateNumber(db, { agencyId, book: 'cong-van', year: 2026 })).rejects.toThrow(/transaction/);
  });
});
