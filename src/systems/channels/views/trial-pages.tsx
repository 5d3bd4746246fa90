import type { Problem } from '#kernel/problem.ts';
import { addDays, dateOf, shortDate } from '#kernel/time.ts';
import { Button, LinkButton } from '#ui/button.tsx';
import { EmptyState } from '#ui/card.tsx';
import { SelectField } from '#ui/choices.tsx';
import { DateField, TextArea, TextField } from '#ui/fields.tsx';
import { Form } from '#ui/form.tsx';
import { Page } from '#ui/layout.tsx';
import { Notice } from '#ui/notice.tsx';
import { useLang, useMessages, usePage } from '#ui/page-context.ts';
import { Table } from '#ui/table.tsx';
import { Tag } from '#ui/tag.tsx';
import { Time } from '#ui/time.tsx';
import { messages } from '../messages.ts';
import type { Metric } from '../queries/metrics.ts';
import type { Trial } from '../queries/trials.ts';
import { COMPARED_AT_DAYS } from '../rules/trial.ts';
import { trialMessages } from '../trial-messages.ts';
import { ChannelTabs } from './releases-page.tsx';
import { TrialReportView, TrialTerms } from './trial-report.tsx';

function Trials({ trials, mayPlan }: { readonly trials: readonly Trial[]; readonly mayPlan: boolean }) {
  const m = useMessages(messages);
  const t = useMessages(trialMessages);
  const lang = useLang();
  return (
    <Page
      title={m.title}
      lead={t.lead}
      audience="staff"
      wide
      actions={
        mayPlan ? (
          <LinkButton href="/kenh/thu-nghiem/moi" variant="primary">
            {t.plan}
          </LinkButton>
        ) : null
      }
    >
      <ChannelTabs current="trials" />
      <Table
        caption={t.title}
        captionHidden
        rows={trials}
        rowKey={(trial) => trial.id}
        empty={<EmptyState title={t.none} />}
        columns={[
          { title: t.question, rowHeader: true, cell: (trial) => <a href={`/kenh/thu-nghiem/${trial.id}`}>{trial.question}</a> },
          { title: t.metric, cell: (trial) => (lang === 'vi' ? trial.metricVi : trial.metricEn) },
          { title: t.startsOn, nowrap: true, cell: (trial) => <Time at={trial.startsOn} /> },
          { title: t.endsOn, nowrap: true, cell: (trial) => <Time at={trial.endsOn} /> },
          { title: t.state, cell: (trial) => <Tag kind={trial.state === 'closed' ? 'done' : 'neutral'}>{t.states[trial.state]}</Tag> },
        ]}
      />
    </Page>
  );
}

/** Trials of the agency. */
export function TrialsPage(props: { readonly trials: readonly Trial[]; readonly mayPlan: boolean }) {
  return <Trials {...props} />;
}

interface PlanProps {
  readonly agencyId: string;
  readonly metrics: readonly Metric[];
  readonly problem?: Problem;
  readonly values?: Readonly<Record<string, unknown>>;
}

function Plan({ agencyId, metrics, problem, values }: PlanProps) {
  const m = useMessages(messages);
  const t = useMessages(trialMessages);
  const lang = useLang();
  const choices = metrics.map((one) => ({
    value: `${one.platform}/${one.name}`,
    label: `${m.platforms[one.platform]}: ${lang === 'vi' ? one.titleVi : one.titleEn}`,
  }));
  const crumbs = [{ title: m.title, url: '/kenh' }, { title: t.title, url: '/kenh/thu-nghiem' }, { title: t.plan }];
  return (
    <Page title={t.plan} lead={t.lead} audience="staff" crumbs={crumbs} failed={problem !== undefined}>
      <Form action="/kenh/thu-nghiem/moi" values={values} errors={problem?.fields} refusals={problem?.refusals}>
        <input type="hidden" name="agencyId" value={agencyId} />
        <TextArea name="question" label={t.question} rows={2} required />
        <SelectField name="metric" label={t.metric} choices={choices} required />
        <DateField name="startsOn" label={t.startsOn} required />
        <DateField name="endsOn" label={t.endsOn} required />
        <DateField name="baselineFrom" label={t.baselineFrom} required />
        <DateField name="baselineTo" label={t.baselineTo} required />
        <TextArea name="comparison" label={t.comparison} rows={3} required />
        <TextField name="costVnd" label={t.costVnd} inputMode="numeric" width="medium" required />
        <TextField name="leastGainPercent" label={t.leastGainPercent} inputMode="numeric" width="short" required />
        <TextField name="leastPosts" label={t.leastPosts} inputMode="numeric" width="short" required />
        <TextArea name="ifMet" label={t.ifMet} rows={2} required />
        <TextArea name="ifNotMet" label={t.ifNotMet} rows={2} required />
        <Button variant="primary">{t.plan}</Button>
      </Form>
    </Page>
  );
}

/** Planning a trial. */
export function PlanTrialPage(props: PlanProps) {
  return <Plan {...props} />;
}

interface TrialProps {
  readonly trial: Trial;
  readonly mayAct: boolean;
  readonly problem?: Problem;
}

function OneTrial({ trial, mayAct, problem }: TrialProps) {
  const m = useMessages(messages);
  const t = useMessages(trialMessages);
  const lang = useLang();
  const { now } = usePage();
  const at = `/kenh/thu-nghiem/${trial.id}`;
  return (
    <Page
      title={trial.question}
      audience="staff"
      failed={problem !== undefined}
      crumbs={[{ title: m.title, url: '/kenh' }, { title: t.title, url: '/kenh/thu-nghiem' }, { title: trial.question }]}
    >
      {problem ? (
        <Notice kind="error" role="alert" title={problem.title[lang]}>
          {problem.detail?.[lang]}
        </Notice>
      ) : null}
      {trial.report ? <TrialReportView trial={trial} report={trial.report} /> : <Standing trial={trial} />}
      <TrialTerms trial={trial} />
      {mayAct && trial.state === 'planned' ? (
        <Form action={`${at}/bat-dau`} version={trial.version}>
          <p>{t.startNote}</p>
          <Button variant="primary">{t.start}</Button>
        </Form>
      ) : null}
      {mayAct && trial.state === 'running' && dateOf(now) >= reportableFrom(trial) ? (
        <Form action={`${at}/ket-thuc`} version={trial.version}>
          <Button variant="primary">{t.close}</Button>
        </Form>
      ) : null}
    </Page>
  );
}

/** The first day on which the last post of the trial is old enough to be compared. */
function reportableFrom({ endsOn }: Trial): string {
  return addDays(endsOn, COMPARED_AT_DAYS + 1);
}

/** How far it is, while there is no report. */
function Standing({ trial }: { readonly trial: Trial }) {
  const t = useMessages(trialMessages);
  return (
    <p>
      <Tag>{t.states[trial.state]}</Tag>{' '}
      {trial.state === 'running' ? t.running(shortDate(trial.endsOn), shortDate(reportableFrom(trial))) : null}
    </p>
  );
}

/** One trial, and its report when it is over. */
export function TrialPage(props: TrialProps) {
  return <OneTrial {...props} />;
}
