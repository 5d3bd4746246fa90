import { expect, test } from 'vitest';
import { query, sql } from '#kernel/db.ts';
import { testDatabase } from '../../../test/kit.ts';
import { balanceBuckets } from './balancing.ts';
import { termHash } from './rules/terms.ts';

const DOCUMENTS = 9_000;

test('cutting and joining buckets loses no document and keeps their order', { timeout: 60_000 }, async () => {
  const { db } = await testDatabase();
  const hash = termHash('b', 'dat');
  await query(
    db,
    sql`with made as (
        insert into documents.document (id, issuer_name, kind, book, abstract, state, visibility, source, issued_on, created_at, updated_at)
        select gen_random_uuid(), 'X', 'bao-cao', 'x', 'Báo cáo', 'issued', 'public', 'imported', date '2010-01-01' + (n * 7919 % 5000), now(), now()
        from generate_series(1, ${DOCUMENTS}::int) n returning id, issued_on
      ), indexed as (
        insert into library.document_index (id, sort_day, kind, issuer_key, issuer_name, status, normative, abstract, head_folded, head_toned,
          version, words_version, updated_at)
        select id, issued_on, 'bao-cao', 'x', 'X', 'in_force', false, 'Báo cáo', ' ', ' ', 1, 1, now() from made returning seq, sort_day
      )
      insert into library.document_terms (seq, bucket, sort_day, terms) select seq, 0, sort_day, array[${hash}]::bigint[] from indexed`,
  );
  const found = () =>
    query<{ seq: number; day: string }>(
      db,
      sql<{ seq: number; day: string }>`
        select c.seq, d.sort_day as day
        from unnest(library.candidates(array[${hash}]::bigint[], '-infinity', 'infinity', 0, 9223372036854775807, ${DOCUMENTS})) with ordinality c (seq, place)
        join library.document_terms d on d.seq = c.seq order by c.place`,
    );
  const before = await found();
  expect(before.length).toBe(DOCUMENTS);
  expect(await balanceBuckets(db)).toBeGreaterThan(0);
  expect(await found()).toEqual(before);
  expect(before.map((row) => row.day)).toEqual(
    before
      .map((row) => row.day)
      .toSorted()
      .toReversed(),
  );

  const [wrong] = await query<{ n: number }>(
    db,
    sql<{ n: number }>`select count(*)::int as n from library.document_terms d
      where terms[1] >> 43 <> bucket or bucket <> (select b.no from library.bucket b where b.from_day <= d.sort_day order by b.from_day desc limit 1)`,
  );
  expect(wrong?.n).toBe(0);
  expect(await balanceBuckets(db)).toBe(0);
});
