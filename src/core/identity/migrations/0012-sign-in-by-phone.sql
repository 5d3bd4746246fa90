alter table identity.authentication add column takes_temporary boolean not null default false;
comment on column identity.authentication.takes_temporary is 'A temporary password counts here: only at the site''s own door, which then has it changed. Elsewhere whoever gave it out could come in as its owner.';

create table identity.phone_sign_in (
  id uuid primary key,
  authentication_id uuid not null references identity.authentication (id) on delete cascade,
  code_hash bytea not null unique,
  number integer not null check (number between 10 and 99),
  offered integer[] not null check (cardinality(offered) = 3 and number = any (offered)),
  device text not null,
  address_prefix text not null,
  created_at timestamptz not null,
  expires_at timestamptz not null,
  chosen_at timestamptz,
  phone_authentication_id uuid references identity.authentication (id) on delete set null,
  outcome text check (outcome in ('approved', 'refused', 'wrong-number')),
  decided_at timestamptz,
  check ((outcome is null) = (decided_at is null))
);
comment on table identity.phone_sign_in is 'Proving who one is at a computer by one''s telephone: the computer shows a code and a number, the telephone answers.';
comment on column identity.phone_sign_in.code_hash is 'Keyed hash of the short code; the code itself is made from the id again and stored nowhere.';
comment on column identity.phone_sign_in.number is 'What the computer shows; whoever holds the telephone picks it among three, once.';
comment on column identity.phone_sign_in.device is 'Of the computer, with address_prefix: shown on the telephone.';
comment on column identity.phone_sign_in.phone_authentication_id is 'The fresh proof on the telephone, begun when the number was picked; no other one counts.';
create index phone_sign_in_authentication on identity.phone_sign_in (authentication_id);
create index phone_sign_in_phone on identity.phone_sign_in (phone_authentication_id) where phone_authentication_id is not null;

insert into identity.setting (name, valid_from, value, basis) values
  ('phone-seconds', '2025-01-01', 120, 'Ours: time to unlock a telephone and scan; short against codes that are passed on'),
  ('phone-codes', '2025-01-01', 5, 'Ours: codes that one authentication may ask for');
