import type { Problem } from '#kernel/problem.ts';
import { Button } from '#ui/button.tsx';
import { Card, Details, EmptyState, Section } from '#ui/card.tsx';
import { DateField, TextArea, TextField } from '#ui/fields.tsx';
import { Form } from '#ui/form.tsx';
import { Page } from '#ui/layout.tsx';
import { useLang, useMessages } from '#ui/page-context.ts';
import { Table } from '#ui/table.tsx';
import { Tag } from '#ui/tag.tsx';
import { Time } from '#ui/time.tsx';
import { termsMessages } from '../../press/terms/messages.ts';
import type { Acceptance, Terms } from '../../press/terms/queries.ts';
import { pressMessages } from '../../press-messages.ts';
import { staffMessages } from '../../staff-messages.ts';

const PATH = '/thong-tin/bao-chi/dieu-kien';

interface TermsPageProps {
  readonly inForce: number;
  readonly versions: readonly Terms[];
  readonly accepted: readonly Acceptance[];
  /** Account of whoever looks: they do not confirm their own. */
  readonly me: string;
  readonly today: string;
  readonly problem?: Problem;
  readonly values?: Readonly<Record<string, unknown>>;
}

function Standing({ terms, inForce, today }: { readonly terms: Terms } & Pick<TermsPageProps, 'inForce' | 'today'>) {
  const m = useMessages(termsMessages);
  if (terms.version === inForce) return <Tag kind="done">{m.inForce}</Tag>;
  if (terms.confirmedAt === null) return <Tag kind="warning">{terms.validFrom < today ? m.lapsed : m.waits}</Tag>;
  return <Tag>{terms.validFrom > today ? m.coming : m.before}</Tag>;
}

function Version({ terms, props }: { readonly terms: Terms; readonly props: TermsPageProps }) {
  const m = useMessages(termsMessages);
  const items = useLang() === 'en' ? terms.itemsEn : terms.itemsVi;
  const waits = terms.confirmedAt === null && terms.validFrom >= props.today;
  return (
    <Card
      title={m.version(terms.version)}
      level={2}
      meta={
        <>
          {m.from} <Time at={terms.validFrom} />
        </>
      }
    >
      <p>
        <Standing terms={terms} {...props} />
      </p>
      <ul class="ds-list">
        {items.map((item) => (
          <li key={item}>{item}</li>
        ))}
      </ul>
      <p class="mc-hint">
        {m.source}: {terms.source}. {terms.agencyId === null ? m.common : null}
      </p>
      {waits && terms.proposedBy === props.me ? <p class="mc-hint">{m.own}</p> : null}
      {waits && terms.proposedBy !== props.me ? (
        <Form action={`${PATH}/${terms.version}/xac-nhan`} id={`confirm-${terms.version}`}>
          <Button>{m.confirm}</Button>
        </Form>
      ) : null}
    </Card>
  );
}

function Propose({ problem, values }: TermsPageProps) {
  const m = useMessages(termsMessages);
  return (
    <Details summary={m.propose} open={problem !== undefined}>
      <p class="mc-hint">{m.proposeHelp}</p>
      <Form action={PATH} values={values} errors={problem?.fields} refusals={problem?.refusals}>
        <TextArea name="itemsVi" label={m.itemsVi} rows={5} maxLength={4_000} required />
        <TextArea name="itemsEn" label={m.itemsEn} rows={5} maxLength={4_000} required />
        <DateField name="validFrom" label={m.validFrom} required />
        <TextField name="source" label={m.source} hint={m.sourceHint} maxLength={300} required />
        <Button>{m.send}</Button>
      </Form>
    </Details>
  );
}

/** The agency's terms of the embargo in their versions, and which reporter accepted which when. */
export function TermsPage(props: TermsPageProps) {
  const m = useMessages(termsMessages);
  const press = useMessages(pressMessages);
  const staff = useMessages(staffMessages);
  return (
    <Page
      title={m.title}
      lead={m.lead}
      audience="staff"
      failed={props.problem !== undefined}
      crumbs={[{ title: staff.title, url: '/thong-tin' }, { title: press.title, url: '/thong-tin/bao-chi' }, { title: m.title }]}
    >
      {props.versions.map((terms) => (
        <Version key={terms.version} terms={terms} props={props} />
      ))}
      <Propose {...props} />
      <Section title={m.who}>
        <Table
          caption={m.who}
          captionHidden
          rows={props.accepted}
          rowKey={(one) => `${one.journalistId}-${one.version}`}
          empty={<EmptyState title={m.nobody} />}
          columns={[
            { title: m.journalist, rowHeader: true, cell: (one) => `${one.fullName}, ${one.outlet}` },
            { title: m.acceptedVersion, align: 'end', cell: (one) => one.version },
            { title: m.when, nowrap: true, cell: (one) => <Time at={one.acceptedAt} /> },
          ]}
        />
      </Section>
    </Page>
  );
}
