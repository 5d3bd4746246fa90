-- The question of an authentication hangs on its token and is kept nowhere; only those for new passkeys are.
delete from identity.passkey_challenge where purpose = 'prove';
alter table identity.passkey_challenge
  drop column purpose,
  drop column authentication_id,
  alter column account_id set not null;
comment on table identity.passkey_challenge is 'Random questions put to passkeys that are being made; the row goes with the first answer, right or wrong.';
