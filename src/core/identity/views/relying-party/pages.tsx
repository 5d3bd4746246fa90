import type { Problem } from '#kernel/problem.ts';
import { Button, ButtonRow, LinkButton } from '#ui/button.tsx';
import { Form, Refusals } from '#ui/form.tsx';
import { Page } from '#ui/layout.tsx';
import { useLang, useMessages } from '#ui/page-context.ts';
import type { HeldForm } from '../../relying-party/hold-form.ts';
import { messages } from './messages.ts';

interface FailedProps {
  readonly problem: Problem;
  readonly requestId: string;
  /** Begins the sign-in anew. */
  readonly again: string;
  /** Back to what was done before, for somebody who is signed in. */
  readonly goOn: string | undefined;
}

function Failed({ problem, requestId, again, goOn }: FailedProps) {
  const lang = useLang();
  const m = useMessages(messages);
  return (
    <Page title={problem.title[lang]}>
      <p class="mc-lead">{problem.detail?.[lang]}</p>
      <ButtonRow>
        {goOn === undefined ? (
          <LinkButton href={again} variant="primary">
            {m.again}
          </LinkButton>
        ) : (
          <LinkButton href={goOn} variant="primary">
            {m.goOn}
          </LinkButton>
        )}
        <LinkButton href="/">{m.home}</LinkButton>
      </ButtonRow>
      <p class="mc-hint">
        {m.requestId}: <code>{requestId}</code>
      </p>
    </Page>
  );
}

/** A sign-in that came to nothing: what happened, and the way to try again. */
export function SignInFailedPage(props: FailedProps) {
  return <Failed {...props} />;
}

interface LinkProps {
  /** As the provider says; empty: it does not. */
  readonly name: string;
  /** Whose account is signed in; undefined: nobody's, or not since the identity was shown. */
  readonly accountName: string | undefined;
  /** Leads to a sign-in with an account of this site. */
  readonly signIn: string;
  readonly problem?: Problem;
}

function Link({ name, accountName, signIn, problem }: LinkProps) {
  const m = useMessages(messages);
  return (
    <Page title={m.linkTitle} lead={m.linkLead(name)} failed={problem !== undefined}>
      {problem ? <Refusals refusals={problem.refusals} /> : null}
      {accountName === undefined ? (
        <>
          <p>{m.linkWhy}</p>
          <h2 class="ds-heading">{m.linkHave}</h2>
          <p>{m.linkHaveHow}</p>
          <LinkButton href={signIn} variant="primary">
            {m.signInAgain}
          </LinkButton>
          <h2 class="ds-heading">{m.linkNone}</h2>
          <p>{m.linkNoneHow}</p>
        </>
      ) : (
        <Form action="/lien-ket-dinh-danh">
          <p>{m.linkConfirmWhat}</p>
          <Button variant="primary">{m.linkConfirm(accountName)}</Button>
        </Form>
      )}
    </Page>
  );
}

/** Which account belongs to the electronic identity that was shown. */
export function LinkPage(props: LinkProps) {
  return <Link {...props} />;
}

function Held({ form }: { readonly form: HeldForm }) {
  const m = useMessages(messages);
  return (
    <Page title={m.heldTitle} lead={m.heldLead}>
      <form method="post" action={form.path}>
        {form.fields.map(([name, value], index) => (
          <textarea key={index} name={name} hidden readonly value={value} />
        ))}
        <Button variant="primary">{m.heldSend}</Button>
      </form>
    </Page>
  );
}

/** A form that waited for its sender to authenticate, ready to be sent as it was. */
export function HeldFormPage(props: { readonly form: HeldForm }) {
  return <Held {...props} />;
}

function SignedOut({ there }: { readonly there: string | undefined }) {
  const m = useMessages(messages);
  return (
    <Page title={m.signedOutTitle} lead={m.signedOutLead}>
      {there === undefined ? null : <p>{m.signedOutThere}</p>}
      <ButtonRow>
        {there === undefined ? null : (
          <LinkButton href={there} variant="primary">
            {m.signOutThere}
          </LinkButton>
        )}
        <LinkButton href="/">{m.home}</LinkButton>
      </ButtonRow>
    </Page>
  );
}

/** Signed out here; `there`: where one signs out at the provider too. */
export function SignedOutPage(props: { readonly there: string | undefined }) {
  return <SignedOut {...props} />;
}
