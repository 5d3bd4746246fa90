create table authenticity.account_seen (
  account_id uuid primary key references authenticity.account (id),
  name text not null,
  handle text,
  avatar_sha256 text,
  seen_at timestamptz not null,
  differs_since timestamptz
);
comment on table authenticity.account_seen is 'What the platform itself said of an account when it was asked last.';
comment on column authenticity.account_seen.differs_since is 'Since when the platform shows a name that the registry does not have: the alarm. It ends when the two agree again.';

create table authenticity.account_avatar (
  account_id uuid not null references authenticity.account (id),
  shape bit(128) not null,
  sha256 text,
  first_seen timestamptz not null,
  last_seen timestamptz not null,
  primary key (account_id, shape)
);
comment on table authenticity.account_avatar is 'Pictures that an official account showed itself with; a false page may copy an old one.';

alter table authenticity.account_name add column source text not null default 'registry' check (source in ('registry', 'platform'));
comment on column authenticity.account_name.source is 'platform: seen there, and nobody has confirmed it';

alter table authenticity.account_proof drop constraint account_proof_pkey;
alter table authenticity.account_proof add column method text not null default 'page' check (method in ('page', 'platform'));
alter table authenticity.account_proof add primary key (account_id, method);
alter table authenticity.account_proof alter column method drop default;
comment on table authenticity.account_proof is 'Whether the account links back to this site. What could not be read changes nothing.';
comment on column authenticity.account_proof.method is 'page: rel="me" on its own page; platform: its field for a web site, or trust://…! in what it says of itself, as the platform told us';
