import type { Problem } from '#kernel/problem.ts';
import { formatNumber } from '#kernel/i18n.ts';
import { Button, LinkButton } from '#ui/button.tsx';
import { Details, Section } from '#ui/card.tsx';
import { Radios } from '#ui/choices.tsx';
import { DateField, TextArea } from '#ui/fields.tsx';
import { Form } from '#ui/form.tsx';
import { Page } from '#ui/layout.tsx';
import { Live } from '#ui/live.tsx';
import { Notice } from '#ui/notice.tsx';
import { useLang, useMessages } from '#ui/page-context.ts';
import { Figures, Progress } from '#ui/progress.tsx';
import { Time } from '#ui/time.tsx';
import { Timeline } from '#ui/timeline.tsx';
import { outgoingMessages } from '../messages-outgoing.ts';
import type { DeadLine, OutgoingDetail } from '../queries/outgoing.ts';
import type { Progress as Numbers, ProvinceProgress, RecipientFilter, RecipientLine, ReminderLine } from '../queries/progress.ts';
import { FailedNotice } from './failed-notice.tsx';
import { ProvinceMap } from './province-map.tsx';
import { RecipientTable } from './recipient-table.tsx';

export interface TrackPageProps {
  readonly outgoing: OutgoingDetail;
  readonly progress: Numbers;
  readonly provinces: readonly ProvinceProgress[];
  readonly reminders: readonly ReminderLine[];
  readonly recipients: readonly RecipientLine[];
  /** Where it was given up. */
  readonly dead: readonly DeadLine[];
  readonly filter: RecipientFilter;
  readonly next: string | undefined;
  readonly maySend: boolean;
  readonly failed?: { readonly verb: string; readonly problem: Problem; readonly values: Readonly<Record<string, unknown>> } | undefined;
}

function ProgressPart({ outgoing, progress }: Pick<TrackPageProps, 'outgoing' | 'progress'>) {
  const m = useMessages(outgoingMessages);
  const keys = ['delivered', 'opened', 'registered', 'finished', 'refused', 'dead'] as const;
  const base = `/van-ban-di/${outgoing.id}/theo-doi`;
  const urls: Partial<Record<(typeof keys)[number], string>> = {
    finished: `${base}?loc=finished`,
    refused: `${base}?loc=refused`,
  };
  return (
    <Section title={m.progress} actions={<LinkButton href={base}>{m.refresh}</LinkButton>}>
      <Live source={`/van-ban-di/${outgoing.id}/tien-do`}>
        <Progress label={m.figures.delivered} value={progress.delivered} max={progress.recipients} live="delivered" />
        <Progress label={m.figures.opened} value={progress.opened} max={progress.recipients} live="opened" />
        <Progress label={m.figures.finished} value={progress.finished} max={progress.recipients} live="finished" />
        <Figures figures={keys.map((key) => ({ label: m.figures[key], value: progress[key], live: key, url: urls[key] }))} />
      </Live>
      <p class="mc-hint">{m.live}</p>
    </Section>
  );
}

/** What was given up, why as far as the machine knows, and the way to try again. */
function DeadNotice(props: TrackPageProps) {
  const m = useMessages(outgoingMessages);
  const lang = useLang();
  const { dead, maySend } = props;
  if (dead.length === 0) return null;
  const recipients = dead.reduce((sum, line) => sum + line.recipients, 0);
  return (
    <Notice kind="warning" title={m.deadNotice(formatNumber(recipients, lang))}>
      <ul class="ds-list">
        {dead.map((line) => (
          <li key={line.site}>
            {m.deadLine(line.site, formatNumber(line.recipients, lang), formatNumber(line.attempts, lang))} <Time at={line.endedAt} />
          </li>
        ))}
      </ul>
      {maySend ? (
        <Form {...formOf(props, 'gui-lai')}>
          <Button>{m.retryNow}</Button>
        </Form>
      ) : (
        <p>{m.deadAsk}</p>
      )}
    </Notice>
  );
}

function formOf({ outgoing, failed }: TrackPageProps, verb: string) {
  const mine = failed?.verb === verb ? failed : undefined;
  return {
    action: `/van-ban-di/${outgoing.id}/${verb}`,
    values: mine?.values,
    errors: mine?.problem.fields,
  };
}

function Reminders(props: TrackPageProps) {
  const m = useMessages(outgoingMessages);
  const lang = useLang();
  const { progress, reminders, maySend, failed } = props;
  const entries = reminders.map((one) => ({ at: one.at, title: m.remindedLine(formatNumber(one.recipients, lang)), note: one.note }));
  return (
    <Section title={m.remind}>
      {progress.opened === progress.recipients ? <p>{m.nobodyUnopened}</p> : null}
      {maySend && progress.opened < progress.recipients ? (
        <Form {...formOf(props, 'nhac')}>
          <TextArea name="note" label={m.remindNote} rows={2} maxLength={1_000} optional />
          <Button>{m.remind}</Button>
        </Form>
      ) : null}
      {failed?.verb === 'nhac' ? null : <Timeline entries={entries} label={m.reminders} />}
    </Section>
  );
}

function TakeBack(props: TrackPageProps) {
  const m = useMessages(outgoingMessages);
  const { failed } = props;
  const acts = (['revoke', 'update'] as const).map((act) => ({ value: act, label: m.followUpActs[act] }));
  return (
    <>
      <Details summary={m.recall} open={failed?.verb === 'lay-lai'}>
        <p>{m.recallHint}</p>
        <Form {...formOf(props, 'lay-lai')}>
          <TextArea name="reason" label={m.recallReason} rows={3} maxLength={1_000} required />
          <Button>{m.recall}</Button>
        </Form>
      </Details>
      <Details summary={m.followUp} open={failed?.verb === 'gui-tiep'}>
        <Form {...formOf(props, 'gui-tiep')}>
          <Radios name="act" label={m.followUpAct} choices={acts} />
          <TextArea name="reason" label={m.reason} rows={3} maxLength={1_000} required />
          <DateField name="dueOn" label={m.dueNew} optional />
          <Button>{m.confirm}</Button>
        </Form>
      </Details>
    </>
  );
}

/** The sender's view: live progress, the country by province, every recipient, and what can still be done. */
export function TrackPage(props: TrackPageProps) {
  const { outgoing, provinces, maySend, failed } = props;
  const m = useMessages(outgoingMessages);
  const name = outgoing.numberNotation ?? outgoing.edocId;
  const base = `/van-ban-di/${outgoing.id}`;
  const links = (
    <>
      <LinkButton href={`${base}/noi-nhan.xlsx`}>{m.xlsx}</LinkButton>
      <LinkButton href={`${base}/noi-nhan.csv`}>{m.csv}</LinkButton>
      <LinkButton href={`${base}/edxml`}>{m.edxml}</LinkButton>
    </>
  );
  return (
    <Page
      title={`${m.track}: ${name}`}
      lead={outgoing.abstract}
      audience="staff"
      wide
      failed={failed !== undefined}
      crumbs={[{ title: m.title, url: '/van-ban-di' }, { title: name }]}
      actions={links}
    >
      <FailedNotice problem={failed?.problem} />
      <p>
        {m.addressed}: {outgoing.addressed}
        {outgoing.state === 'cancelled' ? ` – ${m.cancelled}` : ''}
      </p>
      <DeadNotice {...props} />
      <ProgressPart {...props} />
      <Reminders {...props} />
      {maySend && outgoing.state === 'sent' && (outgoing.business === 'new' || outgoing.business === 'replace') ? (
        <TakeBack {...props} />
      ) : null}
      {provinces.length > 1 ? (
        <Section title={m.map}>
          <ProvinceMap provinces={provinces} url={() => `${base}/theo-doi#noi-nhan`} />
        </Section>
      ) : null}
      <RecipientTable {...props} />
    </Page>
  );
}
