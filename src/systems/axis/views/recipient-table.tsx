import { Section } from '#ui/card.tsx';
import { useLang, useMessages } from '#ui/page-context.ts';
import { PreviousNext } from '#ui/pagination.tsx';
import { type Column, Table } from '#ui/table.tsx';
import { Tabs } from '#ui/tabs.tsx';
import { Tag, type TagKind } from '#ui/tag.tsx';
import { Time } from '#ui/time.tsx';
import { statusText } from '../exports/recipients.ts';
import { outgoingMessages } from '../messages-outgoing.ts';
import type { RecipientFilter, RecipientLine } from '../queries/progress.ts';
import type { TrackPageProps } from './track-page.tsx';

const FILTERS: readonly RecipientFilter[] = ['all', 'unopened', 'undelivered', 'refused', 'finished', 'recall'];

function lookOf(line: RecipientLine): TagKind {
  if (line.status === '06') return 'done';
  if (line.status === '02' || line.recall === 'asked') return 'warning';
  return line.deliveredAt === null ? 'neutral' : 'info';
}

/** Every recipient with its three separate facts: accepted, delivered, and what it has done. */
export function RecipientTable({ outgoing, recipients, filter, next }: TrackPageProps) {
  const m = useMessages(outgoingMessages);
  const lang = useLang();
  const base = `/van-ban-di/${outgoing.id}/theo-doi`;
  const when = (at: Date | null) => (at ? <Time at={at} /> : '');
  const columns: Column<RecipientLine>[] = [
    { title: m.code, nowrap: true, cell: (line) => line.code },
    { title: m.agency, rowHeader: true, cell: (line) => line.name },
    { title: m.status, cell: (line) => <Tag kind={lookOf(line)}>{statusText(line, lang)}</Tag> },
    { title: m.deliveredAt, nowrap: true, cell: (line) => when(line.deliveredAt) },
    { title: m.openedAt, nowrap: true, cell: (line) => when(line.openedAt) },
    { title: m.changedAt, nowrap: true, cell: (line) => when(line.changedAt) },
    { title: m.noteColumn, cell: (line) => line.note ?? '' },
  ];
  return (
    <Section title={m.recipientsTitle} id="noi-nhan">
      <Tabs
        label={m.status}
        tabs={FILTERS.map((one) => ({ title: m.filters[one], url: `${base}?loc=${one}#noi-nhan`, current: one === filter }))}
      />
      <Table caption={m.recipientsTitle} captionHidden columns={columns} rows={recipients} rowKey={(line) => line.id} />
      <PreviousNext nextUrl={next === undefined ? undefined : `${base}?loc=${filter}&sau=${encodeURIComponent(next)}#noi-nhan`} />
    </Section>
  );
}
