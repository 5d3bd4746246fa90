alter table information.edition add column promised_at timestamptz;
update information.edition set promised_at = visible_from where visible_from is not null;
comment on column information.edition.promised_at is
  'the moment last set, kept when it is taken back: one person may not bring the edition out sooner';

create table information.moment_change (
  id uuid primary key,
  release_id uuid not null,
  edition int not null,
  to_at timestamptz,
  reason text not null check (reason <> ''),
  proposed_by text not null,
  proposed_at timestamptz not null,
  outcome text check (outcome in ('agreed', 'refused')),
  decided_by text,
  decided_at timestamptz,
  moment timestamptz,
  applied boolean not null default false,
  foreign key (release_id, edition) references information.edition (release_id, number),
  constraint moment_by_two_persons check (outcome is distinct from 'agreed' or decided_by <> proposed_by),
  constraint decided_whole check ((outcome is null) = (decided_by is null) and (outcome is null) = (decided_at is null)),
  constraint moment_when_agreed check ((outcome is not distinct from 'agreed') = (moment is not null))
);
comment on column information.moment_change.to_at is 'the moment that is asked for; null: at once';
comment on column information.moment_change.moment is 'the moment agreed on: to_at, or that of the decision when to_at has passed';
comment on column information.moment_change.applied is 'an agreement moves an edition once';
create unique index moment_change_open on information.moment_change (release_id, edition) where outcome is null;

-- Whoever writes to the table: an edition that waits for its moment moves by an agreement of two, and one whose moment was
-- taken back comes out no sooner than was promised, unless two agreed.
create function information.keep_moment() returns trigger language plpgsql as $$
begin
  if new.visible_from is null or new.visible_from is not distinct from old.visible_from then
    return new;
  end if;
  if old.visible_from is not null or new.visible_from < old.promised_at then
    update information.moment_change set applied = true
      where release_id = new.release_id and edition = new.number and outcome = 'agreed' and not applied and moment = new.visible_from;
    if not found then
      raise exception 'the moment of % is changed by two persons', new.release_id using errcode = 'check_violation', constraint = 'moment_by_two_persons';
    end if;
  end if;
  new.promised_at := new.visible_from;
  return new;
end $$;
create trigger keep_moment before update of visible_from on information.edition
  for each row execute function information.keep_moment();

create table information.related_document (
  release_id uuid not null,
  edition int not null,
  document_id uuid not null references documents.document (id),
  position int not null,
  primary key (release_id, edition, document_id),
  foreign key (release_id, edition) references information.edition (release_id, number)
);
comment on table information.related_document is 'documents of the library that an edition speaks of; shown while they are public';
create index related_document_document on information.related_document (document_id);
