import { formatNumber, say } from '#kernel/i18n.ts';
import { Card, CardGrid, Section } from '#ui/card.tsx';
import { Page } from '#ui/layout.tsx';
import { useLang, useMessages } from '#ui/page-context.ts';
import { eventUrl, procedureUrl } from '../../catalogue/addresses.ts';
import { eventMessages } from '../../catalogue/events/messages.ts';
import type { EventStep, LifeEvent } from '../../catalogue/events/types.ts';
import { messages } from '../../catalogue/messages.ts';
import type { Listed } from '../../catalogue/queries.ts';
import { summaryWords } from './words.ts';

/** All life events, people's first. */
export function EventsPage({ events }: { readonly events: readonly LifeEvent[] }) {
  const m = useMessages(messages);
  const e = useMessages(eventMessages);
  const lang = useLang();
  const part = (audience: LifeEvent['audience']) => (
    <Section title={e[audience]}>
      <CardGrid>
        {events
          .filter((one) => one.audience === audience)
          .map(({ key, title, lead, steps }) => (
            <Card key={key} title={say(title, lang)} url={eventUrl(key)} meta={e.steps(formatNumber(steps.length, lang))}>
              <p>{say(lead, lang)}</p>
            </Card>
          ))}
      </CardGrid>
    </Section>
  );
  return (
    <Page title={e.title} lead={e.lead} description={e.lead} crumbs={[{ title: m.title, url: '/thu-tuc' }, { title: e.title }]}>
      {part('citizen')}
      {part('business')}
    </Page>
  );
}

export interface EventPageProps {
  readonly event: LifeEvent;
  /** Its procedures that are in the catalogue. */
  readonly procedures: ReadonlyMap<string, Listed>;
}

/** A life event: its procedures in order, each with why. */
export function EventPage({ event, procedures }: EventPageProps) {
  const m = useMessages(messages);
  const e = useMessages(eventMessages);
  const lang = useLang();
  const title = say(event.title, lang);
  const crumbs = [{ title: m.title, url: '/thu-tuc' }, { title: e.title, url: '/su-kien' }, { title }];
  return (
    <Page title={title} lead={say(event.lead, lang)} description={say(event.lead, lang)} crumbs={crumbs}>
      <ol class="mc-hits">
        {event.steps.map((step) => (
          <EventItem key={step.code} step={step} procedure={procedures.get(step.code)} />
        ))}
      </ol>
      <p class="mc-hint">{e.note}</p>
    </Page>
  );
}

function EventItem({ step, procedure }: { readonly step: EventStep; readonly procedure: Listed | undefined }) {
  const e = useMessages(eventMessages);
  const lang = useLang();
  return (
    <li class="mc-hit">
      <h2 class="ds-heading">{say(step.why, lang)}</h2>
      {procedure ? (
        <>
          <p {...(lang === 'vi' ? {} : { lang: 'vi' })}>
            <a href={procedureUrl(step.code)}>{procedure.name}</a>
          </p>
          <p class="mc-hint">{summaryWords(procedure.summary, lang)}</p>
        </>
      ) : (
        <p class="mc-hint">{e.missing(step.code)}</p>
      )}
    </li>
  );
}
