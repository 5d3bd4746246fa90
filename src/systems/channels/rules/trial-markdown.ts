import { formatNumber } from '#kernel/i18n.ts';
import { officialDate, shortDate } from '#kernel/time.ts';
import type { Trial, TrialReport } from '../queries/trials.ts';
import { trialMessages } from '../trial-messages.ts';
import { weeksOf } from './trial.ts';

const m = trialMessages.vi;
const number = (value: number): string => formatNumber(value, 'vi');

function weekRows({ values, terms }: TrialReport): string {
  const rows = (name: string, from: string, to: string): string[] =>
    weeksOf(values, from, to).map(
      (week) =>
        `| ${name} | ${shortDate(week.from)} – ${shortDate(week.to)} | ${week.posts} | ${number(week.mean)} | ${number(week.median)} |`,
    );
  const all = [...rows(m.baseline, terms.baselineFrom, terms.baselineTo), ...rows(m.trial, terms.startsOn, terms.endsOn)];
  return [`| ${m.period} | ${m.week} | ${m.postsTitle} | ${m.mean} | ${m.median} |`, '| --- | --- | --- | --- | --- |', ...all].join('\n');
}

/** The report of a trial in words, for typesetting: the verdict first, what was decided beforehand, the numbers. */
export function trialMarkdown(trial: Trial, report: TrialReport): string {
  const { terms, baseline, trial: after, gainPercent, gainBetween, verdict, decision } = report;
  const gain = gainPercent === null ? m.noGain : m.gainOf(number(gainPercent));
  const between = gainBetween ? ` ${m.between(number(gainBetween[0]), number(gainBetween[1]))}` : '';
  return [
    `## I. ${m.verdict}`,
    `**${m.verdicts[verdict]}.** ${decision ?? m.noDecision}`,
    `${m.meansOf(trial.metricVi, number(baseline.mean), number(after.mean))} ${gain}${between}`,
    `## II. ${m.fixedBefore}`,
    `${m.question}: ${report.question}`,
    `${m.metric}: ${trial.metricVi}. ${m.comparison}: ${report.comparison}`,
    `${m.rule(terms.leastGainPercent, terms.leastPosts)}. ${m.ifMet}: ${report.ifMet} ${m.ifNotMet}: ${report.ifNotMet}`,
    `${m.costVnd}: ${number(report.costVnd)}.`,
    `## III. ${m.byWeek}`,
    `${m.baseline}: ${officialDate(terms.baselineFrom)} – ${officialDate(terms.baselineTo)}. ${m.trial}: ${officialDate(terms.startsOn)} – ${officialDate(terms.endsOn)}. ${m.means}.`,
    weekRows(report),
  ].join('\n\n');
}
