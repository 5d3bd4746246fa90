-- A number and signatures make a document; it leaves the agency only when it is released (phát hành, the step after the
-- seal). Until then nobody outside may get it, be told of it, or have another document ended by it.
alter table documents.document add column released_at timestamptz;
comment on column documents.document.released_at is
  'When it was released (phát hành): from then on it may be sent and opened to everybody. Imported and received ones were released elsewhere.';

update documents.document set released_at = created_at where source <> 'written' and state <> 'draft';
-- What was released before this column existed says so in its history.
update documents.document set released_at = released.at
from (select document_id, max(at) as at from documents.history where event = 'draft-issue' group by document_id) released
where released.document_id = document.id and document.source = 'written' and document.state = 'issued';

alter table documents.document add check (released_at is null or state <> 'draft');

create or replace view documents.ending as
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
    and ender.released_at is not null
    and coalesce(ender.effective_from, ender.issued_on) is not null
  order by relation.to_document_id, since, relation.kind desc, relation.from_document_id;

create or replace function documents.keep_what_was_issued() returns trigger language plpgsql as $$
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
  if old.released_at is not null and new.released_at is distinct from old.released_at then
    raise exception 'document % is released: that cannot be undone', old.id using errcode = 'raise_exception';
  end if;
  return new;
end;
$$;
