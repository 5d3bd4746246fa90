import { Button } from '#ui/button.tsx';
import { EmptyState } from '#ui/card.tsx';
import { Form } from '#ui/form.tsx';
import { Page } from '#ui/layout.tsx';
import { useMessages } from '#ui/page-context.ts';
import { type Column, Table } from '#ui/table.tsx';
import { Time } from '#ui/time.tsx';
import { outgoingMessages } from '../messages-outgoing.ts';
import type { ConflictLine, DeadLine } from '../queries/outgoing.ts';

/** What the axis could not do by itself: envelopes given up, and message ids used twice. */
export function OversightPage({ dead, conflicts }: { readonly dead: readonly DeadLine[]; readonly conflicts: readonly ConflictLine[] }) {
  const m = useMessages(outgoingMessages);
  const deadColumns: Column<DeadLine>[] = [
    { title: m.messageId, rowHeader: true, cell: (line) => line.messageId },
    { title: m.sender, nowrap: true, cell: (line) => line.senderCode },
    { title: m.site, nowrap: true, cell: (line) => line.site },
    { title: m.figures.recipients, align: 'end', cell: (line) => line.recipients },
    { title: m.attempts, align: 'end', cell: (line) => line.attempts },
    { title: m.error, cell: (line) => line.lastError ?? '' },
    { title: m.endedAt, nowrap: true, cell: (line) => <Time at={line.endedAt} /> },
    {
      title: m.retry,
      cell: (line) => (
        <Form action={`/giam-sat-truc/${line.envelopeId}/gui-lai`}>
          <input type="hidden" name="site" value={line.site} />
          <Button size="sm">{m.retry}</Button>
        </Form>
      ),
    },
  ];
  const conflictColumns: Column<ConflictLine>[] = [
    { title: m.at, nowrap: true, cell: (line) => <Time at={line.at} /> },
    { title: m.sender, nowrap: true, cell: (line) => line.senderCode },
    { title: m.messageId, rowHeader: true, cell: (line) => line.messageId },
    { title: m.cameBy, cell: (line) => line.cameBy },
  ];
  return (
    <Page title={m.oversight} lead={m.oversightLead} audience="staff" wide crumbs={[{ title: m.oversight }]}>
      <Table
        caption={m.deadCaption}
        columns={deadColumns}
        rows={dead}
        rowKey={(line) => `${line.envelopeId}-${line.site}`}
        empty={<EmptyState title={m.deadEmpty} />}
      />
      <Table
        caption={m.conflictCaption}
        columns={conflictColumns}
        rows={conflicts}
        rowKey={(line) => `${line.messageId}-${line.at.toISOString()}`}
        empty={<EmptyState title={m.conflictEmpty} />}
      />
    </Page>
  );
}
