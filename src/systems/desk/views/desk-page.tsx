import { formatNumber } from '#kernel/i18n.ts';
import { LinkButton } from '#ui/button.tsx';
import { Columns, EmptyState } from '#ui/card.tsx';
import { type FacetGroup, Facets } from '#ui/facets.tsx';
import { Page } from '#ui/layout.tsx';
import { Keyboard } from '#ui/live.tsx';
import { useLang, useMessages, usePage } from '#ui/page-context.ts';
import { Pagination } from '#ui/pagination.tsx';
import { type Column, Table } from '#ui/table.tsx';
import { Tag } from '#ui/tag.tsx';
import { Time } from '#ui/time.tsx';
import { withQuery } from '#ui/url.ts';
import { messages } from '../messages.ts';
import type { Gathered } from '../queries.ts';
import { daysLate, type DueWindow, type KindCount, type Waiting, type Wanted } from '../rules.ts';
import { SilentNotice } from './silent-notice.tsx';

export interface DeskProps {
  readonly items: readonly Waiting[];
  readonly kinds: readonly KindCount[];
  readonly windows: readonly { readonly window: DueWindow; readonly count: number }[];
  readonly wanted: Wanted;
  /** Of everything, filters left aside. */
  readonly total: number;
  readonly silent: Gathered<unknown>['silent'];
  readonly today: string;
  readonly page: number;
  readonly pageCount: number;
  readonly mayBoard: boolean;
}

const windowAddress: Readonly<Record<DueWindow, string>> = { overdue: 'qua-han', today: 'hom-nay', week: 'bay-ngay' };

function Due({ item, today }: { readonly item: Waiting; readonly today: string }) {
  const m = useMessages(messages);
  if (item.due === undefined) return <>–</>;
  const late = daysLate(item.due, today);
  return (
    <>
      <Time at={item.due} /> {late > 0 ? <Tag kind="late">{m.lateDays(late)}</Tag> : null}
      {item.due === today ? <Tag kind="warning">{m.dueToday}</Tag> : null}
    </>
  );
}

function WorkTable({ items, today }: Pick<DeskProps, 'items' | 'today'>) {
  const m = useMessages(messages);
  const lang = useLang();
  const columns: readonly Column<Waiting>[] = [
    { title: m.task, rowHeader: true, cell: (item) => <a href={item.url}>{item.title}</a> },
    { title: m.kind, cell: (item) => item.kind[lang] },
    { title: m.due, cell: (item) => <Due item={item} today={today} /> },
    { title: m.since, nowrap: true, cell: (item) => <Time at={item.since} /> },
  ];
  return (
    <Keyboard>
      <Table
        caption={m.caption}
        captionHidden
        columns={columns}
        rows={items}
        rowKey={(item) => `${item.module.name} ${item.url}`}
        rowUrl={(item) => item.url}
      />
    </Keyboard>
  );
}

/** By deadline, then the kinds of each module; a choice already made is a link that takes it back. */
function useFilters({ kinds, windows, wanted }: Pick<DeskProps, 'kinds' | 'windows' | 'wanted'>): FacetGroup[] {
  const m = useMessages(messages);
  const lang = useLang();
  const { path, query } = usePage();
  const link = (changes: Record<string, string | undefined>): string => withQuery(path, query, { ...changes, trang: undefined });
  const deadlines = windows
    .filter(({ count, window }) => count > 0 || wanted.window === window)
    .map(({ window, count }) => {
      const selected = wanted.window === window;
      return { label: m.windows[window], count, selected, url: link({ han: selected ? undefined : windowAddress[window] }) };
    });
  const byModule = [...Map.groupBy(kinds, ({ module }) => module.name).values()].map((group) => ({
    title: group[0]!.module.title[lang],
    options: group.map(({ key, kind, count }) => {
      const selected = wanted.kind === key;
      return { label: kind[lang], count, selected, url: link({ loai: selected ? undefined : key }) };
    }),
  }));
  return [{ title: m.byDeadline, options: deadlines }, ...byModule];
}

function Work(props: DeskProps) {
  const { items, total, page, pageCount, silent } = props;
  const m = useMessages(messages);
  const { path, query } = usePage();
  const groups = useFilters(props);
  if (total === 0) {
    return silent.length > 0 ? null : (
      <EmptyState title={m.nothing}>
        <p>{m.nothingHow}</p>
      </EmptyState>
    );
  }
  return (
    <Columns aside={<Facets groups={groups} />}>
      {items.length === 0 ? (
        <EmptyState title={m.noneOfThese} actions={<LinkButton href={path}>{m.all}</LinkButton>} />
      ) : (
        <WorkTable {...props} />
      )}
      <Pagination page={page} pageCount={pageCount} href={(one) => withQuery(path, query, { trang: one === 1 ? undefined : one })} />
    </Columns>
  );
}

function Desk(props: DeskProps) {
  const { total, silent, mayBoard } = props;
  const m = useMessages(messages);
  const lang = useLang();
  return (
    <Page
      title={m.desk}
      audience="staff"
      lead={total > 0 ? m.waiting(formatNumber(total, lang)) : undefined}
      actions={mayBoard ? <LinkButton href="/bang-dieu-hanh">{m.seeBoard}</LinkButton> : undefined}
    >
      <SilentNotice silent={silent} title={m.silent}>
        {m.silentHow}
      </SilentNotice>
      <Work {...props} />
    </Page>
  );
}

/** Everything that waits for the reader. */
export function DeskPage(props: DeskProps) {
  return <Desk {...props} />;
}
