create table signatures.stamping_clock (
  one boolean primary key default true check (one),
  latest timestamptz not null
);

comment on table signatures.stamping_clock is
  'The latest instant at which a process of this site was ready to stamp: no process stamps an earlier one, also after a restart with a clock set back.';

-- Serial numbers and signatures do not compress; a list of a million lines is fifty megabytes of them.
alter table signatures.revocation_list alter column der set storage external;
