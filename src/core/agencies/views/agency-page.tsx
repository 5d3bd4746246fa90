import { shortDate } from '#kernel/time.ts';
import { Button } from '#ui/button.tsx';
import { Details, Section } from '#ui/card.tsx';
import { Combobox } from '#ui/combobox.tsx';
import { DescriptionList } from '#ui/description-list.tsx';
import { DateField, TextField } from '#ui/fields.tsx';
import { Form } from '#ui/form.tsx';
import { Page } from '#ui/layout.tsx';
import { useLang, useMessages } from '#ui/page-context.ts';
import { messages } from '../messages.ts';
import type { NameSpan } from '../queries/agencies.ts';
import type { AgencyKind } from '../queries/list-agencies.ts';
import type { Agency, LinkedAgency } from '../types.ts';
import { AgencyCode, AgencyStatus } from './agencies-page.tsx';
import { type FormAgain, formProblem } from './form-problem.ts';

export type AgencyForm = 'rename' | 'merge' | 'close';

interface AgencyProps extends FormAgain {
  readonly agency: Agency;
  readonly names: readonly NameSpan[];
  readonly successors: readonly LinkedAgency[];
  readonly predecessors: readonly LinkedAgency[];
  readonly parent: Agency | undefined;
  readonly kind: AgencyKind | undefined;
  /** Which form came back, if one did. */
  readonly form?: AgencyForm;
}

function AgencyLink({ agency }: { readonly agency: Agency }) {
  return <a href={`/quan-tri/co-quan/${agency.id}`}>{agency.name}</a>;
}

function Facts({ agency, parent, kind }: Pick<AgencyProps, 'agency' | 'parent' | 'kind'>) {
  const m = useMessages(messages);
  const lang = useLang();
  return (
    <DescriptionList
      items={[
        { term: m.status, value: <AgencyStatus agency={agency} /> },
        { term: m.code, value: <AgencyCode agency={agency} /> },
        { term: m.code102, value: agency.code102 },
        { term: m.kind, value: lang === 'vi' ? kind?.nameVi : kind?.nameEn },
        { term: m.shortName, value: agency.shortName },
        { term: m.nameEn, value: agency.nameEn },
        { term: m.parent, value: parent ? <AgencyLink agency={parent} /> : null },
        { term: m.unit, value: agency.unitCode ? <a href={`/don-vi/${agency.unitCode}`}>{agency.unitCode}</a> : null },
        { term: m.validFrom, value: agency.validFrom ? shortDate(agency.validFrom) : m.beforeRecords },
        { term: m.basis, value: agency.basis },
        { term: m.email, value: agency.email },
        { term: m.site, value: agency.site },
      ]}
    />
  );
}

function Names({ names }: { readonly names: readonly NameSpan[] }) {
  const m = useMessages(messages);
  if (names.length < 2) return null;
  return (
    <Section title={m.names}>
      <ul class="ds-list">
        {names.map((span) => (
          <li key={span.validTo ?? ''}>
            {span.name}: {span.validFrom ? shortDate(span.validFrom) : '…'} – {span.validTo ? shortDate(span.validTo) : '…'}
          </li>
        ))}
      </ul>
    </Section>
  );
}

function Links({ title, links }: { readonly title: string; readonly links: readonly LinkedAgency[] }) {
  const m = useMessages(messages);
  if (links.length === 0) return null;
  return (
    <Section title={title}>
      <ul class="ds-list">
        {links.map((link) => (
          <li key={link.agency.id + link.kind}>
            <AgencyLink agency={link.agency} />: {m.kinds[link.kind]}, {shortDate(link.since)}
            {link.basis ? ` (${link.basis})` : null}
            {link.confirmed ? null : ` – ${m.unconfirmed}`}
          </li>
        ))}
      </ul>
    </Section>
  );
}

function Changes(props: AgencyProps) {
  const m = useMessages(messages);
  const { agency, form: failed } = props;
  const url = `/quan-tri/co-quan/${agency.id}`;
  const came = (form: AgencyForm) => formProblem(failed === form ? props : {});
  const when = (
    <>
      <DateField name="on" label={m.on} hint={m.onHint} required />
      <TextField name="basis" label={m.basis} hint={m.basisHint} required maxLength={200} />
    </>
  );
  return (
    <>
      <Details summary={m.rename} open={failed === 'rename'}>
        <Form action={`${url}/doi-ten`} {...came('rename')}>
          <TextField name="name" label={m.newName} value={agency.name} required maxLength={200} />
          <TextField name="nameEn" label={m.nameEn} value={agency.nameEn ?? ''} optional maxLength={200} />
          <TextField name="shortName" label={m.shortName} value={agency.shortName ?? ''} optional width="short" maxLength={30} />
          {when}
          <Button variant="primary">{m.rename}</Button>
        </Form>
      </Details>
      <Details summary={m.merge} open={failed === 'merge'}>
        <Form action={`${url}/sap-nhap`} {...came('merge')}>
          <Combobox name="intoId" label={m.mergeInto} source="/api/agencies/suggest" required />
          {when}
          <Button variant="primary">{m.merge}</Button>
        </Form>
      </Details>
      <Details summary={m.close} open={failed === 'close'}>
        <Form action={`${url}/ket-thuc`} {...came('close')}>
          <Combobox name="successorIds" label={m.successors} hint={m.successorsHint} source="/api/agencies/suggest" multiple optional />
          {when}
          <Button variant="primary">{m.close}</Button>
        </Form>
      </Details>
    </>
  );
}

function AgencyView(props: AgencyProps) {
  const m = useMessages(messages);
  const { agency, names, successors, predecessors } = props;
  return (
    <Page
      title={agency.name}
      audience="staff"
      crumbs={[{ title: m.title, url: '/quan-tri/co-quan' }, { title: agency.name }]}
      failed={props.problem !== undefined}
    >
      <Facts {...props} />
      <Names names={names} />
      <Links title={m.went} links={successors} />
      <Links title={m.came} links={predecessors} />
      {agency.validTo === null ? <Changes {...props} /> : null}
    </Page>
  );
}

export function AgencyPage(props: AgencyProps) {
  return <AgencyView {...props} />;
}
