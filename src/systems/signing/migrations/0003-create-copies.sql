create table signing.copy_rule (
  id int generated always as identity primary key,
  form text not null check (form in ('certified', 'second', 'extract')),
  medium text not null check (medium in ('paper', 'electronic')),
  valid_from date not null,
  valid_to date,
  source text not null,
  confirmed boolean not null,
  check (valid_to is null or valid_to > valid_from)
);
comment on table signing.copy_rule is 'Which electronic copies may be made from what, by date (Decree 30/2020/NĐ-CP, art. 25): a form and medium without a row may not.';
comment on column signing.copy_rule.form is 'certified: sao y; second: sao lục; extract: trích sao.';
comment on column signing.copy_rule.medium is 'What it is copied from; what comes out is electronic.';
comment on column signing.copy_rule.confirmed is 'false: art. 25 does not name it; the page says so.';
insert into signing.copy_rule (form, medium, valid_from, source, confirmed) values
  ('certified', 'paper', '2020-03-05', 'Nghị định 30/2020/NĐ-CP, Điều 25 khoản 1 điểm c: số hóa văn bản giấy và ký số của cơ quan', true),
  ('certified', 'electronic', '2020-03-05', 'Điều 25 khoản 1 không nêu sao y từ điện tử sang điện tử; phần mềm ký số công vụ vẫn làm. Cách làm ở đây chưa được xác nhận', false),
  ('second', 'paper', '2020-03-05', 'Nghị định 30/2020/NĐ-CP, Điều 25 khoản 2 điểm a: sao lục từ văn bản giấy sang văn bản điện tử', true),
  ('second', 'electronic', '2020-03-05', 'Điều 25 khoản 2 không nêu sao lục từ điện tử sang điện tử. Cách làm ở đây chưa được xác nhận', false),
  ('extract', 'paper', '2020-03-05', 'Nghị định 30/2020/NĐ-CP, Điều 25 khoản 3 điểm a: trích sao từ văn bản giấy sang văn bản điện tử', true),
  ('extract', 'electronic', '2020-03-05', 'Nghị định 30/2020/NĐ-CP, Điều 25 khoản 3 điểm a: trích sao từ văn bản điện tử sang văn bản điện tử', true);

create table signing.copy (
  id uuid primary key references documents.document (id),
  agency_id uuid not null references agencies.agency (id),
  form text not null check (form in ('certified', 'second', 'extract')),
  medium text not null check (medium in ('paper', 'electronic')),
  source_document_id uuid references documents.document (id),
  source_title text not null,
  source_sha256 text not null check (source_sha256 ~ '^[0-9a-f]{64}$'),
  source_pages int not null check (source_pages > 0),
  source_word_vi text,
  source_word_en text,
  pages int[],
  restricted boolean not null,
  signer_id uuid not null references identity.account (id),
  recipients text not null,
  prepared_by uuid not null references identity.account (id),
  prepared_at timestamptz not null,
  state text not null check (state in ('waiting', 'sealing', 'issued', 'dropped')),
  state_since timestamptz not null,
  dropped_reason text,
  version int not null default 1,
  check ((medium = 'electronic') = (source_document_id is not null)),
  check ((form = 'extract') = (pages is not null)),
  check ((state = 'dropped') = (dropped_reason is not null))
);
comment on table signing.copy is 'A certified copy on its way; it is an official document of its own (documents.document), numbered when it is signed.';
comment on column signing.copy.source_title is 'What it is copied from, in words as printed.';
comment on column signing.copy.source_word_vi is 'What the validator said of an electronic original when the copy was prepared.';
comment on column signing.copy.pages is 'Of an extract: which pages of the source, from 1, in order.';
comment on column signing.copy.restricted is 'The source bears a mark that limits its circulation.';
create index copy_desk on signing.copy (agency_id, state, state_since desc);
create index copy_of on signing.copy (source_document_id) where source_document_id is not null;

create table signing.copy_authorisation (
  id uuid primary key,
  copy_id uuid not null references signing.copy (id),
  step text not null check (step in ('personal', 'seal')),
  account_id uuid not null references identity.account (id),
  version int not null,
  minimum_level int not null,
  opened_at timestamptz not null,
  expires_at timestamptz not null,
  proven_at timestamptz,
  level int
);
comment on table signing.copy_authorisation is 'Somebody''s word for one signature on one copy as it stood at that version; it counts once they have proved anew who they are, and once only.';
