import { type Db, on, query, sql } from '#kernel/db.ts';
import { failpoint } from '#kernel/failpoint.ts';
import { formatNumberNotation } from '../rules/number.ts';

export interface BookPage {
  readonly agencyId: string;
  /** Code of the book, see `bookOf`. */
  readonly book: string;
  readonly year: number;
}

/**
 * The next number of a book, from 1 each year. The book's row stays locked until the transaction ends, and a rollback
 * gives the number back: there is no gap and no double. Call it in the signing transaction, as late as can be, because
 * all other signers of the book wait. Throws when called outside a transaction.
 */
export async function allocateNumber(tx: Db, page: BookPage): Promise<number> {
  if (!on<never>(tx).isTransaction) throw new Error('allocateNumber needs the signing transaction');
  const [row] = await query<{ number: number }>(
    tx,
    sql<{ number: number }>`
      insert into documents.book as book (agency_id, code, year, next_number)
      values (${page.agencyId}, ${page.book}, ${page.year}, 2)
      on conflict (agency_id, code, year) do update set next_number = book.next_number + 1
      returning next_number - 1 as number`,
  );
  if (!row) throw new Error('the book gave no number');
  failpoint('after-number');
  return row.number;
}

/**
 * Starts a book at a number, for an agency that moves in during the year with a book begun elsewhere. Does nothing
 * when the book has already gone further.
 */
export async function startBookAt(tx: Db, page: BookPage, nextNumber: number): Promise<void> {
  await query(
    tx,
    sql`
      insert into documents.book as book (agency_id, code, year, next_number)
      values (${page.agencyId}, ${page.book}, ${page.year}, ${nextNumber})
      on conflict (agency_id, code, year) do update set next_number = greatest(book.next_number, excluded.next_number)`,
  );
}

/** Default book: one for each kind, normative documents apart (their numbers carry the year). */
export function bookOf(kind: string, normative: boolean): string {
  return normative ? `${kind}-qppl` : kind;
}

/** số/ký hiệu of an allocated number: 05/QĐ-UBND, or with the year for normative documents 05/2026/QĐ-UBND. */
export function numberNotationOf(number: number, year: number, notation: string, normative: boolean): string {
  return formatNumberNotation(number, normative ? year : null, notation);
}
