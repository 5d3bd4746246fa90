import { Button, ButtonRow, LinkButton } from '#ui/button.tsx';
import { Card, Section } from '#ui/card.tsx';
import { Checkboxes, SelectField } from '#ui/choices.tsx';
import { DescriptionList } from '#ui/description-list.tsx';
import { DateField, TextField } from '#ui/fields.tsx';
import { Form, Refusals } from '#ui/form.tsx';
import { Page } from '#ui/layout.tsx';
import { Notice } from '#ui/notice.tsx';
import { useLang, useMessages } from '#ui/page-context.ts';
import { Tag } from '#ui/tag.tsx';
import { addDays, instant, shortDate, shortInstant } from '#kernel/time.ts';
import type { Text } from '#kernel/i18n.ts';
import type { ApplicationLine } from '../../enrolment/applications.ts';
import type { MandateLine } from '../../mandates/queries.ts';
import { accountMessages } from '../account/messages.ts';
import { type FormAgain, formProblem } from '../form-problem.ts';
import { mandateMessages } from './messages.ts';

export interface Field {
  readonly name: string;
  readonly title: Text;
}

interface MandatesProps extends FormAgain {
  readonly held: readonly MandateLine[];
  readonly given: readonly MandateLine[];
  readonly applications: readonly ApplicationLine[];
  readonly fields: readonly Field[];
  readonly done?: string | undefined;
}

const stateKinds = { offered: 'warning', 'in-force': 'done', over: 'neutral' } as const;

function Uses({ uses }: Pick<MandateLine, 'uses'>) {
  const m = useMessages(mandateMessages);
  const lang = useLang();
  if (uses.length === 0) return <>{m.noUses}</>;
  return (
    <ul class="ds-list">
      {uses.map((use) => (
        <li key={use.at}>
          {shortInstant(instant(use.at))}: {use[lang]}
        </li>
      ))}
    </ul>
  );
}

function Line({ line, mine, fields }: { readonly line: MandateLine; readonly mine: boolean; readonly fields: readonly Field[] }) {
  const m = useMessages(mandateMessages);
  const lang = useLang();
  const titles = line.scope.map((name) => fields.find((field) => field.name === name)?.title[lang] ?? name);
  const endable = line.state !== 'over' && (line.kind === 'authorised' || line.kind === 'deputy');
  // Until the other has said yes, their name is theirs: a number alone must not tell it.
  const representative = line.state === 'offered' || (line.state === 'over' && line.uses.length === 0) ? '•••' : line.representativeName;
  return (
    <Card title={mine ? line.principal.name : representative} level={3} meta={m.kinds[line.kind]}>
      <DescriptionList
        items={[
          ...(mine ? [] : [{ term: m.side, value: line.principal.name }]),
          { term: m.state, value: <Tag kind={stateKinds[line.state]}>{m.states[line.state]}</Tag> },
          { term: m.scope, value: titles.join(', ') },
          {
            term: m.period,
            value: line.validTo
              ? m.until(shortDate(line.validFrom), shortDate(addDays(line.validTo, -1)))
              : m.from(shortDate(line.validFrom)),
          },
          { term: m.basis, value: line.basis },
          { term: m.uses, value: <Uses uses={line.uses} /> },
        ]}
      />
      <ButtonRow>
        {mine && line.state === 'offered' ? (
          <Form action="/tai-khoan/dai-dien/nhan">
            <input type="hidden" name="id" value={line.id} />
            <Button variant="primary">{m.accept}</Button>
          </Form>
        ) : null}
        {endable ? (
          <Form action="/tai-khoan/dai-dien/cham-dut">
            <input type="hidden" name="id" value={line.id} />
            <Button>
              {m.end}
              <span class="ds-sr-only"> {mine ? line.principal.name : representative}</span>
            </Button>
          </Form>
        ) : null}
      </ButtonRow>
    </Card>
  );
}

function Applications({ applications }: Pick<MandatesProps, 'applications'>) {
  const m = useMessages(mandateMessages);
  if (applications.length === 0) return null;
  return (
    <Section title={m.applications}>
      <ul class="ds-list">
        {applications.map((line) => (
          <li key={line.id}>
            {line.facts.name} ({line.agencyName}):{' '}
            <Tag kind={line.outcome === 'confirmed' ? 'done' : line.outcome ? 'neutral' : 'info'}>
              {line.outcome ? m[line.outcome] : m.waiting}
            </Tag>{' '}
            {line.reason}
          </li>
        ))}
      </ul>
    </Section>
  );
}

function Mandates({ held, given, applications, fields, done, problem }: MandatesProps) {
  const m = useMessages(mandateMessages);
  const a = useMessages(accountMessages);
  const note = done === undefined ? undefined : m.done[done as keyof typeof m.done];
  const { errors, refusals } = formProblem(problem);
  return (
    <Page
      title={m.title}
      lead={m.lead}
      audience="staff"
      crumbs={[{ title: a.myAccount, url: '/tai-khoan' }, { title: m.title }]}
      failed={problem !== undefined}
    >
      {note ? (
        <Notice kind="done" role="status">
          <p>{note}</p>
        </Notice>
      ) : null}
      <Refusals refusals={[...refusals, ...errors.map(({ message }) => ({ code: message.en, message }))]} />
      <ButtonRow>
        <LinkButton href="/tai-khoan/dai-dien/uy-quyen" variant="primary">
          {m.give}
        </LinkButton>
        <LinkButton href="/tai-khoan/dai-dien/mo">{m.apply}</LinkButton>
      </ButtonRow>
      <Section title={m.held}>
        {held.length === 0 ? <p>{m.noneHeld}</p> : held.map((line) => <Line key={line.id} line={line} mine fields={fields} />)}
      </Section>
      <Section title={m.given}>
        {given.length === 0 ? <p>{m.noneGiven}</p> : given.map((line) => <Line key={line.id} line={line} mine={false} fields={fields} />)}
      </Section>
      <Applications applications={applications} />
    </Page>
  );
}

/** Whom one acts for, and who acts for oneself. */
export function MandatesPage(props: MandatesProps) {
  return <Mandates {...props} />;
}

interface GiveProps extends FormAgain {
  readonly fields: readonly Field[];
  readonly sides: readonly { readonly value: string; readonly label: string }[];
  readonly today: string;
}

function Give({ fields, sides, today, problem, values }: GiveProps) {
  const m = useMessages(mandateMessages);
  const lang = useLang();
  return (
    <Page
      title={m.give}
      lead={m.giveLead}
      audience="staff"
      crumbs={[{ title: m.title, url: '/tai-khoan/dai-dien' }, { title: m.give }]}
      failed={problem !== undefined}
    >
      <Form action="/tai-khoan/dai-dien/uy-quyen" values={values} {...formProblem(problem)}>
        <SelectField name="principal" label={m.forWhom} choices={[{ value: 'self', label: m.myself }, ...sides]} emptyLabel={false} />
        <TextField name="personalNumber" label={m.number} hint={m.numberHint} inputMode="numeric" width="medium" maxLength={20} required />
        <Checkboxes
          name="scope"
          label={m.things}
          choices={fields.map((field) => ({ value: field.name, label: field.title[lang] }))}
          required
        />
        <TextField name="basis" label={m.basis} hint={m.basisHint} maxLength={300} required />
        <DateField name="from" label={m.begins} value={today} min={today} required />
        <DateField name="to" label={m.ends} min={today} required />
        <Button variant="primary">{m.giveGo}</Button>
      </Form>
    </Page>
  );
}

/** Gives somebody the power to act. */
export function GiveMandatePage(props: GiveProps) {
  return <Give {...props} />;
}

interface ApplyProps extends FormAgain {
  readonly agencies: readonly { readonly id: string; readonly name: string }[];
}

function Apply({ agencies, problem, values }: ApplyProps) {
  const m = useMessages(mandateMessages);
  return (
    <Page
      title={m.apply}
      lead={m.applyLead}
      audience="staff"
      crumbs={[{ title: m.title, url: '/tai-khoan/dai-dien' }, { title: m.apply }]}
      failed={problem !== undefined}
    >
      <Form action="/tai-khoan/dai-dien/mo" values={values} {...formProblem(problem)}>
        <SelectField
          name="kind"
          label={m.what}
          choices={[
            { value: 'child', label: m.child },
            { value: 'organisation', label: m.organisation },
          ]}
          emptyLabel={false}
        />
        <TextField name="name" label={m.name} maxLength={200} required />
        <TextField name="number" label={m.numberOrCode} width="medium" maxLength={20} required />
        <DateField name="birthDate" label={m.birthDate} hint={m.birthHint} />
        <TextField name="basis" label={m.paper} hint={m.paperHint} maxLength={300} required />
        <SelectField name="agencyId" label={m.agency} choices={agencies.map(({ id, name }) => ({ value: id, label: name }))} required />
        <Button variant="primary">{m.applyGo}</Button>
      </Form>
    </Page>
  );
}

/** Asks for a child's or an organisation's account. */
export function ApplyPage(props: ApplyProps) {
  return <Apply {...props} />;
}
