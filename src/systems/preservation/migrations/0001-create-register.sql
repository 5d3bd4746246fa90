create table preservation.kept_file (
  sha256 text primary key check (sha256 ~ '^[0-9a-f]{64}$'),
  source text not null,
  subject text not null,
  title text not null,
  name text not null,
  scope uuid,
  kept_since timestamptz not null,
  current_sha256 text not null check (current_sha256 ~ '^[0-9a-f]{64}$'),
  kind text check (kind in ('pdf', 'cms', 'xml', 'asice')),
  level text,
  renewals int not null default 0 check (renewals >= 0),
  renewed_at timestamptz,
  state text not null default 'new' check (state in ('new', 'lasting', 'waiting', 'failed', 'broken', 'unsigned')),
  proof_until timestamptz,
  held_by_kind text check (held_by_kind in ('certificate', 'algorithm')),
  held_by text,
  reason_vi text,
  reason_en text,
  attempts int not null default 0 check (attempts >= 0),
  examined_at timestamptz,
  policy text,
  next_look timestamptz,
  check ((held_by is null) = (held_by_kind is null)),
  check ((reason_vi is null) = (reason_en is null)),
  check (state not in ('waiting', 'failed', 'broken') or reason_vi is not null)
);
comment on table preservation.kept_file is 'Every signed file that the site keeps: until when it can be proven, what holds the proof, and what was done about it.';
comment on column preservation.kept_file.sha256 is 'The file as its system keeps it and as it was published; renewing changes nothing about it.';
comment on column preservation.kept_file.current_sha256 is 'Its newest renewed form in the file store; the file itself until it is first renewed.';
comment on column preservation.kept_file.source is 'Name of the module that keeps it.';
comment on column preservation.kept_file.scope is 'Agency of whoever kept it first on this site.';
comment on column preservation.kept_file.state is 'new: not yet looked at; lasting; waiting: no time-stamp of today lasts longer; failed: renewing failed, tried again; broken: does not verify; unsigned.';
comment on column preservation.kept_file.proof_until is 'The last instant at which it verifies if nothing is done; null: no end in sight, or no proof.';
comment on column preservation.kept_file.policy is 'By which table of algorithms it was judged: another table, another look.';
comment on column preservation.kept_file.next_look is 'When the product looks at it next; null: never by itself.';
create index kept_file_next on preservation.kept_file (next_look) where next_look is not null;
create index kept_file_policy on preservation.kept_file (policy) where next_look is not null;
create index kept_file_state on preservation.kept_file (state, coalesce(proof_until, 'infinity'::timestamptz), sha256);
create index kept_file_scope on preservation.kept_file (scope, state, coalesce(proof_until, 'infinity'::timestamptz), sha256);

create table preservation.stock (
  source text primary key,
  cursor text not null
);
comment on table preservation.stock is 'How far each module''s list of kept files was read.';
