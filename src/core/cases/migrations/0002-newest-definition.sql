-- Two versions may begin on the same day: the one that was added last counts.
alter table cases.definition drop constraint definition_code_valid_from_key;
create index definition_newest on cases.definition (code, valid_from desc, added_at desc);
