import { formatNumber } from '#kernel/i18n.ts';
import { LinkButton } from '#ui/button.tsx';
import { EmptyState, Section } from '#ui/card.tsx';
import { Page } from '#ui/layout.tsx';
import { Keyboard } from '#ui/live.tsx';
import { useLang, useMessages, usePage } from '#ui/page-context.ts';
import { PreviousNext } from '#ui/pagination.tsx';
import { type Column, Table } from '#ui/table.tsx';
import { Tag } from '#ui/tag.tsx';
import { Time } from '#ui/time.tsx';
import { withQuery } from '#ui/url.ts';
import { groupMessages } from '../messages-groups.ts';
import { outgoingMessages } from '../messages-outgoing.ts';
import type { OutgoingLine, UnsentLine } from '../queries/outgoing.ts';
import { GROUPS } from './group-pages.tsx';

export interface OutgoingBookProps {
  readonly agencyName: string;
  readonly rows: readonly OutgoingLine[];
  readonly unsent: readonly UnsentLine[];
  readonly more: boolean;
  readonly page: number;
  readonly maySend: boolean;
  /** Whether the reader keeps the agency's own groups of recipients. */
  readonly mayGroup: boolean;
}

function useColumns(): Column<OutgoingLine>[] {
  const m = useMessages(outgoingMessages);
  const lang = useLang();
  return [
    {
      title: m.notation,
      nowrap: true,
      rowHeader: true,
      cell: (row) => <a href={`/van-ban-di/${row.id}/theo-doi`}>{row.numberNotation ?? '–'}</a>,
    },
    {
      title: m.abstract,
      cell: (row) => (
        <>
          {row.business === 'new' ? null : <Tag kind="info">{m.business[row.business]}</Tag>} {row.abstract}
        </>
      ),
    },
    { title: m.addressed, cell: (row) => row.addressed },
    { title: m.sentAt, nowrap: true, cell: (row) => <Time at={row.sentAt} /> },
    {
      title: m.delivered,
      align: 'end',
      nowrap: true,
      cell: (row) =>
        row.state === 'cancelled' ? (
          <Tag>{m.cancelled}</Tag>
        ) : (
          `${formatNumber(row.delivered, lang)} / ${formatNumber(row.recipients, lang)}`
        ),
    },
    { title: m.dead, align: 'end', cell: (row) => (row.dead > 0 ? <Tag kind="late">{formatNumber(row.dead, lang)}</Tag> : '') },
  ];
}

function Unsent({ unsent }: { readonly unsent: readonly UnsentLine[] }) {
  const m = useMessages(outgoingMessages);
  const columns: Column<UnsentLine>[] = [
    { title: m.notation, nowrap: true, rowHeader: true, cell: (row) => row.numberNotation ?? '–' },
    { title: m.abstract, cell: (row) => row.abstract },
    {
      title: m.send,
      cell: (row) => <LinkButton href={`/van-ban-di/${row.id}/gui`} size="sm">{`${m.sendButton} ${row.numberNotation ?? ''}`}</LinkButton>,
    },
  ];
  return (
    <Section title={m.unsentCaption}>
      <Table
        caption={m.unsentCaption}
        captionHidden
        columns={columns}
        rows={unsent}
        rowKey={(row) => row.id}
        rowUrl={(row) => `/van-ban-di/${row.id}/gui`}
      />
    </Section>
  );
}

/** The outgoing book: what waits to be sent, and how far everything sent has got. */
export function OutgoingBookPage({ agencyName, rows, unsent, more, page, maySend, mayGroup }: OutgoingBookProps) {
  const m = useMessages(outgoingMessages);
  const g = useMessages(groupMessages);
  const { query } = usePage();
  const turn = (to: number) => withQuery('/van-ban-di', query, { trang: to });
  return (
    <Page
      title={m.title}
      lead={agencyName}
      audience="staff"
      wide
      crumbs={[{ title: m.title }]}
      actions={mayGroup ? <LinkButton href={GROUPS}>{g.manage}</LinkButton> : null}
    >
      {maySend && unsent.length > 0 ? <Unsent unsent={unsent} /> : null}
      <Keyboard>
        <Table
          caption={m.caption}
          columns={useColumns()}
          rows={rows}
          rowKey={(row) => row.id}
          rowUrl={(row) => `/van-ban-di/${row.id}/theo-doi`}
          empty={<EmptyState title={m.empty} />}
        />
      </Keyboard>
      <PreviousNext previousUrl={page > 1 ? turn(page - 1) : undefined} nextUrl={more ? turn(page + 1) : undefined} />
    </Page>
  );
}
