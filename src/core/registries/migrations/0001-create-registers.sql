create table registries.register (
  name text not null check (name ~ '^[a-z][a-z-]{1,40}$'),
  valid_from date not null,
  valid_to date check (valid_to > valid_from),
  subject_kind text not null check (subject_kind in ('person', 'organisation', 'both')),
  title_vi text not null,
  title_en text not null,
  about_vi text not null,
  about_en text not null,
  keeper_code text not null,
  basis text not null check (basis <> ''),
  confirmed boolean not null default false,
  primary key (name, valid_from)
);
comment on table registries.register is 'databases of the State as far as public services need them; a newer row (of a later day) says who keeps it from then on and by which law';
comment on column registries.register.keeper_code is 'code of the agency that keeps it (Quyết định 20/2020/QĐ-TTg): found in agencies as of the day';
comment on column registries.register.confirmed is 'somebody has compared keeper and basis with the text of the law; false is shown to everybody';

create table registries.attribute (
  register text not null,
  name text not null check (name ~ '^[a-z][A-Za-z]{1,40}$'),
  valid_from date not null default '1900-01-01',
  valid_to date check (valid_to > valid_from),
  place smallint not null,
  title_vi text not null,
  title_en text not null,
  shape jsonb not null,
  personal boolean not null default true,
  primary key (register, name, valid_from)
);
comment on table registries.attribute is 'what a register holds of each subject; place: the order in which people read it';
comment on column registries.attribute.shape is 'what its values look like, see rules/shapes.ts: values are held against it when they are recorded';
comment on column registries.attribute.personal is 'false: open to everybody, such as the name of an enterprise';

create table registries.look_right (
  id int generated always as identity primary key,
  register text not null,
  who text not null check (who in ('applicant', 'case', 'official')),
  who_vi text not null,
  who_en text not null,
  attributes text[] not null check (cardinality(attributes) > 0),
  purpose_vi text not null,
  purpose_en text not null,
  basis text not null check (basis <> ''),
  valid_from date not null,
  valid_to date check (valid_to > valid_from),
  confirmed boolean not null default false
);
comment on table registries.look_right is 'who may look for what, to what end and by which law; an official outside a dossier sees only what a row "official" in force allows';

create table registries.setting (
  name text not null,
  valid_from date not null,
  value integer not null,
  basis text not null,
  primary key (name, valid_from)
);
comment on table registries.setting is 'terms and thresholds with the day from which they count and where they come from';

create table registries.line (
  id bigint generated always as identity primary key,
  register text not null,
  subject_kind text not null check (subject_kind in ('person', 'organisation')),
  subject_id uuid not null,
  attribute text not null,
  unique (subject_id, register, attribute)
);
comment on table registries.line is 'one attribute of one subject: what its spans are spans of, and what writers lock';
comment on column registries.line.subject_id is 'of identity.person or identity.organisation; no foreign key, since the registers know people who never had an account, such as the newly born';

create table registries.fact (
  id bigint generated always as identity primary key,
  line_id bigint not null references registries.line (id),
  value jsonb not null check (value <> 'null'),
  valid_from date not null,
  valid_to date check (valid_to > valid_from),
  source text not null check (source <> ''),
  known_from timestamptz not null,
  known_to timestamptz check (known_to >= known_from),
  recorded_by text not null,
  ended_by text,
  constraint fact_one_a_day exclude using gist (int8range(line_id, line_id, '[]') with &&, daterange(valid_from, valid_to) with &&)
    where (known_to is null),
  constraint fact_ended_whole check ((known_to is null) = (ended_by is null))
);
comment on table registries.fact is 'what was so from one day to another (valid_from, valid_to: the first day on which it no longer was), as known from one instant to another: nothing is overwritten, a change ends the old row and adds new ones';
comment on column registries.fact.source is 'case:CODE, correction:ID, import:…: where it comes from';
comment on column registries.fact.known_to is 'null: what is known now; only such rows may not overlap';
create index fact_known on registries.fact (line_id, valid_from) where known_to is null;
create index fact_line on registries.fact (line_id, known_from);

create function registries.keep_facts() returns trigger language plpgsql as $$
begin
  if tg_op = 'UPDATE' then
    if old.known_to is null and new.known_to is not null
      and (old.id, old.line_id, old.value, old.valid_from, old.source, old.known_from, old.recorded_by)
        = (new.id, new.line_id, new.value, new.valid_from, new.source, new.known_from, new.recorded_by)
      and old.valid_to is not distinct from new.valid_to
    then
      return new;
    end if;
  end if;
  raise exception 'facts are never changed or deleted: % is refused', tg_op using errcode = 'restrict_violation';
end
$$;
create trigger keep_facts before update or delete on registries.fact for each row execute function registries.keep_facts();
create trigger keep_all_facts before truncate on registries.fact for each statement execute function registries.keep_facts();

create table registries.look (
  id uuid primary key,
  at timestamptz not null,
  register text not null,
  subject_kind text not null check (subject_kind in ('person', 'organisation')),
  subject_id uuid not null,
  attributes text[] not null check (cardinality(attributes) > 0),
  fact_ids bigint[] not null,
  as_of date not null,
  purpose_vi text not null check (purpose_vi <> ''),
  purpose_en text not null check (purpose_en <> ''),
  basis text not null check (basis <> ''),
  about text check (about <> ''),
  capacity text not null check (capacity in ('applicant', 'official', 'software', 'system')),
  looker text not null,
  agency_id uuid,
  agency_name text,
  post text,
  constraint look_of_an_official check (capacity <> 'official' or (agency_id is not null and post is not null)),
  constraint look_outside_a_case check (about is not null or capacity = 'official')
);
comment on table registries.look is 'each time that somebody was handed facts, or asked and there were none: written with the facts in one statement, never changed. No value is copied here';
comment on column registries.look.fact_ids is 'rows of fact that were handed out: what was seen can be said exactly, for ever; none: nothing was found';
comment on column registries.look.about is 'draft:ID, case:CODE; null: an official outside any dossier, with a reason';
comment on column registries.look.looker is 'id of the account; its owner''s name is never shown with a look';
comment on column registries.look.capacity is 'applicant: the person or whoever files for them; official: in a post; system: the product by itself';
create index look_subject on registries.look (subject_id, at desc, id desc);
create index look_register on registries.look (register, at);

create function registries.keep_looks() returns trigger language plpgsql as $$
begin
  raise exception 'looks are never changed or deleted: % is refused', tg_op using errcode = 'restrict_violation';
end
$$;
create trigger keep_looks before update or delete on registries.look for each row execute function registries.keep_looks();
create trigger keep_all_looks before truncate on registries.look for each statement execute function registries.keep_looks();
