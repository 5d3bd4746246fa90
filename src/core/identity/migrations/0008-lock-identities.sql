alter table identity.account
  add column locked_at timestamptz,
  add column locked_level smallint check (locked_level between 1 and 4),
  add check ((locked_at is null) = (locked_level is null));
comment on column identity.account.locked_level is 'What the account could reach when it was locked: unlocking needs at least that, so that a stolen password does not open what was locked because of it.';

alter table identity.session drop constraint session_ended_because_check;
alter table identity.session add constraint session_ended_because_check check (
  ended_because in ('signed-out', 'ended-by-owner', 'password-changed', 'second-factor-changed', 'too-many-codes', 'locked', 'recovered'));
alter table identity.sign_in_attempt drop constraint sign_in_attempt_outcome_check;
alter table identity.sign_in_attempt add constraint sign_in_attempt_outcome_check
  check (outcome in ('signed-in', 'code-needed', 'wrong', 'wrong-code', 'waiting', 'locked'));
