create table drafting.draft (
  document_id uuid primary key references documents.document (id) on delete cascade,
  agency_id uuid not null references agencies.agency (id),
  stage text not null check (stage in ('writing', 'content-review', 'format-check', 'signing', 'sealing', 'issuing', 'issued', 'dropped')),
  stage_since timestamptz not null,
  drafter_id text not null,
  notation text not null,
  superior_name text,
  addressees text not null default '',
  recipients_text text not null default '',
  publish boolean not null default false,
  kept_file_id uuid references documents.file (id) on delete set null,
  answers_document_id uuid references documents.document (id),
  returned_reason text,
  version int not null default 1
);
comment on table drafting.draft is 'A document on its way from the first words to its issue; one row stays for each document written here.';
comment on column drafting.draft.notation is 'Ký hiệu the number will be joined to: QĐ-UBND, UBND-VP.';
comment on column drafting.draft.recipients_text is '"Nơi nhận" as typed, a line each; read into documents.recipient at every change.';
comment on column drafting.draft.publish is 'Whether everybody may read it once it is issued; until then nobody outside the agency can.';
comment on column drafting.draft.kept_file_id is 'An uploaded PDF that is signed as it is, instead of a page set from the wording.';
create index draft_desk on drafting.draft (agency_id, stage, stage_since);
create index draft_mine on drafting.draft (drafter_id, stage_since desc);
