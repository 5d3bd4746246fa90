create table eid.letter (
  id bigint generated always as identity primary key,
  account_id uuid not null references identity.account (id),
  what text not null,
  mail_letter_id bigint unique,
  made_at timestamptz not null
);
comment on table eid.letter is 'Letters to owners of accounts about what happened to these: by their links an account can be locked without signing in.';
comment on column eid.letter.mail_letter_id is 'Number of the letter in core/notifications; null: a short message to a telephone, whose link bears this row''s own number.';
create index letter_made on eid.letter (made_at);
create index letter_account on eid.letter (account_id);
