import { Button, ButtonRow, LinkButton } from '#ui/button.tsx';
import { Card, EmptyState, Section } from '#ui/card.tsx';
import { DescriptionList } from '#ui/description-list.tsx';
import { Form } from '#ui/form.tsx';
import { Page } from '#ui/layout.tsx';
import { useMessages } from '#ui/page-context.ts';
import { Table } from '#ui/table.tsx';
import { Tag } from '#ui/tag.tsx';
import { Time } from '#ui/time.tsx';
import { messages } from '../messages.ts';
import type { Connection, ConnectionChange } from '../queries/connections.ts';
import type { Platform } from '../rules/platforms.ts';
import { trainingMessages } from '../training/messages.ts';
import { ChannelTabs } from './releases-page.tsx';

export interface AccountsProps {
  readonly connections: readonly Connection[];
  readonly changes: readonly ConnectionChange[];
  readonly names: ReadonlyMap<string, string>;
  readonly mayManage: boolean;
  /** Who looks: nobody confirms what they proposed. */
  readonly who: string;
}

/** The value of a field as people read it. */
function shownField(m: typeof messages.vi, field: string, value: string): string {
  return field === 'platform' ? (m.platforms[value as Platform] ?? value) : value;
}

function ChangeCard({ change, props }: { readonly change: ConnectionChange; readonly props: AccountsProps }) {
  const m = useMessages(messages);
  const name = change.fields['name'] ?? props.connections.find((one) => one.id === change.connectionId)?.name ?? '';
  const fields = (['platform', 'stableId', 'purpose', 'editorialLine'] as const).filter((field) => change.fields[field]);
  return (
    <Card title={`${m.kinds[change.kind]}: ${name}`} meta={<Time at={change.proposedAt} />}>
      <DescriptionList
        items={[
          { term: m.proposedBy, value: props.names.get(change.proposedBy) ?? m.by },
          ...fields.map((field) => ({ term: m[field], value: shownField(m, field, change.fields[field] ?? '') })),
          ...(['ownerId', 'deputyId'] as const)
            .filter((field) => change.fields[field])
            .map((field) => ({ term: field === 'ownerId' ? m.owner : m.deputy, value: props.names.get(change.fields[field] ?? '') ?? '' })),
        ]}
      />
      {props.mayManage ? (
        <Form action={`/kenh/thay-doi/${change.id}`}>
          <ButtonRow>
            {change.proposedBy === props.who ? null : (
              <Button variant="primary" name="decision" value="confirm">
                {m.confirm}
              </Button>
            )}
            <Button variant="tertiary" name="decision" value="reject">
              {m.reject}
            </Button>
          </ButtonRow>
        </Form>
      ) : null}
    </Card>
  );
}

function AccountTable({ connections, names }: AccountsProps) {
  const m = useMessages(messages);
  return (
    <Table
      caption={m.accounts}
      captionHidden
      rows={connections}
      rowKey={(connection) => connection.id}
      empty={<EmptyState title={m.noAccounts} />}
      columns={[
        { title: m.name, rowHeader: true, cell: (one) => <a href={`/kenh/tai-khoan/${one.id}`}>{one.name}</a> },
        { title: m.platform, cell: (one) => m.platforms[one.platform] },
        { title: m.stableId, cell: (one) => one.stableId },
        { title: m.owner, cell: (one) => names.get(one.ownerId) ?? '–' },
        { title: m.approval, cell: (one) => m.approvals[one.approval] },
        { title: m.status, cell: (one) => <Tag kind={one.status === 'active' ? 'done' : 'warning'}>{m.statuses[one.status]}</Tag> },
      ]}
    />
  );
}

function Accounts(props: AccountsProps) {
  const m = useMessages(messages);
  const training = useMessages(trainingMessages);
  const add = (
    <LinkButton href="/kenh/tai-khoan/moi" variant="primary">
      {m.newAccount}
    </LinkButton>
  );
  return (
    <Page
      title={m.title}
      lead={m.accountsLead}
      audience="staff"
      wide
      actions={
        <>
          <LinkButton href="/kenh/chung-nhan">{training.title}</LinkButton>
          {props.mayManage ? add : null}
        </>
      }
    >
      <ChannelTabs current="accounts" />
      {props.changes.length === 0 ? null : (
        <Section title={m.waiting}>
          {props.changes.map((change) => (
            <ChangeCard key={change.id} change={change} props={props} />
          ))}
        </Section>
      )}
      <AccountTable {...props} />
    </Page>
  );
}

/** Accounts of the agency and what waits for a second person. */
export function AccountsPage(props: AccountsProps) {
  return <Accounts {...props} />;
}
