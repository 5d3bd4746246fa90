create table information.press_terms (
  version int primary key,
  agency_id uuid references agencies.agency (id),
  valid_from date not null,
  items_vi text[] not null check (cardinality(items_vi) > 0),
  items_en text[] not null check (cardinality(items_en) = cardinality(items_vi)),
  source text not null check (source <> ''),
  proposed_by text not null,
  proposed_at timestamptz not null,
  confirmed_by text,
  confirmed_at timestamptz,
  constraint terms_whole check ((confirmed_by is null) = (confirmed_at is null)),
  constraint terms_by_two_persons check (agency_id is null or confirmed_by <> proposed_by)
);
comment on table information.press_terms is 'terms of the embargo that reporters accept, in versions';
comment on column information.press_terms.agency_id is 'null: of agencies that have no terms of their own; those come with the product';
comment on column information.press_terms.source is 'the rule or decision from which they come';

insert into information.press_terms (version, agency_id, valid_from, items_vi, items_en, source, proposed_by, proposed_at, confirmed_by, confirmed_at)
values (1, null, '2026-01-01',
  array['Không công bố, không chuyển cho người khác trước giờ công bố ghi trên bản tin.',
    'Mỗi bản mang dấu riêng của người đọc, kể cả dấu không nhìn thấy; mỗi lần mở đều được ghi.',
    'Vi phạm thì bị thu hồi quyền đọc trước và được thông báo tới cơ quan báo chí.'],
  array['Nothing is published or passed on before the moment on the release.',
    'Each copy carries its reader’s marks, one of them unseen; every opening is recorded.',
    'A breach ends early access and is told to the outlet.'],
  'Điều kiện ban đầu của phần mềm', 'product', '2026-01-01T00:00:00Z', 'product', '2026-01-01T00:00:00Z');

create function information.terms_in_force(agency uuid, day date) returns int language sql stable as $$
  select version from information.press_terms
  where (agency_id = agency or agency_id is null) and confirmed_at is not null and valid_from <= day
  order by agency_id is null, valid_from desc, version desc limit 1
$$;
comment on function information.terms_in_force is 'version of the terms that reporters of an agency have to have accepted on a day';

create table information.press_acceptance (
  journalist_id uuid not null references information.journalist (id),
  version int not null references information.press_terms (version),
  accepted_at timestamptz not null,
  primary key (journalist_id, version)
);
comment on table information.press_acceptance is 'which version a reporter accepted when; never deleted. journalist.terms_version is the last of them';
insert into information.press_acceptance (journalist_id, version, accepted_at)
  select id, terms_version, terms_accepted_at from information.journalist where terms_version is not null and terms_accepted_at is not null;

alter table information.press_delivery drop constraint press_delivery_about_check;
alter table information.press_delivery add constraint press_delivery_about_check check (about in ('copy', 'recall', 'communique', 'moment'));
