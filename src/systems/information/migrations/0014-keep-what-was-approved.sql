-- Whoever writes to the tables: what has left its writers keeps its words and its media, what was signed stays as it was
-- signed, and what was done stays written down.
create function information.keep_words() returns trigger language plpgsql as $$
begin
  if tg_op = 'DELETE' then
    if old.state in ('draft', 'dropped') then
      return old;
    end if;
    raise exception 'edition % of % is not deleted', old.number, old.release_id
      using errcode = 'check_violation', constraint = 'words_are_kept';
  end if;
  if old.state <> 'draft' and
    (new.title_vi, new.summary_vi, new.body_vi, new.title_en, new.summary_en, new.body_en,
      new.topics, new.persons, new.place_code, new.place_name, new.change, new.note, new.edited_by)
    is distinct from
    (old.title_vi, old.summary_vi, old.body_vi, old.title_en, old.summary_en, old.body_en,
      old.topics, old.persons, old.place_code, old.place_name, old.change, old.note, old.edited_by)
    or old.jws is not null and (new.jws, new.signed_text) is distinct from (old.jws, old.signed_text)
  then
    raise exception 'the words of edition % of % are with those who approve them', old.number, old.release_id
      using errcode = 'check_violation', constraint = 'words_are_kept';
  end if;
  if old.state = 'published' and new.state <> 'published'
    or old.state <> 'draft' and new.state = 'draft' and (new.reviewed_by is not null or new.legal_by is not null)
  then
    raise exception 'edition % of % goes back to its writers without its approvals, and never once it is published', old.number, old.release_id
      using errcode = 'check_violation', constraint = 'approvals_fall_away';
  end if;
  return new;
end $$;
create trigger keep_words before update or delete on information.edition
  for each row execute function information.keep_words();

create function information.keep_parts() returns trigger language plpgsql as $$
begin
  if exists (
    select 1 from information.edition e
    where e.state <> 'draft' and (
      e.release_id = old.release_id and e.number = old.edition or e.release_id = new.release_id and e.number = new.edition)
  ) then
    raise exception 'what belongs to an edition is with those who approve it'
      using errcode = 'check_violation', constraint = 'words_are_kept';
  end if;
  if tg_op = 'DELETE' then
    return old;
  end if;
  return new;
end $$;
create trigger keep_parts before insert or update or delete on information.media for each row execute function information.keep_parts();
create trigger keep_parts before insert or update or delete on information.video for each row execute function information.keep_parts();
create trigger keep_parts before insert or update or delete on information.related_document for each row execute function information.keep_parts();

create function information.keep_history() returns trigger language plpgsql as $$
begin
  raise exception 'what was done stays written down' using errcode = 'check_violation', constraint = 'history_is_kept';
end $$;
create trigger keep_history before update or delete on information.history for each row execute function information.keep_history();
create trigger keep_history before update or delete on information.live_correction for each row execute function information.keep_history();
