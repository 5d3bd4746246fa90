create table authenticity.account_proof (
  account_id uuid primary key references authenticity.account (id),
  state text not null check (state in ('proven', 'missing')),
  since timestamptz not null,
  checked_at timestamptz not null,
  evidence text not null,
  lost boolean not null default false
);
comment on table authenticity.account_proof is 'Whether the account''s own page links back to this site (rel="me"). A page that could not be read changes nothing.';
comment on column authenticity.account_proof.lost is 'it was proven once and no longer is: somebody must look';
