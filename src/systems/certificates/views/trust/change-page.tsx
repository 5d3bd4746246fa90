import { type ChangedService, domainNames, type ListedService, serviceTypeNames, type TrustChange } from '#core/signatures/index.ts';
import type { Problem } from '#kernel/problem.ts';
import { Button } from '#ui/button.tsx';
import { Section } from '#ui/card.tsx';
import { DescriptionList } from '#ui/description-list.tsx';
import { TextField } from '#ui/fields.tsx';
import { FoldedForm, Form, Refusals } from '#ui/form.tsx';
import { Page } from '#ui/layout.tsx';
import { Notice } from '#ui/notice.tsx';
import { useLang, useMessages } from '#ui/page-context.ts';
import { Table } from '#ui/table.tsx';
import { Tag } from '#ui/tag.tsx';
import { Time } from '#ui/time.tsx';
import { changeKinds, changeStates, trustMessages } from '../../trust/messages.ts';
import { StatusFields } from './desk-page.tsx';
import { Before, Fingerprint, History, ServiceName } from './parts.tsx';

const DESK = '/chung-thu-so/tin-cay';

export interface ChangePageProps {
  readonly change: TrustChange;
  readonly services: readonly ChangedService[];
  readonly names: ReadonlyMap<string, string>;
  /** Whether the reader proposed it, and so may not confirm it. */
  readonly own: boolean;
  readonly problem?: Problem | undefined;
}

/** A proposal: what would change, and the decision of another person. */
export function TrustChangePage({ change, services, names, own, problem }: ChangePageProps) {
  const m = useMessages(trustMessages);
  const lang = useLang();
  const crumbs = [{ title: m.desk, url: DESK }, { title: m.change }];
  return (
    <Page title={changeKinds[change.kind][lang]} audience="staff" crumbs={crumbs} failed={problem !== undefined}>
      <Refusals refusals={problem?.refusals ?? []} />
      <DescriptionList
        items={[
          { term: m.status, value: <State state={change.state} /> },
          { term: m.rejection, value: change.rejection },
          { term: m.basis, value: change.basis },
          { term: m.by, value: names.get(change.proposedBy) ?? '–' },
          { term: m.proposed, value: <Time at={change.proposedAt} /> },
          { term: m.decided, value: change.decidedAt && <Time at={change.decidedAt} /> },
          { term: m.sourceName, value: change.sourceName },
          { term: m.domain, value: change.sourceDomain && domainNames[change.sourceDomain][lang] },
          { term: m.signer, value: change.sourceSigner && <Fingerprint hex={change.sourceSigner} /> },
          { term: m.listNumber, value: change.listNumber },
          { term: m.issued, value: change.listIssuedAt && <Time at={change.listIssuedAt} /> },
        ]}
      />
      {change.kind === 'source' ? null : (
        <Section title={m.changes}>{services.length > 0 ? <Changed services={services} /> : <p>{m.noChanges}</p>}</Section>
      )}
      {change.state === 'proposed' ? <Decision id={change.id} own={own} problem={problem} /> : null}
    </Page>
  );
}

function State({ state }: Pick<TrustChange, 'state'>) {
  const lang = useLang();
  const kind = state === 'confirmed' ? 'done' : state === 'rejected' ? 'warning' : 'info';
  return <Tag kind={kind}>{changeStates[state][lang]}</Tag>;
}

function Changed({ services }: Pick<ChangePageProps, 'services'>) {
  const m = useMessages(trustMessages);
  const lang = useLang();
  return (
    <Table
      caption={m.changes}
      captionHidden
      rows={services}
      rowKey={({ id }) => id}
      columns={[
        { title: m.service, rowHeader: true, cell: (one) => <ServiceName {...one} /> },
        { title: m.domain, cell: ({ domain }) => domainNames[domain][lang] },
        {
          title: m.certificate,
          cell: ({ subject, notAfter, fingerprint }) => (
            <>
              {subject}, <Time at={notAfter} />
              <br />
              <Fingerprint hex={fingerprint} />
            </>
          ),
        },
        { title: m.today, cell: (one) => <Before {...one} /> },
        { title: m.after, cell: ({ history }) => <History history={history} /> },
      ]}
    />
  );
}

function Decision({ id, own, problem }: { readonly id: string } & Pick<ChangePageProps, 'own' | 'problem'>) {
  const m = useMessages(trustMessages);
  const base = `${DESK}/thay-doi/${id}`;
  return (
    <>
      {own ? (
        <Notice kind="info">{m.ownProposal}</Notice>
      ) : (
        <Form action={`${base}/xac-nhan`}>
          <Button variant="primary">{m.confirm}</Button>
        </Form>
      )}
      <FoldedForm label={m.reject} action={`${base}/tu-choi`} errors={problem?.fields}>
        <TextField name="rejection" label={m.rejection} maxLength={500} required />
      </FoldedForm>
    </>
  );
}

export interface ServicePageProps {
  readonly service: ListedService;
  readonly problem?: Problem;
  readonly values?: Readonly<Record<string, unknown>>;
}

/** One service of others: its history, and the form to propose another status. */
export function TrustServicePage({ service, problem, values }: ServicePageProps) {
  const m = useMessages(trustMessages);
  const lang = useLang();
  const { certificate, domain, type, history, provider, name } = service;
  return (
    <Page
      title={name}
      lead={provider}
      audience="staff"
      crumbs={[{ title: m.desk, url: DESK }, { title: name }]}
      failed={problem !== undefined}
    >
      <DescriptionList
        items={[
          { term: m.domain, value: domainNames[domain][lang] },
          { term: m.type, value: serviceTypeNames[type][lang] },
          { term: m.certificate, value: certificate.subject.commonName },
          { term: m.fingerprint, value: <Fingerprint hex={certificate.fingerprint} /> },
          { term: m.history, value: <History history={history} /> },
        ]}
      />
      <Section title={m.changeStatus}>
        <p>{m.changeStatusHint}</p>
        <Form action={`${DESK}/${service.id}`} values={values} errors={problem?.fields} refusals={problem?.refusals}>
          <StatusFields />
          <Button variant="primary">{m.propose}</Button>
        </Form>
      </Section>
    </Page>
  );
}
