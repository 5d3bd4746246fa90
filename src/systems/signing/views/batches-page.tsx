import { ButtonRow, LinkButton } from '#ui/button.tsx';
import { EmptyState } from '#ui/card.tsx';
import { Page } from '#ui/layout.tsx';
import { Keyboard } from '#ui/live.tsx';
import { useMessages } from '#ui/page-context.ts';
import { Table } from '#ui/table.tsx';
import { Tabs } from '#ui/tabs.tsx';
import { Time } from '#ui/time.tsx';
import { messages } from '../messages.ts';
import type { BatchLine } from '../queries.ts';
import type { BatchState } from '../types.ts';

interface BatchesProps {
  readonly state: BatchState;
  readonly batches: readonly BatchLine[];
  readonly mayPrepare: boolean;
}

const STATES: readonly BatchState[] = ['waiting', 'signing', 'done', 'withdrawn'];

function Batches({ state, batches, mayPrepare }: BatchesProps) {
  const m = useMessages(messages);
  const actions = (
    <ButtonRow>
      <LinkButton href="/ky-so/ban-sao">{m.copies}</LinkButton>
      {mayPrepare ? (
        <LinkButton href="/ky-so/moi" variant="primary">
          {m.newBatch}
        </LinkButton>
      ) : null}
    </ButtonRow>
  );
  return (
    <Page title={m.title} lead={m.lead} audience="staff" wide actions={actions}>
      <Tabs label={m.state} tabs={STATES.map((one) => ({ title: m.states[one], url: `/ky-so?buoc=${one}`, current: one === state }))} />
      <Keyboard>
        <Table
          caption={m.title}
          captionHidden
          rows={batches}
          rowKey={(batch) => batch.id}
          rowUrl={(batch) => `/ky-so/${batch.id}`}
          empty={<EmptyState title={m.none} />}
          columns={[
            { title: m.batchTitle, rowHeader: true, cell: (batch) => <a href={`/ky-so/${batch.id}`}>{batch.title}</a> },
            { title: m.step, cell: (batch) => m.steps[batch.step] },
            { title: m.waitingFor, cell: (batch) => batch.signerName ?? m.keepers },
            { title: m.count, align: 'end', nowrap: true, cell: (batch) => `${batch.signed}/${batch.items}` },
            { title: m.since, nowrap: true, cell: (batch) => <Time at={batch.stateSince} /> },
          ]}
        />
      </Keyboard>
    </Page>
  );
}

/** The lists of an agency at one state. */
export function BatchesPage(props: BatchesProps) {
  return <Batches {...props} />;
}
