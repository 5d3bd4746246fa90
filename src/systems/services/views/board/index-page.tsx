import type { Agency } from '#core/agencies/index.ts';
import { formatNumber } from '#kernel/i18n.ts';
import { EmptyState, Section } from '#ui/card.tsx';
import { Page } from '#ui/layout.tsx';
import { useLang, useMessages } from '#ui/page-context.ts';
import { Table } from '#ui/table.tsx';
import { Tabs } from '#ui/tabs.tsx';
import { Time } from '#ui/time.tsx';
import { messages } from '../../board/messages.ts';
import type { Ranked } from '../../board/queries/boards.ts';
import type { Score } from '../../board/points.ts';
import type { LateCase } from '../../board/queries/progress.ts';
import { CauseChart, PeriodForm, ScoreTable } from './score-table.tsx';

export interface IndexPageProps {
  /** Undefined: the whole site. */
  readonly agency: Agency | undefined;
  /** Whether agencies below it are counted too; undefined: there are none. */
  readonly whole: boolean | undefined;
  readonly score: Score;
  readonly ranking: readonly Ranked[];
  readonly late: readonly LateCase[];
  readonly most: number;
  readonly period: string;
  readonly periods: readonly string[];
  readonly at: Date;
}

const BOARD = '/chi-so-766';

/** The index as everybody sees it: counts and causes, no case. */
export function IndexPage(props: IndexPageProps) {
  const { agency, whole, score, ranking, late, most, period, periods, at } = props;
  const m = useMessages(messages);
  const here = agency ? `${BOARD}/${agency.code}` : BOARD;
  const query = `ky=${period}${whole ? '&pham-vi=ca-cap-duoi' : ''}`;
  const api = `/api/chi-so-766${agency ? `/${agency.code}` : ''}`;
  return (
    <Page
      title={agency?.name ?? m.title}
      lead={m.lead}
      {...(agency ? { crumbs: [{ title: m.nav, url: BOARD }, { title: agency.name }] } : {})}
    >
      <PeriodForm action={here} period={period} periods={periods} whole={whole} />
      {whole === undefined ? null : (
        <Tabs
          label={m.scope}
          tabs={[
            { title: m.alone, url: `${here}?ky=${period}`, current: !whole },
            { title: m.whole, url: `${here}?ky=${period}&pham-vi=ca-cap-duoi`, current: whole },
          ]}
        />
      )}
      {score.percent === undefined ? (
        <EmptyState title={m.empty} />
      ) : (
        <>
          <ScoreTable score={score} />
          <CauseChart late={late} most={most} />
        </>
      )}
      {ranking.length === 0 ? null : <Ranking ranking={ranking} period={period} />}
      <p class="mc-hint">
        {m.at} <Time at={at} />. {m.machine}: <a href={`${api}?${query}`}>JSON</a>, <a href={`${api}.csv?${query}`}>CSV</a>
      </p>
    </Page>
  );
}

function Ranking({ ranking, period }: { readonly ranking: readonly Ranked[]; readonly period: string }) {
  const m = useMessages(messages);
  const lang = useLang();
  const number = (value: number): string => formatNumber(value, lang);
  return (
    <Section title={m.ranking}>
      <Table
        caption={m.ranking}
        captionHidden
        rows={ranking}
        rowKey={({ agency }) => agency.id}
        columns={[
          { title: m.rank, align: 'end', nowrap: true, cell: (_row, index) => index + 1 },
          { title: m.agency, rowHeader: true, cell: ({ agency }) => <a href={`${BOARD}/${agency.code}?ky=${period}`}>{agency.name}</a> },
          { title: m.points, align: 'end', nowrap: true, cell: ({ score }) => m.of(number(score.scored), number(score.measurable)) },
          { title: m.percent, align: 'end', nowrap: true, cell: ({ score }) => `${number(score.percent ?? 0)} %` },
        ]}
      />
    </Section>
  );
}
