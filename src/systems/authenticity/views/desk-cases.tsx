import { say } from '#kernel/i18n.ts';
import { now } from '#kernel/time.ts';
import type { Problem } from '#kernel/problem.ts';
import { Button, LinkButton } from '#ui/button.tsx';
import { EmptyState, Section } from '#ui/card.tsx';
import { Radios, SelectField } from '#ui/choices.tsx';
import { DescriptionList } from '#ui/description-list.tsx';
import { DateField, TextArea, TextField } from '#ui/fields.tsx';
import { Form, Refusals } from '#ui/form.tsx';
import { Page } from '#ui/layout.tsx';
import { Notice } from '#ui/notice.tsx';
import { useLang, useMessages } from '#ui/page-context.ts';
import { Table } from '#ui/table.tsx';
import { Time } from '#ui/time.tsx';
import { Timeline } from '#ui/timeline.tsx';
import { avatarMessages } from '../avatar-messages.ts';
import { fakeMessages } from '../fake-messages.ts';
import type { OfficialAccount } from '../queries/accounts.ts';
import type { PageFact, Referral } from '../queries/case-records.ts';
import type { Deadline } from '../queries/deadlines.ts';
import type { FakeCase, FakeReportRow, FakeStep, Route } from '../queries/fake-cases.ts';
import { deskSteps, nextStates, verdicts } from '../rules/fake-rules.ts';
import { shapeLikeness } from '../rules/picture-shape.ts';
import { recordMessages } from '../record-messages.ts';
import { CaseAvatars } from './avatars.tsx';
import { DeadlineRules, Due, DueWithSource, PageFactsSection, ReferralsSection } from './case-records.tsx';
import { CaseTag } from './fake-pages.tsx';
import { PlatformName } from './platform-name.tsx';

const LIST = '/xac-thuc/gia-mao';

export interface DeskCasesProps {
  readonly open: readonly FakeCase[];
  readonly done: readonly FakeCase[];
  readonly deadlines: readonly Deadline[];
}

/** The desk of false pages: the likest and most reported first. */
export function DeskCasesPage(props: DeskCasesProps) {
  return <DeskCases {...props} />;
}

function DeskCases({ open, done, deadlines }: DeskCasesProps) {
  const m = useMessages(fakeMessages);
  const r = useMessages(recordMessages);
  const late = open.filter(({ dueAt }) => dueAt && dueAt < now()).length;
  return (
    <Page title={m.deskTitle} audience="staff">
      {late > 0 ? <Notice kind="warning" title={r.lateCount(late)} /> : null}
      <Section title={m.open}>
        <CaseTable cases={open} caption={m.open} />
      </Section>
      <Section title={m.done}>
        <CaseTable cases={done} caption={m.done} />
      </Section>
      <DeadlineRules rules={deadlines} />
    </Page>
  );
}

function CaseTable({ cases, caption }: { readonly cases: readonly FakeCase[]; readonly caption: string }) {
  const [m, r] = [useMessages(fakeMessages), useMessages(recordMessages)];
  return (
    <Table
      caption={caption}
      captionHidden
      rows={cases}
      rowKey={(one) => one.id}
      rowUrl={(one) => `${LIST}/${one.id}`}
      empty={<EmptyState title={m.empty} />}
      columns={[
        {
          title: m.page,
          rowHeader: true,
          cell: (one) => (
            <a class="mc-break" href={`${LIST}/${one.id}`}>
              {one.claimedName || one.url}
            </a>
          ),
        },
        { title: m.platform, cell: (one) => <PlatformName platform={one.platform} /> },
        { title: m.likeness, cell: (one) => <Likeness one={one} /> },
        { title: m.reports, align: 'end', cell: (one) => one.reports },
        { title: m.received, nowrap: true, cell: (one) => <Time at={one.receivedAt} /> },
        { title: m.state, cell: (one) => <CaseTag state={one.state} /> },
        { title: r.due, cell: (one) => <Due one={one} /> },
      ]}
    />
  );
}

/** What the names and the pictures say. */
function Likeness({ one }: { readonly one: FakeCase }) {
  const m = useMessages(fakeMessages);
  const a = useMessages(avatarMessages);
  const picture = one.avatarDistance === null ? [] : [a.summary(shapeLikeness(one.avatarDistance))];
  return <>{[m.likenessOf(one.likeness, one.likenessOf), ...picture].join('; ')}</>;
}

export interface DeskCaseProps {
  readonly one: FakeCase;
  readonly reports: readonly FakeReportRow[];
  readonly steps: readonly FakeStep[];
  readonly names: ReadonlyMap<string, string>;
  readonly routes: readonly Route[];
  readonly facts: readonly PageFact[];
  readonly referrals: readonly Referral[];
  readonly deadlines: readonly Deadline[];
  /** The account whose picture is nearest to the page's. */
  readonly pictured: OfficialAccount | undefined;
  readonly rights: { readonly triage: boolean; readonly judge: boolean };
  readonly problem?: Problem;
  readonly values?: Readonly<Record<string, unknown>>;
}

/** One reported page: what is said of it, what was done, what can be done. */
export function DeskCasePage(props: DeskCaseProps) {
  return <DeskCase {...props} />;
}

function DeskCase(props: DeskCaseProps) {
  const { one, reports, steps, names, rights, problem, deadlines } = props;
  const base = `${LIST}/${one.id}`;
  const m = useMessages(fakeMessages);
  return (
    <Page
      title={one.claimedName || one.pageKey}
      audience="staff"
      failed={problem !== undefined}
      crumbs={[{ title: m.deskTitle, url: LIST }, { title: one.claimedName || one.pageKey }]}
      actions={
        <LinkButton href={`${LIST}/${one.id}/bang-chung.zip`} download>
          {m.evidence}
        </LinkButton>
      }
    >
      <Refusals refusals={problem?.refusals ?? []} />
      <CaseFacts one={one} deadlines={deadlines} />
      <CaseAvatars one={one} base={base} official={props.pictured} mayAdd={rights.triage} back={returned(props, 'anh')} />
      {rights.triage ? <StepForm {...props} /> : null}
      {rights.judge ? <JudgeForm {...props} /> : null}
      <ReferralsSection referrals={props.referrals} routes={props.routes} base={base} mayAdd={rights.triage} />
      <PageFactsSection facts={props.facts} base={base} mayAdd={rights.triage} back={returned(props, 'du-kien')} />
      <Section title={m.whatPeopleSay}>
        <Timeline
          label={m.whatPeopleSay}
          entries={reports.map(({ at, why, screenshot }) => ({ at, title: why, ...(screenshot ? { by: m.withPicture } : {}) }))}
        />
      </Section>
      {steps.length > 0 ? (
        <Section title={m.history}>
          <Timeline
            label={m.history}
            entries={steps.map((step) => ({ at: step.at, title: m.states[step.state], by: names.get(step.by), note: step.note }))}
          />
        </Section>
      ) : null}
    </Page>
  );
}

function CaseFacts({ one, deadlines }: { readonly one: FakeCase; readonly deadlines: readonly Deadline[] }) {
  const [m, r] = [useMessages(fakeMessages), useMessages(recordMessages)];
  return (
    <DescriptionList
      items={[
        { term: m.url, value: <code class="mc-break">{one.url}</code> },
        { term: m.platform, value: <PlatformName platform={one.platform} /> },
        { term: m.likeness, value: <Likeness one={one} /> },
        { term: m.imitates, value: one.agencyName },
        { term: m.reports, value: one.reports },
        { term: m.received, value: <Time at={one.receivedAt} /> },
        { term: m.state, value: <CaseTag state={one.state} /> },
        { term: r.due, value: one.dueAt ? <DueWithSource one={one} rules={deadlines} /> : undefined },
        { term: m.finding, value: one.finding },
      ]}
    />
  );
}

function returned({ problem, values }: DeskCaseProps, form: 'buoc' | 'ket-luan' | 'anh' | 'du-kien') {
  return values?.['bieu-mau'] === form ? { values, errors: problem?.fields } : {};
}

function StepForm(props: DeskCaseProps) {
  const { one, routes } = props;
  const [m, r] = [useMessages(fakeMessages), useMessages(recordMessages)];
  const lang = useLang();
  const next = deskSteps.filter((step) => nextStates[one.state].includes(step));
  if (next.length === 0) return null;
  return (
    <Section title={m.step}>
      <Form action={`${LIST}/${one.id}/buoc`} version={one.version} {...returned(props, 'buoc')}>
        <Radios
          name="state"
          label={m.step}
          choices={next.map((value) => ({ value, label: m.states[value] }))}
          value={next.length === 1 ? next[0] : undefined}
        />
        {next.includes('referred') ? (
          <SelectField name="route" label={m.route} choices={routes.map((route) => ({ value: route.key, label: say(route, lang) }))} />
        ) : null}
        {next.includes('referred') ? (
          <TextField name="reference" label={r.reference} hint={r.referenceHint} width="medium" optional />
        ) : null}
        {next.includes('referred') || next.includes('removed') ? <DateField name="on" label={r.on} hint={r.onHint} optional /> : null}
        <TextArea name="note" label={m.note} rows={2} required />
        <Button>{m.take}</Button>
      </Form>
    </Section>
  );
}

function JudgeForm(props: DeskCaseProps) {
  const { one } = props;
  const m = useMessages(fakeMessages);
  const next = verdicts.filter((verdict) => nextStates[one.state].includes(verdict));
  if (next.length === 0) return null;
  return (
    <Section title={m.judge}>
      <p>{m.judgeLead}</p>
      <Form action={`${LIST}/${one.id}/ket-luan`} version={one.version} {...returned(props, 'ket-luan')}>
        <Radios name="state" label={m.judge} choices={next.map((value) => ({ value, label: m.states[value] }))} />
        <TextArea name="note" label={m.note} hint={m.noteHint} rows={2} required />
        <Button variant="primary">{m.judge}</Button>
      </Form>
    </Section>
  );
}
