import { Button, ButtonRow, LinkButton } from '#ui/button.tsx';
import { Section } from '#ui/card.tsx';
import { Radios, SelectField } from '#ui/choices.tsx';
import { DescriptionList } from '#ui/description-list.tsx';
import { DateField, TextField } from '#ui/fields.tsx';
import { Form } from '#ui/form.tsx';
import { Page } from '#ui/layout.tsx';
import { Notice } from '#ui/notice.tsx';
import { useMessages } from '#ui/page-context.ts';
import { Table } from '#ui/table.tsx';
import { Tag } from '#ui/tag.tsx';
import { Time } from '#ui/time.tsx';
import { shortDate } from '#kernel/time.ts';
import type { ApplicationLine } from '../../enrolment/applications.ts';
import { CHECK_RESULTS, CHECKS, type VisitLine } from '../../enrolment/counter.ts';
import { type FormAgain, formProblem } from '../form-problem.ts';
import { lockMessages } from './counter-lock-page.tsx';
import { counterMessages } from './counter-messages.ts';

const COUNTER = '/quan-tri/dinh-danh';

interface CounterProps extends FormAgain {
  readonly agency: { readonly id: string; readonly name: string };
  readonly visits: readonly VisitLine[];
  readonly applications: readonly ApplicationLine[];
}

function Visits({ visits }: Pick<CounterProps, 'visits'>) {
  const m = useMessages(counterMessages);
  return (
    <Section title={m.visits}>
      <Table
        caption={m.visits}
        captionHidden
        rows={visits}
        rowKey={(line) => line.id}
        columns={[
          { title: m.person, rowHeader: true, cell: (line) => `${line.fullName} (${line.personalNumber})` },
          { title: m.wants, cell: (line) => m.wantsNames[line.wants] },
          {
            title: m.received,
            cell: (line) => (
              <>
                {line.receivedByName}, <Time at={line.receivedAt} />
              </>
            ),
          },
          {
            title: m.result,
            cell: (line) =>
              line.outcome ? (
                <Tag kind={line.outcome === 'confirmed' ? 'done' : 'neutral'}>{m[line.outcome]}</Tag>
              ) : (
                <a href={`${COUNTER}/luot/${line.id}`}>
                  {m.decide}
                  <span class="ds-sr-only"> {line.fullName}</span>
                </a>
              ),
          },
        ]}
        empty={<p>{m.noVisits}</p>}
      />
    </Section>
  );
}

function Waiting({ applications }: Pick<CounterProps, 'applications'>) {
  const m = useMessages(counterMessages);
  return (
    <Section title={m.applications}>
      {applications.length === 0 ? <p>{m.noApplications}</p> : null}
      <ul class="ds-list">
        {applications.map((line) => (
          <li key={line.id}>
            <a href={`${COUNTER}/don/${line.id}`}>
              {m.kinds[line.kind]}: {line.facts.name}
            </a>{' '}
            – {line.applicantName}
          </li>
        ))}
      </ul>
    </Section>
  );
}

function Receive({ agency, problem, values }: CounterProps) {
  const m = useMessages(counterMessages);
  const results = CHECK_RESULTS.map((value) => ({ value, label: m.results[value] }));
  return (
    <Section title={m.receive} id="tiep-nhan">
      <Form action={COUNTER} values={values} {...formProblem(problem)}>
        <input type="hidden" name="agencyId" value={agency.id} />
        <SelectField
          name="wants"
          label={m.wants}
          choices={(['level', 'recover', 'unlock'] as const).map((value) => ({ value, label: m.wantsNames[value] }))}
          emptyLabel={false}
        />
        <TextField name="personalNumber" label={m.number} inputMode="numeric" width="medium" maxLength={12} required />
        <TextField name="fullName" label={m.fullName} width="medium" maxLength={120} required />
        <DateField name="birthDate" label={m.birthDate} required />
        <TextField name="nationality" label={m.nationality} value="VN" width="short" maxLength={2} required />
        <TextField name="residenceCard" label={m.residenceCard} hint={m.residenceHint} width="medium" maxLength={30} optional />
        {CHECKS.map((name) => (
          <Radios key={name} name={name} label={m.checks[name]} choices={results} required />
        ))}
        <Button variant="primary">{m.receiveGo}</Button>
      </Form>
    </Section>
  );
}

function Counter(props: CounterProps) {
  const m = useMessages(counterMessages);
  const lock = useMessages(lockMessages);
  return (
    <Page
      title={m.title}
      heading={m.of(props.agency.name)}
      lead={m.lead}
      audience="staff"
      failed={props.problem !== undefined}
      actions={<LinkButton href={`${COUNTER}/khoa`}>{lock.lockSomebody}</LinkButton>}
    >
      <Visits visits={props.visits} />
      <Waiting applications={props.applications} />
      <Receive {...props} />
    </Page>
  );
}

/** Who is at the counter, what waits, and the form of the first officer. */
export function CounterPage(props: CounterProps) {
  return <Counter {...props} />;
}

function Decide({ action, children, problem }: FormAgain & { readonly action: string; readonly children?: never }) {
  const m = useMessages(counterMessages);
  return (
    <Form action={action} {...formProblem(problem)}>
      {children}
      <TextField name="reason" label={m.reason} maxLength={500} optional />
      <ButtonRow>
        <Button variant="primary" name="outcome" value="confirmed">
          {m.confirm}
        </Button>
        <Button name="outcome" value="refused">
          {m.refuse}
        </Button>
      </ButtonRow>
    </Form>
  );
}

function Visit({ visit, mine, problem }: FormAgain & { readonly visit: VisitLine; readonly mine: boolean }) {
  const m = useMessages(counterMessages);
  const checks = CHECKS.map((name) => ({
    term: m.checks[name],
    value: m.results[(visit.checked[name] ?? 'not-possible') as keyof typeof m.results],
  }));
  return (
    <Page
      title={m.visit}
      lead={m.visitLead}
      audience="staff"
      crumbs={[{ title: m.title, url: COUNTER }, { title: visit.fullName }]}
      failed={problem !== undefined}
    >
      <DescriptionList
        items={[
          { term: m.wants, value: m.wantsNames[visit.wants] },
          { term: m.number, value: visit.personalNumber },
          { term: m.fullName, value: visit.fullName },
          { term: m.birthDate, value: shortDate(visit.birthDate) },
          { term: m.nationality, value: visit.nationality },
          ...(visit.residenceCard ? [{ term: m.residenceCard, value: visit.residenceCard }] : []),
          ...checks,
          { term: m.received, value: visit.receivedByName },
        ]}
      />
      {mine ? (
        <Notice kind="info">
          <p>{m.sameOfficer}</p>
        </Notice>
      ) : (
        <Decide action={`${COUNTER}/luot/${visit.id}`} problem={problem} />
      )}
    </Page>
  );
}

/** The second officer's page. */
export function VisitPage(props: FormAgain & { readonly visit: VisitLine; readonly mine: boolean }) {
  return <Visit {...props} />;
}

function Application({ application, problem }: FormAgain & { readonly application: ApplicationLine }) {
  const m = useMessages(counterMessages);
  const { facts, kind, id } = application;
  return (
    <Page
      title={m.application}
      lead={m.applicationLead}
      audience="staff"
      crumbs={[{ title: m.title, url: COUNTER }, { title: facts.name }]}
      failed={problem !== undefined}
    >
      <DescriptionList
        items={[
          { term: m.kinds[kind], value: facts.name },
          { term: m.number, value: facts.number },
          ...(facts.birthDate ? [{ term: m.birthDate, value: shortDate(facts.birthDate) }] : []),
          { term: m.basis, value: facts.basis },
          { term: m.applicant, value: application.applicantName },
        ]}
      />
      <Decide action={`${COUNTER}/don/${id}`} problem={problem} />
    </Page>
  );
}

/** An application for a child or an organisation. */
export function ApplicationPage(props: FormAgain & { readonly application: ApplicationLine }) {
  return <Application {...props} />;
}

function Password({ password }: { readonly password: string }) {
  const m = useMessages(counterMessages);
  return (
    <Page title={m.passwordTitle} lead={m.passwordLead} audience="staff">
      <p>
        <code>{password}</code>
      </p>
      <LinkButton href={COUNTER} variant="primary">
        {m.back}
      </LinkButton>
    </Page>
  );
}

/** The temporary password of somebody who had no way in, shown once. */
export function VisitPasswordPage(props: { readonly password: string }) {
  return <Password {...props} />;
}
