import { Button, ButtonRow, LinkButton } from '#ui/button.tsx';
import { DescriptionList } from '#ui/description-list.tsx';
import { Form } from '#ui/form.tsx';
import { Page } from '#ui/layout.tsx';
import { useLang, useMessages } from '#ui/page-context.ts';
import type { UnderWay } from '../../authentication/under-way.ts';
import { type FormAgain, formProblem } from '../form-problem.ts';
import { CodeField, NameField, PasswordField } from '../sign-in-page.tsx';
import { authenticationMessages } from './messages.ts';

interface ProveProps extends FormAgain {
  readonly under: UnderWay;
  /** In a step-up: the sign-in name of the one account that may go on. */
  readonly owner?: string | undefined;
}

/** Goes back to whoever asked, without a proof. */
function Leave({ under, children }: { readonly under: UnderWay; readonly children: string }) {
  return (
    <Form action={`/xac-thuc/${under.id}/dung`}>
      <Button variant="tertiary">{children}</Button>
    </Form>
  );
}

function Prove({ under, owner, problem, values }: ProveProps) {
  const m = useMessages(authenticationMessages);
  const client = under.forWhom[useLang()];
  const stepUp = under.accountId !== undefined;
  return (
    <Page
      title={stepUp ? m.stepUp : m.prove}
      lead={stepUp ? m.stepUpLead(client) : m.forWhom(client)}
      audience="staff"
      failed={problem !== undefined}
    >
      {owner === undefined ? null : <DescriptionList items={[{ term: m.as, value: owner }]} />}
      <Form action={`/xac-thuc/${under.id}/mat-khau`} values={values} {...formProblem(problem)}>
        {stepUp ? null : <NameField value={under.loginHint} />}
        <PasswordField />
        <Button variant="primary">{m.goOn}</Button>
      </Form>
      <Leave under={under}>{m.stop}</Leave>
    </Page>
  );
}

/** Who are you: name and password. */
export function ProvePage(props: ProveProps) {
  return <Prove {...props} />;
}

function ProveCode({ under, problem }: ProveProps) {
  const m = useMessages(authenticationMessages);
  return (
    <Page title={m.code} lead={m.codeLead} audience="staff" failed={problem !== undefined}>
      <Form action={`/xac-thuc/${under.id}/ma`} {...formProblem(problem)}>
        <CodeField />
        <Button variant="primary">{m.goOn}</Button>
      </Form>
      {under.accountId === undefined ? (
        <Form action={`/xac-thuc/${under.id}/lai`}>
          <Button variant="tertiary">{m.otherAccount}</Button>
        </Form>
      ) : null}
      <Leave under={under}>{m.stop}</Leave>
    </Page>
  );
}

/** The code of the second factor. */
export function ProveCodePage(props: ProveProps) {
  return <ProveCode {...props} />;
}

function Unmet({ under }: ProveProps) {
  const m = useMessages(authenticationMessages);
  const client = under.forWhom[useLang()];
  return (
    <Page title={m.unmet} lead={m.unmetLead(client, under.minimumLevel)} audience="staff">
      <p>{m.unmetHow}</p>
      <ButtonRow>
        <LinkButton href="/tai-khoan" variant="primary">
          {m.toAccount}
        </LinkButton>
        <Leave under={under}>{m.stop}</Leave>
      </ButtonRow>
    </Page>
  );
}

/** The account has nothing that reaches the level demanded. */
export function UnmetPage(props: ProveProps) {
  return <Unmet {...props} />;
}
