import { Section } from '#ui/card.tsx';
import { DescriptionList } from '#ui/description-list.tsx';
import { Page } from '#ui/layout.tsx';
import { useMessages } from '#ui/page-context.ts';
import { Table } from '#ui/table.tsx';
import { Time } from '#ui/time.tsx';
import { messages } from '../messages.ts';
import { type LetterLine, type MessageLine, SHOWN } from '../queries/outbox.ts';
import { subjectOf, WhereMailsGo } from './outbox-page.tsx';

interface LetterProps {
  readonly letter: LetterLine;
  readonly counts: Readonly<Record<string, number>>;
  readonly messages: readonly MessageLine[];
  readonly isLocal: boolean;
}

function Recipients({ letter, messages: rows, isLocal }: LetterProps) {
  const m = useMessages(messages);
  const last = ({ at, outcome, reason }: MessageLine) =>
    at === null ? '–' : [outcome === null ? m.unknownOutcome : m.outcomes[outcome], reason].filter(Boolean).join(', ');
  return (
    <Table
      caption={m.recipientsOf(SHOWN)}
      rows={rows}
      rowKey={({ addressId }) => String(addressId)}
      empty={<p>–</p>}
      columns={[
        {
          title: m.address,
          rowHeader: true,
          cell: ({ address, addressId, state }) => {
            if (!isLocal || letter.channel !== 'mail') return `#${addressId}`;
            if (address === undefined) return m.forgotten;
            return state === 'sent' ? <a href={`/hop-thu-di/${letter.id}/${addressId}`}>{address}</a> : address;
          },
        },
        { title: m.state, cell: ({ state }) => m.states[state] },
        { title: m.attempts, align: 'end', cell: ({ attempts }) => attempts },
        { title: m.lastAttempt, cell: last },
      ]}
    />
  );
}

/** One letter and whom it went to. */
export function LetterPage(props: LetterProps) {
  const m = useMessages(messages);
  const { letter, counts, isLocal } = props;
  return (
    <Page title={subjectOf(letter)} audience="staff" crumbs={[{ title: m.outbox, url: '/hop-thu-di' }, { title: subjectOf(letter) }]}>
      <WhereMailsGo isLocal={isLocal} />
      <DescriptionList
        items={[
          { term: m.channel, value: m.channels[letter.channel] },
          { term: m.madeAt, value: <Time at={letter.madeAt} /> },
          ...['waiting', 'sent', 'failed', 'cancelled'].map((state) => ({
            term: m.states[state] ?? state,
            value: String(counts[state] ?? 0),
          })),
        ]}
      />
      <Section title={m.recipients}>
        <Recipients {...props} />
      </Section>
    </Page>
  );
}
