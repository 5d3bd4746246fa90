import { Button, LinkButton } from '#ui/button.tsx';
import { EmptyState } from '#ui/card.tsx';
import { TextField } from '#ui/fields.tsx';
import { Form } from '#ui/form.tsx';
import { Page } from '#ui/layout.tsx';
import { useMessages } from '#ui/page-context.ts';
import { Table } from '#ui/table.tsx';
import { Time } from '#ui/time.tsx';
import { messages as desk } from '../../desk/messages.ts';
import { messages } from '../../lateness/messages.ts';
import type { BookLine } from '../../lateness/queries.ts';

interface BookProps {
  /** `yyyy-mm` */
  readonly month: string;
  readonly lines: readonly (BookLine & { readonly stateTitle: string })[];
}

/** On the page; the file has all. */
const MOST_SHOWN = 300;

/** Form 07: the book of an agency's cases of a month. */
export function BookPage({ month, lines }: BookProps) {
  const m = useMessages(messages);
  const d = useMessages(desk);
  return (
    <Page title={m.book} lead={m.bookLead} audience="staff" crumbs={[{ title: d.title, url: '/giai-quyet' }]}>
      <Form action="/giai-quyet/so-theo-doi" method="get" inline>
        <TextField name="thang" label={m.month} value={month} maxLength={7} />
        <Button size="sm">{m.month}</Button>
      </Form>
      <LinkButton href={`/giai-quyet/so-theo-doi.csv?thang=${month}`} variant="secondary" size="sm">
        {m.csv} ({lines.length})
      </LinkButton>
      {lines.length === 0 ? (
        <EmptyState title={m.none} />
      ) : (
        <Table
          caption={`${m.book} ${month}`}
          rows={lines.slice(0, MOST_SHOWN)}
          rowKey={({ code }) => code}
          columns={[
            { title: m.code, cell: (line) => line.code },
            { title: m.case, rowHeader: true, cell: (line) => <a href={`/giai-quyet/${line.code}`}>{line.title}</a> },
            { title: m.received, cell: (line) => <Time at={line.submittedAt} /> },
            { title: m.due, cell: (line) => (line.dueOn ? <Time at={line.dueOn} /> : null) },
            { title: m.ended, cell: (line) => (line.endedAt ? <Time at={line.endedAt} /> : null) },
            { title: m.state, cell: (line) => line.stateTitle },
          ]}
        />
      )}
    </Page>
  );
}
