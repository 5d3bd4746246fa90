import type { CaseRecord } from '#core/cases/index.ts';
import { Page } from '#ui/layout.tsx';
import { useLang, useMessages } from '#ui/page-context.ts';
import { Table } from '#ui/table.tsx';
import { Tag } from '#ui/tag.tsx';
import { Time } from '#ui/time.tsx';
import { messages as desk } from '../../desk/messages.ts';
import type { ControlLine } from '../../lateness/control-sheet.ts';
import { messages } from '../../lateness/messages.ts';

interface ControlProps {
  readonly record: CaseRecord;
  readonly lines: readonly ControlLine[];
  /** Whether the reader works on the case and may open it. */
  readonly works: boolean;
}

/** Form 06: who had the case how long, in working time. */
export function ControlPage({ record, lines, works }: ControlProps) {
  const lang = useLang();
  const m = useMessages(messages);
  const d = useMessages(desk);
  const crumbs = [{ title: d.title, url: '/giai-quyet' }, ...(works ? [{ title: record.code, url: `/giai-quyet/${record.code}` }] : [])];
  return (
    <Page title={m.control} lead={`${record.code} · ${m.controlLead}`} audience="staff" crumbs={crumbs}>
      <Table
        caption={record.title}
        rows={lines}
        rowKey={({ number }) => String(number)}
        columns={[
          { title: m.step, rowHeader: true, cell: (line) => line.title[lang] },
          { title: m.at, cell: (line) => <Time at={line.at} /> },
          { title: m.by, cell: (line) => line.by },
          {
            title: m.held,
            cell: (line) =>
              line.state ? (
                <>
                  {line.state[lang]}: {m.hours(Math.round(line.minutes / 6) / 10)} {line.stood ? <Tag kind="info">{m.stood}</Tag> : null}
                </>
              ) : null,
          },
        ]}
      />
    </Page>
  );
}
