import { Button, ButtonRow, LinkButton } from '#ui/button.tsx';
import { Page } from '#ui/layout.tsx';
import { useMessages } from '#ui/page-context.ts';
import { messages } from '../messages.ts';

interface LogoutProps {
  /** The provider's own proof that the form is ours. */
  readonly secret: string;
  readonly client: string | undefined;
}

function Logout({ secret, client }: LogoutProps) {
  const m = useMessages(messages);
  return (
    <Page title={m.logoutTitle} lead={m.logoutLead}>
      {client ? <p>{m.logoutFrom(client)}</p> : null}
      <form method="post" action="/eid/session/end/confirm" class="mc-form">
        <input type="hidden" name="xsrf" value={secret} />
        <ButtonRow>
          <Button variant="primary" name="logout" value="yes">
            {m.logoutYes}
          </Button>
          <Button>{m.logoutNo}</Button>
        </ButtonRow>
      </form>
    </Page>
  );
}

/** Asks before every site of this browser is signed out of. */
export function LogoutPage(props: LogoutProps) {
  return <Logout {...props} />;
}

function LoggedOut() {
  const m = useMessages(messages);
  return (
    <Page title={m.loggedOutTitle} lead={m.loggedOutLead}>
      <LinkButton href="/">{m.home}</LinkButton>
    </Page>
  );
}

export function LoggedOutPage() {
  return <LoggedOut />;
}
