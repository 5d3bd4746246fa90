-- One natural person, one account; what an official may do is said by assignments alone (docs/decisions, "One account a person").
alter table identity.account drop column kind;
alter table identity.account add constraint account_person unique (person_id);
comment on table identity.account is 'The actor: the one way in which a person acts here, in private business and in posts. What a post permits comes from assignments.';

create or replace function identity.live_session(wanted bytea, at timestamptz, day date)
returns table (
  session_id uuid,
  account_id uuid,
  person_id uuid,
  full_name text,
  demo boolean,
  must_change boolean,
  assignment_id uuid,
  last_seen_at timestamptz,
  posts json
) language plpgsql stable as $$
begin
  return query
  select s.id, a.id, p.id, p.full_name, a.demo,
    exists (select 1 from identity.credential c where c.account_id = a.id and c.method = 'password' and c.must_change),
    s.assignment_id, s.last_seen_at,
    coalesce((
      select json_agg(json_build_object(
        'id', held.id, 'agencyId', held.agency_id, 'agencyName', g.name, 'title', held.post_title,
        'roles', r.roles, 'permissions', r.permissions, 'nationwide', r.nationwide) order by held.valid_from, held.id)
      from identity.assignment held
      join agencies.agency g on g.id = held.agency_id
      cross join lateral (
        select coalesce(array_agg(distinct ar.role), '{}') as roles,
          coalesce(array_agg(distinct rp.permission) filter (where rp.permission is not null and not role.nationwide), '{}') as permissions,
          coalesce(array_agg(distinct rp.permission) filter (where rp.permission is not null and role.nationwide), '{}') as nationwide
        from identity.assignment_role ar
        join identity.role role on role.name = ar.role
        left join identity.role_permission rp on rp.role = ar.role and rp.withdrawn_at is null
        where ar.assignment_id = held.id
      ) r
      where held.person_id = p.id and held.valid_from <= day and (held.valid_to is null or held.valid_to > day)
    ), '[]')
  from identity.session s
  join identity.account a on a.id = s.account_id
  join identity.person p on p.id = a.person_id
  where s.token_hash = wanted and s.verified_at is not null and s.ended_at is null and a.closed_at is null
    and s.expires_at > at and s.last_seen_at + make_interval(secs => s.idle_seconds) > at;
end
$$;

alter table identity.person
  add column personal_number text unique check (personal_number ~ '^[0-9]{12}$'),
  add column birth_date date;
comment on column identity.person.personal_number is 'Số định danh cá nhân, 12 digits; null: not known here (an official whose agency opened the account, a foreigner).';

create table identity.identity_proof (
  id uuid primary key,
  person_id uuid not null references identity.person (id),
  level smallint not null check (level in (1, 2)),
  proven_at timestamptz not null,
  checked jsonb not null default '{}',
  agency_id uuid references agencies.agency (id),
  checked_by uuid references identity.account (id),
  confirmed_by uuid references identity.account (id),
  withdrawn_at timestamptz,
  withdrawn_because text check (withdrawn_because in ('recovered', 'counter', 'mistake')),
  check ((withdrawn_at is null) = (withdrawn_because is null)),
  constraint two_officers check (level = 1 or (checked_by is not null and confirmed_by is not null and checked_by <> confirmed_by))
);
comment on table identity.identity_proof is 'How it was proven who somebody is: the account''s level (Decree 69/2024/NĐ-CP art. 7), never mixed with how a single log-in was proven.';
comment on column identity.identity_proof.checked is 'What was looked at and with what result: {"card": "matches", "face": "matches", "fingerprints": "not-possible"}; no image and no template.';
comment on constraint two_officers on identity.identity_proof is 'Level 2 needs two officers; one account a person makes them two persons.';
create index identity_proof_person on identity.identity_proof (person_id) where withdrawn_at is null;

create table identity.level_rule (
  id text primary key,
  level smallint not null check (level between 1 and 4),
  factors text[] not null check (cardinality(factors) > 0),
  valid_from date not null,
  valid_to date,
  basis text not null,
  confirmed boolean not null,
  check (valid_to > valid_from)
);
comment on table identity.level_rule is 'Which factors, proven together, reach which of the four levels of a log-in (Decree 69/2024/NĐ-CP). The highest level of the rows in force whose factors were all proven counts.';
comment on column identity.level_rule.factors is 'Names of RFC 8176: pwd, otp, hwk (passkey that cannot leave its device), swk (passkey that can), face, fpt …; mfa stands beside hwk or swk when the device itself asked for a finger, a face or a PIN.';
comment on column identity.level_rule.confirmed is 'False: our reading, not yet confirmed by the competent agency.';
insert into identity.level_rule (id, level, factors, valid_from, basis, confirmed) values
  ('1-pwd', 1, '{pwd}', '2024-07-01', 'Nghị định 69/2024/NĐ-CP: mức 1, một yếu tố, không sinh trắc học', true),
  ('1-hwk', 1, '{hwk}', '2024-07-01', 'Nghị định 69/2024/NĐ-CP: mức 1, một yếu tố', true),
  ('1-swk', 1, '{swk}', '2024-07-01', 'Nghị định 69/2024/NĐ-CP: mức 1, một yếu tố', true),
  ('2-pwd-otp', 2, '{pwd,otp}', '2024-07-01', 'Nghị định 69/2024/NĐ-CP: mức 2, hai yếu tố khác nhau, không sinh trắc học', true),
  ('2-pwd-hwk', 2, '{pwd,hwk}', '2024-07-01', 'Nghị định 69/2024/NĐ-CP: mức 2, hai yếu tố khác nhau', true),
  ('2-pwd-swk', 2, '{pwd,swk}', '2024-07-01', 'Nghị định 69/2024/NĐ-CP: mức 2, hai yếu tố khác nhau', true),
  ('2-hwk-mfa', 2, '{hwk,mfa}', '2024-07-01', 'Cách hiểu của hệ thống: khóa truy cập có xác minh người dùng là vật sở hữu cùng mở khóa tại chỗ; máy chủ không thấy sinh trắc học nên không quá mức 2', false),
  ('2-swk-mfa', 2, '{swk,mfa}', '2024-07-01', 'Cách hiểu của hệ thống: như trên, với khóa truy cập đồng bộ giữa các thiết bị', false),
  ('3-face-pwd', 3, '{face,pwd}', '2024-07-01', 'Nghị định 69/2024/NĐ-CP: mức 3, từ hai yếu tố, một sinh trắc học do máy chủ đối chiếu', false),
  ('3-face-hwk', 3, '{face,hwk}', '2024-07-01', 'Nghị định 69/2024/NĐ-CP: mức 3', false),
  ('3-face-swk', 3, '{face,swk}', '2024-07-01', 'Nghị định 69/2024/NĐ-CP: mức 3', false),
  ('4-face-hwk-pwd', 4, '{face,hwk,pwd}', '2024-07-01', 'Nghị định 69/2024/NĐ-CP: mức 4, một sinh trắc học, một vật sở hữu và một điều chỉ người đó biết', false);

create table identity.authentication (
  id uuid primary key,
  token_hash bytea not null,
  minimum_level smallint not null check (minimum_level between 1 and 4),
  account_id uuid references identity.account (id),
  login_hint text,
  fresh_seconds integer,
  for_vi text not null,
  for_en text not null,
  return_path text not null,
  proven_account_id uuid references identity.account (id),
  proofs jsonb not null default '[]',
  created_at timestamptz not null,
  expires_at timestamptz not null,
  outcome text check (outcome in ('proven', 'cancelled', 'unmet')),
  level smallint check (level between 1 and 4),
  factors text[] not null default '{}',
  decided_at timestamptz,
  taken_at timestamptz,
  check ((outcome is null) = (decided_at is null)),
  check (outcome is distinct from 'proven' or (level is not null and proven_account_id is not null)),
  check (account_id is null or proven_account_id is null or account_id = proven_account_id)
);
comment on table identity.authentication is 'Somebody proving who they are, in one browser, for one purpose. Its result is taken once by whoever opened it.';
comment on column identity.authentication.token_hash is 'SHA-256 of the random cookie of the browser in which it was opened: no other browser can go on with it or take the result.';
comment on column identity.authentication.account_id is 'Step-up: this account and no other.';
comment on column identity.authentication.factors is 'With outcome proven: the factors that counted, as amr names them (RFC 8176).';
comment on column identity.authentication.proofs is '[{"factor": "pwd", "at": "2026-…"}], as proven so far.';
create index authentication_expiry on identity.authentication (expires_at);

create table identity.use (
  id uuid primary key,
  account_id uuid not null references identity.account (id),
  at timestamptz not null,
  for_vi text not null,
  for_en text not null,
  level smallint not null,
  factors text[] not null,
  device text not null,
  address_prefix text not null
);
comment on table identity.use is 'Every use of an electronic identity, for its owner to see.';
create index use_account on identity.use (account_id, at desc);

insert into identity.setting (name, valid_from, value, basis) values
  ('authentication-seconds', '2025-01-01', 600, 'Ours: time to find the telephone and type a code'),
  ('uses-kept-years', '2024-07-01', 5, 'Nghị định 69/2024/NĐ-CP: lịch sử sử dụng tài khoản định danh điện tử được lưu 5 năm');

create table identity.organisation (
  id uuid primary key,
  code text unique check (code ~ '^[0-9]{10}(-[0-9]{3})?$'),
  name text not null check (length(name) between 1 and 200),
  name_folded text not null,
  demo boolean not null default false,
  created_at timestamptz not null,
  created_by text not null
);
comment on table identity.organisation is 'An enterprise, co-operative or association that has an electronic identity; people act for it by mandates.';
comment on column identity.organisation.code is 'Enterprise code, which is the tax code; null: an organisation without one.';

alter table identity.mandate rename column permissions to scope;
alter table identity.mandate
  add column kind text not null default 'authorised' check (kind in ('guardian', 'legal-representative', 'authorised', 'deputy')),
  add column principal_organisation_id uuid references identity.organisation (id),
  add column accepted_at timestamptz,
  add column revoked_by text,
  add column revoked_because text;
alter table identity.mandate alter column kind drop default;
alter table identity.mandate drop constraint mandate_check;
alter table identity.mandate add constraint one_principal
  check (num_nonnulls(principal_person_id, principal_agency_id, principal_organisation_id) = 1);
comment on column identity.mandate.scope is 'What the representative may do for the principal: names of fields such as public-services, bidding; never more than the principal may.';
comment on column identity.mandate.accepted_at is 'When the representative took it on; nobody acts for another without having said yes.';
create index mandate_person on identity.mandate (principal_person_id) where principal_person_id is not null;
create index mandate_organisation on identity.mandate (principal_organisation_id) where principal_organisation_id is not null;
create index mandate_agency on identity.mandate (principal_agency_id) where principal_agency_id is not null;
