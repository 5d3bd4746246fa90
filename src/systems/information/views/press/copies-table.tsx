import { EmptyState } from '#ui/card.tsx';
import { useMessages } from '#ui/page-context.ts';
import { Table } from '#ui/table.tsx';
import { Time } from '#ui/time.tsx';
import type { CopyLine } from '../../press/copies/log.ts';
import { copyMessages } from '../../press/copies/messages.ts';
import { pressMessages } from '../../press-messages.ts';

/** Who opened or took away which copy, how often and in which form. */
export function CopiesTable({ copies }: { readonly copies: readonly CopyLine[] }) {
  const press = useMessages(pressMessages);
  const m = useMessages(copyMessages);
  return (
    <Table
      caption={press.copies}
      captionHidden
      rows={copies}
      rowKey={(copy) => String(copy.mark)}
      empty={<EmptyState title={press.noCopies} />}
      columns={[
        { title: m.reader, rowHeader: true, cell: (copy) => `${copy.fullName}, ${copy.outlet}` },
        { title: m.code, nowrap: true, cell: (copy) => <code>{copy.code}</code> },
        { title: m.pagesRead, align: 'end', cell: (copy) => copy.pages },
        { title: m.pdfsRead, align: 'end', cell: (copy) => copy.pdfs },
        { title: m.picturesRead, align: 'end', cell: (copy) => copy.pictures },
        { title: m.webhooksRead, align: 'end', cell: (copy) => copy.webhooks },
        { title: m.lastRead, nowrap: true, cell: (copy) => (copy.lastRead ? <Time at={copy.lastRead} /> : '–') },
      ]}
    />
  );
}
