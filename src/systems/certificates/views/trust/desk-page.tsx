import {
  domainNames,
  type ListedService,
  outsideDomains,
  serviceStatuses,
  serviceTypeNames,
  serviceTypes,
  statusNames,
  type TrustChange,
} from '#core/signatures/index.ts';
import type { Text } from '#kernel/i18n.ts';
import type { Problem } from '#kernel/problem.ts';
import { Button } from '#ui/button.tsx';
import { Details, EmptyState, Section } from '#ui/card.tsx';
import { SelectField } from '#ui/choices.tsx';
import { DateField, FileField, TextField } from '#ui/fields.tsx';
import { Form } from '#ui/form.tsx';
import { Page } from '#ui/layout.tsx';
import { useLang, useMessages } from '#ui/page-context.ts';
import { Table } from '#ui/table.tsx';
import { Time } from '#ui/time.tsx';
import { changeKinds, trustMessages } from '../../trust/messages.ts';
import { currentOf, ServiceName, StatusLine } from './parts.tsx';

/** Which of the forms came back with something wrong. */
export type DeskForm = 'service' | 'source' | 'list';

export interface DeskPageProps {
  readonly waiting: readonly TrustChange[];
  readonly services: readonly ListedService[];
  readonly sources: readonly TrustChange[];
  readonly names: ReadonlyMap<string, string>;
  readonly problem?: Problem;
  readonly values?: Readonly<Record<string, unknown>>;
  readonly form?: DeskForm;
}

/** Where the list is kept: what waits, what is on it, and forms to propose. */
export function TrustDeskPage(props: DeskPageProps) {
  const m = useMessages(trustMessages);
  const { waiting, services, sources, names, problem, form } = props;
  return (
    <Page title={m.desk} lead={m.deskLead} audience="staff" crumbs={[{ title: m.desk }]} failed={problem !== undefined}>
      <Section title={m.waiting}>
        <Waiting waiting={waiting} names={names} />
      </Section>
      <Section title={m.services}>
        <Listed services={services} />
        <Details summary={m.addService} open={form === 'service'}>
          <ServiceForm {...(form === 'service' ? props : {})} />
        </Details>
      </Section>
      <Section title={m.sources}>
        <Sources sources={sources} />
        {sources.length > 0 ? (
          <Details summary={m.importList} open={form === 'list'}>
            <ListForm sources={sources} {...(form === 'list' ? props : {})} />
          </Details>
        ) : null}
        <Details summary={m.addSource} open={form === 'source'}>
          <SourceForm {...(form === 'source' ? props : {})} />
        </Details>
      </Section>
    </Page>
  );
}

function Waiting({ waiting, names }: Pick<DeskPageProps, 'waiting' | 'names'>) {
  const m = useMessages(trustMessages);
  const lang = useLang();
  return (
    <Table
      caption={m.waiting}
      captionHidden
      rows={waiting}
      rowKey={({ id }) => id}
      rowUrl={({ id }) => `/chung-thu-so/tin-cay/thay-doi/${id}`}
      empty={<EmptyState title={m.nothingWaits} />}
      columns={[
        {
          title: m.what,
          rowHeader: true,
          cell: (one) => (
            <a href={`/chung-thu-so/tin-cay/thay-doi/${one.id}`}>
              {changeKinds[one.kind][lang]}
              {one.sourceName ? `: ${one.sourceName}` : ''}
            </a>
          ),
        },
        { title: m.basis, cell: ({ basis }) => basis },
        { title: m.by, cell: ({ proposedBy }) => names.get(proposedBy) ?? '–' },
        { title: m.proposed, nowrap: true, cell: ({ proposedAt }) => <Time at={proposedAt} form="short" /> },
      ]}
    />
  );
}

function Listed({ services }: Pick<DeskPageProps, 'services'>) {
  const m = useMessages(trustMessages);
  const lang = useLang();
  return (
    <Table
      caption={m.services}
      captionHidden
      rows={services}
      rowKey={({ id }) => id ?? ''}
      empty={<EmptyState title={m.none} />}
      columns={[
        {
          title: m.service,
          rowHeader: true,
          cell: (one) => (
            <a href={`/chung-thu-so/tin-cay/${one.id}`}>
              <ServiceName {...one} />
            </a>
          ),
        },
        { title: m.domain, cell: ({ domain }) => domainNames[domain][lang] },
        { title: m.status, cell: ({ history }) => <StatusLine {...currentOf(history)} /> },
      ]}
    />
  );
}

function Sources({ sources }: Pick<DeskPageProps, 'sources'>) {
  const m = useMessages(trustMessages);
  const lang = useLang();
  return (
    <Table
      caption={m.sources}
      captionHidden
      rows={sources}
      rowKey={({ id }) => id}
      empty={<EmptyState title={m.noSources} />}
      columns={[
        { title: m.sourceName, rowHeader: true, cell: ({ sourceName }) => sourceName },
        { title: m.domain, cell: ({ sourceDomain }) => sourceDomain && domainNames[sourceDomain][lang] },
        { title: m.signer, cell: ({ sourceSigner }) => <code>{sourceSigner?.slice(0, 16)}…</code> },
      ]}
    />
  );
}

type FormProps = Pick<DeskPageProps, 'problem' | 'values'>;

/** Choices with their names in the reader's language. */
function useChoices<Value extends string>(values: readonly Value[], names: Readonly<Record<Value, Text>>) {
  const lang = useLang();
  return values.map((value) => ({ value, label: names[value][lang] }));
}

function ServiceForm({ problem, values }: FormProps) {
  const m = useMessages(trustMessages);
  return (
    <Form
      action="/chung-thu-so/tin-cay/dich-vu"
      multipart
      values={values}
      errors={problem?.fields}
      refusals={problem?.refusals}
      id="dich-vu"
    >
      <FileField name="certificate" label={m.file} hint={m.fileHint} accept=".cer,.crt,.pem,.der" maxBytes={100_000} required />
      <SelectField name="domain" label={m.domain} choices={useChoices(outsideDomains, domainNames)} required />
      <SelectField name="type" label={m.type} choices={useChoices(serviceTypes, serviceTypeNames)} required />
      <TextField name="provider" label={m.provider} maxLength={200} required />
      <TextField name="name" label={m.name} maxLength={200} required />
      <StatusFields />
      <Button variant="primary">{m.propose}</Button>
    </Form>
  );
}

/** A status, from when on, and on what it rests. */
export function StatusFields() {
  const m = useMessages(trustMessages);
  return (
    <>
      <SelectField name="status" label={m.status} choices={useChoices(serviceStatuses, statusNames)} required />
      <DateField name="from" label={m.from} hint={m.fromHint} required />
      <TextField name="basis" label={m.basis} hint={m.basisHint} maxLength={500} required />
    </>
  );
}

function SourceForm({ problem, values }: FormProps) {
  const m = useMessages(trustMessages);
  return (
    <Form action="/chung-thu-so/tin-cay/nguon" multipart values={values} errors={problem?.fields} refusals={problem?.refusals} id="nguon">
      <TextField name="name" label={m.sourceName} maxLength={200} required />
      <SelectField name="domain" label={m.domain} choices={useChoices(outsideDomains, domainNames)} required />
      <FileField name="certificate" label={m.file} hint={m.addSourceHint} accept=".cer,.crt,.pem,.der" maxBytes={100_000} required />
      <TextField name="basis" label={m.basis} hint={m.basisHint} maxLength={500} required />
      <Button variant="primary">{m.propose}</Button>
    </Form>
  );
}

function ListForm({ sources, problem, values }: FormProps & Pick<DeskPageProps, 'sources'>) {
  const m = useMessages(trustMessages);
  const choices = sources.map(({ sourceId, sourceName }) => ({ value: sourceId ?? '', label: sourceName ?? '' }));
  return (
    <Form
      action="/chung-thu-so/tin-cay/danh-sach"
      multipart
      values={values}
      errors={problem?.fields}
      refusals={problem?.refusals}
      id="danh-sach"
    >
      <SelectField name="id" label={m.sourceName} choices={choices} required />
      <FileField name="list" label={m.list} hint={m.listHint} accept=".xml,.xtsl" maxBytes={10_485_760} required />
      <TextField name="basis" label={m.basis} hint={m.basisHint} maxLength={500} required />
      <Button variant="primary">{m.propose}</Button>
    </Form>
  );
}
