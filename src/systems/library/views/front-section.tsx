import { say } from '#kernel/i18n.ts';
import type { FrontSection } from '#kernel/module.ts';
import { LinkButton } from '#ui/button.tsx';
import { Card, CardGrid, Section } from '#ui/card.tsx';
import { useLang } from '#ui/page-context.ts';
import { Time } from '#ui/time.tsx';

/** What another module publishes: on the front page, or on the page of what it is about. */
export function Front({ section: { title, items, more } }: { readonly section: FrontSection }) {
  const lang = useLang();
  return (
    <Section title={say(title, lang)}>
      <CardGrid>
        {items.map(({ title: words, summary, url, kind, source, at }) => (
          <Card
            key={url}
            title={words}
            url={url}
            meta={
              <>
                {say(kind, lang)} · {source} · <Time at={at} />
              </>
            }
          >
            <p>{summary}</p>
          </Card>
        ))}
      </CardGrid>
      <LinkButton href={more.url}>{say(more.title, lang)}</LinkButton>
    </Section>
  );
}
