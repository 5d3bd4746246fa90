import type { Role } from '#core/cases/index.ts';
import { today } from '#kernel/time.ts';
import { LinkButton } from '#ui/button.tsx';
import { EmptyState } from '#ui/card.tsx';
import { Page } from '#ui/layout.tsx';
import { useLang, useMessages } from '#ui/page-context.ts';
import { Table } from '#ui/table.tsx';
import { Tabs } from '#ui/tabs.tsx';
import { Tag } from '#ui/tag.tsx';
import { Time } from '#ui/time.tsx';
import { messages } from '../../desk/messages.ts';
import { messages as lateness } from '../../lateness/messages.ts';
import type { WorkLine } from '../../desk/queries.ts';

interface WorklistProps {
  readonly lines: readonly (WorkLine & { readonly stateTitle: string })[];
  readonly more: boolean;
  readonly role: Role;
  readonly counts: Partial<Record<Role, number>>;
}

const days = (from: string, to: string): number => Math.round((Date.parse(to) - Date.parse(from)) / 86_400_000);

/** When a case is due, red only when it is late. */
export function Due({ line }: { readonly line: Pick<WorkLine, 'dueOn' | 'waitsFor'> }) {
  const m = useMessages(messages);
  if (!line.dueOn) return <Tag>{line.waitsFor === 'receiver' ? m.noClock : m.paused}</Tag>;
  const late = days(line.dueOn, today());
  return late > 0 ? <Tag kind="late">{m.late(late)}</Tag> : <Time at={line.dueOn} />;
}

/** The cases that wait for an agency, by whose turn it is. */
export function WorklistPage({ lines, more, role, counts }: WorklistProps) {
  const m = useMessages(messages);
  const lang = useLang();
  const { book } = useMessages(lateness);
  const queues = [
    ['tiep-nhan', 'receiver', m.receive],
    ['giai-quyet', 'handler', m.handle],
    ['ky', 'decider', m.decide],
    ['cho-nguoi-nop', 'applicant', m.others],
  ] as const;
  const last = lines.at(-1);
  const name = queues.find(([, one]) => one === role)?.[0] ?? 'tiep-nhan';
  return (
    <Page title={m.title} lead={m.lead} audience="staff">
      <LinkButton href="/giai-quyet/so-theo-doi" variant="tertiary" size="sm">
        {book}
      </LinkButton>
      <Tabs
        label={m.waitsFor}
        tabs={queues.map(([slug, one, title]) => ({
          title: `${title} (${counts[one] ?? 0})`,
          url: `/giai-quyet?vai=${slug}`,
          current: one === role,
        }))}
      />
      {lines.length === 0 ? (
        <EmptyState title={m.none} />
      ) : (
        <Table
          caption={m.title}
          captionHidden
          rows={lines}
          rowKey={({ id }) => id}
          columns={[
            { title: m.case, rowHeader: true, cell: (line) => <a href={`/giai-quyet/${line.code}`}>{line.title}</a> },
            { title: m.due, cell: (line) => <Due line={line} /> },
            { title: m.waitsFor, cell: (line) => line.stateTitle },
            { title: 'Mã', cell: (line) => line.code },
          ]}
        />
      )}
      {more && last ? (
        <LinkButton href={`/giai-quyet?vai=${name}&sau=${last.dueAt?.toISOString() ?? 'none'}_${last.id}`}>
          {lang === 'vi' ? 'Xem tiếp' : 'More'}
        </LinkButton>
      ) : null}
    </Page>
  );
}
