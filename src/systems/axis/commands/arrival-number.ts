import { type Db, query, sql } from '#kernel/db.ts';

/**
 * The next numbers of an agency's incoming book, from 1 each year: returns the first of `count`. The book's row stays locked
 * until the transaction ends and a rollback gives the numbers back, so there is no gap and no double.
 */
export async function allocateArrivalNumbers(
  tx: Db,
  page: { agencyId: string; book: string; year: number },
  count: number,
): Promise<number> {
  const [row] = await query<{ first: number }>(
    tx,
    sql<{ first: number }>`
      insert into axis.arrival_book as book (agency_id, book, year, next_number)
      values (${page.agencyId}, ${page.book}, ${page.year}, 1 + ${count}::int)
      on conflict (agency_id, book, year) do update set next_number = book.next_number + ${count}::int
      returning next_number - ${count}::int as first`,
  );
  if (!row) throw new Error('the book gave no number');
  return row.first;
}
