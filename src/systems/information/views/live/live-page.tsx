import { formatNumber } from '#kernel/i18n.ts';
import { shortInstant } from '#kernel/time.ts';
import { LinkButton } from '#ui/button.tsx';
import { Columns, EmptyState } from '#ui/card.tsx';
import { DescriptionList } from '#ui/description-list.tsx';
import { Page } from '#ui/layout.tsx';
import { useLang, useMessages, usePage } from '#ui/page-context.ts';
import { JsonLd, RichText } from '#ui/rich-text.tsx';
import { Tag } from '#ui/tag.tsx';
import { Time } from '#ui/time.tsx';
import { withQuery } from '#ui/url.ts';
import { messages } from '../../messages.ts';
import type { Topic } from '../../queries/visible.ts';
import { liveBlog } from '../../live/json-ld.ts';
import { liveMessages } from '../../live/messages.ts';
import type { LiveEntry, LiveEvent } from '../../live/queries.ts';
import { livePath } from '../../live/urls.ts';
import { Essential, LiveEntryItem } from './live-entry.tsx';

export interface LivePageProps {
  readonly event: LiveEvent;
  /** The newest first. */
  readonly entries: readonly LiveEntry[];
  readonly more: boolean;
  /** The page goes back in time: entries before this number. */
  readonly before?: number | undefined;
  readonly pinned: LiveEntry | undefined;
  readonly topics: readonly Topic[];
  /** How many changes the reader had seen when they reloaded, and how many entries have changed since. */
  readonly seen?: { readonly changes: number; readonly count: number };
}

function Facts({ event, topics }: LivePageProps) {
  const m = useMessages(liveMessages);
  const { topic } = useMessages(messages);
  const lang = useLang();
  const about = (name: string, value: string, label: string) => (
    <a key={value} href={withQuery('/tin', new URLSearchParams(), { [name]: value })}>
      {label}
    </a>
  );
  const chosen = topics.filter(({ code }) => event.topics.includes(code));
  const base = livePath(event.code);
  return (
    <>
      <DescriptionList
        items={[
          { term: m.agency, value: event.agencyName },
          { term: m.place, value: event.placeCode ? about('noi', event.placeCode, event.placeName ?? '') : undefined },
          { term: m.starts, value: <Time at={event.startsAt} /> },
          { term: m.until, value: event.closedAt ? <Time at={event.closedAt} /> : undefined },
          {
            term: topic,
            value:
              chosen.length > 0
                ? chosen.map(({ code, titleVi, titleEn }, index) => [
                    index > 0 ? ', ' : '',
                    about('chu-de', code, lang === 'en' ? titleEn : titleVi),
                  ])
                : undefined,
          },
          { term: m.code, value: <code>{event.code}</code> },
        ]}
      />
      <p class="mc-hint">
        {m.feeds}: <a href={`${base}/tin.atom`}>Atom</a>, <a href={`${base}/tin.json`}>JSON Feed</a>
      </p>
    </>
  );
}

/** The way to newer entries without script, with how many there were; with script it steps back for the line beside it. */
function Reload({ event, seen }: LivePageProps) {
  const m = useMessages(liveMessages);
  const lang = useLang();
  const told = seen === undefined ? undefined : seen.count === 0 ? m.reloadNone : m.reloadSome(formatNumber(seen.count, lang));
  return (
    <div class="mc-live__bar">
      <LinkButton href={`${livePath(event.code)}?da-xem=${event.changes}`} id="tai-lai">
        {m.reload}
      </LinkButton>
      <p
        class="mc-hint"
        role="status"
        id="live-status"
        data-automatic={m.automatic}
        data-lost={m.lost}
        data-new={m.announced}
        data-over={m.over}
      >
        {told}
      </p>
    </div>
  );
}

/** Where an event stands, in the words that a list and its page share. */
export function LiveTag({ event }: { readonly event: LiveEvent }) {
  const m = useMessages(liveMessages);
  const { now } = usePage();
  if (event.state === 'closed') return <Tag>{m.over}</Tag>;
  if (event.startsAt > now) return <Tag kind="info">{m.notBegun(shortInstant(event.startsAt))}</Tag>;
  return (
    <span class="mc-live__now">
      <Tag kind="late">{m.running}</Tag>
    </span>
  );
}

function Entries(props: LivePageProps) {
  const m = useMessages(liveMessages);
  const { event, entries, more, before, seen } = props;
  const base = livePath(event.code);
  const last = entries.at(-1);
  return (
    <section class="mc-section" aria-labelledby="dien-bien">
      <div class="mc-title">
        <h2 class="ds-heading" id="dien-bien">
          {m.news}
        </h2>
      </div>
      {event.state === 'open' && before === undefined ? <Reload {...props} /> : null}
      {entries.length === 0 ? <EmptyState title={m.noEntries} /> : null}
      <ol class="mc-live__entries" reversed>
        {entries.map((entry) => (
          <LiveEntryItem key={entry.number} entry={entry} isNew={seen !== undefined && entry.change > seen.changes} />
        ))}
      </ol>
      <div class="mc-buttons">
        {before === undefined ? null : <LinkButton href={base}>{m.newest}</LinkButton>}
        <LinkButton id="live-older" href={`${base}?truoc=${last?.number ?? 1}`} hidden={!more}>
          {m.older}
        </LinkButton>
      </div>
    </section>
  );
}

/** A running event: what everybody must know, then entries as they come; kept up to date by server-sent events. */
export function LivePage(props: LivePageProps) {
  const m = useMessages(liveMessages);
  const main = useMessages(messages);
  const lang = useLang();
  const { canonicalUrl } = usePage();
  const { event, entries, before, pinned } = props;
  const english = lang === 'en' && event.titleEn !== '';
  const title = english ? event.titleEn : event.titleVi;
  const lead = english && event.leadEn !== '' ? event.leadEn : event.leadVi;
  const live = event.state === 'open' && before === undefined;
  const base = livePath(event.code);
  const summary = english && event.summaryEn !== '' ? event.summaryEn : event.summaryVi;
  return (
    <Page
      title={title}
      lead={lead}
      description={lead}
      crumbs={[{ title: main.title, url: '/tin' }, { title: m.title, url: '/tin/truc-tiep' }, { title: event.code }]}
      feeds={[{ title: `${title} (Atom)`, url: `${base}/tin.atom`, type: 'application/atom+xml' }]}
      head={before === undefined ? <JsonLd data={liveBlog(event, entries, new URL(canonicalUrl).origin)} /> : undefined}
      {...(live ? { islands: ['src/systems/information/islands/live-event.ts'] } : {})}
    >
      <div class="mc-live" {...(live ? { id: 'live', 'data-src': `${base}/dong`, 'data-after': event.changes } : {})}>
        <p>
          <LiveTag event={event} />
        </p>
        <Columns side="end" aside={<Facts {...props} />}>
          {event.state === 'closed' ? (
            <section class="mc-live__summary" aria-labelledby="tom-tat">
              <h2 class="ds-heading" id="tom-tat">
                {m.summary}
              </h2>
              <RichText markdown={summary} />
            </section>
          ) : (
            <div id="live-essential">{pinned ? <Essential entry={pinned} /> : null}</div>
          )}
          <Entries {...props} />
        </Columns>
        {live ? (
          <button type="button" class="ds-button mc-live__jump" data-variant="primary" data-color="accent" id="live-jump" hidden>
            {m.showNew}
          </button>
        ) : null}
      </div>
    </Page>
  );
}
