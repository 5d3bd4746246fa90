import { LinkButton } from '#ui/button.tsx';
import { EmptyState } from '#ui/card.tsx';
import { Page } from '#ui/layout.tsx';
import { Keyboard } from '#ui/live.tsx';
import { useMessages } from '#ui/page-context.ts';
import { Table } from '#ui/table.tsx';
import { Tabs } from '#ui/tabs.tsx';
import { Time } from '#ui/time.tsx';
import { copyMessages } from '../../copies/messages.ts';
import type { CopyLine } from '../../copies/queries.ts';
import type { CopyState } from '../../copies/types.ts';

interface CopiesProps {
  readonly state: CopyState;
  readonly copies: readonly CopyLine[];
  readonly mayPrepare: boolean;
}

const STATES: readonly CopyState[] = ['waiting', 'sealing', 'issued', 'dropped'];

function Copies({ state, copies, mayPrepare }: CopiesProps) {
  const m = useMessages(copyMessages);
  const actions = mayPrepare ? (
    <LinkButton href="/ky-so/ban-sao/moi" variant="primary">
      {m.new}
    </LinkButton>
  ) : null;
  return (
    <Page title={m.title} lead={m.lead} audience="staff" wide crumbs={[{ title: m.back, url: '/ky-so' }]} actions={actions}>
      <Tabs
        label={m.state}
        tabs={STATES.map((one) => ({ title: m.states[one], url: `/ky-so/ban-sao?buoc=${one}`, current: one === state }))}
      />
      <Keyboard>
        <Table
          caption={m.title}
          captionHidden
          rows={copies}
          rowKey={(copy) => copy.id}
          rowUrl={(copy) => `/ky-so/ban-sao/${copy.id}`}
          empty={<EmptyState title={m.none} />}
          columns={[
            { title: m.form, nowrap: true, cell: (copy) => m.forms[copy.form] },
            { title: m.source, rowHeader: true, cell: (copy) => <a href={`/ky-so/ban-sao/${copy.id}`}>{copy.sourceTitle}</a> },
            { title: m.signer, cell: (copy) => copy.signerName },
            { title: m.since, nowrap: true, cell: (copy) => <Time at={copy.stateSince} /> },
          ]}
        />
      </Keyboard>
    </Page>
  );
}

/** An agency's copies at one state. */
export function CopiesPage(props: CopiesProps) {
  return <Copies {...props} />;
}
