alter table signatures.certificate drop constraint certificate_kind_check;
alter table signatures.certificate add constraint certificate_kind_check
  check (kind in ('root', 'ca', 'person', 'seal', 'tsa', 'gateway', 'ocsp', 'tls', 'tsl'));

create table signatures.trust_source (
  id uuid primary key,
  domain text not null check (domain in ('government', 'public', 'foreign')),
  name text not null,
  signer_fingerprint text not null unique,
  signer_der bytea not null
);

comment on table signatures.trust_source is 'Trusted lists of others (ETSI TS 119 612), each with the certificate that must have signed it.';

create table signatures.trust_service (
  id uuid primary key,
  domain text not null check (domain in ('government', 'public', 'foreign')),
  service_type text not null check (service_type in
    ('CA/QC', 'CA/PKC', 'NationalRootCA-QC', 'TSA', 'TSA/QTST', 'Certstatus/OCSP', 'Certstatus/OCSP/QC')),
  provider text not null,
  name text not null,
  fingerprint text not null,
  der bytea not null,
  source_id uuid references signatures.trust_source (id),
  unique (service_type, fingerprint)
);

comment on table signatures.trust_service is
  'Services of others that this site may believe. A row alone is believed in nothing: a confirmed status is needed.';
comment on column signatures.trust_service.domain is
  'government: signatures of public duty; public: certification providers for everybody; foreign: recognised from abroad.';
comment on column signatures.trust_service.service_type is 'End of the address of TS 119 612, clause D.4, after …/Svctype/.';
comment on column signatures.trust_service.fingerprint is 'SHA-256 of the certificate''s DER in hex.';
comment on column signatures.trust_service.source_id is 'The list that brought it; null: a person did.';

create table signatures.trust_change (
  id uuid primary key,
  kind text not null check (kind in ('service', 'status', 'source', 'list')),
  state text not null default 'proposed' check (state in ('proposed', 'confirmed', 'rejected')),
  basis text not null,
  source_id uuid references signatures.trust_source (id),
  list_number bigint,
  list_issued_at timestamptz,
  list_sha256 text,
  proposed_by text not null,
  proposed_at timestamptz not null,
  decided_by text,
  decided_at timestamptz,
  rejection text,
  check ((kind in ('source', 'list')) = (source_id is not null)),
  check ((kind = 'list') = (list_number is not null and list_issued_at is not null and list_sha256 is not null)),
  check ((state = 'proposed') = (decided_by is null)),
  check ((decided_by is null) = (decided_at is null)),
  check ((state = 'rejected') = (rejection is not null)),
  constraint confirmed_by_another check (state <> 'confirmed' or decided_by <> proposed_by)
);

create unique index one_number_of_a_list on signatures.trust_change (source_id, list_number) where kind = 'list' and state = 'confirmed';
create index trust_change_open on signatures.trust_change (proposed_at) where state = 'proposed';

comment on table signatures.trust_change is 'What somebody proposed about whom to believe, and what another person decided.';
comment on column signatures.trust_change.basis is 'The law, decision or notice that it rests on.';

create table signatures.trust_status (
  change_id uuid not null references signatures.trust_change (id),
  service_id uuid not null references signatures.trust_service (id),
  status text not null check (status in ('granted', 'withdrawn', 'recognisedatnationallevel', 'deprecatedatnationallevel',
    'undersupervision', 'supervisionincessation', 'supervisionceased', 'supervisionrevoked',
    'accredited', 'accreditationceased', 'accreditationrevoked', 'setbynationallaw', 'deprecatedbynationallaw')),
  starting_at timestamptz not null,
  primary key (change_id, service_id, starting_at)
);

create index trust_status_of_service on signatures.trust_status (service_id);

comment on table signatures.trust_status is
  'From when on a service has a status (words of TS 119 612); counts once its change is confirmed. Of two of one instant the one confirmed later counts.';

create function signatures.keep_trust_change() returns trigger language plpgsql as $$
begin
  if tg_op = 'DELETE' then
    raise exception 'what was proposed about trust is kept';
  end if;
  if tg_op = 'INSERT' then
    if new.state <> 'proposed' then
      raise exception 'trust is proposed before it is confirmed';
    end if;
    return new;
  end if;
  if old.state <> 'proposed' then
    raise exception 'a decision about trust is never taken back';
  end if;
  if (new.id, new.kind, new.basis, new.proposed_by, new.list_number) is distinct from
     (old.id, old.kind, old.basis, old.proposed_by, old.list_number) then
    raise exception 'a proposal about trust is not altered';
  end if;
  if new.state = 'confirmed' and new.kind = 'list' then
    perform 1 from signatures.trust_source where id = new.source_id for update;
    if exists (select from signatures.trust_change
      where source_id = new.source_id and kind = 'list' and state = 'confirmed' and list_number >= new.list_number) then
      raise exception 'the number of a list never goes back';
    end if;
  end if;
  return new;
end $$;

create trigger keep_trust_change before insert or update or delete on signatures.trust_change
  for each row execute function signatures.keep_trust_change();

create function signatures.keep_trust_status() returns trigger language plpgsql as $$
begin
  if tg_op <> 'INSERT' then
    raise exception 'a status of a trust service is kept';
  end if;
  if not exists (select from signatures.trust_change where id = new.change_id and state = 'proposed') then
    raise exception 'a status belongs to a proposal that nobody has decided yet';
  end if;
  return new;
end $$;

create trigger keep_trust_status before insert or update or delete on signatures.trust_status
  for each row execute function signatures.keep_trust_status();

create table signatures.trust_list (
  number bigint primary key,
  issued_at timestamptz not null,
  next_update timestamptz not null,
  content_sha256 text not null,
  xml bytea not null
);

comment on table signatures.trust_list is 'Every trusted list that this site published, signed; the last one is what /pki/tsl.xml serves.';
comment on column signatures.trust_list.content_sha256 is 'Of what it says without its number and dates.';
