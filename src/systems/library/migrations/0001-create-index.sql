-- The search index. Why it looks like this: docs/decisions/0010-search-in-postgresql.md.

create table library.bucket (
  no smallint primary key check (no between 0 and 1023),
  from_day date not null unique
);
comment on table library.bucket is 'The index is cut by date of issue into buckets, small for the newest documents and larger for older ones. A document lies in the bucket with the latest from_day not after its own day.';
comment on column library.bucket.no is 'A name, not an order: buckets are ordered by from_day.';
insert into library.bucket (no, from_day) values (0, '0001-01-01');

create table library.document_index (
  id uuid primary key references documents.document (id) on delete cascade,
  seq bigint generated always as identity unique,
  sort_day date not null,
  number_key text,
  number_notation text,
  kind text not null,
  issuer_id uuid,
  issuer_key text not null,
  issuer_name text not null,
  field text,
  field_key text,
  year int,
  unit_code text,
  status text not null,
  status_until date,
  normative boolean not null,
  abstract text not null,
  head_folded text not null,
  head_toned text not null,
  version int not null,
  words_version int not null,
  updated_at timestamptz not null,
  facets text not null generated always as (
    kind || E'\t' || issuer_key || E'\t' || coalesce(field_key, '') || E'\t' || coalesce(year::text, '') || E'\t' || status
    || E'\t' || translate(issuer_name, E'\t\n', '  ') || E'\t' || translate(coalesce(field, ''), E'\t\n', '  ')
  ) stored
);
comment on table library.document_index is 'One row for each public issued or recalled document, and for no other. Derived: it can be emptied and built again.';
comment on column library.document_index.seq is 'Order of arrival; a result list is frozen at the seq of its first page.';
comment on column library.document_index.sort_day is 'Date of issue; 0001-01-01 when unknown.';
comment on column library.document_index.issuer_key is 'Id of the agency, or its folded name when it is not in the register.';
comment on column library.document_index.status_until is 'First day on which the status changes by itself; null: only by another document.';
comment on column library.document_index.head_folded is 'Number, kind, abstract, issuer, field without diacritics, a space at each end, so that " dat dai " finds whole words.';
comment on column library.document_index.head_toned is 'The same words with their tones in one spelling.';
comment on column library.document_index.facets is 'Kind, issuer, field, year, status, name of the issuer, name of the field, one line with tabs between: put together once here, not for each search.';
comment on column library.document_index.words_version is 'Version of the rules that made terms; a newer product indexes older rows again.';

create index document_index_newest on library.document_index (sort_day desc, seq desc);
create index document_index_number on library.document_index (number_key text_pattern_ops);
create index document_index_status_until on library.document_index (status_until) where status_until is not null;

-- Apart from the index and narrow, with the terms out of line: a frequent word makes many of these rows be read.
create table library.document_terms (
  seq bigint primary key references library.document_index (seq) on delete cascade,
  bucket smallint not null references library.bucket (no),
  sort_day date not null,
  terms bigint[] not null
) with (toast_tuple_target = 128);
alter table library.document_terms alter column terms set storage external;
comment on column library.document_terms.terms is 'bucket << 43 | hash of (flavour, word): h and H words and pairs of the head, b and B of the whole text, t words with tones, f filters. See rules/terms.ts.';
create index document_terms_terms on library.document_terms using gin (terms) with (fastupdate = off);
create index document_terms_bucket on library.document_terms (bucket, sort_day);

create table library.document_text (
  id uuid primary key references library.document_index (id) on delete cascade,
  folded text not null
);
comment on table library.document_text is 'The text of the newest edition without diacritics, letter for letter as long as the original, so that a place found here is the same place there.';

create table library.word (
  folded text primary key,
  shown text not null,
  documents int not null,
  syllables smallint not null
);
comment on table library.word is 'Words and pairs of words of the heads of public documents, for completions and "did you mean". Counts are of the last count, not of the minute.';
create index word_prefix on library.word (folded text_pattern_ops);

-- Candidates of one tier, newest first: the buckets are visited from the newest, and no further than `cap` asks.
-- Only buckets that reach from `from_day` to `before_day` are visited. Without hashes: the newest documents.
create function library.candidates(hashes bigint[], from_day date, before_day date, before_seq bigint, newest_seq bigint, cap int)
returns bigint[] language plpgsql stable set plan_cache_mode = force_generic_plan set enable_seqscan = off as $$
begin
  if cardinality(hashes) = 0 then
    return array(
      select d.seq from library.document_index d
      where d.seq <= newest_seq and (d.sort_day, d.seq) < (before_day, before_seq)
      order by d.sort_day desc, d.seq desc limit cap
    );
  end if;
  return array(
    select hit.seq
    from (
      select bucket.no from library.bucket
      where bucket.from_day <= before_day
        and not exists (select from library.bucket later where later.from_day > bucket.from_day and later.from_day <= candidates.from_day)
      order by bucket.from_day desc
    ) slice
    cross join lateral (
      select d.seq
      from library.document_terms d
      where d.terms @> (select array_agg((slice.no::bigint << 43) | hash) from unnest(hashes) hash)
        and d.seq <= newest_seq
        and (d.sort_day, d.seq) < (before_day, before_seq)
      -- The "+ 0" keeps the planner from walking document_index_newest row by row.
      order by d.sort_day + 0 desc, d.seq desc
      limit cap
    ) hit
    limit cap
  );
end
$$;

-- Documents of a number: exact keys, and keys that begin with one of `prefixes`. Filters are checked row by row. The
-- planner cannot know that a prefix leaves few rows and would read the whole table.
create function library.numbered(keys text[], prefixes text[], filters bigint[], newest_seq bigint, cap int)
returns bigint[] language plpgsql stable
  set plan_cache_mode = force_generic_plan set enable_hashjoin = off set enable_mergejoin = off set enable_seqscan = off as $$
begin
  return array(
    select d.seq
    from (
      select seq, sort_day from library.document_index where number_key = any (keys)
      union
      select d.seq, d.sort_day
      from unnest(prefixes) prefix
      cross join lateral (
        select seq, sort_day from library.document_index where number_key ~>=~ prefix and number_key ~<~ (prefix || '~') offset 0
      ) d
    ) d
    join library.document_terms t on t.seq = d.seq
    where d.seq <= newest_seq
      and (cardinality(filters) = 0 or t.terms @> (select array_agg((t.bucket::bigint << 43) | hash) from unnest(filters) hash))
    order by d.sort_day desc, d.seq desc
    limit cap
  );
end
$$;

-- What a result list shows of a document.
create view library.hit as
  select seq, json_build_object('seq', seq, 'id', id, 'numberNotation', number_notation, 'numberKey', number_key, 'kind', kind,
    'issuerKey', issuer_key, 'issuerId', issuer_id, 'issuerName', issuer_name, 'field', field, 'sortDay', sort_day,
    'status', status, 'abstract', abstract, 'updatedAt', updated_at) as shown
  from library.document_index;

-- One page of results by relevance, with facets over all candidates. `flat` holds the tiers' hashes one after the
-- other, `lengths` how many each has; a later tier is asked only when those before gave fewer than `cap`.
-- `frozen_seq`: documents that arrived later stay out; null on the first page.
create function library.find(
  keys text[], prefixes text[], filters bigint[], flat bigint[], lengths int[], phrase text, phrase_toned text, words_toned text[],
  from_day date, to_day date, frozen_seq bigint, as_of date, cap int, before_score int, before_seq bigint, take int
) returns json language plpgsql stable set plan_cache_mode = force_generic_plan as $$
declare
  found_seqs bigint[] := '{}';
  found_tiers int[] := '{}';
  part bigint[];
  start int := 1;
  newest_seq bigint := coalesce(frozen_seq, (select max(seq) from library.document_index), 0);
  -- What a head with all the words in their order and tones gets; it need not be looked through for each of them.
  all_toned int := 100 + 8 * least(3, cardinality(words_toned));
  result json;
begin
  if cardinality(keys) + cardinality(prefixes) > 0 then
    part := library.numbered(keys, prefixes, filters, newest_seq, cap);
    found_seqs := part;
    found_tiers := array_fill(9, array[cardinality(part)]);
  end if;
  for tier in 1 .. coalesce(cardinality(lengths), 0) loop
    part := library.candidates(flat[start : start + lengths[tier] - 1], from_day, to_day, 0, newest_seq, cap);
    start := start + lengths[tier];
    found_seqs := found_seqs || part;
    found_tiers := found_tiers || array_fill(cardinality(lengths) - tier + 1, array[cardinality(part)]);
    exit when cardinality(part) >= cap or (select count(distinct seq) from unnest(found_seqs) seq) >= cap;
  end loop;
  with first_tier as (
    select seq, max(tier) as tier from unnest(found_seqs, found_tiers) with ordinality as f (seq, tier, place)
    group by seq order by min(place) limit cap
  ), candidate as materialized (
    select d.seq, d.facets,
      f.tier * 100
        + case
            when phrase_toned <> '' and strpos(d.head_toned, phrase_toned) > 0 then all_toned
            else case when strpos(d.head_folded, phrase) > 0 then 60 else 0 end
              + case when strpos(d.head_toned, words_toned[1]) > 0 then 8 else 0 end
              + case when strpos(d.head_toned, words_toned[2]) > 0 then 8 else 0 end
              + case when strpos(d.head_toned, words_toned[3]) > 0 then 8 else 0 end
          end
        + 50 / (1 + greatest(0, (as_of - d.sort_day) / 365))
        + case when d.status = 'in_force' then 15 else 0 end
        + case when d.normative then 10 else 0 end as score
    from first_tier f
    join library.document_index d on d.seq = f.seq
  )
  select json_build_object(
    'newestSeq', newest_seq,
    'total', (select count(*) from candidate),
    'hits', (
      select coalesce(json_agg(json_build_object('score', page.score::int, 'shown', hit.shown) order by page.score desc, page.seq desc), '[]')
      from (
        select candidate.seq, candidate.score from candidate
        where (candidate.score, candidate.seq) < (before_score, before_seq)
        order by candidate.score desc, candidate.seq desc limit take
      ) page
      join library.hit on hit.seq = page.seq
    ),
    -- Counted by the caller: counting and writing the counts here took longer than finding.
    'facets', (select string_agg(facets, E'\n') from candidate)
  ) into result;
  return result;
end
$$;

-- The next page by date: every match of one condition, from a place on.
create function library.find_newest(hashes bigint[], from_day date, before_day date, before_seq bigint, newest_seq bigint, take int)
returns json language sql stable as $$
  select coalesce(json_agg(json_build_object('score', 0, 'shown', hit.shown) order by c.place), '[]')
  from unnest(library.candidates(hashes, from_day, before_day, before_seq, newest_seq, take)) with ordinality as c (seq, place)
  join library.hit on hit.seq = c.seq
$$;

-- A piece of each text around the first of `wanted` that stands in it (unnest gives them in their order, the best
-- first). A function, so that its plan is made once: planning took longer than running.
create function library.excerpts(ids uuid[], wanted text[], before int, length int)
returns table (id uuid, piece text) language plpgsql stable rows 10
  set plan_cache_mode = force_generic_plan set enable_hashjoin = off set enable_mergejoin = off set enable_seqscan = off as $$
begin
  return query
  select t.id, substr(e.plain, greatest(1, found.place - before), length)
  from unnest(ids) one
  join library.document_text t on t.id = one
  cross join lateral (
    select strpos(t.folded, word) as place from unnest(wanted) word where strpos(t.folded, word) > 0 limit 1
  ) found
  cross join lateral (
    select edition.plain from documents.edition where edition.document_id = t.id order by edition.edition desc limit 1
  ) e;
end
$$;
