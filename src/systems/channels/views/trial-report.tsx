import { formatNumber } from '#kernel/i18n.ts';
import { instant, shortDate, shortInstant } from '#kernel/time.ts';
import { ButtonRow, LinkButton } from '#ui/button.tsx';
import { Details, Section } from '#ui/card.tsx';
import { DescriptionList } from '#ui/description-list.tsx';
import { Notice, type NoticeKind } from '#ui/notice.tsx';
import { useLang, useMessages } from '#ui/page-context.ts';
import { PointChart } from '#ui/point-chart.tsx';
import { Figures } from '#ui/progress.tsx';
import { Table } from '#ui/table.tsx';
import type { Trial, TrialReport } from '../queries/trials.ts';
import { weeksOf } from '../rules/trial.ts';
import { trialMessages } from '../trial-messages.ts';

/** Only releases have a page; sample posts of the demonstration have a code that is none. */
const RELEASE_CODE = /-\d{6}-\d{4,6}-\w{4}$/;

interface ReportProps {
  readonly trial: Trial;
  readonly report: TrialReport;
}

const looks: Readonly<Record<TrialReport['verdict'], NoticeKind>> = { met: 'done', 'not-met': 'warning', 'too-little': 'info' };

function useTrial(trial: Trial) {
  const lang = useLang();
  return {
    t: useMessages(trialMessages),
    metric: lang === 'vi' ? trial.metricVi : trial.metricEn,
    number: (value: number): string => formatNumber(value, lang),
    signed: (value: number): string => `${value > 0 ? '+' : ''}${formatNumber(value, lang)} %`,
  };
}

/** A report to decide by, in the order of reading: the verdict and what follows, the numbers, what was fixed before, how to check it. */
export function TrialReportView({ trial, report }: ReportProps) {
  return (
    <>
      <Verdict trial={trial} report={report} />
      <Numbers trial={trial} report={report} />
      <Weeks trial={trial} report={report} />
      <Checking trial={trial} report={report} />
    </>
  );
}

function Verdict({ trial, report }: ReportProps) {
  const { t, number } = useTrial(trial);
  const { verdict, decision, gainBetween, terms } = report;
  const maybeLess = verdict === 'met' && gainBetween !== null && gainBetween[0] < terms.leastGainPercent;
  return (
    <Notice kind={looks[verdict]} title={`${t.verdict}: ${t.verdicts[verdict]}`}>
      <p>{decision === null ? t.noDecision : `${t.whatFollows}: ${decision}`}</p>
      {gainBetween ? (
        <p>
          {t.between(number(gainBetween[0]), number(gainBetween[1]))} {maybeLess ? t.maybeLess : null}
        </p>
      ) : null}
    </Notice>
  );
}

function Numbers({ trial, report }: ReportProps) {
  const { t, metric, number, signed } = useTrial(trial);
  const { baseline, trial: after, gainPercent, terms, values, costVnd } = report;
  const more = (after.mean - baseline.mean) * after.posts;
  const inside = (from: string, to: string) => values.filter(({ day }) => day >= from && day <= to);
  return (
    <>
      <Figures
        figures={[
          { label: `${t.baseline} (${t.posts(baseline.posts)})`, value: baseline.mean },
          { label: `${t.trial} (${t.posts(after.posts)})`, value: after.mean },
          ...(gainPercent === null ? [] : [{ label: t.gain, value: signed(gainPercent) }]),
        ]}
      />
      <PointChart
        caption={t.chart(metric)}
        series={[
          {
            label: t.baseline,
            kind: 'info',
            from: terms.baselineFrom,
            to: terms.baselineTo,
            mean: baseline.mean,
            points: inside(terms.baselineFrom, terms.baselineTo),
          },
          {
            label: t.trial,
            kind: 'done',
            from: terms.startsOn,
            to: terms.endsOn,
            mean: after.mean,
            points: inside(terms.startsOn, terms.endsOn),
          },
        ]}
        goal={{ label: t.goal, value: Math.round(baseline.mean * (1 + terms.leastGainPercent / 100)) }}
      />
      <DescriptionList
        items={[
          { term: t.cost, value: t.dong(number(costVnd)) },
          { term: t.perThousand, value: more > 0 ? t.dong(number(Math.round((1000 * costVnd) / more))) : undefined },
        ]}
      />
      <p>
        {t.uniqueNote} {report.leftOut > 0 ? t.leftOut(report.leftOut) : null}
      </p>
    </>
  );
}

/** What was written down before the start; shown before there is a report too. */
export function TrialTerms({ trial }: { readonly trial: Trial }) {
  const { t, metric, number } = useTrial(trial);
  const days = (from: string, to: string): string => `${shortDate(from)} – ${shortDate(to)}`;
  return (
    <Section title={t.fixedBefore}>
      {trial.startedAt ? <p>{t.fixedAt(shortInstant(trial.startedAt))}</p> : null}
      <DescriptionList
        items={[
          { term: t.question, value: trial.question },
          { term: t.metric, value: metric },
          { term: t.baseline, value: days(trial.baselineFrom, trial.baselineTo) },
          { term: t.trial, value: days(trial.startsOn, trial.endsOn) },
          { term: t.comparison, value: trial.comparison },
          { term: t.decisionRule, value: t.rule(trial.leastGainPercent, trial.leastPosts) },
          { term: t.ifMet, value: trial.ifMet },
          { term: t.ifNotMet, value: trial.ifNotMet },
          { term: t.costVnd, value: number(trial.costVnd) },
        ]}
      />
    </Section>
  );
}

function Weeks({ trial, report: { terms, values } }: ReportProps) {
  const { t, number } = useTrial(trial);
  const of = (name: string, from: string, to: string) => weeksOf(values, from, to).map((week) => ({ name, ...week }));
  return (
    <Section title={t.byWeek}>
      <Table
        caption={t.byWeek}
        captionHidden
        rows={[...of(t.baseline, terms.baselineFrom, terms.baselineTo), ...of(t.trial, terms.startsOn, terms.endsOn)]}
        rowKey={(week) => week.from}
        columns={[
          { title: t.week, rowHeader: true, nowrap: true, cell: (week) => `${shortDate(week.from)} – ${shortDate(week.to)}` },
          { title: t.period, cell: (week) => week.name },
          { title: t.postsTitle, align: 'end', cell: (week) => number(week.posts) },
          { title: t.mean, align: 'end', cell: (week) => number(week.mean) },
          { title: t.median, align: 'end', cell: (week) => number(week.median) },
        ]}
      />
      <Details summary={t.allPosts}>
        <Table
          caption={t.allPosts}
          captionHidden
          rows={values}
          rowKey={(one) => one.code}
          columns={[
            { title: t.day, nowrap: true, cell: (one) => shortDate(one.day) },
            {
              title: t.code,
              rowHeader: true,
              cell: (one) => (RELEASE_CODE.test(one.code) ? <a href={`/tin/${one.code}`}>{one.code}</a> : one.code),
            },
            { title: t.value, align: 'end', cell: (one) => number(one.value) },
          ]}
        />
      </Details>
    </Section>
  );
}

function Checking({ trial, report }: ReportProps) {
  const { t } = useTrial(trial);
  const at = `/kenh/thu-nghiem/${trial.id}/bao-cao`;
  return (
    <Section title={t.checkIt}>
      <ButtonRow>
        {trial.pdfHash ? <LinkButton href={`${at}.pdf`}>{t.downloadPdf}</LinkButton> : null}
        <LinkButton href={`${at}.json`} variant="tertiary">
          {t.download}
        </LinkButton>
        <LinkButton href={`${at}.jws`} variant="tertiary">
          {t.downloadJws}
        </LinkButton>
      </ButtonRow>
      <p>
        {shortInstant(instant(report.closedAt))}. {t.signatureNote}
      </p>
      <p>
        {t.signature}: <code class="mc-break">{trial.signature}</code>
      </p>
    </Section>
  );
}
