import { Card, EmptyState } from '#ui/card.tsx';
import { Page } from '#ui/layout.tsx';
import { Notice } from '#ui/notice.tsx';
import { useMessages } from '#ui/page-context.ts';
import { Time } from '#ui/time.tsx';
import { type DoubleArticle, shownAddress } from '../double.ts';
import { messages } from '../messages.ts';

const hidden = <meta name="robots" content="noindex, nofollow" />;

/** The front page of the made-up newspaper. */
export function DoubleFrontPage({ articles }: { readonly articles: readonly DoubleArticle[] }) {
  const m = useMessages(messages);
  return (
    <Page title={m.double} lead={m.doubleLead} head={hidden}>
      {articles.length === 0 ? <EmptyState title={m.doubleEmpty} /> : null}
      {articles.map((article) => (
        <Card key={article.code} level={2} title={article.title} url={shownAddress(article.url)} meta={<Time at={article.publishedAt} />} />
      ))}
    </Page>
  );
}

export function DoubleArticlePage({ article }: { readonly article: DoubleArticle }) {
  const m = useMessages(messages);
  return (
    <Page title={article.title} head={hidden} crumbs={[{ title: m.double, url: '/bao-mau' }, { title: article.code }]}>
      <Notice kind="warning" title={m.doubleLead} />
      {article.paragraphs.map((text, index) => (
        <p key={index}>{text}</p>
      ))}
    </Page>
  );
}
