import { EmptyState } from '#ui/card.tsx';
import { Page } from '#ui/layout.tsx';
import { useMessages } from '#ui/page-context.ts';
import { Table } from '#ui/table.tsx';
import { Tag } from '#ui/tag.tsx';
import { Time } from '#ui/time.tsx';
import { messages } from '../messages.ts';
import type { Communique } from '../queries/communiques.ts';

/** The archive of daily communiqués, newest first. */
export function CommuniquesPage({ communiques }: { readonly communiques: readonly Communique[] }) {
  const m = useMessages(messages);
  return (
    <Page title={m.communiques} lead={m.communiquesLead} crumbs={[{ title: m.title, url: '/tin' }, { title: m.communiques }]}>
      <Table
        caption={m.communiques}
        captionHidden
        rows={communiques}
        rowKey={({ agencyId, day }) => `${agencyId}-${day}`}
        empty={<EmptyState title={m.noCommuniques} />}
        columns={[
          { title: m.day, nowrap: true, rowHeader: true, cell: ({ day }) => <Time at={day} /> },
          { title: m.agency, cell: ({ agencyName }) => agencyName },
          { title: m.number, align: 'end', cell: ({ number }) => number },
          { title: m.items, align: 'end', cell: ({ items }) => items },
          {
            title: 'PDF',
            cell: ({ held, agencyCode, day }) =>
              held ? (
                <Tag kind="warning">{m.held}</Tag>
              ) : (
                <a href={`/tin/thong-cao-ngay/${encodeURIComponent(agencyCode)}/${day}.pdf`}>PDF</a>
              ),
          },
        ]}
      />
    </Page>
  );
}
