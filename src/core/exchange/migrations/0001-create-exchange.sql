create table exchange.site (
  code text primary key check (code ~ '^[a-z0-9-]{1,30}$'),
  transport text not null check (transport in ('local', 'nats')),
  address text,
  first_seen timestamptz not null
);
comment on table exchange.site is 'Installations that host agencies; the code is agencies.agency.site.';

create table exchange.gateway_key (
  key_id text primary key,
  site text not null,
  public_key bytea not null,
  certificate bytea,
  chain bytea[],
  first_used timestamptz not null
);
comment on table exchange.gateway_key is 'Public halves (SPKI, DER) of the keys that signed envelopes and receipts, so that both verify after a change of key.';

create table exchange.envelope (
  id uuid primary key,
  sender_code text not null,
  sender_id uuid references agencies.agency (id),
  message_id text not null check (length(message_id) between 1 and 400),
  kind text not null check (kind in ('document', 'status')),
  bytes bytea not null,
  sha256 bytea not null,
  content_hash bytea not null,
  signature bytea not null,
  key_id text not null references exchange.gateway_key (key_id),
  site text not null,
  created_at timestamptz not null,
  acceptance bytea,
  acceptance_signature bytea,
  unique (sender_code, message_id)
);
comment on table exchange.envelope is 'Signed envelopes, those accepted here and those that came from other sites. The key is the exactly-once promise, kept for ever.';
comment on column exchange.envelope.sender_code is 'Code of the sender on the day of sending; text, because software may send in the name of an agency that the directory does not know.';
comment on column exchange.envelope.bytes is 'Canonical JSON of header, digests of the parts and digest of the recipients.';
comment on column exchange.envelope.content_hash is 'Hash of what the sender handed in; a repeat with another one is refused.';
comment on column exchange.envelope.site is 'Site whose gateway signed it.';
comment on column exchange.envelope.acceptance is 'What the sender was answered: the same bytes for every repeat. Null for envelopes of other sites.';

create table exchange.outbox (
  envelope_id uuid not null references exchange.envelope (id),
  site text not null references exchange.site (code),
  state text not null check (state in ('accepted', 'sent', 'receipted', 'dead', 'cancelled')),
  recipients int not null,
  receipted int not null default 0,
  attempts int not null default 0,
  next_at timestamptz not null,
  deadline timestamptz not null,
  lease uuid,
  lease_until timestamptz,
  last_error text,
  accepted_at timestamptz not null,
  sent_at timestamptz,
  ended_at timestamptz,
  primary key (envelope_id, site)
);
comment on table exchange.outbox is 'One row per envelope and destination site. It leaves "sent" only when every recipient''s signed receipt is stored, or when people have been told that it is dead.';
create index outbox_due on exchange.outbox (next_at) where state in ('accepted', 'sent');
create index outbox_dead on exchange.outbox (ended_at) where state = 'dead';

-- The three tables below are filled by thousands of rows at once. They carry one index each and no foreign key to the
-- agency: every id comes from a select on the directory, whose rows are never deleted.
create table exchange.delivery (
  envelope_id uuid not null,
  recipient_id uuid not null,
  site text not null,
  accepted_at timestamptz not null,
  delivered_at timestamptz,
  receipt bytea,
  receipt_signature bytea,
  receipt_key text,
  primary key (envelope_id, recipient_id),
  check ((delivered_at is null) = (receipt is null))
);
comment on table exchange.delivery is 'At the sender: accepted and delivered, per recipient. What the recipient does with the document is another thing and stands elsewhere.';

create table exchange.inbox (
  sender_code text not null,
  message_id text not null,
  recipient_id uuid not null,
  envelope_id uuid not null,
  arrived_at timestamptz not null,
  receipt bytea not null,
  receipt_signature bytea not null,
  receipt_key text not null,
  primary key (sender_code, message_id, recipient_id)
);
comment on table exchange.inbox is 'Exactly-once arrival: a repeat finds its row and is answered with the first receipt, byte for byte.';

create table exchange.conflict (
  id bigint generated always as identity primary key,
  at timestamptz not null,
  sender_code text not null,
  message_id text not null,
  first_hash bytea not null,
  other_hash bytea not null,
  came_by text not null
);
comment on table exchange.conflict is 'Attempts to use a message id again with other content: refused, and kept.';
