alter table certificates.request drop constraint request_kind_check;
alter table certificates.request add constraint request_kind_check check (kind in ('person', 'seal', 'tls'));
alter table certificates.request
  add column csr bytea,
  add column host_names text[],
  add constraint server_asks_with_its_key check ((kind = 'tls') = (csr is not null and host_names is not null and cardinality(host_names) > 0));
create index request_of_servers on certificates.request (agency_id, requested_at desc) where kind = 'tls';

comment on column certificates.request.csr is 'Of a server: PKCS #10 in DER, whose signature proved that the asker has the key.';
comment on column certificates.request.host_names is 'Of a server: the names it will be reached by, within the agency''s domains.';

create table certificates.host_domain (
  id uuid primary key,
  agency_id uuid not null,
  domain text not null check (domain = lower(domain)),
  valid_from date not null,
  valid_to date,
  basis text not null,
  set_by text not null,
  set_at timestamptz not null,
  check (valid_to is null or valid_to >= valid_from)
);

create index host_domain_of_agency on certificates.host_domain (agency_id, valid_from);

comment on table certificates.host_domain is 'Under which domains an agency''s servers may be certified, from when to when.';
