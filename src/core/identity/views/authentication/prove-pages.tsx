import { Button, ButtonRow, LinkButton } from '#ui/button.tsx';
import { DescriptionList } from '#ui/description-list.tsx';
import { Form } from '#ui/form.tsx';
import { Page } from '#ui/layout.tsx';
import { useLang, useMessages } from '#ui/page-context.ts';
import type { UnderWay } from '../../authentication/under-way.ts';
import { ByPhone } from '../by-phone/pages.tsx';
import { type FormAgain, formProblem } from '../form-problem.ts';
import { CodeField, NameField, NeedAccount, PasswordField } from '../sign-in-fields.tsx';
import { authenticationMessages } from './messages.ts';

/** The one account that may go on in a step-up. */
export interface StepUpOwner {
  readonly name: string;
  readonly password: boolean;
  /** Ids of the passkeys. */
  readonly passkeys: readonly string[];
}

interface StepProps extends FormAgain {
  readonly under: UnderWay;
}

export interface ProveProps extends StepProps {
  /** What the browser needs to ask for a passkey (PublicKeyCredentialRequestOptionsJSON). */
  readonly passkey: object;
  readonly owner?: StepUpOwner | undefined;
}

/** Becomes a button where the browser knows passkeys; says what to do otherwise where it does not. */
function Passkey({ under, passkey }: Pick<ProveProps, 'under' | 'passkey'>) {
  const m = useMessages(authenticationMessages);
  return (
    <div
      class="mc-passkey"
      data-passkey="prove"
      data-options={JSON.stringify(passkey)}
      data-answer={`/xac-thuc/${under.id}/khoa`}
      data-label={m.withPasskey}
      data-failed={m.passkeyFailed}
    >
      <p class="mc-hint">{m.noScript}</p>
    </div>
  );
}

/** Goes back to whoever asked, without a proof. */
function Leave({ under, children }: { readonly under: UnderWay; readonly children: string }) {
  return (
    <Form action={`/xac-thuc/${under.id}/dung`}>
      <Button variant="tertiary">{children}</Button>
    </Form>
  );
}

function Prove({ under, owner, passkey, problem, values }: ProveProps) {
  const m = useMessages(authenticationMessages);
  const client = under.forWhom[useLang()];
  const stepUp = under.accountId !== undefined;
  return (
    <Page
      title={stepUp ? m.stepUp : m.prove}
      lead={stepUp ? m.stepUpLead(client) : m.forWhom(client)}
      audience="staff"
      failed={problem !== undefined}
      islands={['src/core/identity/islands/passkey.ts']}
    >
      {owner ? <DescriptionList items={[{ term: m.as, value: owner.name }]} /> : null}
      {!owner || owner.passkeys.length > 0 ? <Passkey under={under} passkey={passkey} /> : null}
      {!owner || owner.password ? (
        <Form action={`/xac-thuc/${under.id}/mat-khau`} values={values} {...formProblem(problem)}>
          {owner ? null : <NameField value={under.loginHint} passkeys />}
          <PasswordField />
          <Button variant={owner?.passkeys.length === 0 ? 'primary' : 'secondary'}>{m.withPassword}</Button>
        </Form>
      ) : null}
      <ByPhone authenticationId={under.id} />
      {owner ? null : <NeedAccount />}
      <Leave under={under}>{m.stop}</Leave>
    </Page>
  );
}

/** Who are you: a passkey, or name and password. */
export function ProvePage(props: ProveProps) {
  return <Prove {...props} />;
}

function ProveCode({ under, problem }: StepProps) {
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
export function ProveCodePage(props: StepProps) {
  return <ProveCode {...props} />;
}

function Unmet({ under }: StepProps) {
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
export function UnmetPage(props: StepProps) {
  return <Unmet {...props} />;
}

function Locked({ under, enough }: StepProps & { readonly enough: boolean }) {
  const m = useMessages(authenticationMessages);
  return (
    <Page title={m.locked} lead={m.lockedLead} audience="staff">
      <p>{enough ? m.lockedHow : m.lockedNotEnough}</p>
      {enough ? (
        <Form action={`/xac-thuc/${under.id}/mo-khoa`}>
          <Button variant="primary">{m.unlock}</Button>
        </Form>
      ) : null}
      <Leave under={under}>{m.stop}</Leave>
    </Page>
  );
}

/** The identity is locked: its owner may unlock it with proofs as strong as the account had. */
export function LockedPage(props: { readonly under: UnderWay; readonly enough: boolean }) {
  return <Locked {...props} />;
}
