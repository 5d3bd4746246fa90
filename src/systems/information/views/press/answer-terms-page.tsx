import type { Problem } from '#kernel/problem.ts';
import { Button } from '#ui/button.tsx';
import { Section } from '#ui/card.tsx';
import { SelectField } from '#ui/choices.tsx';
import { DateField, TextField } from '#ui/fields.tsx';
import { Form } from '#ui/form.tsx';
import { Page } from '#ui/layout.tsx';
import { useMessages } from '#ui/page-context.ts';
import { Table } from '#ui/table.tsx';
import { Tag } from '#ui/tag.tsx';
import { Time } from '#ui/time.tsx';
import { messages } from '../../messages.ts';
import { answerMessages } from '../../press/answers/messages.ts';
import type { AnswerTerm } from '../../press/answers/queries.ts';
import { pressMessages } from '../../press-messages.ts';
import { KINDS } from '../../schemas.ts';
import { staffMessages } from '../../staff-messages.ts';

const PATH = '/thong-tin/bao-chi/thoi-han';

interface AnswerTermsPageProps {
  readonly terms: readonly AnswerTerm[];
  readonly hasContact: boolean;
  /** Account of whoever looks: they do not confirm their own. */
  readonly me: string;
  readonly today: string;
  readonly problem?: Problem;
  readonly values?: Readonly<Record<string, unknown>>;
}

function Standing({ term, me, today }: { readonly term: AnswerTerm } & Pick<AnswerTermsPageProps, 'me' | 'today'>) {
  const m = useMessages(answerMessages);
  if (term.confirmedAt) return <Tag kind="done">{m.inForce}</Tag>;
  if (term.agencyId === null) return <Tag kind="warning">{m.unconfirmed}</Tag>;
  if (term.validFrom < today) return <Tag>{m.lapsed}</Tag>;
  return (
    <>
      <Tag kind="warning">{m.waits}</Tag>
      {term.proposedBy === me ? (
        <p class="mc-hint">{m.own}</p>
      ) : (
        <Form action={`${PATH}/${term.id}/xac-nhan`} id={`confirm-${term.id}`}>
          <Button size="sm">{m.confirm}</Button>
        </Form>
      )}
    </>
  );
}

function Propose({ problem, values }: Pick<AnswerTermsPageProps, 'problem' | 'values'>) {
  const m = useMessages(answerMessages);
  const { kinds } = useMessages(messages);
  return (
    <Section title={m.propose}>
      <Form action={PATH} values={values} errors={problem?.fields} refusals={problem?.refusals} id="term">
        <SelectField
          name="kind"
          label={m.kind}
          choices={KINDS.map((kind) => ({ value: kind, label: kinds[kind] ?? kind }))}
          emptyLabel={m.allKinds}
        />
        <TextField name="days" label={m.daysLabel} type="number" width="short" required />
        <SelectField
          name="unit"
          label={m.unit}
          emptyLabel={false}
          choices={(['day', 'working-day'] as const).map((unit) => ({ value: unit, label: m.units[unit] }))}
        />
        <DateField name="validFrom" label={m.validFrom} required />
        <TextField name="source" label={m.source} maxLength={300} required />
        <Button variant="primary">{m.send}</Button>
      </Form>
    </Section>
  );
}

/** An agency's terms for answers to the press, each with its source, and where its press desk is reminded. */
export function AnswerTermsPage(props: AnswerTermsPageProps) {
  const m = useMessages(answerMessages);
  const { kinds } = useMessages(messages);
  const press = useMessages(pressMessages);
  const staff = useMessages(staffMessages);
  const aboutMail = props.values !== undefined && 'mail' in props.values;
  return (
    <Page
      title={m.deskTitle}
      lead={m.deskLead}
      audience="staff"
      failed={props.problem !== undefined}
      crumbs={[{ title: staff.title, url: '/thong-tin' }, { title: press.title, url: '/thong-tin/bao-chi' }, { title: m.deskTitle }]}
    >
      <Table
        caption={m.deskTitle}
        captionHidden
        rows={props.terms}
        rowKey={({ id }) => id}
        columns={[
          { title: m.kind, rowHeader: true, cell: (term) => (term.kind === null ? m.allKinds : (kinds[term.kind] ?? term.kind)) },
          { title: m.term, nowrap: true, cell: (term) => `${term.days} ${m.units[term.unit]}` },
          { title: m.validFrom, nowrap: true, cell: (term) => <Time at={term.validFrom} /> },
          { title: m.source, cell: (term) => (term.agencyId === null ? `${m.common}. ${term.source}` : term.source) },
          { title: m.standing, cell: (term) => <Standing term={term} me={props.me} today={props.today} /> },
        ]}
      />
      <Propose {...(aboutMail ? {} : props)} />
      <Section title={m.contact}>
        <p class="mc-hint">{m.contactHelp}</p>
        {props.hasContact ? <p>{m.contactSet}</p> : null}
        <Form
          action={`${PATH}/thu-nhac`}
          id="contact"
          {...(aboutMail ? { values: props.values, errors: props.problem?.fields, refusals: props.problem?.refusals } : {})}
        >
          <TextField name="mail" label={m.mail} type="email" maxLength={200} required />
          <Button>{m.save}</Button>
        </Form>
      </Section>
    </Page>
  );
}
