import { type Db, query, sql, transaction } from '#kernel/db.ts';
import { type BucketSize, nextStep } from './rules/balance.ts';

const MOST_STEPS = 200;

/** Cuts and joins buckets of the index until each has its size; returns how many documents moved. */
export async function balanceBuckets(db: Db): Promise<number> {
  let moved = 0;
  for (let step = 0; step < MOST_STEPS; step++) {
    const rows = await balanceOnce(db);
    if (rows === undefined) break;
    moved += rows;
  }
  return moved;
}

/** One step in one transaction: readers see the index before it or after it. */
function balanceOnce(db: Db): Promise<number | undefined> {
  return transaction(db, async (tx) => {
    await query(tx, sql`lock table library.bucket in exclusive mode`);
    const step = nextStep(await sizes(tx));
    if (!step) return undefined;
    return step.kind === 'split' ? split(tx, step.no) : merge(tx, step.from, step.into);
  });
}

function sizes(tx: Db): Promise<BucketSize[]> {
  return query<BucketSize>(
    tx,
    sql<BucketSize>`
      select bucket.no, coalesce(counted.documents, 0)::int as documents, coalesce(counted.divisible, false) as divisible
      from library.bucket
      left join (
        select bucket as no, count(*) as documents, min(sort_day) < max(sort_day) as divisible
        from library.document_terms group by bucket
      ) counted on counted.no = bucket.no
      order by bucket.from_day desc`,
  );
}

/** The younger half gets a bucket of its own, cut between two days. */
async function split(tx: Db, no: number): Promise<number> {
  const [cut] = await query<{ day: string; fresh: number }>(
    tx,
    sql<{ day: string; fresh: number }>`
      with middle as (
        select percentile_disc(0.5) within group (order by sort_day) as day from library.document_terms where bucket = ${no}
      )
      select (select min(sort_day) from library.document_terms, middle where bucket = ${no}
          and sort_day > (case when middle.day > (select min(sort_day) from library.document_terms where bucket = ${no})
            then middle.day - 1 else middle.day end)) as day,
        (select min(free) from generate_series(0, 1023) free where free not in (select bucket.no from library.bucket)) as fresh`,
  );
  if (!cut) return 0;
  await query(tx, sql`insert into library.bucket (no, from_day) values (${cut.fresh}, ${cut.day})`);
  return move(tx, no, cut.fresh, cut.day);
}

async function merge(tx: Db, from: number, into: number): Promise<number> {
  const moved = await move(tx, from, into, '0001-01-01');
  await query(
    tx,
    sql`with gone as (delete from library.bucket where no = ${from} returning from_day)
      update library.bucket set from_day = least(bucket.from_day, gone.from_day) from gone where bucket.no = ${into}`,
  );
  return moved;
}

/** Documents from a day on change their bucket, and with it the upper bits of every term. */
async function move(tx: Db, from: number, into: number, fromDay: string): Promise<number> {
  const rows = await query<{ seq: number }>(
    tx,
    sql<{ seq: number }>`
      update library.document_terms set bucket = ${into},
        terms = array(select (term & ((1::bigint << 43) - 1)) | (${into}::bigint << 43) from unnest(terms) term)
      where bucket = ${from} and sort_day >= ${fromDay} returning seq`,
  );
  return rows.length;
}
