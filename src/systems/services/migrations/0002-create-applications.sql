-- Applications on their way, until they are cases.

create table services.draft (
  id uuid primary key,
  account_id text not null,
  applicant_person uuid not null references identity.person (id),
  subject_person uuid references identity.person (id),
  subject_organisation uuid references identity.organisation (id),
  mandate_id uuid,
  procedure_code text not null,
  definition_version text not null references cases.definition (version),
  answers jsonb not null default '{}',
  facts jsonb not null default '{}',
  papers jsonb not null default '[]',
  version int not null default 1,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  -- Set when it was handed in: the draft then only leads to its case.
  case_id uuid unique references cases.case_record (id),
  check (subject_person is not null or subject_organisation is not null)
);
comment on table services.draft is 'What somebody has answered so far, saved after each page; the server is the truth on every device.';
comment on column services.draft.facts is 'What registers said when it was begun, apart from what was typed: {"register.attribute.party": {"value", "source", "look"}}.';
comment on column services.draft.papers is '[{"key", "how", "file", "name", "source"}]';
create index draft_of_account on services.draft (account_id, updated_at desc) where case_id is null;
