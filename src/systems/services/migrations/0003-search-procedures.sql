-- Found by PostgreSQL's own full text: words and pairs without diacritics, ranked by how rare each is.
drop table services.procedure_term;

alter table services.procedure
  add column words tsvector not null default '',
  add column weight real not null default 1,
  add column summary jsonb not null default '{}',
  add column tally jsonb not null default '{}';
comment on column services.procedure.tally is 'By field: pieces, taken apart without doubt, left unsaid by the source: {"fee": [3, 2, 0]}.';
comment on column services.procedure.summary is 'The first line of its page: papers, time, fee, online; see catalogue/summary.ts.';
comment on column services.procedure.words is 'Folded words (thu), pairs (thu_tuc) and words with tones (=thủ): A name and other names people use, C results, D field.';
comment on column services.procedure.weight is 'What its rank is multiplied with: shorter names and procedures of daily life first.';
create index procedure_words on services.procedure using gin (words);

create table services.procedure_word (
  word text primary key,
  procedures int not null
);
comment on table services.procedure_word is 'In how many procedures each word of services.procedure.words stands. Derived, after each import.';

-- A record is taken apart when it is read: that costs less than keeping it twice.
alter table services.procedure_version alter column entry drop not null, alter column record set storage external;
comment on column services.procedure_version.entry is 'What readers get of an own definition; null for a national record, which is read from record.';
alter table services.procedure_version add check (record is not null or entry is not null);
comment on column services.procedure_version.parser is 'Version of the rules by which the columns of services.procedure and services.procedure_gap were derived.';
