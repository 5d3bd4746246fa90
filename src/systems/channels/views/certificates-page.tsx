import type { Problem } from '#kernel/problem.ts';
import { Button } from '#ui/button.tsx';
import { EmptyState, Section } from '#ui/card.tsx';
import { SelectField } from '#ui/choices.tsx';
import { DateField, TextField } from '#ui/fields.tsx';
import { FoldedForm, Form } from '#ui/form.tsx';
import { Page } from '#ui/layout.tsx';
import { useMessages } from '#ui/page-context.ts';
import { Table } from '#ui/table.tsx';
import { Tag } from '#ui/tag.tsx';
import { Time } from '#ui/time.tsx';
import { messages } from '../messages.ts';
import type { Certificate } from '../training/certificates.ts';
import { trainingMessages } from '../training/messages.ts';

export interface CertificatesProps {
  readonly agencyId: string;
  readonly certificates: readonly Certificate[];
  readonly names: ReadonlyMap<string, string>;
  /** Who may be given one; empty for those who may not enter any. */
  readonly people: readonly { readonly value: string; readonly label: string }[];
  readonly mayManage: boolean;
  /** `yyyy-mm-dd` */
  readonly today: string;
  readonly problem?: Problem;
  readonly values?: Readonly<Record<string, unknown>>;
}

function State({ certificate, today }: { readonly certificate: Certificate; readonly today: string }) {
  const m = useMessages(trainingMessages);
  if (certificate.withdrawnAt !== null) {
    return (
      <>
        <Tag kind="late">{m.withdrawn}</Tag> {certificate.withdrawnReason}
      </>
    );
  }
  if (certificate.validUntil < today) return <Tag kind="warning">{m.expired}</Tag>;
  return certificate.validFrom > today ? <Tag kind="info">{m.later}</Tag> : <Tag kind="done">{m.valid}</Tag>;
}

function Withdraw({ id }: { readonly id: string }) {
  const m = useMessages(trainingMessages);
  return (
    <FoldedForm label={m.withdraw} action={`/kenh/chung-nhan/${id}/huy`} id={`withdraw-${id}`}>
      <TextField name="reason" label={m.reason} maxLength={500} required />
    </FoldedForm>
  );
}

function Certificates(props: CertificatesProps) {
  const { agencyId, certificates, names, people, mayManage, today, problem, values } = props;
  const m = useMessages(trainingMessages);
  const channels = useMessages(messages);
  const crumbs = [{ title: channels.title, url: '/kenh' }, { title: channels.accounts, url: '/kenh/tai-khoan' }, { title: m.title }];
  return (
    <Page title={m.title} lead={m.lead} audience="staff" wide crumbs={crumbs} failed={problem !== undefined}>
      <Table
        caption={m.title}
        captionHidden
        rows={certificates}
        rowKey={({ id }) => id}
        empty={<EmptyState title={m.none} />}
        columns={[
          { title: m.holder, rowHeader: true, cell: (one) => names.get(one.accountId) ?? '–' },
          { title: m.course, cell: (one) => one.course },
          { title: m.issuer, cell: (one) => one.issuer },
          { title: m.number, cell: (one) => one.number },
          { title: m.validFrom, nowrap: true, cell: (one) => <Time at={one.validFrom} /> },
          { title: m.validUntil, nowrap: true, cell: (one) => <Time at={one.validUntil} /> },
          { title: m.state, cell: (one) => <State certificate={one} today={today} /> },
          ...(mayManage
            ? [{ title: m.withdraw, cell: (one: Certificate) => (one.withdrawnAt === null ? <Withdraw id={one.id} /> : null) }]
            : []),
        ]}
      />
      {mayManage ? (
        <Section title={m.add}>
          <Form action="/kenh/chung-nhan" values={values} errors={problem?.fields} refusals={problem?.refusals} id="certificate">
            <input type="hidden" name="agencyId" value={agencyId} />
            <SelectField name="accountId" label={m.holder} choices={people} required />
            <TextField name="course" label={m.course} maxLength={200} required />
            <TextField name="issuer" label={m.issuer} maxLength={200} required />
            <TextField name="number" label={m.number} width="medium" maxLength={60} spellcheck={false} required />
            <DateField name="validFrom" label={m.validFrom} required />
            <DateField name="validUntil" label={m.validUntil} required />
            <Button variant="primary">{m.add}</Button>
          </Form>
        </Section>
      ) : null}
    </Page>
  );
}

/** Who of the agency is trained to publish, and until when. */
export function CertificatesPage(props: CertificatesProps) {
  return <Certificates {...props} />;
}
