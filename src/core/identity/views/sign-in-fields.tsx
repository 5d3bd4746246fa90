import { Details } from '#ui/card.tsx';
import { TextField } from '#ui/fields.tsx';
import { useMessages } from '#ui/page-context.ts';
import { messages } from '../messages.ts';

/** `passkeys`: the browser may offer them in the field. */
export function NameField({ value, passkeys }: { readonly value?: string | undefined; readonly passkeys?: true }) {
  const m = useMessages(messages);
  const autocomplete = passkeys ? 'username webauthn' : 'username';
  return (
    <TextField
      name="signInName"
      label={m.signInName}
      autocomplete={autocomplete}
      width="medium"
      spellcheck={false}
      value={value}
      required
    />
  );
}

export function PasswordField() {
  const m = useMessages(messages);
  return <TextField name="password" type="password" label={m.password} autocomplete="current-password" width="medium" required />;
}

/** A new password, twice. */
export function NewPasswordFields() {
  const m = useMessages(messages);
  return (
    <>
      <TextField
        name="newPassword"
        type="password"
        label={m.newPassword}
        hint={m.newPasswordHint}
        autocomplete="new-password"
        width="medium"
        required
      />
      <TextField name="newPasswordAgain" type="password" label={m.newPasswordAgain} autocomplete="new-password" width="medium" required />
    </>
  );
}

export function CodeField() {
  const m = useMessages(messages);
  return (
    <TextField
      name="code"
      label={m.code}
      hint={m.codeHint}
      autocomplete="one-time-code"
      inputMode="text"
      width="medium"
      spellcheck={false}
      required
    />
  );
}

/** For whoever has no account, or cannot get into it. */
export function NeedAccount() {
  const m = useMessages(messages);
  return (
    <Details summary={m.needAccount}>
      <p>{m.needAccountHow}</p>
      <p>
        <a href="/dang-ky">{m.openAccount}</a> · <a href="/khoi-phuc">{m.lostAccount}</a>
      </p>
    </Details>
  );
}
