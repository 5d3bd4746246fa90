import type { Problem } from '#kernel/problem.ts';
import { Button } from '#ui/button.tsx';
import { EmptyState, Section } from '#ui/card.tsx';
import { TextField } from '#ui/fields.tsx';
import { Form } from '#ui/form.tsx';
import { Page } from '#ui/layout.tsx';
import { useMessages } from '#ui/page-context.ts';
import { Table } from '#ui/table.tsx';
import { Tag } from '#ui/tag.tsx';
import { Time } from '#ui/time.tsx';
import { shownAddress } from '../double.ts';
import { messages } from '../messages.ts';
import type { Outlet } from '../queries/outlets.ts';

interface OutletsProps {
  readonly outlets: readonly (Outlet & { readonly articles: number })[];
  /** Whether the reader may add feeds; and of which agency they may stop them. */
  readonly mayManage: boolean;
  readonly agencyId: string;
  readonly problem?: Problem;
  readonly values?: Readonly<Record<string, unknown>>;
}

function State({ outlet }: { readonly outlet: Outlet }) {
  const m = useMessages(messages);
  if (outlet.pausedAt) return <Tag kind="warning">{m.paused}</Tag>;
  if (outlet.problem !== null) {
    return (
      <>
        <Tag kind="warning">{m.failing}</Tag> {outlet.problem}
      </>
    );
  }
  return outlet.askedAt ? <Tag kind="done">{m.fine}</Tag> : <Tag>{m.never}</Tag>;
}

function Stop({ outlet }: { readonly outlet: Outlet }) {
  const m = useMessages(messages);
  return (
    <Form action={`/diem-bao/to-bao/${outlet.id}/${outlet.pausedAt ? 'doc-lai' : 'ngung'}`}>
      <Button variant="tertiary">{outlet.pausedAt ? m.resume : m.pause}</Button>
    </Form>
  );
}

/** The newsrooms whose feeds are read. */
export function OutletsPage({ outlets, mayManage, agencyId, problem, values }: OutletsProps) {
  const m = useMessages(messages);
  return (
    <Page
      title={m.feeds}
      lead={m.feedsLead}
      audience="staff"
      failed={problem !== undefined}
      crumbs={[{ title: m.title, url: '/diem-bao' }, { title: m.feeds }]}
    >
      <Table
        caption={m.feeds}
        captionHidden
        rows={outlets}
        rowKey={({ id }) => id}
        empty={<EmptyState title={m.noFeeds} />}
        columns={[
          { title: m.name, rowHeader: true, cell: ({ name, feedUrl }) => <a href={shownAddress(feedUrl)}>{name}</a> },
          { title: m.state, cell: (outlet) => <State outlet={outlet} /> },
          { title: m.asked, nowrap: true, cell: ({ askedAt }) => (askedAt ? <Time at={askedAt} /> : m.never) },
          { title: m.articles, align: 'end', cell: ({ articles }) => articles },
          { title: m.action, cell: (outlet) => (mayManage && outlet.agencyId === agencyId ? <Stop outlet={outlet} /> : null) },
        ]}
      />
      {mayManage ? (
        <Section title={m.add}>
          <Form action="/diem-bao/to-bao" values={values} errors={problem?.fields} refusals={problem?.refusals}>
            <TextField name="name" label={m.name} maxLength={120} required />
            <TextField name="feedUrl" label={m.feed} hint={m.feedHint} type="url" maxLength={1000} required />
            <Button variant="primary">{m.add}</Button>
          </Form>
        </Section>
      ) : null}
    </Page>
  );
}
