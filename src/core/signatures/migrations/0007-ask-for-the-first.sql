create table signatures.first_issue_rule (
  valid_from date primary key,
  automatic boolean not null,
  basis text not null,
  set_by text not null,
  set_at timestamptz not null
);

comment on table signatures.first_issue_rule is
  'From a date on: whether a first certificate is issued by signing, from the post held (automatic), or has to be asked for. No row: automatic.';
