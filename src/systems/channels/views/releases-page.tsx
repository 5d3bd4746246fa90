import { EmptyState } from '#ui/card.tsx';
import { Page } from '#ui/layout.tsx';
import { useMessages } from '#ui/page-context.ts';
import { Table } from '#ui/table.tsx';
import { Tabs } from '#ui/tabs.tsx';
import { Tag } from '#ui/tag.tsx';
import { Time } from '#ui/time.tsx';
import { messages } from '../messages.ts';
import { reportMessages } from '../reports/messages.ts';
import { trialMessages } from '../trial-messages.ts';
import type { ReleaseLine } from '../queries/deliveries.ts';

/** The lists of this system. */
export function ChannelTabs({ current }: { readonly current: 'releases' | 'accounts' | 'trials' | 'reports' }) {
  const m = useMessages(messages);
  const t = useMessages(trialMessages);
  const r = useMessages(reportMessages);
  return (
    <Tabs
      label={m.title}
      tabs={[
        { title: m.releases, url: '/kenh', current: current === 'releases' },
        { title: m.accounts, url: '/kenh/tai-khoan', current: current === 'accounts' },
        { title: t.title, url: '/kenh/thu-nghiem', current: current === 'trials' },
        { title: r.title, url: '/kenh/bao-xau', current: current === 'reports' },
      ]}
    />
  );
}

function Releases({ releases }: { readonly releases: readonly ReleaseLine[] }) {
  const m = useMessages(messages);
  return (
    <Page title={m.title} lead={m.lead} audience="staff" wide>
      <ChannelTabs current="releases" />
      <Table
        caption={m.releases}
        captionHidden
        rows={releases}
        rowKey={(release) => release.id}
        empty={<EmptyState title={m.none} />}
        columns={[
          {
            title: m.release,
            rowHeader: true,
            cell: (release) => (
              <>
                <a href={`/kenh/tin/${release.id}`}>{release.title}</a>{' '}
                {release.ended === 'withdrawn' || release.ended === 'retracted' ? <Tag>{m.ended[release.ended]}</Tag> : null}
              </>
            ),
          },
          { title: m.code, nowrap: true, cell: (release) => release.code },
          { title: m.published, nowrap: true, cell: (release) => <Time at={release.publishedAt} /> },
          { title: m.onChannels, align: 'end', cell: (release) => `${release.standing}/${release.deliveries}` },
          {
            title: m.needsPerson,
            align: 'end',
            cell: (release) => (release.troubled > 0 ? <Tag kind="warning">{String(release.troubled)}</Tag> : '–'),
          },
        ]}
      />
    </Page>
  );
}

/** Newest releases and how many channels each stands on. */
export function ReleasesPage(props: { readonly releases: readonly ReleaseLine[] }) {
  return <Releases {...props} />;
}
