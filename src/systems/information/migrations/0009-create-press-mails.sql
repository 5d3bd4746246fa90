alter table information.journalist add column mail_address_id bigint;
comment on column information.journalist.mail_address_id is 'number of the reporter''s e-mail address, which is kept sealed among the notifications';

create table information.press_mail (
  letter_id bigint primary key,
  journalist_id uuid not null references information.journalist (id),
  release_id uuid,
  day date,
  made_at timestamptz not null,
  check ((release_id is null) <> (day is null))
);
comment on table information.press_mail is 'letters that tell a reporter of a copy, a recall or a communiqué; never the words of a release';
create index press_mail_journalist on information.press_mail (journalist_id, made_at);
create index press_mail_release on information.press_mail (release_id);
