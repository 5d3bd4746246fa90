-- Each row is changed twice within a minute of being written: with room on its page no index has to be changed with it.
alter table identity.authentication set (fillfactor = 50);
