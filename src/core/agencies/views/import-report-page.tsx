import { formatNumber } from '#kernel/i18n.ts';
import { dateOf, shortDate } from '#kernel/time.ts';
import { Details, EmptyState, Section } from '#ui/card.tsx';
import { Page } from '#ui/layout.tsx';
import { useLang, useMessages } from '#ui/page-context.ts';
import { Table } from '#ui/table.tsx';
import { messages } from '../messages.ts';
import type { Discrepancy } from '../units/model.ts';

interface Report {
  readonly source: string;
  readonly at: Date;
  readonly discrepancies: readonly Discrepancy[];
}

/** Rows shown of one kind; the whole report is what `motcua import units` prints. */
const SHOWN = 30;

function Rows({ kind, rows }: { readonly kind: string; readonly rows: readonly Discrepancy[] }) {
  const m = useMessages(messages);
  const lang = useLang();
  const shown = rows.slice(0, SHOWN);
  return (
    <Table
      caption={`${kind}. ${m.shownOf(formatNumber(shown.length, lang), formatNumber(rows.length, lang))}`}
      rows={shown}
      rowKey={(row) => `${row.kind} ${row.row} ${row.values[0]?.source ?? ''}`}
      columns={[
        { title: m.row, rowHeader: true, nowrap: true, cell: (row) => row.row },
        { title: m.values, cell: (row) => row.values.map(({ source, value }) => `${source}: ${value || '–'}`).join('; ') },
        { title: m.taken, cell: (row) => row.taken || m.leftOut },
      ]}
    />
  );
}

function ReportSection({ report }: { readonly report: Report }) {
  const m = useMessages(messages);
  const lang = useLang();
  const byKind = [...Map.groupBy(report.discrepancies, (row) => row.kind)];
  return (
    <Section title={m.reportOf(report.source, shortDate(dateOf(report.at)))}>
      {byKind.map(([kind, rows]) => (
        <Details key={kind} summary={`${m.discrepancies[kind]} (${formatNumber(rows.length, lang)})`}>
          <Rows kind={m.discrepancies[kind]} rows={rows} />
        </Details>
      ))}
    </Section>
  );
}

function ImportReport({ reports }: { readonly reports: readonly Report[] }) {
  const m = useMessages(messages);
  return (
    <Page
      title={m.reportTitle}
      lead={m.reportLead}
      audience="staff"
      crumbs={[{ title: m.title, url: '/quan-tri/co-quan' }, { title: m.reportTitle }]}
    >
      {reports.length === 0 ? <EmptyState title={m.reportEmpty} /> : null}
      {reports.map((report) => (
        <ReportSection key={report.source} report={report} />
      ))}
    </Page>
  );
}

export function ImportReportPage(props: { readonly reports: readonly Report[] }) {
  return <ImportReport {...props} />;
}
