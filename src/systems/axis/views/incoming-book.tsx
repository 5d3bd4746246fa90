import { Button, ButtonRow } from '#ui/button.tsx';
import { EmptyState } from '#ui/card.tsx';
import { SelectField } from '#ui/choices.tsx';
import { TextField } from '#ui/fields.tsx';
import { Form } from '#ui/form.tsx';
import { Page } from '#ui/layout.tsx';
import { Keyboard } from '#ui/live.tsx';
import { useMessages, usePage } from '#ui/page-context.ts';
import { PreviousNext } from '#ui/pagination.tsx';
import { type Column, Table } from '#ui/table.tsx';
import { Tabs } from '#ui/tabs.tsx';
import { Tag } from '#ui/tag.tsx';
import { Time } from '#ui/time.tsx';
import { withQuery } from '#ui/url.ts';
import type { Problem } from '#kernel/problem.ts';
import { messages } from '../messages.ts';
import type { BookView, IncomingLine } from '../queries/incoming.ts';
import { books } from '../schemas.ts';
import { FailedNotice } from './failed-notice.tsx';
import { StateTags } from './statuses.tsx';

const tabs: readonly BookView[] = [
  'arrived',
  'registered',
  'assigned',
  'processing',
  'mine',
  'late',
  'recall',
  'finished',
  'refused',
  'all',
];
const PATH = '/van-ban-den';

export interface IncomingBookProps {
  readonly agencyName: string;
  readonly view: BookView;
  readonly counts: Readonly<Record<string, number>>;
  readonly rows: readonly IncomingLine[];
  readonly more: boolean;
  readonly page: number;
  readonly text: string;
  readonly today: string;
  readonly mayRegister: boolean;
  readonly mayImport: boolean;
  readonly problem?: Problem | undefined;
  readonly values?: Readonly<Record<string, unknown>> | undefined;
}

function useColumns(today: string): Column<IncomingLine>[] {
  const m = useMessages(messages);
  return [
    { title: m.number, nowrap: true, align: 'end', cell: (row) => row.arrivalNumber ?? '' },
    {
      title: m.notation,
      nowrap: true,
      rowHeader: true,
      cell: (row) => <a href={`${PATH}/${row.id}`}>{row.numberNotation ?? row.kindName}</a>,
    },
    {
      title: m.abstract,
      cell: (row) => (
        <>
          {row.urgency > 0 ? <Tag kind="warning">{m.urgency[row.urgency]}</Tag> : null} {row.abstract}
          {row.openedAt === null && row.state === 'arrived' ? <> · {m.unread}</> : null}
        </>
      ),
    },
    { title: m.issuer, cell: (row) => row.issuerName },
    { title: m.arrivedAt, nowrap: true, cell: (row) => <Time at={row.arrivedAt} /> },
    { title: m.due, nowrap: true, cell: (row) => (row.dueOn ? <Time at={row.dueOn} /> : '') },
    { title: m.state, cell: (row) => <StateTags {...row} today={today} /> },
  ];
}

function Rows({
  rows,
  today,
  selectable,
}: {
  readonly rows: readonly IncomingLine[];
  readonly today: string;
  readonly selectable: boolean;
}) {
  const m = useMessages(messages);
  const selection = {
    name: 'items',
    value: (row: IncomingLine) => `${row.id}:${row.version}`,
    label: (row: IncomingLine) => row.numberNotation ?? row.abstract,
  };
  return (
    <Table
      caption={m.caption}
      captionHidden
      columns={useColumns(today)}
      rows={rows}
      rowKey={(row) => row.id}
      rowUrl={(row) => `${PATH}/${row.id}`}
      selection={selectable ? selection : undefined}
      empty={<EmptyState title={m.empty}>{m.emptyHint}</EmptyState>}
    />
  );
}

function Search({ view, text }: { readonly view: BookView; readonly text: string }) {
  const m = useMessages(messages);
  return (
    <Form action={PATH} method="get" inline>
      <input type="hidden" name="muc" value={view} />
      <TextField name="q" label={m.search} type="search" value={text} width="medium" />
      <Button>{m.searchButton}</Button>
    </Form>
  );
}

function BatchForm(props: IncomingBookProps) {
  const m = useMessages(messages);
  const { rows, today, problem, values } = props;
  const choices = books.map((book) => ({ value: book, label: m.books[book] }));
  return (
    <Form action={`${PATH}/vao-so`} id="register" errors={problem?.fields} values={values} names={['items', 'book']}>
      <Rows rows={rows} today={today} selectable />
      {rows.length > 0 ? (
        <>
          <SelectField name="book" label={m.book} choices={choices} value="chung" emptyLabel={false} />
          <ButtonRow>
            <Button variant="primary" id="register-selected">
              {m.registerSelected}
            </Button>
          </ButtonRow>
        </>
      ) : null}
    </Form>
  );
}

/** The clerk's desk: the incoming book by state, worked through by keyboard, registered in batches. */
export function IncomingBookPage(props: IncomingBookProps) {
  const { agencyName, view, counts, rows, more, page, text, today, mayRegister, mayImport, problem } = props;
  const m = useMessages(messages);
  const { query } = usePage();
  const isBatch = mayRegister && view === 'arrived';
  const links = tabs.map((tab) => ({
    title: m.views[tab],
    url: withQuery(PATH, new URLSearchParams(), { muc: tab }),
    current: tab === view,
    count: counts[tab],
  }));
  const turn = (to: number) => withQuery(PATH, query, { trang: to });
  return (
    <Page
      title={m.incoming}
      lead={agencyName}
      audience="staff"
      wide
      failed={problem !== undefined}
      crumbs={[{ title: m.incoming }]}
      actions={mayImport ? <a href="/van-ban-den/nhap">{m.importTitle}</a> : null}
    >
      <FailedNotice problem={problem} />
      <Tabs label={m.state} tabs={links} />
      <Search view={view} text={text} />
      <Keyboard shortcuts={isBatch ? [{ key: 's', does: 'click', target: '#register-selected', label: m.keyRegister }] : []}>
        {isBatch ? <BatchForm {...props} /> : <Rows rows={rows} today={today} selectable={false} />}
      </Keyboard>
      <PreviousNext previousUrl={page > 1 ? turn(page - 1) : undefined} nextUrl={more ? turn(page + 1) : undefined} />
    </Page>
  );
}
