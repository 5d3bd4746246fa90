import type { ComponentChildren } from 'preact';
import type { FieldError, Refusal } from '#kernel/problem.ts';
import { Button } from '#ui/button.tsx';
import { EmptyState, Section } from '#ui/card.tsx';
import { SelectField } from '#ui/choices.tsx';
import { DateField, TextField } from '#ui/fields.tsx';
import { Form } from '#ui/form.tsx';
import { Page } from '#ui/layout.tsx';
import { useLang, useMessages } from '#ui/page-context.ts';
import { Table } from '#ui/table.tsx';
import { Time } from '#ui/time.tsx';
import type { Text } from '#kernel/i18n.ts';
import { messages } from '../../counter/messages.ts';
import type { OpenReception, Received } from '../../counter/receptions.ts';

interface CounterProps {
  readonly procedures: readonly { readonly code: string; readonly name: Text }[];
  readonly open: readonly (OpenReception & { readonly procedure: Text })[];
  readonly received: readonly Received[];
  /** The agency whose counter it is. */
  readonly agency: string;
  readonly queue: ComponentChildren;
  readonly errors?: readonly FieldError[] | undefined;
  readonly refusals?: readonly Refusal[] | undefined;
  readonly values?: Readonly<Record<string, unknown>> | undefined;
}

/** The counter: who stands before it, what is begun, what came in today. */
export function CounterPage({ procedures, open, received, agency, queue, errors = [], refusals = [], values }: CounterProps) {
  const lang = useLang();
  const m = useMessages(messages);
  return (
    <Page title={m.title} lead={`${agency}. ${m.lead}`} audience="staff" failed={errors.length + refusals.length > 0}>
      {queue}
      <Section title={m.begin}>
        <Form action="/mot-cua" values={values} errors={errors} refusals={refusals}>
          <SelectField
            name="code"
            label={m.procedure}
            choices={procedures.map(({ code, name }) => ({ value: code, label: `${name[lang]} (${code})` }))}
          />
          <TextField
            name="personalNumber"
            label={m.personalNumber}
            hint={m.asOnCard}
            width="short"
            inputMode="numeric"
            maxLength={12}
            autocomplete="off"
          />
          <TextField name="fullName" label={m.fullName} width="medium" autocomplete="off" spellcheck={false} />
          <DateField name="birthDate" label={m.birthDate} />
          <TextField name="behalf" label={m.behalf} hint={m.behalfHint} width="medium" optional autocomplete="off" />
          <p class="mc-hint">{m.told}</p>
          <Button variant="primary">{m.start}</Button>
        </Form>
      </Section>
      {open.length > 0 ? (
        <Section title={m.open}>
          <ul class="ds-list">
            {open.map((one) => (
              <li key={one.id}>
                <a href={`/mot-cua/tiep-nhan/${one.id}`}>{`${one.procedure[lang]}: ${one.applicant}`}</a>{' '}
                <span class="mc-hint">
                  <Time at={one.updatedAt} />
                </span>
              </li>
            ))}
          </ul>
        </Section>
      ) : null}
      <Section title={m.receivedToday}>
        {received.length === 0 ? (
          <EmptyState title={m.nothingYet} />
        ) : (
          <Table
            caption={m.receivedToday}
            captionHidden
            rows={received}
            rowKey={({ code }) => code}
            columns={[
              { title: m.case, rowHeader: true, cell: ({ code, title }) => <a href={`/giai-quyet/${code}`}>{title}</a> },
              { title: m.decides, cell: ({ handling }) => handling },
              { title: m.at, cell: ({ submittedAt }) => <Time at={submittedAt} /> },
              { title: m.receipt, cell: ({ code }) => <a href={`/mot-cua/${code}/giay-hen`}>{code}</a> },
            ]}
          />
        )}
      </Section>
    </Page>
  );
}
