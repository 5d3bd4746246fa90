import type { CertificateSummary } from '#core/signatures/index.ts';
import type { Problem } from '#kernel/problem.ts';
import { Button } from '#ui/button.tsx';
import { Details, EmptyState, Section } from '#ui/card.tsx';
import { Radios } from '#ui/choices.tsx';
import { CodeBlock } from '#ui/code.tsx';
import { DateField, TextArea, TextField } from '#ui/fields.tsx';
import { FoldedForm, Form } from '#ui/form.tsx';
import { Page } from '#ui/layout.tsx';
import { useMessages } from '#ui/page-context.ts';
import { Table } from '#ui/table.tsx';
import { Time } from '#ui/time.tsx';
import type { HostDomain } from '../domains.ts';
import { messages } from '../messages.ts';
import type { CertificateRequest } from '../queries.ts';
import { serverMessages } from '../server-messages.ts';
import { Certificates, Requests } from './parts.tsx';

interface Back {
  readonly problem?: Problem;
  readonly values?: Readonly<Record<string, unknown>>;
}

export interface ServersProps extends Back {
  readonly certificates: readonly CertificateSummary[];
  readonly requests: readonly CertificateRequest[];
  readonly domains: readonly string[];
}

/** An agency's servers: what they have, what was asked for, and the form to ask. */
export function ServersPage({ certificates, requests, domains, problem, values }: ServersProps) {
  const m = useMessages(messages);
  const s = useMessages(serverMessages);
  const host = `portal.${domains[0] ?? 'co-quan.gov.vn'}`;
  const command = `openssl req -new -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes \\\n  -keyout server.key -out server.csr -subj "/CN=${host}" \\\n  -addext "subjectAltName=DNS:${host}"`;
  const crumbs = [{ title: m.mine, url: '/chung-thu-so' }, { title: s.servers }];
  return (
    <Page title={s.servers} lead={s.lead} audience="staff" crumbs={crumbs} failed={problem !== undefined}>
      <Certificates certificates={certificates} may={[]} />
      {requests.length > 0 ? (
        <Section title={m.requests}>
          <Requests requests={requests} buttons={() => []} />
        </Section>
      ) : null}
      <Section title={s.domains}>
        {domains.length === 0 ? (
          <p>{s.noDomains}</p>
        ) : (
          <ul class="ds-list">
            {domains.map((domain) => (
              <li key={domain}>{domain}</li>
            ))}
          </ul>
        )}
      </Section>
      <Section title={s.askServer}>
        <Details summary={s.makeCsr}>
          <CodeBlock text={command} label={s.makeCsr} />
        </Details>
        <Form action="/chung-thu-so/may-chu" values={values} errors={problem?.fields} refusals={problem?.refusals}>
          <TextArea name="csr" label={s.csr} hint={s.csrHint} rows={8} maxLength={20_000} required />
          <TextField name="reason" label={m.reason} maxLength={500} required />
          <Button variant="primary">{m.ask}</Button>
        </Form>
      </Section>
    </Page>
  );
}

export interface RulesProps extends Back {
  readonly first: readonly { readonly from: string; readonly automatic: boolean; readonly basis: string }[];
  readonly domains: readonly HostDomain[];
  readonly agencyNames: ReadonlyMap<string, string>;
  readonly form?: 'first' | 'domain' | undefined;
}

/** By what rules certificates are issued, and whose the domains are. */
export function RulesPage({ first, domains, agencyNames, problem, values, form }: RulesProps) {
  const m = useMessages(messages);
  const s = useMessages(serverMessages);
  const of = (one: RulesProps['form']): Back => (form === one ? { ...(problem ? { problem } : {}), ...(values ? { values } : {}) } : {});
  const crumbs = [{ title: m.issuing, url: '/chung-thu-so/cap' }, { title: s.rules }];
  return (
    <Page title={s.rules} lead={s.rulesLead} audience="staff" crumbs={crumbs} failed={problem !== undefined}>
      <Section title={s.first}>
        <Table
          caption={s.first}
          captionHidden
          rows={first}
          rowKey={({ from }) => from}
          empty={<EmptyState title={s.firstDefault} />}
          columns={[
            { title: s.from, rowHeader: true, nowrap: true, cell: ({ from }) => <Time at={from} /> },
            { title: s.how, cell: ({ automatic }) => (automatic ? s.firstOn : s.firstOff) },
            { title: s.basis, cell: ({ basis }) => basis },
          ]}
        />
        <Details summary={s.setFirst} open={form === 'first'}>
          <FirstForm {...of('first')} />
        </Details>
      </Section>
      <Section title={s.allDomains}>
        <Domains domains={domains} agencyNames={agencyNames} />
        <Details summary={s.allow} open={form === 'domain'}>
          <DomainForm {...of('domain')} />
        </Details>
      </Section>
    </Page>
  );
}

function FirstForm({ problem, values }: Back) {
  const s = useMessages(serverMessages);
  const choices = [
    { value: 'off', label: s.firstOff },
    { value: 'on', label: s.firstOn },
  ];
  return (
    <Form action="/chung-thu-so/quy-dinh/lan-dau" values={values} errors={problem?.fields} refusals={problem?.refusals}>
      <Radios name="automatic" label={s.how} choices={choices} required />
      <DateField name="from" label={s.from} required />
      <TextField name="basis" label={s.basis} maxLength={500} required />
      <Button variant="primary">{s.set}</Button>
    </Form>
  );
}

function DomainForm({ problem, values }: Back) {
  const s = useMessages(serverMessages);
  return (
    <Form action="/chung-thu-so/quy-dinh/ten-mien" values={values} errors={problem?.fields} refusals={problem?.refusals} id="ten-mien">
      <TextField name="agencyCode" label={s.agencyCode} width="medium" maxLength={40} spellcheck={false} required />
      <TextField name="domain" label={s.domain} hint={s.domainHint} width="medium" maxLength={200} spellcheck={false} required />
      <DateField name="from" label={s.from} required />
      <TextField name="basis" label={s.basis} maxLength={500} required />
      <Button variant="primary">{s.allow}</Button>
    </Form>
  );
}

function Domains({ domains, agencyNames }: Pick<RulesProps, 'domains' | 'agencyNames'>) {
  const m = useMessages(messages);
  const s = useMessages(serverMessages);
  return (
    <Table
      caption={s.allDomains}
      captionHidden
      rows={domains}
      rowKey={({ id }) => id}
      empty={<EmptyState title={s.noDomains} />}
      columns={[
        { title: s.domain, rowHeader: true, cell: ({ domain }) => domain },
        { title: s.agency, cell: ({ agencyId }) => agencyNames.get(agencyId) ?? '–' },
        { title: s.from, nowrap: true, cell: ({ from }) => <Time at={from} /> },
        { title: s.to, nowrap: true, cell: ({ to }) => (to ? <Time at={to} /> : '') },
        { title: s.basis, cell: ({ basis }) => basis },
        { title: m.action, cell: (one) => (one.to === null ? <EndForm domain={one} /> : null) },
      ]}
    />
  );
}

function EndForm({ domain }: { readonly domain: HostDomain }) {
  const s = useMessages(serverMessages);
  return (
    <FoldedForm label={s.end} action={`/chung-thu-so/quy-dinh/ten-mien/${domain.id}/thoi`} id={`end-${domain.id}`}>
      <DateField name="until" label={s.to} required />
    </FoldedForm>
  );
}
