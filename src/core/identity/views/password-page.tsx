import { Button } from '#ui/button.tsx';
import { TextField } from '#ui/fields.tsx';
import { Form } from '#ui/form.tsx';
import { Page } from '#ui/layout.tsx';
import { Notice } from '#ui/notice.tsx';
import { useMessages } from '#ui/page-context.ts';
import { messages } from '../messages.ts';
import { type FormAgain, formProblem } from './form-problem.ts';
import { NewPasswordFields } from './sign-in-fields.tsx';

interface PasswordProps extends FormAgain {
  readonly signInName: string;
  readonly mustChange: boolean;
}

function Password({ signInName, mustChange, problem }: PasswordProps) {
  const m = useMessages(messages);
  return (
    <Page
      title={m.changePassword}
      lead={m.passwordsEndSessions}
      audience="staff"
      crumbs={[{ title: m.myAccount, url: '/tai-khoan' }, { title: m.changePassword }]}
      failed={problem !== undefined}
    >
      {mustChange ? (
        <Notice kind="warning">
          <p>{m.mustChange}</p>
        </Notice>
      ) : null}
      <Form action="/tai-khoan/mat-khau" {...formProblem(problem)}>
        <input type="hidden" name="username" value={signInName} autocomplete="username" />
        <TextField
          name="currentPassword"
          type="password"
          label={m.currentPassword}
          autocomplete="current-password"
          width="medium"
          required
        />
        <NewPasswordFields />
        <Button variant="primary">{m.changePassword}</Button>
      </Form>
    </Page>
  );
}

/** The present password and a new one, twice. */
export function PasswordPage(props: PasswordProps) {
  return <Password {...props} />;
}
