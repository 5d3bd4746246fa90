import { Button, LinkButton } from '#ui/button.tsx';
import { Card, CardGrid, Details } from '#ui/card.tsx';
import { DateField, TextField } from '#ui/fields.tsx';
import { Form } from '#ui/form.tsx';
import { Page } from '#ui/layout.tsx';
import { Notice } from '#ui/notice.tsx';
import { useLang, useMessages } from '#ui/page-context.ts';
import { Table } from '#ui/table.tsx';
import { Time } from '#ui/time.tsx';
import type { OutboxLine } from '../../enrolment/codes.ts';
import { type FormAgain, formProblem } from '../form-problem.ts';
import { NewPasswordFields } from '../sign-in-fields.tsx';
import { enrolmentMessages } from './messages.ts';

interface BeginProps extends FormAgain {
  readonly purpose: 'enrol' | 'recover';
  /** Only numbers of the test range are taken. */
  readonly testOnly: boolean;
}

function Begin({ purpose, testOnly, problem, values }: BeginProps) {
  const m = useMessages(enrolmentMessages);
  const enrol = purpose === 'enrol';
  return (
    <Page title={enrol ? m.register : m.recover} lead={enrol ? m.registerLead : m.recoverLead} failed={problem !== undefined}>
      {testOnly ? (
        <Notice kind="warning">
          <p>{m.testNumbers}</p>
        </Notice>
      ) : null}
      <Form action={enrol ? '/dang-ky' : '/khoi-phuc'} values={values} {...formProblem(problem)}>
        <TextField name="personalNumber" label={m.number} hint={m.numberHint} inputMode="numeric" width="medium" maxLength={20} required />
        {enrol ? (
          <>
            <TextField name="fullName" label={m.fullName} autocomplete="name" width="medium" maxLength={120} required />
            <DateField name="birthDate" label={m.birthDate} required />
          </>
        ) : null}
        <TextField name="contact" label={m.contact} hint={enrol ? m.contactHint : m.contactKnown} width="medium" maxLength={260} required />
        <Button variant="primary">{m.sendCode}</Button>
      </Form>
      <p>
        {m.haveAccount} <a href="/dang-nhap">{m.signIn}</a>
        {enrol ? (
          <>
            {' · '}
            <a href="/khoi-phuc">{m.lost}</a>
          </>
        ) : null}
      </p>
      {enrol ? (
        <Details summary={m.foreigner}>
          <p>{m.foreignerHow}</p>
        </Details>
      ) : null}
    </Page>
  );
}

/** The first step of opening an account, or of getting one back. */
export function BeginPage(props: BeginProps) {
  return <Begin {...props} />;
}

interface ConfirmCodeProps extends FormAgain {
  readonly veiledContact: string;
  readonly outbox: boolean;
}

function ConfirmCode({ veiledContact, outbox, problem }: ConfirmCodeProps) {
  const m = useMessages(enrolmentMessages);
  return (
    <Page title={m.code} lead={m.codeLead(veiledContact)} audience="staff" failed={problem !== undefined}>
      {outbox ? (
        <Notice kind="info">
          <p>
            <a href="/hop-ma" target="_blank" rel="noopener">
              {m.outbox}
            </a>
          </p>
        </Notice>
      ) : null}
      <Form action="/dang-ky/ma" {...formProblem(problem)}>
        <TextField name="code" label={m.codeField} autocomplete="one-time-code" inputMode="numeric" width="short" maxLength={10} required />
        <Button variant="primary">{m.codeGo}</Button>
      </Form>
      <Details summary={m.noCode}>
        <p>{m.noCodeHow}</p>
        <p>
          <a href="/dang-ky">{m.again}</a>
        </p>
      </Details>
    </Page>
  );
}

/** The one-time code. */
export function ConfirmCodePage(props: ConfirmCodeProps) {
  return <ConfirmCode {...props} />;
}

function NotOnline() {
  const m = useMessages(enrolmentMessages);
  return (
    <Page title={m.notOnline} lead={m.notOnlineLead} audience="staff">
      <p>
        <a href="/dang-ky">{m.again}</a>
      </p>
    </Page>
  );
}

/** One answer for a number that is taken and for one that does not fit. */
export function NotOnlinePage() {
  return <NotOnline />;
}

function Start() {
  const m = useMessages(enrolmentMessages);
  return (
    <Page title={m.start} lead={m.startLead} audience="staff">
      <CardGrid>
        <Card title={m.startPasskey} level={2}>
          <p>{m.startPasskeyWhy}</p>
          <LinkButton href="/tai-khoan/khoa/them" variant="primary">
            {m.startPasskey}
          </LinkButton>
        </Card>
        <Card title={m.startPassword} level={2}>
          <p>{m.startPasswordWhy}</p>
          <LinkButton href="/tai-khoan/dat-mat-khau">{m.startPassword}</LinkButton>
        </Card>
      </CardGrid>
    </Page>
  );
}

/** A new account: how will its owner sign in? */
export function StartPage() {
  return <Start />;
}

function SetPassword({ problem }: FormAgain) {
  const m = useMessages(enrolmentMessages);
  return (
    <Page title={m.setPassword} lead={m.setPasswordLead} audience="staff" failed={problem !== undefined}>
      <Form action="/tai-khoan/dat-mat-khau" {...formProblem(problem)}>
        <NewPasswordFields />
        <Button variant="primary">{m.setPassword}</Button>
      </Form>
    </Page>
  );
}

/** The first password of an account without one. */
export function SetPasswordPage(props: FormAgain) {
  return <SetPassword {...props} />;
}

function Outbox({ codes }: { readonly codes: readonly OutboxLine[] }) {
  const m = useMessages(enrolmentMessages);
  const lang = useLang();
  return (
    <Page title={m.outbox} lead={m.outboxLead} audience="staff">
      <Table
        caption={m.outbox}
        captionHidden
        rows={codes}
        rowKey={(line) => line.id}
        columns={[
          { title: m.to, rowHeader: true, cell: (line) => line.destination },
          { title: m.words, cell: (line) => line.words[lang] },
          { title: m.at, cell: (line) => <Time at={line.at} /> },
        ]}
        empty={<p>{m.noCodes}</p>}
      />
    </Page>
  );
}

/** One-time codes of a site that has no sender. */
export function OutboxPage(props: { readonly codes: readonly OutboxLine[] }) {
  return <Outbox {...props} />;
}
