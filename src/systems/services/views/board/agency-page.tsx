import type { CaseRecord } from '#core/cases/index.ts';
import { formatNumber } from '#kernel/i18n.ts';
import { EmptyState, Section } from '#ui/card.tsx';
import { Page } from '#ui/layout.tsx';
import { useLang, useMessages } from '#ui/page-context.ts';
import { Table } from '#ui/table.tsx';
import { Time } from '#ui/time.tsx';
import { messages, periodTitle } from '../../board/messages.ts';
import type { MeasureScore, Score } from '../../board/points.ts';
import { isOpened } from '../../board/queries/behind.ts';
import type { LateCase } from '../../board/queries/progress.ts';
import { CauseChart, PeriodForm, ScoreTable } from './score-table.tsx';

const HERE = '/giai-quyet/chi-so';

export interface AgencyIndexProps {
  readonly agency: string;
  readonly score: Score;
  readonly late: readonly LateCase[];
  /** Bound of the late cases that were looked at, and of those in the list. */
  readonly most: number;
  readonly shown: number;
  readonly words: readonly string[];
  readonly period: string;
  readonly periods: readonly string[];
}

/** An agency's index for its own officials: numbers open to the cases behind them. */
export function AgencyIndexPage({ agency, score, late, most, shown, words, period, periods }: AgencyIndexProps) {
  const m = useMessages(messages);
  return (
    <Page title={m.staffTitle} lead={agency} audience="staff">
      <PeriodForm action={HERE} period={period} periods={periods} />
      <ScoreTable score={score} urlOf={({ key, share }) => (share && isOpened(key) ? `${HERE}?ky=${period}&muc=${key}` : undefined)} />
      <CauseChart late={late} most={most} />
      {late.length > 0 ? <LateTable late={late.slice(0, shown)} /> : null}
      <Section title={m.words}>
        {words.length === 0 ? (
          <p>{m.noWords}</p>
        ) : (
          <ul class="ds-list">
            {words.map((one, index) => (
              <li key={index}>{one}</li>
            ))}
          </ul>
        )}
      </Section>
    </Page>
  );
}

function LateTable({ late }: { readonly late: readonly LateCase[] }) {
  const m = useMessages(messages);
  const lang = useLang();
  return (
    <Section title={m.late}>
      <Table
        caption={m.late}
        captionHidden
        rows={late}
        rowKey={({ id }) => id}
        columns={[
          { title: m.case, rowHeader: true, cell: ({ code, title }) => <a href={`/giai-quyet/${code}`}>{`${code} ${title}`}</a> },
          { title: m.legalDue, nowrap: true, cell: ({ legalAt }) => <Time at={legalAt} /> },
          { title: m.ended, nowrap: true, cell: ({ endedAt }) => (endedAt ? <Time at={endedAt} /> : m.open) },
          { title: m.cause, cell: ({ cause }) => (cause ? m.causesNames[cause] : m.noCause) },
          {
            title: m.hours,
            align: 'end',
            cell: ({ cause, spent }) => (cause ? formatNumber(Math.round((spent[cause] ?? 0) / 6) / 10, lang) : '–'),
          },
        ]}
      />
    </Section>
  );
}

export interface BehindProps {
  readonly measure: MeasureScore;
  readonly records: readonly CaseRecord[];
  readonly period: string;
  readonly most: number;
}

/** The cases that made a measure smaller than it could be. */
export function BehindPage({ measure, records, period, most }: BehindProps) {
  const m = useMessages(messages);
  const lang = useLang();
  const title = m.behind(measure.title[lang]);
  return (
    <Page
      title={title}
      lead={`${periodTitle(period, m)}. ${measure.formula[lang]}`}
      audience="staff"
      crumbs={[{ title: m.staffTitle, url: `${HERE}?ky=${period}` }, { title }]}
    >
      {records.length === 0 ? (
        <EmptyState title={m.noneBehind} />
      ) : (
        <Table
          caption={m.missed}
          rows={records}
          rowKey={({ id }) => id}
          columns={[
            { title: m.case, rowHeader: true, cell: ({ code, title: name }) => <a href={`/giai-quyet/${code}`}>{`${code} ${name}`}</a> },
            { title: m.ended, nowrap: true, cell: ({ endedAt }) => (endedAt ? <Time at={endedAt} /> : m.open) },
          ]}
        />
      )}
      {records.length >= most ? <p class="mc-hint">{m.atMost(formatNumber(most, lang))}</p> : null}
    </Page>
  );
}
