import { Button } from '#ui/button.tsx';
import { Details } from '#ui/card.tsx';
import { TextField } from '#ui/fields.tsx';
import { Form } from '#ui/form.tsx';
import { Page } from '#ui/layout.tsx';
import { useMessages } from '#ui/page-context.ts';
import { messages } from '../messages.ts';
import { type FormAgain, formProblem } from './form-problem.ts';

interface SignInProps extends FormAgain {
  /** Where to go afterwards; a path of this site. */
  readonly returnPath: string | undefined;
}

function ReturnPath({ path }: { readonly path: string | undefined }) {
  return path ? <input type="hidden" name="tiep" value={path} /> : null;
}

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

function SignIn({ returnPath, problem, values }: SignInProps) {
  const m = useMessages(messages);
  return (
    <Page title={m.signIn} lead={m.signInLead} failed={problem !== undefined}>
      <Form action="/dang-nhap" values={values} {...formProblem(problem)}>
        <ReturnPath path={returnPath} />
        <NameField />
        <PasswordField />
        <Button variant="primary">{m.signIn}</Button>
      </Form>
      <NeedAccount />
    </Page>
  );
}

/** Name and password. */
export function SignInPage(props: SignInProps) {
  return <SignIn {...props} />;
}

function Code({ returnPath, problem }: SignInProps) {
  const m = useMessages(messages);
  return (
    <Page title={m.codeTitle} lead={m.codeLead} failed={problem !== undefined}>
      <Form action="/dang-nhap/ma" {...formProblem(problem)}>
        <ReturnPath path={returnPath} />
        <CodeField />
        <Button variant="primary">{m.codeGo}</Button>
      </Form>
      <p>
        <a class="ds-link" href="/dang-nhap">
          {m.startAgain}
        </a>
      </p>
    </Page>
  );
}

/** The code of the second factor. */
export function CodePage(props: SignInProps) {
  return <Code {...props} />;
}
