import { LinkButton } from '#ui/button.tsx';
import { EmptyState } from '#ui/card.tsx';
import { Page } from '#ui/layout.tsx';
import { Keyboard } from '#ui/live.tsx';
import { useMessages } from '#ui/page-context.ts';
import { Table } from '#ui/table.tsx';
import { Tabs } from '#ui/tabs.tsx';
import { Tag } from '#ui/tag.tsx';
import { Time } from '#ui/time.tsx';
import { calendarStaffMessages } from '../calendar/messages.ts';
import { liveStaffMessages } from '../live/messages.ts';
import { messages } from '../messages.ts';
import type { ReleaseLine } from '../queries/editions.ts';
import type { EditionState } from '../rules/states.ts';
import { pressMessages } from '../press-messages.ts';
import { staffMessages } from '../staff-messages.ts';

interface ReleasesProps {
  /** `mine`: what waits for this person, and what they are writing. */
  readonly state: EditionState | 'mine';
  readonly mine: number;
  readonly counts: ReadonlyMap<EditionState, number>;
  readonly lines: readonly ReleaseLine[];
  readonly mayWrite: boolean;
  readonly mayPress: boolean;
}

const shown: readonly EditionState[] = ['draft', 'review', 'legal', 'approved', 'embargoed', 'published'];

/** The releases of an agency at one step, and how many stand at each. */
export function ReleasesPage({ state, mine, counts, lines, mayWrite, mayPress }: ReleasesProps) {
  const m = useMessages(staffMessages);
  const press = useMessages(pressMessages);
  const live = useMessages(liveStaffMessages);
  const calendar = useMessages(calendarStaffMessages);
  const { kinds } = useMessages(messages);
  return (
    <Page
      title={m.title}
      lead={m.lead}
      audience="staff"
      wide
      actions={
        <>
          <LinkButton href="/thong-tin/truc-tiep">{live.title}</LinkButton>
          <LinkButton href="/thong-tin/lich">{calendar.title}</LinkButton>
          {mayPress ? <LinkButton href="/thong-tin/bao-chi">{press.title}</LinkButton> : null}
          {mayWrite ? (
            <LinkButton href="/thong-tin/moi" variant="primary">
              {m.newRelease}
            </LinkButton>
          ) : null}
        </>
      }
    >
      <Tabs
        label={m.state}
        tabs={[
          { title: m.mine, url: '/thong-tin', current: state === 'mine', count: mine },
          ...shown.map((one) => ({
            title: m.states[one] ?? one,
            url: `/thong-tin?buoc=${one}`,
            current: one === state,
            count: counts.get(one) ?? 0,
          })),
        ]}
      />
      <Keyboard>
        <Table
          caption={m.title}
          captionHidden
          rows={lines}
          rowKey={(line) => `${line.id}-${line.number}`}
          rowUrl={(line) => `/thong-tin/${line.id}`}
          empty={<EmptyState title={state === 'mine' ? m.noneMine : m.none} />}
          columns={[
            { title: m.releaseTitle, rowHeader: true, cell: (line) => <a href={`/thong-tin/${line.id}`}>{line.titleVi}</a> },
            { title: m.kind, cell: (line) => kinds[line.kind] },
            { title: m.code, nowrap: true, cell: (line) => <code>{line.code}</code> },
            { title: m.edition, cell: (line) => line.number },
            {
              title: state === 'embargoed' || state === 'published' ? m.moment : m.since,
              nowrap: true,
              cell: (line) => <Time at={line.visibleFrom ?? line.stateSince} />,
            },
            { title: m.state, cell: (line) => <LineTag line={line} /> },
          ]}
        />
      </Keyboard>
    </Page>
  );
}

function LineTag({ line }: { readonly line: ReleaseLine }) {
  const m = useMessages(staffMessages);
  if (line.ended) return <Tag kind="warning">{m.states[line.ended]}</Tag>;
  if (line.returnedReason) return <Tag kind="warning">{m.returned}</Tag>;
  return <Tag kind={line.state === 'published' ? 'done' : 'neutral'}>{m.states[line.state]}</Tag>;
}
