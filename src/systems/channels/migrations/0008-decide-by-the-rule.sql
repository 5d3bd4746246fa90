alter table channels.trial add column if_met text not null default '', add column if_not_met text not null default '', add column pdf_hash text;
alter table channels.trial alter column if_met drop default, alter column if_not_met drop default;
comment on column channels.trial.if_met is 'What is done when the rule is met, written down before the start; if_not_met: what is done otherwise.';
comment on column channels.trial.pdf_hash is 'SHA-256, hex: the report as a sealed PDF in the file store.';

create or replace function channels.keep_trial() returns trigger language plpgsql as $$
begin
  if old.state <> 'planned' and (new.question, new.platform, new.metric, new.starts_on, new.ends_on, new.baseline_from, new.baseline_to,
      new.comparison, new.least_gain_percent, new.least_posts, new.if_met, new.if_not_met) is distinct from (old.question, old.platform,
      old.metric, old.starts_on, old.ends_on, old.baseline_from, old.baseline_to, old.comparison, old.least_gain_percent, old.least_posts,
      old.if_met, old.if_not_met) then
    raise exception 'what a trial measures is not changed after its start';
  end if;
  if old.state = 'closed' then
    raise exception 'the report of a trial is not changed';
  end if;
  return new;
end $$;
