import type { ComponentChildren } from 'preact';
import { useLang, useMessages } from '#ui/page-context.ts';
import { Table } from '#ui/table.tsx';
import { Tag } from '#ui/tag.tsx';
import { Time } from '#ui/time.tsx';
import { messages } from '../messages.ts';
import type { CalendarDay } from '../queries.ts';
import { weekdayOf } from '../rules/weekday.ts';

interface DaysTableProps {
  readonly caption: string;
  readonly days: readonly CalendarDay[];
  /** What can be done with a day that waits. */
  readonly doing?: (day: CalendarDay) => ComponentChildren;
}

/** Days that are not like their weekday, each with its source. */
export function DaysTable({ caption, days, doing }: DaysTableProps) {
  const m = useMessages(messages);
  const lang = useLang();
  return (
    <Table
      caption={caption}
      captionHidden
      rows={days}
      rowKey={({ id }) => String(id)}
      columns={[
        { title: m.date, rowHeader: true, nowrap: true, cell: ({ date }) => <Time at={date} /> },
        { title: m.weekday, nowrap: true, cell: ({ date }) => m.weekdays[weekdayOf(date)] },
        { title: m.what, cell: (day) => (lang === 'vi' ? day.titleVi : day.titleEn) },
        { title: m.kind, nowrap: true, cell: ({ kind }) => <Tag kind={kind === 'off' ? 'info' : 'warning'}>{m.kinds[kind]}</Tag> },
        {
          title: m.basis,
          cell: (day) => (
            <>
              {day.basis}
              {doing ? doing(day) : day.confirmedAt ? null : <p class="mc-hint">{m.unconfirmed}</p>}
            </>
          ),
        },
      ]}
    />
  );
}
