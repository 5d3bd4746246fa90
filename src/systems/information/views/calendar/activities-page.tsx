import type { Problem } from '#kernel/problem.ts';
import { Button, LinkButton } from '#ui/button.tsx';
import { EmptyState } from '#ui/card.tsx';
import { DateField, TextField } from '#ui/fields.tsx';
import { Form } from '#ui/form.tsx';
import { Page } from '#ui/layout.tsx';
import { useMessages } from '#ui/page-context.ts';
import { Table } from '#ui/table.tsx';
import { Tabs } from '#ui/tabs.tsx';
import { Tag } from '#ui/tag.tsx';
import { Time } from '#ui/time.tsx';
import { calendarMessages, calendarStaffMessages } from '../../calendar/messages.ts';
import type { ActivityEdition } from '../../calendar/queries.ts';
import type { ActivityState } from '../../calendar/rules.ts';
import { staffMessages } from '../../staff-messages.ts';
import { whenOf } from './activity-line.tsx';

interface ActivitiesProps {
  readonly state: ActivityState;
  readonly editions: readonly ActivityEdition[];
  readonly counts: ReadonlyMap<ActivityState, number>;
  readonly may: { readonly write: boolean; readonly publish: boolean };
  readonly problem?: Problem;
  readonly values?: Readonly<Record<string, unknown>>;
}

const shown: readonly ActivityState[] = ['draft', 'review', 'timed'];

function Lines({ state, editions, chosen }: Pick<ActivitiesProps, 'state' | 'editions'> & { readonly chosen: boolean }) {
  const m = useMessages(calendarStaffMessages);
  const words = useMessages(calendarMessages);
  return (
    <Table
      caption={m.title}
      captionHidden
      rows={editions}
      rowKey={({ id, number }) => `${id}-${number}`}
      rowUrl={({ id }) => `/thong-tin/lich/${id}`}
      selection={chosen ? { name: 'ids', value: ({ id }) => id, label: ({ titleVi }) => titleVi } : undefined}
      columns={[
        { title: words.when, nowrap: true, cell: (edition) => whenOf(edition, words.wholeDay) },
        { title: m.name, rowHeader: true, cell: ({ id, titleVi }) => <a href={`/thong-tin/lich/${id}`}>{titleVi}</a> },
        { title: m.persons, cell: ({ persons }) => persons.join('; ') },
        {
          title: state === 'timed' ? m.visibleFrom : m.kind,
          cell: (edition) =>
            state === 'timed' && edition.visibleFrom ? (
              <Time at={edition.visibleFrom} />
            ) : (
              <>
                {m.kinds[edition.change]} {edition.returnedReason ? <Tag kind="warning">{m.returned}</Tag> : null}
              </>
            ),
        },
      ]}
    />
  );
}

/** The entries of an agency's calendar at one step; a week of them goes on with one press. */
export function ActivitiesPage({ state, editions, counts, may, problem, values }: ActivitiesProps) {
  const m = useMessages(calendarStaffMessages);
  const newsroom = useMessages(staffMessages);
  const again = problem ? { values, errors: problem.fields, refusals: problem.refusals } : {};
  const chosen = editions.length > 0 && ((state === 'draft' && may.write) || (state === 'review' && may.publish));
  return (
    <Page
      title={m.title}
      lead={m.lead}
      audience="staff"
      wide
      failed={problem !== undefined}
      crumbs={[{ title: newsroom.title, url: '/thong-tin' }, { title: m.title }]}
      actions={
        may.write ? (
          <LinkButton href="/thong-tin/lich/moi" variant="primary">
            {m.write}
          </LinkButton>
        ) : null
      }
    >
      <Tabs
        label={m.state}
        tabs={shown.map((one) => ({
          title: m.states[one] ?? one,
          url: `/thong-tin/lich?buoc=${one}`,
          current: one === state,
          count: counts.get(one) ?? 0,
        }))}
      />
      {editions.length === 0 ? <EmptyState title={m.none} /> : null}
      {editions.length > 0 && !chosen ? <Lines state={state} editions={editions} chosen={false} /> : null}
      {chosen ? (
        <Form action={`/thong-tin/lich/${state === 'draft' ? 'trinh' : 'duyet'}`} {...again} names={['ids']}>
          <p class="mc-hint">{m.chooseAll}</p>
          <Lines state={state} editions={editions} chosen />
          {state === 'review' ? (
            <>
              <p class="mc-hint">{m.moment}</p>
              <DateField name="date" label={m.publishDate} />
              <TextField name="time" label={m.publishTime} width="short" maxLength={5} />
            </>
          ) : null}
          <Button>{state === 'draft' ? m.submit : m.approve}</Button>
        </Form>
      ) : null}
    </Page>
  );
}
