create table kernel.idempotency (
  actor text not null,
  key text not null,
  action text not null,
  input_hash bytea not null,
  result jsonb,
  at timestamptz not null,
  primary key (actor, key)
);
comment on table kernel.idempotency is 'The first answer to a keyed request; a repeat is answered from here and changes nothing.';
create index idempotency_at on kernel.idempotency (at);

create table kernel.ledger_pending (
  id bigint generated always as identity primary key,
  at timestamptz not null,
  action text not null,
  actor text not null,
  scope text,
  subject text not null,
  facts_hash bytea not null
);
comment on table kernel.ledger_pending is 'Entries of committed actions that wait for a number; the sealer moves them to ledger_entry within a second.';

create table kernel.ledger_seal (
  no bigint primary key,
  first_seq bigint not null,
  last_seq bigint not null,
  root bytea not null,
  previous_hash bytea not null,
  hash bytea not null,
  at timestamptz not null,
  key_id text not null,
  signature bytea not null
);
comment on column kernel.ledger_seal.root is 'RFC 6962 Merkle tree hash over the leaves first_seq..last_seq.';

create table kernel.ledger_entry (
  seq bigint primary key,
  seal_no bigint not null references kernel.ledger_seal (no),
  at timestamptz not null,
  action text not null,
  actor text not null,
  scope text,
  subject text not null,
  facts_hash bytea not null
);
comment on column kernel.ledger_entry.seq is 'Without gaps: given by the sealer, never by a sequence, because a hole would look like a deletion.';
comment on column kernel.ledger_entry.actor is 'SHA-256 of the account, so that no person is named.';
create index ledger_entry_subject on kernel.ledger_entry (subject);

create table kernel.ledger_timestamp (
  seal_no bigint primary key references kernel.ledger_seal (no),
  token bytea not null,
  at timestamptz not null
);
comment on table kernel.ledger_timestamp is 'RFC 3161 tokens over seal hashes.';

create table kernel.ledger_key (
  key_id text primary key,
  certificate bytea not null,
  chain bytea[] not null,
  first_used timestamptz not null
);
comment on table kernel.ledger_key is 'Public half of the keys that signed seals, so that an export verifies without anything else.';

create function kernel.refuse_change() returns trigger language plpgsql as $$
begin
  raise exception 'the ledger is append-only: % on %.% is refused', tg_op, tg_table_schema, tg_table_name;
end
$$;
create trigger ledger_entry_append_only before update or delete on kernel.ledger_entry
  for each row execute function kernel.refuse_change();
create trigger ledger_seal_append_only before update or delete on kernel.ledger_seal
  for each row execute function kernel.refuse_change();
create trigger ledger_entry_no_truncate before truncate on kernel.ledger_entry
  for each statement execute function kernel.refuse_change();
create trigger ledger_seal_no_truncate before truncate on kernel.ledger_seal
  for each statement execute function kernel.refuse_change();
