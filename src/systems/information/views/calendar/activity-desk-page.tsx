import type { Problem } from '#kernel/problem.ts';
import { Button, LinkButton } from '#ui/button.tsx';
import { Columns, Details, Section } from '#ui/card.tsx';
import { DescriptionList } from '#ui/description-list.tsx';
import { DateField, TextField } from '#ui/fields.tsx';
import { ErrorSummary, Form, Refusals } from '#ui/form.tsx';
import { Page } from '#ui/layout.tsx';
import { Notice } from '#ui/notice.tsx';
import { useMessages } from '#ui/page-context.ts';
import { Tag } from '#ui/tag.tsx';
import { Time } from '#ui/time.tsx';
import { Timeline } from '#ui/timeline.tsx';
import { calendarMessages, calendarStaffMessages } from '../../calendar/messages.ts';
import type { ActivityEdition } from '../../calendar/queries.ts';
import { ACTIVITY_LENGTHS } from '../../calendar/rules.ts';
import { staffMessages } from '../../staff-messages.ts';
import { People, whenOf } from './activity-line.tsx';

interface ActivityDeskProps {
  /** The newest first; there is at least one. */
  readonly editions: readonly [ActivityEdition, ...ActivityEdition[]];
  /** Codes of linked releases. */
  readonly releases: readonly string[];
  readonly onShow: boolean;
  readonly may: {
    readonly edit: boolean;
    readonly approve: boolean;
    readonly return: boolean;
    readonly change: boolean;
    readonly link: boolean;
  };
  readonly problem?: Problem;
  readonly values?: Readonly<Record<string, unknown>>;
}

function Steps({ editions: [newest], may }: ActivityDeskProps) {
  const m = useMessages(calendarStaffMessages);
  const base = `/thong-tin/lich/${newest.id}`;
  const ids = <input type="hidden" name="ids" value={newest.id} />;
  return (
    <>
      {may.edit ? (
        <div class="mc-buttons">
          <LinkButton href={`${base}/sua`}>{m.edit}</LinkButton>
          <Form action="/thong-tin/lich/trinh">
            {ids}
            <Button variant="primary">{m.submit}</Button>
          </Form>
          <Form action={`${base}/bo`}>
            <Button variant="tertiary">{m.drop}</Button>
          </Form>
        </div>
      ) : null}
      {may.approve ? (
        <Form action="/thong-tin/lich/duyet">
          {ids}
          <p class="mc-hint">{m.moment}</p>
          <DateField name="date" label={m.publishDate} />
          <TextField name="time" label={m.publishTime} width="short" maxLength={5} />
          <Button variant="primary">{m.approve}</Button>
        </Form>
      ) : null}
    </>
  );
}

function Less({ editions: [newest], may }: ActivityDeskProps) {
  const m = useMessages(calendarStaffMessages);
  const base = `/thong-tin/lich/${newest.id}`;
  const step = (path: string, title: string, label: string, help?: string) => (
    <Details summary={title}>
      <Form action={`${base}/${path}`} id={path}>
        <TextField name="reason" label={label} hint={help} maxLength={ACTIVITY_LENGTHS.reason} required />
        <Button>{title}</Button>
      </Form>
    </Details>
  );
  return (
    <>
      {may.return ? step('tra-lai', m.return, m.why) : null}
      {may.change ? step('doi', m.change, m.publicReason, m.changeHelp) : null}
      {may.change ? step('huy', m.cancel, m.publicReason, m.cancelHelp) : null}
      {may.link ? (
        <Details summary={m.link}>
          <Form action={`${base}/gan-tin`}>
            <TextField name="code" label={m.link} hint={m.linkHint} maxLength={40} spellcheck={false} required />
            <Button>{m.link}</Button>
          </Form>
        </Details>
      ) : null}
    </>
  );
}

/** One entry as its newsroom works on it. */
export function ActivityDeskPage(props: ActivityDeskProps) {
  const m = useMessages(calendarStaffMessages);
  const words = useMessages(calendarMessages);
  const newsroom = useMessages(staffMessages);
  const { editions, releases, onShow, problem } = props;
  const [newest] = editions;
  return (
    <Page
      title={newest.titleVi}
      audience="staff"
      crumbs={[
        { title: newsroom.title, url: '/thong-tin' },
        { title: m.title, url: '/thong-tin/lich' },
        { title: whenOf(newest, words.wholeDay) },
      ]}
      failed={problem !== undefined}
      actions={onShow ? <LinkButton href={`/tin/lich/${newest.id}`}>{m.publicPage}</LinkButton> : null}
    >
      {problem ? (
        <>
          <Refusals refusals={problem.refusals} />
          <ErrorSummary errors={problem.fields} />
        </>
      ) : null}
      {newest.returnedReason && newest.state === 'draft' ? (
        <Notice kind="warning" title={m.returned}>
          <p>{newest.returnedReason}</p>
        </Notice>
      ) : null}
      <Columns side="end" aside={<Less {...props} />}>
        <DescriptionList
          items={[
            { term: m.state, value: <Tag kind={newest.state === 'timed' ? 'done' : 'neutral'}>{m.states[newest.state]}</Tag> },
            { term: m.kind, value: m.kinds[newest.change] },
            { term: m.publicReason, value: newest.reason },
            { term: words.when, value: whenOf(newest, words.wholeDay) },
            { term: words.where, value: [newest.venue, newest.placeName ?? ''].filter((part) => part !== '').join(', ') },
            { term: m.persons, value: <People edition={newest} /> },
            { term: m.visibleFrom, value: newest.visibleFrom ? <Time at={newest.visibleFrom} /> : undefined },
            { term: words.releases, value: releases.join(', ') },
          ]}
        />
        <Steps {...props} />
        {editions.length > 1 ? (
          <Section title={words.history}>
            <Timeline
              label={words.history}
              entries={editions.map((edition) => ({
                at: edition.visibleFrom ?? edition.stateSince,
                title: `${m.kinds[edition.change] ?? ''} – ${m.states[edition.state] ?? ''}: ${whenOf(edition, words.wholeDay)}`,
                note: edition.reason,
              }))}
            />
          </Section>
        ) : null}
      </Columns>
    </Page>
  );
}
