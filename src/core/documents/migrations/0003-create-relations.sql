create table documents.relation (
  id uuid primary key,
  from_document_id uuid not null references documents.document (id) on delete cascade,
  to_document_id uuid references documents.document (id) on delete set null,
  to_number_notation text not null,
  to_number_key text not null,
  to_issuer_name text,
  to_issued_on date,
  kind text not null check (kind in ('amends', 'replaces', 'guides', 'revokes', 'answers', 'refers', 'based_on')),
  partial boolean not null default false,
  note text,
  created_at timestamptz not null,
  check (from_document_id <> to_document_id)
);
comment on table documents.relation is 'What a document does to another or says of it. The target may arrive later: then to_document_id is filled in.';
comment on column documents.relation.to_issuer_name is 'Needed to tell apart numbers that every province has; null: see the resolving rule.';
comment on column documents.relation.partial is 'Replaces or revokes only a part: the target stays in force.';
create unique index relation_once on documents.relation (from_document_id, kind, to_number_key, coalesce(to_issuer_name, ''));
create index relation_to_document on documents.relation (to_document_id) where to_document_id is not null;
create index relation_waiting on documents.relation (to_number_key) where to_document_id is null;

-- Who replaced or revoked a document as a whole, and from which day. Only issued documents can do so.
create view documents.ending as
  select distinct on (relation.to_document_id)
    relation.to_document_id as document_id,
    relation.kind,
    relation.from_document_id as by_document_id,
    coalesce(ender.effective_from, ender.issued_on) as since
  from documents.relation
  join documents.document ender on ender.id = relation.from_document_id
  where relation.kind in ('replaces', 'revokes')
    and not relation.partial
    and relation.to_document_id is not null
    and ender.state = 'issued'
    and coalesce(ender.effective_from, ender.issued_on) is not null
  order by relation.to_document_id, since, relation.kind desc, relation.from_document_id;

-- The rule of rules/in-force.ts in SQL; a test holds the two against each other.
create view documents.in_force as
  select
    document.id as document_id,
    case
      when document.state = 'draft' then 'draft'
      when document.state = 'recalled' then 'recalled'
      when ending.since <= today.day and ending.kind = 'revokes' then 'revoked'
      when ending.since <= today.day then 'replaced'
      when document.effective_to <= today.day then 'expired'
      when coalesce(document.effective_from, document.issued_on) > today.day then 'not_yet'
      else 'in_force'
    end as status,
    case when ending.since <= today.day then ending.by_document_id end as by_document_id,
    case when ending.since <= today.day then ending.since end as since
  from documents.document
  cross join (select (now() at time zone 'Asia/Ho_Chi_Minh')::date as day) today
  left join documents.ending on ending.document_id = document.id;

-- A recalled document is frozen with all its metadata (Decree 30/2020, annex VI); an issued one written here keeps
-- what was signed. Imported and received ones may have their metadata corrected.
create function documents.keep_what_was_issued() returns trigger language plpgsql as $$
begin
  if old.state = 'recalled' then
    raise exception 'document % is recalled and frozen', old.id using errcode = 'raise_exception';
  end if;
  if old.state = 'issued' and old.source = 'written' and (
    new.state = 'draft'
    or (new.issuer_name, new.kind, new.normative, new.book, new.year, new.number, new.number_notation, new.issued_on, new.abstract, new.signer_name)
      is distinct from
      (old.issuer_name, old.kind, old.normative, old.book, old.year, old.number, old.number_notation, old.issued_on, old.abstract, old.signer_name)
  ) then
    raise exception 'document % is issued: what was signed does not change', old.id using errcode = 'raise_exception';
  end if;
  return new;
end;
$$;
create trigger keep_what_was_issued before update on documents.document
  for each row execute function documents.keep_what_was_issued();

create function documents.keep_issued_document() returns trigger language plpgsql as $$
begin
  if old.state <> 'draft' then
    raise exception 'document % is issued and cannot be deleted', old.id using errcode = 'raise_exception';
  end if;
  return old;
end;
$$;
create trigger keep_issued_document before delete on documents.document
  for each row execute function documents.keep_issued_document();
