create table certificates.request (
  id uuid primary key,
  kind text not null check (kind in ('person', 'seal')),
  purpose text not null check (purpose in ('new', 'renew', 'move')),
  state text not null default 'requested' check (state in ('requested', 'approved', 'issued', 'rejected', 'withdrawn')),
  version integer not null default 1,
  agency_id uuid not null,
  account_id uuid,
  common_name text not null,
  title text,
  agency_name text not null,
  agency_code text,
  reason text not null,
  replaces uuid,
  requested_by text not null,
  requested_at timestamptz not null,
  approved_by text,
  approved_at timestamptz,
  decided_by text,
  decided_at timestamptz,
  rejection text,
  certificate_id uuid unique,
  check ((kind = 'person') = (account_id is not null)),
  check ((purpose = 'new') = (replaces is null)),
  check ((approved_by is null) = (approved_at is null)),
  check ((decided_by is null) = (decided_at is null)),
  check (state <> 'approved' or approved_by is not null),
  check ((state = 'issued') = (certificate_id is not null)),
  check (state <> 'issued' or (approved_by is not null and decided_by is not null)),
  check ((state = 'rejected') = (rejection is not null)),
  -- Three pairs of eyes: who asks, who vouches in the agency, who issues.
  constraint approved_by_another check (approved_by is null or approved_by <> requested_by),
  constraint issued_by_another check (state <> 'issued' or (decided_by <> approved_by and decided_by <> requested_by))
);

create unique index one_open_request_of_a_person on certificates.request (account_id, agency_id)
  where kind = 'person' and state in ('requested', 'approved');
create unique index one_open_request_of_a_seal on certificates.request (agency_id) where kind = 'seal' and state in ('requested', 'approved');
create index request_waiting on certificates.request (state, agency_id, requested_at) where state in ('requested', 'approved');
create index request_of_account on certificates.request (requested_by, requested_at desc);

comment on table certificates.request is 'Requests for certificates of officials and agency seals: requested, approved by the agency, issued by the authority.';
comment on column certificates.request.replaces is 'The certificate (signatures.certificate) that ends when this one is issued.';
comment on column certificates.request.decided_by is 'Who issued or rejected it.';
