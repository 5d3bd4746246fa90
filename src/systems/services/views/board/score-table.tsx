import { formatNumber } from '#kernel/i18n.ts';
import { BarChart } from '#ui/bar-chart.tsx';
import { Details, Section } from '#ui/card.tsx';
import { Button } from '#ui/button.tsx';
import { SelectField } from '#ui/choices.tsx';
import { Form } from '#ui/form.tsx';
import { useLang, useMessages } from '#ui/page-context.ts';
import { Figures } from '#ui/progress.tsx';
import { Table } from '#ui/table.tsx';
import { Tag } from '#ui/tag.tsx';
import { messages, periodTitle } from '../../board/messages.ts';
import type { MeasureScore, Score } from '../../board/points.ts';
import { CAUSES } from '../../board/progress.ts';
import type { LateCase } from '../../board/queries/progress.ts';

export interface PeriodFormProps {
  readonly action: string;
  readonly period: string;
  readonly periods: readonly string[];
  /** Also in the address: the scope. */
  readonly whole?: boolean | undefined;
}

/** Which month, quarter or year. */
export function PeriodForm({ action, period, periods, whole }: PeriodFormProps) {
  const m = useMessages(messages);
  const keys = periods.includes(period) ? periods : [period, ...periods];
  return (
    <Form action={action} method="get" inline>
      {whole ? <input type="hidden" name="pham-vi" value="ca-cap-duoi" /> : null}
      <SelectField
        name="ky"
        label={m.period}
        emptyLabel={false}
        value={period}
        choices={keys.map((key) => ({ value: key, label: periodTitle(key, m) }))}
      />
      <Button>{m.show}</Button>
    </Form>
  );
}

/** Points by group and measure, what could not be measured and what is not confirmed said beside it. */
export function ScoreTable({ score, urlOf }: { readonly score: Score; readonly urlOf?: (measure: MeasureScore) => string | undefined }) {
  const m = useMessages(messages);
  const lang = useLang();
  const number = (value: number): string => formatNumber(value, lang);
  const rows = score.groups.flatMap((group) => group.measures.map((measure) => ({ ...measure, group: group.title[lang] })));
  return (
    <>
      <Figures
        figures={[
          { label: m.scored, value: number(score.scored) },
          { label: m.measurable, value: number(score.measurable) },
          { label: m.percent, value: score.percent === undefined ? '–' : `${number(score.percent)} %` },
        ]}
      />
      <GroupChart score={score} />
      <Table
        caption={m.measure}
        captionHidden
        rows={rows}
        rowKey={({ key }) => key}
        columns={[
          { title: m.measure, rowHeader: true, cell: (row) => <MeasureName row={row} url={urlOf?.(row)} /> },
          { title: m.group, cell: ({ group }) => group },
          { title: m.counted, align: 'end', cell: ({ share }) => (share ? m.of(number(share.part), number(share.whole)) : '–') },
          {
            title: m.points,
            align: 'end',
            cell: ({ scored, points }) =>
              scored === undefined ? <Tag>{`${m.notMeasured} (${points})`}</Tag> : m.of(number(scored), number(points)),
          },
        ]}
      />
      <p class="mc-hint">{m.caution}</p>
    </>
  );
}

function GroupChart({ score }: { readonly score: Score }) {
  const m = useMessages(messages);
  const lang = useLang();
  const bars = score.groups.flatMap(({ title, scored, measurable }) =>
    scored === undefined
      ? []
      : [{ label: `${title[lang]} (${m.of(formatNumber(scored, lang), formatNumber(measurable, lang))})`, value: scored }],
  );
  if (bars.length === 0) return null;
  return <BarChart caption={`${m.points}, ${score.basis}`} labelTitle={m.group} valueTitle={m.points} bars={bars} />;
}

function MeasureName({ row, url }: { readonly row: MeasureScore; readonly url: string | undefined }) {
  const m = useMessages(messages);
  const lang = useLang();
  return (
    <>
      {url ? <a href={url}>{row.title[lang]}</a> : row.title[lang]} {row.confirmed ? null : <Tag kind="warning">{m.unconfirmed}</Tag>}
      <Details summary={m.how}>
        <p>{row.formula[lang]}</p>
        <p class="mc-hint">{row.source[lang]}</p>
      </Details>
    </>
  );
}

/** Late cases where they lay longest. */
export function CauseChart({ late, most }: { readonly late: readonly LateCase[]; readonly most: number }) {
  const m = useMessages(messages);
  const lang = useLang();
  if (late.length === 0) return <p>{m.noLate}</p>;
  const rows = CAUSES.map((cause) => ({
    cause: m.causesNames[cause],
    cases: late.filter((one) => one.cause === cause).length,
    hours: Math.round(late.reduce((sum, one) => sum + (one.spent[cause] ?? 0), 0) / 6) / 10,
  })).filter(({ cases, hours }) => cases > 0 || hours > 0);
  const without = late.filter((one) => one.cause === undefined).length;
  const bars = rows.map(({ cause, cases }) => ({ label: cause, value: cases, kind: 'late' as const }));
  return (
    <Section title={m.causes}>
      <p>{m.causesLead}</p>
      <BarChart
        caption={m.cases}
        labelTitle={m.cause}
        valueTitle={m.cases}
        bars={without > 0 ? [...bars, { label: m.noCause, value: without, kind: 'neutral' as const }] : bars}
      />
      <Table
        caption={m.causes}
        captionHidden
        rows={rows}
        rowKey={({ cause }) => cause}
        columns={[
          { title: m.cause, rowHeader: true, cell: ({ cause }) => cause },
          { title: m.cases, align: 'end', cell: ({ cases }) => formatNumber(cases, lang) },
          { title: m.hours, align: 'end', cell: ({ hours }) => formatNumber(hours, lang) },
        ]}
      />
      {late.length >= most ? <p class="mc-hint">{m.bounded(formatNumber(most, lang))}</p> : null}
    </Section>
  );
}
