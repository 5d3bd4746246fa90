import { Page } from '#ui/layout.tsx';
import { Notice } from '#ui/notice.tsx';
import { useMessages } from '#ui/page-context.ts';
import { Table } from '#ui/table.tsx';
import { Time } from '#ui/time.tsx';
import { messages } from '../messages.ts';
import type { LetterLine } from '../queries/outbox.ts';

interface Line {
  readonly letter: LetterLine;
  readonly counts: Readonly<Record<string, number>>;
}

/** What a letter is called: the subject of a mail, the first line of a notification. */
export function subjectOf({ content }: Pick<LetterLine, 'content'>): string {
  return 'subject' in content ? content.subject : content.title;
}

/** Whether mails go out, said once at the top. */
export function WhereMailsGo({ isLocal }: { readonly isLocal: boolean }) {
  const m = useMessages(messages);
  return (
    <Notice kind={isLocal ? 'warning' : 'info'} title={isLocal ? m.local : undefined}>
      <p>{isLocal ? m.localHelp : m.hidden}</p>
    </Notice>
  );
}

/** The newest letters and how far they are. */
export function OutboxPage({ letters, isLocal }: { readonly letters: readonly Line[]; readonly isLocal: boolean }) {
  const m = useMessages(messages);
  const count = (state: string) => ({
    title: m.states[state] ?? state,
    cell: ({ counts }: Line) => counts[state] ?? 0,
    align: 'end' as const,
  });
  return (
    <Page title={m.outbox} lead={m.outboxLead} audience="staff">
      <WhereMailsGo isLocal={isLocal} />
      <Table
        caption={m.letters}
        rows={letters}
        rowKey={({ letter }) => String(letter.id)}
        rowUrl={({ letter }) => `/hop-thu-di/${letter.id}`}
        empty={<p>{m.none}</p>}
        columns={[
          {
            title: m.subject,
            rowHeader: true,
            cell: ({ letter }) => (
              <>
                <a href={`/hop-thu-di/${letter.id}`}>{subjectOf(letter)}</a>
                {letter.cancelledAt ? ` (${m.withdrawn})` : ''}
              </>
            ),
          },
          { title: m.channel, cell: ({ letter }) => m.channels[letter.channel] },
          { title: m.madeAt, nowrap: true, cell: ({ letter }) => <Time at={letter.madeAt} /> },
          ...['waiting', 'sent', 'failed', 'cancelled'].map(count),
        ]}
      />
    </Page>
  );
}
