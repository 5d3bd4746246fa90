alter table channels.connection drop constraint connection_approval_check;
alter table channels.connection add constraint connection_approval_check check (approval in ('automatic', 'each', 'certified'));
comment on column channels.connection.approval is 'each: a person looks at every text before it leaves; certified: that person holds a valid training certificate; automatic: the text made from an approved release leaves by itself.';

create table channels.training_certificate (
  id uuid primary key,
  agency_id uuid not null references agencies.agency (id),
  account_id text not null,
  course text not null check (course <> ''),
  issuer text not null check (issuer <> ''),
  number text not null check (number <> ''),
  valid_from date not null,
  valid_until date not null,
  entered_by text not null,
  entered_at timestamptz not null,
  withdrawn_by text,
  withdrawn_at timestamptz,
  withdrawn_reason text,
  unique (issuer, number),
  constraint period check (valid_until >= valid_from),
  constraint not_by_the_holder check (entered_by <> account_id),
  constraint withdrawn_with_reason check ((withdrawn_at is null) = (withdrawn_by is null) and (withdrawn_at is null) = (coalesce(withdrawn_reason, '') = ''))
);
create index on channels.training_certificate (account_id, valid_until);
comment on table channels.training_certificate is 'Proof that an official was trained for publishing on the agency''s accounts, as entered by another person from the issuer''s paper.';

create function channels.certified_approver() returns trigger language plpgsql as $$
begin
  if (select approval from channels.connection where id = new.connection_id) = 'certified' and not exists (
    select from channels.training_certificate t
    where t.account_id = new.approved_by and t.withdrawn_at is null
      and (new.changed_at at time zone 'Asia/Ho_Chi_Minh')::date between t.valid_from and t.valid_until
  ) then
    raise exception 'the approver of delivery % holds no valid training certificate', new.id using errcode = 'check_violation';
  end if;
  return new;
end $$;
create trigger certified_approver before update of approved_by on channels.delivery
  for each row when (new.approved_by is not null and new.approved_by is distinct from old.approved_by)
  execute function channels.certified_approver();
