import type { ComponentChildren } from 'preact';
import { Button, LinkButton } from '#ui/button.tsx';
import { TextField } from '#ui/fields.tsx';
import { Form } from '#ui/form.tsx';
import { Page } from '#ui/layout.tsx';
import { Tag } from '#ui/tag.tsx';
import { useMessages } from '#ui/page-context.ts';
import { messages } from '../messages.ts';
import { type FormAgain, formProblem } from './form-problem.ts';
import { QrCode } from '#ui/qr-code.tsx';

/** Off; being set up, with what the app scans; or on. */
export type SecondFactorState =
  | { readonly stage: 'off' }
  | { readonly stage: 'setup'; readonly uri: string; readonly typed: string }
  | { readonly stage: 'on'; readonly codesLeft: number };

interface SecondFactorProps extends FormAgain {
  readonly state: SecondFactorState;
}

function Frame({ lead, failed, children }: { readonly lead: string; readonly failed?: boolean; readonly children: ComponentChildren }) {
  const m = useMessages(messages);
  const crumbs = [{ title: m.myAccount, url: '/tai-khoan' }, { title: m.twoSteps }];
  return (
    <Page title={m.twoSteps} lead={lead} audience="staff" crumbs={crumbs} failed={failed ?? false}>
      {children}
    </Page>
  );
}

function Begin({ problem }: FormAgain) {
  const m = useMessages(messages);
  return (
    <Form action="/tai-khoan/hai-lop" {...formProblem(problem)}>
      <TextField
        name="password"
        type="password"
        label={m.password}
        hint={m.confirmWithPassword}
        autocomplete="current-password"
        width="medium"
        required
      />
      <Button variant="primary">{m.begin}</Button>
    </Form>
  );
}

function Setup({ uri, typed, problem }: FormAgain & { readonly uri: string; readonly typed: string }) {
  const m = useMessages(messages);
  return (
    <>
      <p>{m.scan}</p>
      <QrCode text={uri} label={m.qrLabel} />
      <p>
        {m.orType} <code>{typed}</code>
      </p>
      <Form action="/tai-khoan/hai-lop/xac-nhan" {...formProblem(problem)}>
        <TextField
          name="code"
          label={m.confirmCode}
          hint={m.sixDigits}
          autocomplete="one-time-code"
          inputMode="numeric"
          width="short"
          required
        />
        <Button variant="primary">{m.confirmOn}</Button>
      </Form>
    </>
  );
}

function On({ codesLeft, problem }: FormAgain & { readonly codesLeft: number }) {
  const m = useMessages(messages);
  return (
    <>
      <p>
        <Tag kind="done">{m.twoStepsOn}</Tag> {m.recoveryLeft(codesLeft)}
      </p>
      <h2 class="ds-heading">{m.turnOff}</h2>
      <p>{m.turnOffHow}</p>
      <Form action="/tai-khoan/hai-lop/tat" {...formProblem(problem)}>
        <TextField name="code" label={m.code} autocomplete="one-time-code" width="medium" spellcheck={false} required />
        <Button>{m.turnOff}</Button>
      </Form>
    </>
  );
}

function SecondFactor({ state, problem }: SecondFactorProps) {
  const m = useMessages(messages);
  return (
    <Frame lead={m.twoStepsWhy} failed={problem !== undefined}>
      {state.stage === 'off' ? <Begin problem={problem} /> : null}
      {state.stage === 'setup' ? <Setup uri={state.uri} typed={state.typed} problem={problem} /> : null}
      {state.stage === 'on' ? <On codesLeft={state.codesLeft} problem={problem} /> : null}
    </Frame>
  );
}

/** Sets the second factor up, or turns it off. */
export function SecondFactorPage(props: SecondFactorProps) {
  return <SecondFactor {...props} />;
}

function Recovery({ codes }: { readonly codes: readonly string[] }) {
  const m = useMessages(messages);
  return (
    <Frame lead={m.recoveryLead}>
      <h2 class="ds-heading">{m.recoveryTitle}</h2>
      <ul class="ds-list">
        {codes.map((code) => (
          <li key={code}>
            <code>{code}</code>
          </li>
        ))}
      </ul>
      <p>{m.recoveryUse}</p>
      <LinkButton href="/tai-khoan" variant="primary">
        {m.recoveryKept}
      </LinkButton>
    </Frame>
  );
}

/** The recovery codes, shown once. */
export function RecoveryCodesPage(props: { readonly codes: readonly string[] }) {
  return <Recovery {...props} />;
}
