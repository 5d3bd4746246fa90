import { formatNumber } from '#kernel/i18n.ts';
import { LinkButton } from '#ui/button.tsx';
import { EmptyState, Section } from '#ui/card.tsx';
import { Page } from '#ui/layout.tsx';
import { useLang, useMessages } from '#ui/page-context.ts';
import { Table } from '#ui/table.tsx';
import { Tabs } from '#ui/tabs.tsx';
import { Tag } from '#ui/tag.tsx';
import { Time } from '#ui/time.tsx';
import { messages } from '../../messages.ts';
import { answerMessages } from '../../press/answers/messages.ts';
import type { AnswerFigures, AnswerTerm } from '../../press/answers/queries.ts';

const PATH = '/tin/tra-loi-bao-chi';

interface AnswersPageProps {
  readonly year: number;
  readonly years: readonly number[];
  readonly figures: readonly AnswerFigures[];
  readonly terms: readonly AnswerTerm[];
}

function Definitions({ terms }: Pick<AnswersPageProps, 'terms'>) {
  const m = useMessages(answerMessages);
  return (
    <Section title={m.definitions}>
      <ul class="ds-list">
        {m.definitionItems.map((item) => (
          <li key={item}>{item}</li>
        ))}
        {terms.map((term) => (
          <li key={term.id}>
            {m.termsNow}: {`${term.days} ${m.units[term.unit]}`}, {m.from} <Time at={term.validFrom} />. {m.source}: {term.source}.{' '}
            {term.confirmedAt ? null : <Tag kind="warning">{m.unconfirmed}</Tag>}
          </li>
        ))}
      </ul>
    </Section>
  );
}

/** How agencies answered the press in a year: every figure beside how it is counted. */
export function AnswersPage({ year, years, figures, terms }: AnswersPageProps) {
  const m = useMessages(answerMessages);
  const news = useMessages(messages);
  const lang = useLang();
  return (
    <Page title={m.title} lead={m.lead} crumbs={[{ title: news.title, url: '/tin' }, { title: m.title }]}>
      <Tabs label={m.year} tabs={years.map((one) => ({ title: String(one), url: `${PATH}?nam=${one}`, current: one === year }))} />
      <Table
        caption={`${m.title}, ${year}`}
        captionHidden
        rows={figures}
        rowKey={(one) => `${one.agencyId}-${one.quarter ?? 0}`}
        empty={<EmptyState title={m.none} />}
        columns={[
          { title: m.agency, rowHeader: true, cell: (one) => one.agencyName },
          {
            title: m.period,
            nowrap: true,
            cell: (one) => (one.quarter === null ? <strong>{m.wholeYear}</strong> : m.quarterName(one.quarter)),
          },
          { title: m.asked, align: 'end', cell: (one) => one.asked },
          { title: m.inTime, align: 'end', cell: (one) => one.inTime },
          { title: m.late, align: 'end', cell: (one) => one.late },
          { title: m.overdue, align: 'end', cell: (one) => one.overdue },
          { title: m.waiting, align: 'end', cell: (one) => one.waiting },
          { title: m.median, align: 'end', cell: (one) => (one.medianDays === null ? '–' : formatNumber(one.medianDays, lang)) },
        ]}
      />
      <p>
        <LinkButton href={`${PATH}.csv?nam=${year}`}>{m.csv}</LinkButton>
      </p>
      <Definitions terms={terms} />
    </Page>
  );
}
