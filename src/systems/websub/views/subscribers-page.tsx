import { Button } from '#ui/button.tsx';
import { Details, EmptyState, Section } from '#ui/card.tsx';
import { DescriptionList } from '#ui/description-list.tsx';
import { TextField } from '#ui/fields.tsx';
import { Form } from '#ui/form.tsx';
import { Page } from '#ui/layout.tsx';
import { useMessages } from '#ui/page-context.ts';
import { Table } from '#ui/table.tsx';
import { Tag } from '#ui/tag.tsx';
import { Time } from '#ui/time.tsx';
import type { Problem } from '#kernel/problem.ts';
import { staffMessages } from '../staff-messages.ts';
import type { HubFigures, Subscriber, TroubledHost } from '../staff-queries.ts';

interface SubscribersProps {
  readonly figures: HubFigures;
  readonly hosts: readonly TroubledHost[];
  readonly subscribers: readonly Subscriber[];
  readonly problem?: Problem;
}

function Figures({ figures }: Pick<SubscribersProps, 'figures'>) {
  const m = useMessages(staffMessages);
  const names = ['subscriptions', 'hosts', 'topics', 'unconfirmed', 'waiting', 'sentToday'] as const;
  return (
    <Section title={m.figures}>
      <DescriptionList items={names.map((name) => ({ term: m[name], value: figures[name] }))} />
      <p>
        <a href="/websub">{m.page}</a>
      </p>
    </Section>
  );
}

function Hosts({ hosts }: Pick<SubscribersProps, 'hosts'>) {
  const m = useMessages(staffMessages);
  if (hosts.length === 0) return null;
  return (
    <Section title={m.troubled}>
      <p class="mc-hint">{m.troubledHelp}</p>
      <Table
        caption={m.troubled}
        captionHidden
        rows={hosts}
        rowKey={({ host }) => host}
        columns={[
          { title: m.host, cell: ({ host }) => host, rowHeader: true },
          { title: m.failures, cell: ({ failures }) => failures, align: 'end' },
          { title: m.waiting, cell: ({ waiting }) => waiting, align: 'end' },
          { title: m.notBefore, cell: ({ notBefore }) => <Time at={notBefore} /> },
          {
            title: m.tryNow,
            cell: ({ host }) => (
              <Form action="/tram-bao-tin/gui-lai">
                <input type="hidden" name="host" value={host} />
                <Button variant="tertiary">{m.tryNow}</Button>
              </Form>
            ),
          },
        ]}
      />
    </Section>
  );
}

function State({ one }: { readonly one: Subscriber }) {
  const m = useMessages(staffMessages);
  if (one.endedWhy !== null) return <Tag>{m.endings[one.endedWhy]}</Tag>;
  if (one.attempts === null) return <Tag kind="done">{m.fine}</Tag>;
  if (one.attempts === 0) return <Tag kind="info">{m.queued}</Tag>;
  return <Tag kind="warning">{m.retrying(one.attempts, one.lastError ?? '')}</Tag>;
}

function EndForm({ id }: { readonly id: string }) {
  const m = useMessages(staffMessages);
  return (
    <Details summary={m.end}>
      <Form action={`/tram-bao-tin/${id}/cham-dut`}>
        <TextField name="reason" label={m.reason} required />
        <Button variant="secondary">{m.end}</Button>
      </Form>
    </Details>
  );
}

function Subscribers({ figures, hosts, subscribers, problem }: SubscribersProps) {
  const m = useMessages(staffMessages);
  return (
    <Page title={m.title} lead={m.lead} audience="staff" failed={problem !== undefined}>
      <Figures figures={figures} />
      <Hosts hosts={hosts} />
      <Section title={m.list}>
        {subscribers.length === 0 ? (
          <EmptyState title={m.none} />
        ) : (
          <Table
            caption={m.list}
            captionHidden
            rows={subscribers}
            rowKey={({ id }) => id}
            columns={[
              {
                title: m.callback,
                rowHeader: true,
                cell: ({ callback, secret }) => (
                  <>
                    <code>{callback}</code>
                    {secret ? ` (${m.signed})` : ''}
                  </>
                ),
              },
              { title: m.topic, cell: ({ topic }) => <a href={topic}>{topic}</a> },
              { title: m.lease, cell: ({ leaseUntil }) => <Time at={leaseUntil} /> },
              { title: m.lastSent, cell: ({ sentAt }) => (sentAt ? <Time at={sentAt} /> : '–') },
              { title: m.state, cell: (one) => <State one={one} /> },
              { title: m.end, cell: ({ id, endedAt }) => (endedAt ? null : <EndForm id={id} />) },
            ]}
          />
        )}
        {subscribers.length >= 200 ? <p class="mc-hint">{m.only}</p> : null}
      </Section>
    </Page>
  );
}

/** The hub as its operator sees it. */
export function SubscribersPage(props: SubscribersProps) {
  return <Subscribers {...props} />;
}
