import { formatNumber, say } from '#kernel/i18n.ts';
import type { DoorHit } from '#kernel/module.ts';
import { LinkButton } from '#ui/button.tsx';
import { Card, EmptyState, Section } from '#ui/card.tsx';
import { Page } from '#ui/layout.tsx';
import { useLang, useMessages } from '#ui/page-context.ts';
import { SearchBox } from '#ui/search-box.tsx';
import { searchUrl } from '../addresses.ts';
import { messages } from '../messages.ts';
import type { SearchResult } from '../queries/search.ts';
import { HitList } from './hit-list.tsx';

export interface DoorPageProps {
  readonly text: string;
  readonly hits: readonly DoorHit[];
  readonly documents: SearchResult;
  readonly kindName: (kind: string) => string;
}

/** The answer to the one question: what every system knows, and the documents. */
export function DoorPage({ text, hits, documents, kindName }: DoorPageProps) {
  const m = useMessages(messages);
  const lang = useLang();
  return (
    <Page title={m.door.titleFor(text)} crumbs={[{ title: m.door.title }]}>
      <SearchBox value={text} action="/tim" />
      {hits.length > 0 ? (
        <Section title={m.door.others}>
          {hits.map((hit) => (
            <Card key={hit.url} title={hit.title} url={hit.url} meta={say(hit.kind, lang)}>
              {hit.summary ? <p>{hit.summary}</p> : null}
            </Card>
          ))}
        </Section>
      ) : null}
      {documents.hits.length > 0 ? (
        <Section title={m.door.documents}>
          <HitList hits={documents.hits} kindName={kindName} />
          <LinkButton href={searchUrl({ q: text })}>
            {m.door.allDocuments} ({formatNumber(documents.total, lang)}
            {documents.more ? '+' : ''})
          </LinkButton>
        </Section>
      ) : null}
      {hits.length + documents.hits.length === 0 ? (
        <EmptyState title={m.door.nothing}>
          <p>{m.door.nothingHelp}</p>
        </EmptyState>
      ) : null}
    </Page>
  );
}
