import { type Db, query, sql } from '#kernel/db.ts';
import { defineJob } from '#kernel/jobs.ts';
import { systemActor } from '#kernel/permission.ts';
import { today } from '#kernel/time.ts';
import { announceIndex } from './actions/announce-index.ts';
import { balanceBuckets } from './balancing.ts';
import { indexDocument } from './indexing.ts';
import { WORDS_VERSION } from './rules/terms.ts';

export const indexDocumentJob = defineJob<{ documentId: string }>({
  name: 'library.index-document',
  title: { vi: 'Đưa văn bản vào mục lục tìm kiếm', en: 'Put a document into the search index' },
  async handle({ documentId }, { db, services }) {
    await indexWithTargets(db, documentId);
    await services.act(announceIndex, systemActor('library'), { documentId });
  },
});

/** A document that replaces or revokes another changes that one's status too. */
async function indexWithTargets(db: Db, documentId: string): Promise<void> {
  await indexDocument(db, documentId);
  const targets = await query<{ id: string }>(
    db,
    sql<{ id: string }>`select distinct to_document_id as id from documents.relation
      where from_document_id = ${documentId} and kind in ('replaces', 'revokes') and to_document_id is not null`,
  );
  for (const { id } of targets) await indexDocument(db, id);
}

const BATCH = 500;

export const keepIndexJob = defineJob<unknown>({
  name: 'library.keep-index',
  title: { vi: 'Đối chiếu mục lục tìm kiếm', en: 'Hold the search index against the documents' },
  cron: '20 0 * * *',
  handle: async (_payload, { db, log }) => {
    const indexed = await reindexStale(db);
    const moved = await balanceBuckets(db);
    await countWords(db);
    log.info({ indexed, moved }, 'search index kept');
  },
});

/**
 * Indexes every document whose row is missing, of another version, made by older rules, or whose status changes today;
 * removes rows of what is no longer public. On an empty index this builds it. Returns how many documents it looked at.
 */
export async function reindexStale(db: Db, report: (done: number) => void = () => undefined): Promise<number> {
  await query(
    db,
    sql`delete from library.document_index i using documents.document d
      where d.id = i.id and (d.visibility <> 'public' or d.state = 'draft')`,
  );
  let done = 0;
  let after = '00000000-0000-0000-0000-000000000000';
  for (;;) {
    const stale = await query<{ id: string }>(
      db,
      sql<{ id: string }>`
        select d.id from documents.document d
        left join library.document_index i on i.id = d.id
        where d.id > ${after} and d.visibility = 'public' and d.state <> 'draft'
          and (i.id is null or i.version <> d.version or i.words_version <> ${WORDS_VERSION} or i.status_until <= ${today()})
        order by d.id limit ${BATCH}`,
    );
    for (const { id } of stale) {
      await indexDocument(db, id);
      done += 1;
      if (done % 100 === 0) report(done);
    }
    if (stale.length < BATCH) return done;
    after = stale.at(-1)?.id ?? after;
  }
}

/** How many of these newest documents the word counts are taken from. */
const COUNTED = 100_000;

/** Counts how often each word of the heads occurs among the newest documents, for the order of completions. */
export async function countWords(db: Db): Promise<void> {
  await query(
    db,
    sql`with recent as (
        select string_to_array(trim(head_folded), ' ') as words from library.document_index order by sort_day desc, seq desc limit ${COUNTED}
      ), counted as (
        select word, count(*)::int as n from (
          select distinct r.ctid_no, case two when 1 then words[i] else words[i] || ' ' || words[i + 1] end as word
          from (select row_number() over () as ctid_no, words from recent) r
          cross join lateral generate_subscripts(words, 1) i
          cross join generate_series(1, 2) two
        ) each_once where word is not null group by word
      )
      update library.word set documents = counted.n from counted
      where counted.word = word.folded and word.documents <> counted.n`,
  );
}
