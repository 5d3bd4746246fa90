create table axis.dispatch (
  id uuid primary key,
  envelope_id uuid not null unique references exchange.envelope (id),
  document_id uuid not null references documents.document (id),
  sender_id uuid references agencies.agency (id),
  sender_code text not null,
  edoc_id text not null,
  business text not null check (business in ('new', 'revoke', 'update', 'replace')),
  recipients int not null,
  addressed text not null,
  due_on date,
  note text,
  state text not null default 'sent' check (state in ('sent', 'cancelled')),
  sent_by text not null,
  sent_at timestamptz not null
);
comment on table axis.dispatch is 'Outgoing book: a document handed to the axis, at the sender.';
comment on column axis.dispatch.edoc_id is 'Identifier on the wire: OrganId,yyyy/MM/dd,number/notation (QĐ 395/QĐ-BTTTT).';
comment on column axis.dispatch.addressed is 'To whom, in the words the sender chose: groups as named on that day.';
create index dispatch_by_document on axis.dispatch (document_id);
create index dispatch_by_sender on axis.dispatch (sender_id, sent_at desc);
create index dispatch_by_edoc on axis.dispatch (edoc_id);

create table axis.recipient_state (
  envelope_id uuid not null,
  recipient_id uuid not null,
  code text check (code in ('02', '03', '04', '05', '06', '15', '16')),
  no int not null default 0,
  opened_at timestamptz,
  changed_at timestamptz not null,
  note text,
  recall text check (recall in ('asked', 'agreed', 'refused')),
  reminded_at timestamptz,
  primary key (envelope_id, recipient_id)
);
comment on table axis.recipient_state is 'What the sender knows of a recipient that has done more than receive: from its status messages. No row: at most arrived (01), see exchange.delivery.';
comment on column axis.recipient_state.no is 'Number of the recipient''s status message; an older one that comes late changes nothing.';

create table axis.sent_status (
  id bigint generated always as identity primary key,
  envelope_id uuid not null,
  recipient_id uuid not null,
  event text not null check (event in ('status', 'opened', 'reminded', 'recall-asked')),
  code text,
  at timestamptz not null,
  note text,
  staff text
);
comment on table axis.sent_status is 'History at the sender: every status message as it came, and what the sender asked.';
create index sent_status_of on axis.sent_status (envelope_id, recipient_id, id);

-- Filled by thousands of rows at once: no foreign key to the agency or the envelope, whose rows are never deleted.
create table axis.incoming (
  id uuid primary key,
  agency_id uuid not null,
  envelope_id uuid not null,
  document_id uuid not null,
  state text not null default 'arrived' check (state in ('arrived', 'refused', 'registered', 'assigned', 'processing', 'finished')),
  recall text check (recall in ('asked', 'agreed', 'refused')),
  frozen text check (frozen in ('recalled', 'revoked', 'replaced')),
  arrived_at timestamptz not null,
  opened_at timestamptz,
  asked_due date,
  due_on date,
  book text,
  year int,
  arrival_number int,
  registered_at timestamptz,
  finished_at timestamptz,
  version int not null default 1,
  unique (agency_id, envelope_id),
  check ((arrival_number is null) = (registered_at is null))
);
comment on table axis.incoming is 'Incoming documents of each agency: the business record. Arrival itself is exchange.inbox.';
comment on column axis.incoming.frozen is 'The sender took the document back, revoked or replaced it: nothing more may be done, the trace stays (Decree 30/2020, annex VI).';
comment on column axis.incoming.asked_due is 'Deadline the sender named.';
comment on column axis.incoming.due_on is 'Deadline in force: the sender''s, or the one set on assigning.';
create unique index incoming_number_once on axis.incoming (agency_id, book, year, arrival_number) where arrival_number is not null;
create index incoming_open on axis.incoming (agency_id, state) where state in ('arrived', 'registered', 'assigned', 'processing');
create index incoming_of_document on axis.incoming (document_id);

create table axis.incoming_status (
  incoming_id uuid not null,
  no int not null,
  event text not null check (event in ('status', 'reminded', 'updated', 'revoked', 'replaced')),
  code text check (code in ('01', '02', '03', '04', '05', '06', '13', '15', '16')),
  at timestamptz not null,
  actor_id text not null,
  actor_name text,
  note text,
  details jsonb,
  primary key (incoming_id, no),
  check ((event = 'status') = (code is not null)),
  check (code <> '02' or length(note) between 1 and 1000)
);
comment on table axis.incoming_status is 'History: each change is a new row, never changed (QĐ 28/2018, art. 9).';

create table axis.arrival_book (
  agency_id uuid not null references agencies.agency (id),
  book text not null,
  year int not null,
  next_number int not null check (next_number > 0),
  primary key (agency_id, book, year)
);
comment on table axis.arrival_book is 'Arrival numbers start at 1 each year. The row stays locked until the registering transaction ends: no gap, no double.';

create table axis.assignee (
  incoming_id uuid not null references axis.incoming (id),
  no int not null,
  role text not null check (role in ('main', 'joint')),
  account_id uuid,
  label text not null,
  primary key (incoming_id, no, role, label)
);
comment on table axis.assignee is 'Who was given the document by status row "no": one responsible person or unit, and those who work with them.';
comment on column axis.assignee.account_id is 'Null: a unit of the agency, named by the label.';
create index assignee_account on axis.assignee (account_id) where account_id is not null;

create table axis.reminder (
  id uuid primary key,
  envelope_id uuid not null,
  at timestamptz not null,
  actor_id text not null,
  recipients int not null,
  note text
);
create index reminder_of on axis.reminder (envelope_id, at);

create table axis.packet (
  envelope_id uuid primary key references exchange.envelope (id),
  sha256 text not null,
  format text not null,
  packet jsonb not null,
  findings jsonb not null
);
comment on table axis.packet is 'The edXML a document or status came in, when it came in one; the file itself lies in the file store under its SHA-256.';
