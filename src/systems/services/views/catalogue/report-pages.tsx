import { formatNumber } from '#kernel/i18n.ts';
import { dateOf, shortDate } from '#kernel/time.ts';
import { Details, EmptyState, Section } from '#ui/card.tsx';
import { Page } from '#ui/layout.tsx';
import { useLang, useMessages } from '#ui/page-context.ts';
import { PreviousNext } from '#ui/pagination.tsx';
import { Table } from '#ui/table.tsx';
import { Time } from '#ui/time.tsx';
import { procedureUrl } from '../../catalogue/addresses.ts';
import { messages } from '../../catalogue/messages.ts';
import type { FieldReport, GapRow, ImportReport, ImportRun } from '../../catalogue/report.ts';
import { reportMessages } from '../../catalogue/report-messages.ts';

const gapUrl = (field: string, reason: string, after?: string): string =>
  `/quan-tri/thu-tuc/nhap/${field}/${reason}${after === undefined ? '' : `?sau=${encodeURIComponent(after)}`}`;

function reasonName(reason: string, m: (typeof reportMessages)['vi']): string {
  return m.reasons[reason as keyof typeof m.reasons] ?? reason;
}

/** The public page: shares by field, honestly. */
export function SummaryPage({ report }: { readonly report: ImportReport }) {
  const m = useMessages(reportMessages);
  const list = useMessages(messages);
  return (
    <Page title={m.title} lead={m.lead} description={m.lead} crumbs={[{ title: list.title, url: '/thu-tuc' }, { title: m.title }]}>
      <Shares report={report} linked={false} />
    </Page>
  );
}

function Shares({ report, linked }: { readonly report: ImportReport; readonly linked: boolean }) {
  const m = useMessages(reportMessages);
  const lang = useLang();
  if (report.procedures === 0) return <EmptyState title={m.none} />;
  const number = (value: number): string => formatNumber(value, lang);
  const share = ({ parsed, pieces }: FieldReport): string =>
    pieces === 0 ? '–' : `${number(Math.floor((1000 * parsed) / pieces) / 10)} %`;
  return (
    <>
      {report.newest ? <p>{m.from(number(report.procedures), shortDate(dateOf(report.newest.beganAt)))}</p> : null}
      {report.gone > 0 ? <p>{m.gone(number(report.gone))}</p> : null}
      <Table
        caption={m.title}
        captionHidden
        rows={report.fields}
        rowKey={({ field }) => field}
        columns={[
          { title: m.field, rowHeader: true, cell: ({ field }) => m.fields[field] },
          { title: m.pieces, align: 'end', nowrap: true, cell: ({ pieces }) => number(pieces) },
          { title: m.parsed, align: 'end', nowrap: true, cell: ({ parsed }) => number(parsed) },
          { title: m.share, align: 'end', nowrap: true, cell: share },
          { title: m.unsaid, align: 'end', nowrap: true, cell: ({ unsaid }) => number(unsaid) },
          { title: m.why, cell: (row) => <Reasons row={row} linked={linked} /> },
        ]}
      />
      <p class="mc-hint">{m.caution}</p>
    </>
  );
}

function Reasons({ row, linked }: { readonly row: FieldReport; readonly linked: boolean }) {
  const m = useMessages(reportMessages);
  const lang = useLang();
  return (
    <>
      {row.reasons.map(({ reason, pieces, procedures }) => {
        const words = `${reasonName(reason, m)}: ${formatNumber(pieces, lang)} (${m.procedures(formatNumber(procedures, lang))})`;
        return <div key={reason}>{linked ? <a href={gapUrl(row.field, reason)}>{words}</a> : words}</div>;
      })}
    </>
  );
}

/** For those who keep the list: the same with every gap to open, and the runs. */
export function ReportPage({ report, runs }: { readonly report: ImportReport; readonly runs: readonly ImportRun[] }) {
  const m = useMessages(reportMessages);
  const lang = useLang();
  const number = (value: number): string => formatNumber(value, lang);
  return (
    <Page title={m.staffTitle} lead={m.lead} audience="staff">
      <Section title={m.title}>
        <Shares report={report} linked />
      </Section>
      {runs.length === 0 ? null : (
        <Section title={m.runs}>
          <Table
            caption={m.runs}
            captionHidden
            rows={runs}
            rowKey={({ id }) => id}
            columns={[
              { title: m.began, rowHeader: true, cell: ({ beganAt }) => <Time at={beganAt} /> },
              { title: m.file, cell: ({ fileName, finishedAt }) => (finishedAt === null ? `${fileName} (${m.unfinished})` : fileName) },
              { title: m.added, align: 'end', cell: ({ added }) => number(added) },
              { title: m.changed, align: 'end', cell: ({ changed }) => number(changed) },
              { title: m.unchanged, align: 'end', cell: ({ unchanged }) => number(unchanged) },
              { title: m.missing, align: 'end', cell: ({ gone }) => number(gone) },
              { title: m.refused, cell: ({ refused }) => <Refused lines={refused} /> },
            ]}
          />
        </Section>
      )}
    </Page>
  );
}

function Refused({ lines }: { readonly lines: ImportRun['refused'] }) {
  const m = useMessages(reportMessages);
  const lang = useLang();
  if (lines.length === 0) return <>0</>;
  return (
    <Details summary={formatNumber(lines.length, lang)}>
      <ul>
        {lines.map(({ line, reason }) => (
          <li key={line}>{m.line(line, reason)}</li>
        ))}
      </ul>
    </Details>
  );
}

export interface GapsPageProps {
  readonly field: string;
  readonly reason: string;
  readonly rows: readonly GapRow[];
  readonly next: string | undefined;
}

/** Procedures with one kind of gap, each with a sample, to open. */
export function GapsPage({ field, reason, rows, next }: GapsPageProps) {
  const m = useMessages(reportMessages);
  const lang = useLang();
  const title = `${m.fields[field as keyof typeof m.fields] ?? field}: ${reasonName(reason, m)}`;
  return (
    <Page title={title} audience="staff" crumbs={[{ title: m.staffTitle, url: '/quan-tri/thu-tuc/nhap' }, { title }]}>
      <Table
        caption={title}
        captionHidden
        rows={rows}
        rowKey={({ code }) => code}
        rowUrl={({ code }) => procedureUrl(code)}
        columns={[
          { title: m.procedure, rowHeader: true, cell: ({ code, name }) => <a href={procedureUrl(code)}>{`${code} ${name}`}</a> },
          { title: m.count, align: 'end', cell: ({ pieces }) => formatNumber(pieces, lang) },
          { title: m.sample, cell: ({ sample }) => sample },
        ]}
      />
      {next === undefined ? null : <PreviousNext nextUrl={gapUrl(field, reason, next)} />}
    </Page>
  );
}
