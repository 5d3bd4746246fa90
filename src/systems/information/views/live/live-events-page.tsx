import { LinkButton } from '#ui/button.tsx';
import { EmptyState } from '#ui/card.tsx';
import { Page } from '#ui/layout.tsx';
import { useMessages } from '#ui/page-context.ts';
import { Table } from '#ui/table.tsx';
import { Tag } from '#ui/tag.tsx';
import { Time } from '#ui/time.tsx';
import { staffMessages } from '../../staff-messages.ts';
import { liveStaffMessages } from '../../live/messages.ts';
import type { LiveEvent } from '../../live/queries.ts';
import type { LiveState } from '../../live/rules.ts';

const looks: Readonly<Record<LiveState, 'warning' | 'info' | 'neutral'>> = {
  proposed: 'warning',
  open: 'info',
  closed: 'neutral',
  dropped: 'neutral',
};

export function StateTag({ state }: { readonly state: LiveState }) {
  const m = useMessages(liveStaffMessages);
  return <Tag kind={looks[state]}>{m.states[state]}</Tag>;
}

/** The running events of an agency: those that wait for a second person first. */
export function LiveEventsPage({ events, mayWrite }: { readonly events: readonly LiveEvent[]; readonly mayWrite: boolean }) {
  const m = useMessages(liveStaffMessages);
  const newsroom = useMessages(staffMessages);
  return (
    <Page
      title={m.title}
      lead={m.lead}
      audience="staff"
      crumbs={[{ title: newsroom.title, url: '/thong-tin' }, { title: m.title }]}
      actions={
        mayWrite ? (
          <LinkButton href="/thong-tin/truc-tiep/moi" variant="primary">
            {m.propose}
          </LinkButton>
        ) : null
      }
    >
      <Table
        caption={m.title}
        captionHidden
        rows={events}
        rowKey={({ id }) => id}
        empty={<EmptyState title={m.none} />}
        columns={[
          { title: m.name, rowHeader: true, cell: ({ id, titleVi }) => <a href={`/thong-tin/truc-tiep/${id}`}>{titleVi}</a> },
          { title: m.state, cell: ({ state }) => <StateTag state={state} /> },
          { title: m.entries, align: 'end', cell: ({ entries }) => entries },
          { title: m.date, nowrap: true, cell: ({ startsAt }) => <Time at={startsAt} /> },
        ]}
      />
    </Page>
  );
}
