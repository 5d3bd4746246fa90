import { domainNames, type ListedService, type TrustDomain } from '#core/signatures/index.ts';
import { dateOf, shortDate } from '#kernel/time.ts';
import { Button } from '#ui/button.tsx';
import { Details, EmptyState, Section } from '#ui/card.tsx';
import { DescriptionList } from '#ui/description-list.tsx';
import { TextField } from '#ui/fields.tsx';
import { Form } from '#ui/form.tsx';
import { Page } from '#ui/layout.tsx';
import { useLang, useMessages } from '#ui/page-context.ts';
import { Table } from '#ui/table.tsx';
import { Time } from '#ui/time.tsx';
import { trustMessages } from '../../trust/messages.ts';
import { currentOf, Fingerprint, History, ServiceName, StatusLine } from './parts.tsx';

const DOMAINS: readonly TrustDomain[] = ['government', 'public', 'foreign', 'site'];
/** A country’s own list is short; others’ may have thousands. */
const MOST_SHOWN = 30;

export interface ListPageProps {
  readonly services: readonly ListedService[];
  readonly list: { readonly number: number; readonly issuedAt: Date; readonly nextUpdate: Date; readonly sha256: string };
  /** What was searched for; empty: everything is shown. */
  readonly query: string;
}

/** Whom this country trusts for what, since when. */
export function TrustListPage({ services, list, query }: ListPageProps) {
  const m = useMessages(trustMessages);
  const lang = useLang();
  const found = matching(services, query);
  return (
    <Page title={m.title} lead={m.lead} description={m.description} audience="public">
      <Form action="/danh-sach-tin-cay" method="get" inline>
        <TextField name="q" label={m.find} value={query} maxLength={100} type="search" />
        <Button variant="secondary">{m.search}</Button>
      </Form>
      {query !== '' && found.length === 0 ? <EmptyState title={m.noMatch} /> : null}
      {DOMAINS.map((domain) => {
        const own = found.filter((one) => one.domain === domain);
        if (own.length === 0 && query !== '') return null;
        return (
          <Section key={domain} title={domainNames[domain][lang]} id={domain}>
            {domain === 'site' ? <p>{m.own}</p> : null}
            <Services title={domainNames[domain][lang]} services={own} />
          </Section>
        );
      })}
      <Section title={m.forMachines}>
        <DescriptionList
          items={[
            { term: m.number, value: list.number },
            { term: m.issued, value: <Time at={list.issuedAt} /> },
            { term: m.next, value: <Time at={list.nextUpdate} /> },
            { term: 'XML', value: <a href="/pki/tsl.xml">/pki/tsl.xml</a> },
            { term: m.digest, value: <Fingerprint hex={list.sha256} /> },
          ]}
        />
      </Section>
    </Page>
  );
}

function matching(services: readonly ListedService[], query: string): readonly ListedService[] {
  const wanted = query.toLocaleLowerCase('vi');
  if (wanted === '') return services;
  return services.filter(({ provider, name, certificate }) =>
    `${provider} ${name} ${certificate.subject.commonName} ${certificate.fingerprint}`.toLocaleLowerCase('vi').includes(wanted),
  );
}

function Services({ title, services }: { readonly title: string; readonly services: readonly ListedService[] }) {
  const m = useMessages(trustMessages);
  return (
    <>
      <Table
        caption={title}
        captionHidden
        rows={services.slice(0, MOST_SHOWN)}
        rowKey={({ certificate, type }) => `${type}-${certificate.fingerprint.slice(0, 16)}`}
        empty={<p>{m.none}</p>}
        columns={[
          { title: m.service, rowHeader: true, cell: (one) => <ServiceName {...one} /> },
          { title: m.status, cell: ({ history }) => <Current history={history} /> },
          { title: m.certificate, cell: (one) => <CertificateCell {...one} /> },
        ]}
      />
      {services.length > MOST_SHOWN ? <p>{m.more(services.length - MOST_SHOWN)}</p> : null}
    </>
  );
}

function Current({ history }: Pick<ListedService, 'history'>) {
  const m = useMessages(trustMessages);
  const { status, from, basis } = currentOf(history);
  return (
    <>
      <StatusLine status={status} from={from} />
      {basis ? (
        <>
          <br />
          {m.basis}: {basis}
        </>
      ) : null}
      {history.length > 1 ? (
        <Details summary={m.history}>
          <History history={history} />
        </Details>
      ) : null}
    </>
  );
}

function CertificateCell({ certificate }: Pick<ListedService, 'certificate'>) {
  const m = useMessages(trustMessages);
  return (
    <>
      {certificate.subject.commonName}, {m.until(shortDate(dateOf(certificate.notAfter)))}
      <br />
      <code title={m.fingerprint}>{certificate.fingerprint.slice(0, 16)}…</code>
    </>
  );
}
