import { Button, LinkButton } from '#ui/button.tsx';
import { EmptyState, Section } from '#ui/card.tsx';
import { DateField } from '#ui/fields.tsx';
import { Form } from '#ui/form.tsx';
import { Page } from '#ui/layout.tsx';
import { useMessages } from '#ui/page-context.ts';
import { Table } from '#ui/table.tsx';
import { Tag } from '#ui/tag.tsx';
import { Time } from '#ui/time.tsx';
import { messages } from '../messages.ts';
import type { OutletDay, UsedRelease } from '../queries/articles.ts';
import { Delay, Figures, Percent } from './parts.tsx';

interface DayProps {
  readonly day: string;
  readonly releases: readonly UsedRelease[];
  readonly outlets: readonly OutletDay[];
}

function Releases({ releases }: DayProps) {
  const m = useMessages(messages);
  return (
    <Table
      caption={m.releases}
      captionHidden
      rows={releases}
      rowKey={({ id }) => id}
      rowUrl={({ code }) => `/diem-bao/tin/${code}`}
      empty={<EmptyState title={m.noReleases} />}
      columns={[
        {
          title: m.release,
          rowHeader: true,
          cell: ({ code, title, ended }) => (
            <>
              <a href={`/diem-bao/tin/${code}`}>{title}</a> {ended ? <Tag kind="warning">{m.ended[ended]}</Tag> : null}
            </>
          ),
        },
        { title: m.published, nowrap: true, cell: ({ publishedAt }) => <Time at={publishedAt} /> },
        { title: m.usedBy, align: 'end', cell: ({ outlets }) => outlets },
        { title: m.most, align: 'end', cell: ({ most }) => (most > 0 ? <Percent share={most} /> : '–') },
        {
          title: m.first,
          nowrap: true,
          cell: ({ firstAt, publishedAt }) =>
            firstAt ? <Delay seconds={(firstAt.getTime() - publishedAt.getTime()) / 1000} /> : m.notUsed,
        },
        { title: m.figures, align: 'end', cell: ({ figures }) => <Figures count={figures} /> },
      ]}
    />
  );
}

function Outlets({ outlets }: DayProps) {
  const m = useMessages(messages);
  return (
    <Table
      caption={m.outlets}
      captionHidden
      rows={outlets}
      rowKey={({ name }) => name}
      empty={<EmptyState title={m.noOutlets} />}
      columns={[
        { title: m.outlet, rowHeader: true, cell: ({ name }) => name },
        { title: m.used, align: 'end', cell: ({ releases }) => releases },
        { title: m.share, align: 'end', cell: ({ share }) => <Percent share={share} /> },
        { title: m.soonest, nowrap: true, cell: ({ soonest }) => <Delay seconds={soonest} /> },
        { title: m.figures, align: 'end', cell: ({ figures }) => <Figures count={figures} /> },
      ]}
    />
  );
}

/** A day of an agency: what each newsroom used of its releases. */
export function DayPage(props: DayProps) {
  const m = useMessages(messages);
  return (
    <Page
      title={m.title}
      lead={m.lead}
      audience="staff"
      crumbs={[{ title: m.title }]}
      actions={<LinkButton href="/diem-bao/to-bao">{m.feeds}</LinkButton>}
    >
      <Form action="/diem-bao" method="get" values={{ ngay: props.day }}>
        <DateField name="ngay" label={m.day} />
        <Button>{m.show}</Button>
      </Form>
      <Section title={m.releases}>
        <Releases {...props} />
      </Section>
      <Section title={m.outlets}>
        <Outlets {...props} />
      </Section>
    </Page>
  );
}
