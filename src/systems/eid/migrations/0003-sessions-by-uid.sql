-- With an index of all kinds PostgreSQL, while the table was small, looked through all sessions beside it.
drop index eid.model_uid;
create index model_session on eid.model (uid) where kind = 'Session';
alter table eid.model set (fillfactor = 90);
