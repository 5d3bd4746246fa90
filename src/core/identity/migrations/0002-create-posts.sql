create table identity.role (
  name text primary key check (name ~ '^[a-z][a-z0-9-]{1,40}$'),
  title_vi text not null,
  title_en text not null,
  nationwide boolean not null default false
);
comment on table identity.role is 'Roles are data: which permissions a role carries is changed here, not in code.';
comment on column identity.role.nationwide is 'Held in every agency, whichever agency the post is in. Only a nationwide administrator may give or take it.';

create table identity.role_permission (
  role text not null references identity.role (name),
  permission text not null,
  withdrawn_at timestamptz,
  primary key (role, permission)
);
comment on column identity.role_permission.withdrawn_at is 'Set instead of deleting the row, so that the defaults of a later start do not bring the permission back.';

create table identity.assignment (
  id uuid primary key,
  person_id uuid not null references identity.person (id),
  agency_id uuid not null references agencies.agency (id),
  post_title text not null check (length(post_title) between 1 and 160),
  valid_from date not null,
  valid_to date,
  created_at timestamptz not null,
  created_by text not null,
  ended_by text,
  check (valid_to >= valid_from)
);
comment on table identity.assignment is 'Who holds which post in which agency, from when to when. A person may hold several at once.';
comment on column identity.assignment.valid_to is 'First day on which the post is no longer held, so that ending it "today" takes effect at once; null: still held.';
create index assignment_person on identity.assignment (person_id, valid_from);
create index assignment_agency on identity.assignment (agency_id, valid_from);

create table identity.assignment_role (
  assignment_id uuid not null references identity.assignment (id),
  role text not null references identity.role (name),
  primary key (assignment_id, role)
);

create table identity.mandate (
  id uuid primary key,
  principal_person_id uuid references identity.person (id),
  principal_agency_id uuid references agencies.agency (id),
  representative_person_id uuid not null references identity.person (id),
  permissions text[] not null,
  basis text not null,
  valid_from date not null,
  valid_to date,
  created_at timestamptz not null,
  created_by text not null,
  revoked_at timestamptz,
  check (num_nonnulls(principal_person_id, principal_agency_id) = 1),
  check (valid_to >= valid_from),
  check (principal_person_id is distinct from representative_person_id)
);
comment on table identity.mandate is 'Who may act for whom, in what, and by which paper: a parent, a guardian, an authorised representative, a deputy signing for a leader.';
comment on column identity.mandate.permissions is 'What the representative may do for the principal; never more than the principal may.';
comment on column identity.mandate.basis is 'The power of attorney, decision or law it rests on.';
create index mandate_representative on identity.mandate (representative_person_id, valid_from);
