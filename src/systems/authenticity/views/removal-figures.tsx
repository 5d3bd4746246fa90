import { formatNumber, say } from '#kernel/i18n.ts';
import { BarChart } from '#ui/bar-chart.tsx';
import { Section } from '#ui/card.tsx';
import { useLang, useMessages } from '#ui/page-context.ts';
import { Table } from '#ui/table.tsx';
import { fakeMessages } from '../fake-messages.ts';
import type { MonthOfRemovals, RemovalFigures } from '../queries/removal-figures.ts';
import { type Platform, platformNames } from '../rules/platforms.ts';
import { PlatformName } from './platform-name.tsx';

export interface RemovalFiguresProps {
  readonly figures: readonly RemovalFigures[];
  readonly months: readonly MonthOfRemovals[];
}

const tenths = (value: number): number => Math.round(value * 10) / 10;

/** How long platforms take: all of them in a table, each by month as bars, and what exactly is counted. */
export function RemovalFiguresSection({ figures, months }: RemovalFiguresProps) {
  const m = useMessages(fakeMessages);
  const lang = useLang();
  return (
    <>
      <Section title={m.figures} id="thoi-gian-go">
        <p>{m.definition}</p>
        <Table
          caption={m.figures}
          captionHidden
          rows={figures}
          rowKey={(row) => row.platform}
          columns={[
            { title: m.platform, rowHeader: true, cell: (row) => <PlatformName platform={row.platform} /> },
            { title: m.confirmed, align: 'end', cell: (row) => formatNumber(row.confirmed, lang) },
            { title: m.removed, align: 'end', cell: (row) => formatNumber(row.removed, lang) },
            {
              title: m.median,
              align: 'end',
              cell: (row) => (row.medianHours === null ? m.noFigure : m.hours(formatNumber(tenths(row.medianHours), lang))),
            },
          ]}
        />
      </Section>
      {months.length === 0 ? null : (
        <Section title={m.monthly}>
          {[...Map.groupBy(months, ({ platform }) => platform)].map(([platform, rows]) => (
            <BarChart
              key={platform}
              caption={m.byMonth(platform in platformNames ? say(platformNames[platform as Platform], lang) : platform)}
              labelTitle={m.month}
              valueTitle={m.medianHours}
              bars={rows.map(({ month, removed, medianHours }) => ({
                label: m.monthOf(`${month.slice(5)}/${month.slice(0, 4)}`, removed),
                value: tenths(medianHours),
              }))}
            />
          ))}
        </Section>
      )}
    </>
  );
}
