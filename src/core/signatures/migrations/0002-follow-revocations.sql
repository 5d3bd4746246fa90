alter table signatures.certificate drop constraint certificate_kind_check;
alter table signatures.certificate add constraint certificate_kind_check
  check (kind in ('root', 'ca', 'person', 'seal', 'tsa', 'gateway', 'ocsp', 'tls'));
alter table signatures.certificate add column partition text not null default '';
drop index signatures.certificate_of_machine;
create index certificate_of_machine on signatures.certificate (kind, not_after desc) where kind in ('root', 'ca', 'tsa', 'gateway', 'ocsp');
create index certificate_of_issuer on signatures.certificate (issuer_id, not_after);

comment on column signatures.certificate.partition is
  'Which of its issuer''s revocation lists would name it: the month of issue (202611); empty for the issuer''s only list.';

create table signatures.distribution_point (
  issuer_id uuid not null references signatures.certificate (id),
  partition text not null,
  url text not null,
  primary key (issuer_id, partition, url)
);

comment on table signatures.distribution_point is
  'Addresses of revocation lists as certificates carry them; a list must name the address at which it was looked for (RFC 5280 §6.3.3).';

create table signatures.status_change (
  number bigint generated always as identity primary key,
  certificate_id uuid not null references signatures.certificate (id),
  status text not null check (status in ('suspended', 'resumed', 'revoked')),
  reason text,
  at timestamptz not null,
  changed_by text not null,
  check ((status = 'revoked') = (reason is not null))
);

create index status_change_of_certificate on signatures.status_change (certificate_id, number);

comment on table signatures.status_change is
  'What happened to certificates after issue. Whoever writes holds one lock until the commit, so that numbers become visible in their order.';

alter table signatures.revocation drop constraint revocation_reason_check;
alter table signatures.revocation add constraint revocation_reason_check check (reason in
  ('unspecified', 'keyCompromise', 'affiliationChanged', 'superseded', 'cessationOfOperation', 'certificateHold', 'privilegeWithdrawn'));
alter table signatures.revocation
  add column issuer_id uuid references signatures.certificate (id),
  add column partition text not null default '',
  add column change bigint,
  add column entry bytea;

-- Revocations from before this table knew lists: their lines are written here once, as `revocation-list.ts` writes them.
insert into signatures.status_change (certificate_id, status, reason, at, changed_by)
  select certificate_id, 'revoked', reason, revoked_at, revoked_by from signatures.revocation order by revoked_at;
with line as (
  select r.certificate_id, c.issuer_id, s.number,
    '0210' || c.serial || '170d' || encode(convert_to(to_char(r.revoked_at at time zone 'UTC', 'YYMMDDHH24MISS"Z"'), 'UTF8'), 'hex')
      || case r.reason when 'unspecified' then '' else '300c300a0603551d1504030a01' || case r.reason
        when 'keyCompromise' then '01' when 'affiliationChanged' then '03' when 'superseded' then '04'
        when 'cessationOfOperation' then '05' else '09' end end as hex
  from signatures.revocation r
  join signatures.certificate c on c.id = r.certificate_id
  join signatures.status_change s on s.certificate_id = r.certificate_id
)
update signatures.revocation r set
  issuer_id = line.issuer_id,
  change = line.number,
  entry = decode('30' || lpad(to_hex(length(line.hex) / 2), 2, '0') || line.hex, 'hex')
from line where line.certificate_id = r.certificate_id;

alter table signatures.revocation
  alter column issuer_id set not null,
  alter column partition drop default,
  alter column change set not null,
  alter column entry set not null;
create index revocation_of_list on signatures.revocation (issuer_id, partition, change);

comment on table signatures.revocation is
  'Certificates that count no more from an instant on. A revocation is never taken back; only a suspension (certificateHold) is.';
comment on column signatures.revocation.change is 'Number of the status change that made the row what it is.';
comment on column signatures.revocation.entry is
  'Its line of a revocation list in DER, written once, so that a list of a million lines is a concatenation.';

create function signatures.keep_revocation() returns trigger language plpgsql as $$
begin
  if old.reason <> 'certificateHold' then
    raise exception 'a revocation is never taken back';
  end if;
  return case when tg_op = 'DELETE' then old else new end;
end $$;

create trigger keep_revocation before update or delete on signatures.revocation
  for each row execute function signatures.keep_revocation();

create table signatures.revocation_list (
  issuer_id uuid not null references signatures.certificate (id),
  partition text not null,
  delta boolean not null,
  number bigint not null,
  base_number bigint,
  up_to bigint not null,
  this_update timestamptz not null,
  next_update timestamptz not null,
  entries integer not null,
  der bytea not null,
  primary key (issuer_id, partition, delta),
  check (delta = (base_number is not null))
);

comment on table signatures.revocation_list is 'The latest list of each issuer and partition, whole and as a difference to the whole one.';
comment on column signatures.revocation_list.number is 'Grows from list to list, one count for both kinds (RFC 5280 §5.2.3).';
comment on column signatures.revocation_list.up_to is 'The last status change that it counts in.';

create table signatures.ocsp_answer (
  certificate_id uuid not null references signatures.certificate (id),
  hash_name text not null check (hash_name in ('sha1', 'sha256')),
  change bigint not null,
  this_update timestamptz not null,
  next_update timestamptz not null,
  der bytea not null,
  primary key (certificate_id, hash_name)
);

create index ocsp_answer_ending on signatures.ocsp_answer (next_update);

comment on table signatures.ocsp_answer is 'Answers signed before anybody asks; one for each way of naming the certificate (CertID by SHA-1 or SHA-256).';
comment on column signatures.ocsp_answer.change is
  'The certificate''s last status change that the answer knows, 0 for none; an answer that knows an older one is not given.';
