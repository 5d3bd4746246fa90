import { formatNumber, say } from '#kernel/i18n.ts';
import { EmptyState } from '#ui/card.tsx';
import { Page } from '#ui/layout.tsx';
import { useLang, useMessages } from '#ui/page-context.ts';
import { PreviousNext } from '#ui/pagination.tsx';
import { Table } from '#ui/table.tsx';
import { Tag } from '#ui/tag.tsx';
import { Time } from '#ui/time.tsx';
import { type FindingCode, findingTexts } from '../importing/findings.ts';
import { staffMessages } from '../staff-messages.ts';
import { placeMessages } from '../place-messages.ts';
import type { ImportRowView, ImportRun } from '../queries/imports.ts';

/** All imports, the newest first. */
export function ImportRunsPage({ runs }: { readonly runs: readonly ImportRun[] }) {
  const s = useMessages(staffMessages);
  const lang = useLang();
  const number = (value: number) => formatNumber(value, lang);
  return (
    <Page title={s.title} lead={s.lead} audience="staff">
      <Table
        caption={s.runs}
        rows={runs}
        rowKey={(run) => run.id}
        rowUrl={(run) => `/thu-vien/nhap-lieu/${run.id}`}
        empty={<EmptyState title={s.noRuns} />}
        columns={[
          { title: s.run, rowHeader: true, cell: (run) => <a href={`/thu-vien/nhap-lieu/${run.id}`}>{run.name}</a> },
          { title: s.startedAt, nowrap: true, cell: (run) => <Time at={run.startedAt} /> },
          { title: s.outcome, cell: (run) => (run.finishedAt ? s.finished : <Tag kind="warning">{s.unfinished}</Tag>) },
          { title: s.added, align: 'end', cell: (run) => number(run.added) },
          { title: s.repeated, align: 'end', cell: (run) => number(run.repeated) },
          { title: s.refused, align: 'end', cell: (run) => number(run.refused) },
          { title: s.open, align: 'end', cell: (run) => number(run.open) },
        ]}
      />
    </Page>
  );
}

export interface ImportRunPageProps {
  readonly run: ImportRun;
  readonly rows: readonly ImportRowView[];
  readonly all: boolean;
  readonly nextUrl: string | undefined;
}

/** One import line by line: what became of it and what is wrong or missing. */
export function ImportRunPage({ run, rows, all, nextUrl }: ImportRunPageProps) {
  const s = useMessages(staffMessages);
  const p = useMessages(placeMessages);
  const url = `/thu-vien/nhap-lieu/${run.id}`;
  return (
    <Page title={run.name} crumbs={[{ title: s.title, url: '/thu-vien/nhap-lieu' }, { title: run.name }]} audience="staff" wide>
      <p>
        <a href={all ? url : `${url}?moi-dong=1`}>{all ? s.onlyOpen : s.allRows}</a>
      </p>
      <Table
        caption={s.rows}
        rows={rows}
        rowKey={(row) => String(row.line)}
        empty={<EmptyState title={p.none} />}
        columns={[
          { title: s.line, align: 'end', cell: (row) => row.line },
          { title: s.document, rowHeader: true, cell: (row) => <RowDocument row={row} /> },
          { title: s.outcome, cell: (row) => s.outcomes[row.outcome] },
          { title: s.findings, cell: (row) => <Findings row={row} /> },
        ]}
      />
      <PreviousNext nextUrl={nextUrl} />
    </Page>
  );
}

function RowDocument({ row }: { readonly row: ImportRowView }) {
  const label = row.numberNotation ?? row.name;
  return (
    <>
      {row.documentId ? <a href={`/thu-vien/van-ban/${row.documentId}`}>{label}</a> : label}
      {row.abstract ? <span class="mc-hint"> {shortened(row.abstract)}</span> : null}
    </>
  );
}

const SHOWN_ABSTRACT = 140;

function shortened(abstract: string): string {
  return abstract.length > SHOWN_ABSTRACT ? `${abstract.slice(0, SHOWN_ABSTRACT)}…` : abstract;
}

function Findings({ row }: { readonly row: ImportRowView }) {
  return row.reason ? <>{row.reason}</> : <FindingList findings={row.findings} />;
}

/** What is wrong with each field, and what the text suggests. */
export function FindingList({ findings }: { readonly findings: ImportRowView['findings'] }) {
  const s = useMessages(staffMessages);
  const lang = useLang();
  if (findings.length === 0) return null;
  return (
    <ul class="ds-list">
      {findings.map(({ field, code, given, suggested }) => (
        <li key={`${field} ${code}`}>
          {s.fields[field as keyof typeof s.fields] ?? field}: {say(findingTexts[code as FindingCode], lang)}
          {given ? ` “${given.slice(0, 80)}”` : ''}
          {suggested ? `; ${s.suggested(suggested.slice(0, 120))}` : ''}
        </li>
      ))}
    </ul>
  );
}
