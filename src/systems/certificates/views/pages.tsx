import type { AuthorityWarning, CertificateSummary } from '#core/signatures/index.ts';
import type { Problem } from '#kernel/problem.ts';
import { now } from '#kernel/time.ts';
import { Button } from '#ui/button.tsx';
import { EmptyState, Section } from '#ui/card.tsx';
import { Radios } from '#ui/choices.tsx';
import { DescriptionList } from '#ui/description-list.tsx';
import { TextArea, TextField } from '#ui/fields.tsx';
import { Form } from '#ui/form.tsx';
import { Page } from '#ui/layout.tsx';
import { Notice } from '#ui/notice.tsx';
import { useLang, useMessages } from '#ui/page-context.ts';
import { Time } from '#ui/time.tsx';
import { endReasonNames, messages, purposeNames } from '../messages.ts';
import type { CertificateRequest } from '../queries.ts';
import { certificateState } from '../rules.ts';
import { serverMessages } from '../server-messages.ts';
import { Certificates, Requests, State, Validity } from './parts.tsx';

interface MineProps {
  readonly certificates: readonly CertificateSummary[];
  readonly requests: readonly CertificateRequest[];
  /** Whether the reader may ask for the agency's seal too, or for its servers. */
  readonly maySeal: boolean;
  readonly mayServe: boolean;
  /** Whether signing issues a first certificate; else it has to be asked for. */
  readonly automatic: boolean;
  readonly problem?: Problem;
  readonly values?: Readonly<Record<string, unknown>>;
}

/** What an official has and has asked for, and the form to ask. */
export function MinePage({ certificates, requests, maySeal, mayServe, automatic, problem, values }: MineProps) {
  const m = useMessages(messages);
  const s = useMessages(serverMessages);
  const lang = useLang();
  const kinds = [
    { value: 'person', label: m.person },
    { value: 'seal', label: m.seal },
  ];
  return (
    <Page title={m.mine} lead={m.mineLead} audience="staff" failed={problem !== undefined}>
      {certificates.length > 0 ? (
        <Certificates certificates={certificates} may={['suspend']} />
      ) : (
        <Notice>{automatic ? s.firstBySigning : s.firstByAsking}</Notice>
      )}
      {mayServe ? (
        <p>
          <a href="/chung-thu-so/may-chu">{s.servers}</a>
        </p>
      ) : null}
      {requests.length > 0 ? (
        <Section title={m.requests}>
          <Requests requests={requests} buttons={({ state }) => (state === 'requested' || state === 'approved' ? ['withdraw'] : [])} />
        </Section>
      ) : null}
      <Section title={m.askTitle}>
        <Form action="/chung-thu-so" values={values} errors={problem?.fields} refusals={problem?.refusals}>
          {maySeal ? <Radios name="kind" label={m.kind} choices={kinds} required /> : <input type="hidden" name="kind" value="person" />}
          <Radios
            name="purpose"
            label={m.purpose}
            choices={Object.entries(purposeNames).map(([value, text]) => ({ value, label: text[lang] }))}
            required
          />
          <TextArea name="reason" label={m.reason} hint={m.reasonHint} maxLength={500} required />
          <Button variant="primary">{m.ask}</Button>
        </Form>
      </Section>
    </Page>
  );
}

interface AgencyProps {
  readonly certificates: readonly CertificateSummary[];
  readonly requests: readonly CertificateRequest[];
}

/** The agency vouches for its people and takes their certificates out of use. */
export function AgencyPage({ certificates, requests }: AgencyProps) {
  const m = useMessages(messages);
  return (
    <Page title={m.agency} lead={m.agencyLead} audience="staff" crumbs={[{ title: m.mine, url: '/chung-thu-so' }, { title: m.agency }]}>
      <Section title={m.requests}>
        <Requests requests={requests} buttons={() => ['approve', 'reject']} />
      </Section>
      <Section title={m.title}>
        <Certificates certificates={certificates} may={['suspend', 'resume', 'revoke']} />
      </Section>
    </Page>
  );
}

interface IssueProps extends Pick<AgencyProps, 'requests'> {
  /** What the authorities need before they end. */
  readonly warnings: readonly AuthorityWarning[];
}

/** The authority issues. */
export function IssuePage({ requests, warnings }: IssueProps) {
  const m = useMessages(messages);
  const s = useMessages(serverMessages);
  const lang = useLang();
  return (
    <Page title={m.issuing} lead={m.issuingLead} audience="staff" crumbs={[{ title: m.mine, url: '/chung-thu-so' }, { title: m.issuing }]}>
      {warnings.map(({ what, text, until }) => (
        <Notice key={what} kind="warning" title={text[lang]}>
          <p>
            {m.until} <Time at={until} />
          </p>
        </Notice>
      ))}
      <Requests requests={requests} buttons={() => ['issue', 'reject']} />
      <p>
        <a href="/chung-thu-so/quy-dinh">{s.rules}</a>
      </p>
    </Page>
  );
}

interface LookupProps {
  /** What was asked; empty: nothing yet. */
  readonly serial: string;
  readonly found: CertificateSummary | undefined;
}

function Found({ certificate }: { readonly certificate: CertificateSummary }) {
  const m = useMessages(messages);
  const lang = useLang();
  const { revokedAt, reason } = certificate;
  const why = reason && reason in endReasonNames ? endReasonNames[reason as keyof typeof endReasonNames][lang] : undefined;
  return (
    <DescriptionList
      items={[
        { term: m.state, value: <State state={certificateState(certificate, now())} /> },
        { term: m.since, value: revokedAt ? <Time at={revokedAt} /> : undefined },
        { term: m.revokeReason, value: why },
        { term: m.holder, value: certificate.subject },
        { term: m.serial, value: <code>{certificate.serial}</code> },
        { term: m.validity, value: <Validity certificate={certificate} /> },
      ]}
    />
  );
}

/** Anybody asks whether a certificate counts. */
export function LookupPage({ serial, found }: LookupProps) {
  const m = useMessages(messages);
  return (
    <Page title={m.lookup} lead={m.lookupLead} audience="public">
      <Form method="get" action="/tra-cuu-chung-thu">
        <TextField name="so" label={m.serial} hint={m.serialHint} value={serial} maxLength={80} width="medium" required />
        <Button variant="primary">{m.find}</Button>
      </Form>
      {serial === '' ? null : found ? <Found certificate={found} /> : <EmptyState title={m.notFound} />}
    </Page>
  );
}
