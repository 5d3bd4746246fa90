import type { FrontSection } from '#kernel/module.ts';
import { LinkButton } from '#ui/button.tsx';
import { Card, CardGrid, Section } from '#ui/card.tsx';
import { Hero } from '#ui/hero.tsx';
import { Page } from '#ui/layout.tsx';
import { useMessages, usePage } from '#ui/page-context.ts';
import { messages } from '../messages.ts';
import type { Hit } from '../queries/hits.ts';
import { Front } from './front-section.tsx';
import { HitList } from './hit-list.tsx';

export interface HomePageProps {
  /** What the other systems have that is new. */
  readonly fronts: readonly FrontSection[];
  readonly newest: readonly Hit[];
  readonly kindName: (kind: string) => string;
}

/** One question, answered; below it what happens now, ways to begin, and what is new. */
export function HomePage({ fronts, newest, kindName }: HomePageProps) {
  const m = useMessages(messages);
  const { productName } = usePage();
  const partsOf = (urgent: boolean) =>
    fronts.filter((section) => section.urgent === urgent).map((section) => <Front key={section.more.url} section={section} />);
  return (
    <Page title={productName} heading={false} emblem={false} description={m.home.lead}>
      <Hero hint={m.home.hint} />
      {partsOf(true)}
      <Section title={m.home.ways}>
        <CardGrid>
          <Card title={m.home.servicesTitle} url="/thu-tuc">
            <p>{m.home.servicesText}</p>
          </Card>
          <Card title={m.home.eventsTitle} url="/su-kien">
            <p>{m.home.eventsText}</p>
          </Card>
          <Card title={m.home.trackTitle} url="/tra-cuu-ho-so">
            <p>{m.home.trackText}</p>
          </Card>
          <Card title={m.library} url="/van-ban">
            <p>{m.home.libraryText}</p>
          </Card>
          <Card title={m.home.checkTitle} url="/kiem-tra">
            <p>{m.home.checkText}</p>
          </Card>
          <Card title={m.home.unitsTitle} url="/don-vi">
            <p>{m.home.unitsText}</p>
          </Card>
        </CardGrid>
      </Section>
      {partsOf(false)}
      {newest.length > 0 ? (
        <Section title={m.home.newest}>
          <HitList hits={newest} kindName={kindName} />
          <LinkButton href="/van-ban">{m.home.all}</LinkButton>
        </Section>
      ) : null}
    </Page>
  );
}
