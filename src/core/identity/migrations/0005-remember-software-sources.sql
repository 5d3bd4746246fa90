create table identity.software_source (
  client_id text not null references identity.software_client (id) on delete cascade,
  prefix_key bytea not null,
  seen_at timestamptz not null,
  primary key (client_id, prefix_key)
);
comment on table identity.software_source is
  'Networks from which a software account has shown its secret. Wrong guesses from elsewhere must not lock it out there.';
comment on column identity.software_source.prefix_key is 'HMAC of the address prefix, as in identity.throttle.';
