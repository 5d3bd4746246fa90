import { formatNumber } from '#kernel/i18n.ts';
import { Card, EmptyState } from '#ui/card.tsx';
import { Page } from '#ui/layout.tsx';
import { useLang, useMessages } from '#ui/page-context.ts';
import { Time } from '#ui/time.tsx';
import { messages } from '../../messages.ts';
import { liveMessages } from '../../live/messages.ts';
import type { LiveEvent } from '../../live/queries.ts';
import { livePath } from '../../live/urls.ts';
import { LiveTag } from './live-page.tsx';

/** An event in a list. */
export function LiveCard({ event }: { readonly event: LiveEvent }) {
  const m = useMessages(liveMessages);
  const lang = useLang();
  const english = lang === 'en' && event.titleEn !== '';
  return (
    <Card
      title={english ? event.titleEn : event.titleVi}
      url={livePath(event.code)}
      level={2}
      meta={
        <>
          <LiveTag event={event} /> {event.agencyName} · {m.updates(formatNumber(event.entries, lang))} ·{' '}
          <Time at={event.closedAt ?? event.openedAt ?? event.startsAt} />
        </>
      }
    >
      <p>{english && event.leadEn !== '' ? event.leadEn : event.leadVi}</p>
    </Card>
  );
}

/** Events that run, and those that ran. */
export function LiveListPage({ events }: { readonly events: readonly LiveEvent[] }) {
  const m = useMessages(liveMessages);
  const main = useMessages(messages);
  return (
    <Page title={m.title} lead={m.lead} description={m.lead} crumbs={[{ title: main.title, url: '/tin' }, { title: m.title }]}>
      {events.length === 0 ? <EmptyState title={m.none} /> : null}
      {events.map((event) => (
        <LiveCard key={event.id} event={event} />
      ))}
    </Page>
  );
}
