import type { CertificateSummary } from '#core/signatures/index.ts';
import { now } from '#kernel/time.ts';
import { Button, ButtonRow } from '#ui/button.tsx';
import { EmptyState } from '#ui/card.tsx';
import { SelectField } from '#ui/choices.tsx';
import { TextField } from '#ui/fields.tsx';
import { FoldedForm, Form } from '#ui/form.tsx';
import { useLang, useMessages } from '#ui/page-context.ts';
import { Table } from '#ui/table.tsx';
import { Tag, type TagKind } from '#ui/tag.tsx';
import { Time } from '#ui/time.tsx';
import { endReasonNames, messages, purposeNames, stateNames } from '../messages.ts';
import type { CertificateRequest } from '../queries.ts';
import { certificateState, type CertificateStep, stepsOf } from '../rules.ts';

const kinds: Readonly<Record<keyof typeof stateNames, TagKind>> = {
  requested: 'info',
  approved: 'info',
  issued: 'done',
  rejected: 'warning',
  withdrawn: 'neutral',
  valid: 'done',
  suspended: 'warning',
  revoked: 'warning',
  ended: 'neutral',
};

export function State({ state }: { readonly state: keyof typeof stateNames }) {
  const lang = useLang();
  return <Tag kind={kinds[state]}>{stateNames[state][lang]}</Tag>;
}

export function Validity({ certificate }: { readonly certificate: Pick<CertificateSummary, 'notBefore' | 'notAfter'> }) {
  return (
    <>
      <Time at={certificate.notBefore} /> – <Time at={certificate.notAfter} />
    </>
  );
}

const paths: Readonly<Record<Exclude<CertificateStep, 'revoke'>, string>> = { suspend: 'tam-dung', resume: 'khoi-phuc' };

function Steps({ certificate, steps }: { readonly certificate: CertificateSummary; readonly steps: readonly CertificateStep[] }) {
  const m = useMessages(messages);
  const lang = useLang();
  const base = `/chung-thu-so/${certificate.id}`;
  const direct = steps.filter((step) => step !== 'revoke');
  return (
    <>
      {direct.map((step) => (
        <Form key={step} action={`${base}/${paths[step]}`}>
          <Button variant="tertiary">{m[step]}</Button>
        </Form>
      ))}
      {steps.includes('revoke') ? (
        <FoldedForm label={m.revoke} action={`${base}/thu-hoi`}>
          <SelectField
            name="reason"
            label={m.revokeReason}
            choices={Object.entries(endReasonNames).map(([value, text]) => ({ value, label: text[lang] }))}
            required
          />
        </FoldedForm>
      ) : null}
    </>
  );
}

interface CertificatesProps {
  readonly certificates: readonly CertificateSummary[];
  /** What the reader may do, where the state allows it. */
  readonly may: readonly CertificateStep[];
}

export function Certificates({ certificates, may }: CertificatesProps) {
  const m = useMessages(messages);
  const at = now();
  return (
    <Table
      caption={m.title}
      captionHidden
      rows={certificates}
      rowKey={({ id }) => id}
      empty={<EmptyState title={m.none} />}
      columns={[
        { title: m.holder, rowHeader: true, cell: ({ subject }) => subject },
        {
          title: m.serial,
          cell: ({ serial }) => (
            <a href={`/tra-cuu-chung-thu?so=${serial}`}>
              <code>{serial.slice(0, 12)}…</code>
            </a>
          ),
        },
        {
          title: m.file,
          cell: ({ id }) => (
            <a href={`/chung-thu-so/${id}.pem`} download>
              PEM
            </a>
          ),
        },
        { title: m.validity, cell: (certificate) => <Validity certificate={certificate} /> },
        { title: m.state, cell: (certificate) => <State state={certificateState(certificate, at)} /> },
        {
          title: m.action,
          nowrap: true,
          cell: (certificate) => (
            <Steps certificate={certificate} steps={stepsOf(certificateState(certificate, at)).filter((step) => may.includes(step))} />
          ),
        },
      ]}
    />
  );
}

type RequestButton = 'approve' | 'issue' | 'reject' | 'withdraw';
const requestPaths: Readonly<Record<RequestButton, string>> = { approve: 'duyet', issue: 'cap', reject: 'tu-choi', withdraw: 'rut' };

function Decisions({ request, buttons }: { readonly request: CertificateRequest; readonly buttons: readonly RequestButton[] }) {
  const m = useMessages(messages);
  const base = `/chung-thu-so/de-nghi/${request.id}`;
  return (
    <>
      <ButtonRow>
        {buttons
          .filter((button) => button !== 'reject')
          .map((button) => (
            <Form key={button} action={`${base}/${requestPaths[button]}`} version={request.version}>
              <Button variant={button === 'withdraw' ? 'tertiary' : 'secondary'}>{m[button]}</Button>
            </Form>
          ))}
      </ButtonRow>
      {buttons.includes('reject') ? (
        <FoldedForm label={m.reject} action={`${base}/${requestPaths.reject}`} version={request.version}>
          <TextField name="rejection" label={m.rejection} maxLength={500} required />
        </FoldedForm>
      ) : null}
    </>
  );
}

/** Who or what the certificate will name. */
function Subject({ request }: { readonly request: CertificateRequest }) {
  const m = useMessages(messages);
  const { commonName, title, agencyName, kind, hostNames } = request;
  const names = [...new Set([...(hostNames ?? [commonName]), title, agencyName])].filter(Boolean).join(', ');
  return <>{kind === 'person' ? names : `${names} (${kind === 'seal' ? m.seal : m.server})`}</>;
}

interface RequestsProps {
  readonly requests: readonly CertificateRequest[];
  readonly buttons: (request: CertificateRequest) => readonly RequestButton[];
}

export function Requests({ requests, buttons }: RequestsProps) {
  const m = useMessages(messages);
  const lang = useLang();
  return (
    <Table
      caption={m.requests}
      captionHidden
      rows={requests}
      rowKey={({ id }) => id}
      empty={<EmptyState title={m.noRequests} />}
      columns={[
        {
          title: m.asker,
          rowHeader: true,
          cell: (request) => <Subject request={request} />,
        },
        {
          title: m.purpose,
          cell: ({ purpose, reason, rejection }) => (
            <>
              {purposeNames[purpose][lang]}: {reason}
              {rejection ? ` – ${m.rejection}: ${rejection}` : ''}
            </>
          ),
        },
        { title: m.asked, nowrap: true, cell: ({ requestedAt }) => <Time at={requestedAt} /> },
        { title: m.state, cell: ({ state }) => <State state={state} /> },
        { title: m.action, nowrap: true, cell: (request) => <Decisions request={request} buttons={buttons(request)} /> },
      ]}
    />
  );
}
