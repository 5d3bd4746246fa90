import type { Problem } from '#kernel/problem.ts';
import { Button } from '#ui/button.tsx';
import { EmptyState, Section } from '#ui/card.tsx';
import { DescriptionList } from '#ui/description-list.tsx';
import { TextArea } from '#ui/fields.tsx';
import { Form } from '#ui/form.tsx';
import { Page } from '#ui/layout.tsx';
import { useMessages } from '#ui/page-context.ts';
import { Table } from '#ui/table.tsx';
import { Tag } from '#ui/tag.tsx';
import { Time } from '#ui/time.tsx';
import { messages } from '../messages.ts';
import { PlainText } from './plain-text.tsx';
import { ChannelTabs } from './releases-page.tsx';
import { reportMessages } from '../reports/messages.ts';
import type { Report } from '../reports/queries.ts';

export const REPORTS = '/kenh/bao-xau';

const hostOf = (uri: string): string => (URL.canParse(uri) ? new URL(uri).host : uri);

function State({ report }: { readonly report: Report }) {
  const m = useMessages(reportMessages);
  return report.settledAt === null ? <Tag kind="warning">{m.open}</Tag> : <Tag kind="done">{m.settled}</Tag>;
}

function Reports({ reports }: { readonly reports: readonly Report[] }) {
  const c = useMessages(messages);
  const m = useMessages(reportMessages);
  return (
    <Page title={c.title} lead={m.lead} audience="staff" wide>
      <ChannelTabs current="reports" />
      <Table
        caption={m.title}
        captionHidden
        rows={reports}
        rowKey={(report) => report.id}
        empty={<EmptyState title={m.none} />}
        columns={[
          {
            title: m.content,
            rowHeader: true,
            cell: (one) => <a href={`${REPORTS}/${one.id}`}>{one.content.trim() === '' ? m.noContent : one.content.slice(0, 120)}</a>,
          },
          { title: m.account, cell: (one) => one.connectionName },
          { title: m.from, cell: (one) => hostOf(one.from) },
          { title: m.at, cell: (one) => <Time at={one.at} /> },
          { title: m.state, cell: (one) => <State report={one} /> },
        ]}
      />
    </Page>
  );
}

/** What other servers reported about accounts of the agency. */
export function ReportsPage(props: { readonly reports: readonly Report[] }) {
  return <Reports {...props} />;
}

/** An address that a report is about; with its release when it is a post of ours. */
export interface About {
  readonly uri: string;
  readonly kind: 'account' | 'post' | 'other';
  readonly release?: { readonly id: string; readonly title: string };
}

interface ReportProps {
  readonly report: Report;
  readonly about: readonly About[];
  readonly settledBy: string;
  readonly maySettle: boolean;
  readonly problem?: Problem;
  readonly values?: Readonly<Record<string, unknown>>;
}

function AboutLine({ about }: { readonly about: About }) {
  const m = useMessages(reportMessages);
  if (about.release) return <a href={`/kenh/tin/${about.release.id}`}>{`${m.seeRelease}: ${about.release.title}`}</a>;
  // What a stranger sent is shown as words, not as a way to follow.
  return <span>{about.kind === 'account' ? m.accountItself : `${m.otherAddress}: ${about.uri}`}</span>;
}

function OneReport({ report, about, settledBy, maySettle, problem, values }: ReportProps) {
  const c = useMessages(messages);
  const m = useMessages(reportMessages);
  const settled = report.settledAt && [
    { term: m.settledBy, value: settledBy },
    { term: m.settledAt, value: <Time at={report.settledAt} /> },
    { term: m.reason, value: report.reason ?? '' },
  ];
  return (
    <Page
      title={`${m.one}: ${report.connectionName}`}
      audience="staff"
      crumbs={[{ title: c.title, url: '/kenh' }, { title: m.title, url: REPORTS }, { title: m.one }]}
      failed={problem !== undefined}
    >
      <DescriptionList
        items={[
          { term: m.state, value: <State report={report} /> },
          { term: m.account, value: <a href={`/kenh/tai-khoan/${report.connectionId}`}>{report.connectionName}</a> },
          { term: m.from, value: report.from },
          { term: m.at, value: <Time at={report.at} /> },
          ...(settled ?? []),
        ]}
      />
      <Section title={m.about}>
        <ul>
          {about.map((one) => (
            <li key={one.uri}>
              <AboutLine about={one} />
            </li>
          ))}
        </ul>
      </Section>
      <Section title={m.content}>
        <PlainText text={report.content.trim() === '' ? m.noContent : report.content} />
      </Section>
      {maySettle && report.settledAt === null ? (
        <Form action={`${REPORTS}/${report.id}`} values={values ?? {}} errors={problem?.fields} refusals={problem?.refusals}>
          <TextArea name="reason" label={m.reason} hint={m.reasonHint} rows={3} required />
          <p>{m.settleNote}</p>
          <Button variant="primary">{m.settle}</Button>
        </Form>
      ) : null}
    </Page>
  );
}

/** One report: what it is about, what it says, and what was done. */
export function ReportPage(props: ReportProps) {
  return <OneReport {...props} />;
}
