import { EmptyState, Section } from '#ui/card.tsx';
import { Page } from '#ui/layout.tsx';
import { Notice } from '#ui/notice.tsx';
import { useMessages } from '#ui/page-context.ts';
import { Table } from '#ui/table.tsx';
import { Tag } from '#ui/tag.tsx';
import { Time } from '#ui/time.tsx';
import { shownAddress } from '../double.ts';
import { messages } from '../messages.ts';
import type { UsedRelease, UsingArticle } from '../queries/articles.ts';
import { Delay, Percent } from './parts.tsx';

interface ReleaseProps {
  readonly release: UsedRelease;
  readonly paragraphs: readonly { readonly number: number; readonly text: string }[];
  readonly articles: readonly UsingArticle[];
}

function PartName({ number }: { readonly number: number }) {
  const m = useMessages(messages);
  return <>{number === 0 ? m.titlePart : number === 1 ? m.summaryPart : m.part(number - 1)}</>;
}

/** Who used a paragraph, how much of it, and the figures that they have otherwise. */
function Users({ number, release, articles }: ReleaseProps & { readonly number: number }) {
  const m = useMessages(messages);
  const users = articles
    .filter(({ edition }) => edition === release.edition)
    .flatMap(({ id, outlet, passages }) =>
      passages.filter(({ paragraph }) => paragraph === number).map((part) => ({ id, outlet, ...part })),
    );
  if (users.length === 0) return <span class="mc-hint">{m.nobody}</span>;
  return (
    <ul class="ds-list">
      {users.map(({ id, outlet, share, figures }) => (
        <li key={id}>
          {outlet}: {m.usedPart} <Percent share={share} />
          {figures.map(({ ours, theirs }, index) => (
            <div key={index}>
              <Tag kind="warning">{m.figures}</Tag> {m.ours} <strong>{ours}</strong>, {m.theirs} <strong>{theirs}</strong>
            </div>
          ))}
        </li>
      ))}
    </ul>
  );
}

function Paragraphs(props: ReleaseProps) {
  const m = useMessages(messages);
  if (props.paragraphs.every(({ text }) => text === '')) return <EmptyState title={m.gone} />;
  return (
    <Table
      caption={m.paragraphs}
      captionHidden
      rows={props.paragraphs}
      rowKey={({ number }) => String(number)}
      columns={[
        { title: m.place, nowrap: true, rowHeader: true, cell: ({ number }) => <PartName number={number} /> },
        { title: m.release, cell: ({ text }) => text },
        { title: m.outlets, cell: ({ number }) => <Users {...props} number={number} /> },
      ]}
    />
  );
}

function Articles({ release, articles }: ReleaseProps) {
  const m = useMessages(messages);
  const after = ({ publishedAt }: UsingArticle) => (publishedAt.getTime() - release.publishedAt.getTime()) / 1000;
  return (
    <Table
      caption={m.usingArticles}
      captionHidden
      rows={articles}
      rowKey={({ id }) => id}
      empty={<EmptyState title={m.noArticles} />}
      columns={[
        {
          title: m.article,
          rowHeader: true,
          cell: ({ url, title, edition }) => (
            <>
              <a href={shownAddress(url)} rel="noreferrer nofollow">
                {title || url}
              </a>
              {edition === release.edition ? null : <span class="mc-hint"> ({m.oldEdition(edition)})</span>}
            </>
          ),
        },
        { title: m.outlet, cell: ({ outlet }) => outlet },
        { title: m.when, nowrap: true, cell: ({ publishedAt }) => <Time at={publishedAt} /> },
        { title: m.after, nowrap: true, cell: (article) => <Delay seconds={after(article)} /> },
        { title: m.share, align: 'end', cell: ({ share }) => <Percent share={share} /> },
      ]}
    />
  );
}

/** One release: each paragraph with the newsrooms that used it, and the articles with how much and how soon. */
export function ReleasePage(props: ReleaseProps) {
  const m = useMessages(messages);
  const { release, articles } = props;
  const early = articles.some(({ publishedAt }) => publishedAt < release.publishedAt);
  return (
    <Page
      title={release.title}
      lead={
        <>
          <a href={release.path}>{release.code}</a> · {m.published} <Time at={release.publishedAt} />
        </>
      }
      audience="staff"
      crumbs={[{ title: m.title, url: '/diem-bao' }, { title: release.code }]}
    >
      {early ? <Notice kind="warning" title={m.earlyNotice} /> : null}
      {release.ended ? <Notice kind="warning" title={`${m.ended[release.ended]}. ${m.endedNotice}`} /> : null}
      <Section title={m.paragraphs}>
        <Paragraphs {...props} />
      </Section>
      <Section title={m.usingArticles}>
        <Articles {...props} />
      </Section>
    </Page>
  );
}
