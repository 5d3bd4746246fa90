import { Button, LinkButton } from '#ui/button.tsx';
import { Card, Columns, Details, EmptyState } from '#ui/card.tsx';
import { Combobox } from '#ui/combobox.tsx';
import { Facets } from '#ui/facets.tsx';
import { Form } from '#ui/form.tsx';
import { Page } from '#ui/layout.tsx';
import { useLang, useMessages } from '#ui/page-context.ts';
import { SearchBox } from '#ui/search-box.tsx';
import { Time } from '#ui/time.tsx';
import { withQuery } from '#ui/url.ts';
import type { LiveEvent } from '../live/queries.ts';
import { EmbedListBox } from './embed-box.tsx';
import { messages } from '../messages.ts';
import { releasePath } from '../publishing.ts';
import type { Cover } from '../queries/media.ts';
import { CardPicture } from './pictures.tsx';
import { LiveCard } from './live/live-list-page.tsx';
import type { Share, shares, Topic, VisibleRelease } from '../queries/visible.ts';

interface FrontProps {
  readonly releases: readonly VisibleRelease[];
  readonly more: boolean;
  readonly narrowing: { readonly labels: readonly string[]; readonly query: URLSearchParams };
  readonly shares: Awaited<ReturnType<typeof shares>>;
  readonly topics: readonly Topic[];
  /** Pictures of photo stories and videos, by release. */
  readonly covers: ReadonlyMap<string, Cover>;
  /** Events that run now; shown before everything else. */
  readonly running: readonly LiveEvent[];
}

/** A release in a list: kind, agency and time, title, summary. */
export function ReleaseCard({ release, cover }: { readonly release: VisibleRelease; readonly cover?: Cover | undefined }) {
  const m = useMessages(messages);
  const lang = useLang();
  const english = lang === 'en' && release.titleEn !== '';
  return (
    <Card
      title={english ? release.titleEn : release.titleVi}
      url={releasePath(release.code)}
      level={2}
      picture={cover ? <CardPicture media={cover} /> : undefined}
      meta={
        <>
          {m.kinds[release.kind]} · {release.agencyName} · <Time at={release.shownAt} />
        </>
      }
    >
      <p>{english ? release.summaryEn : release.summaryVi}</p>
    </Card>
  );
}

function Filters({ narrowing: { query }, shares, topics }: FrontProps) {
  const m = useMessages(messages);
  const lang = useLang();
  const english = new Map(topics.map(({ code, titleEn }) => [code, titleEn]));
  const group = (title: string, name: string, all: readonly Share[], label = (share: Share) => share.label) => ({
    title,
    options: all.map((share) => {
      const selected = query.get(name) === share.value;
      return {
        label: label(share),
        count: share.count,
        selected,
        url: withQuery('/tin', query, { [name]: selected ? undefined : share.value }),
      };
    }),
  });
  const groups = [
    group(m.topic, 'chu-de', shares.topics, (share) => (lang === 'en' ? (english.get(share.value) ?? share.label) : share.label)),
    group(m.agency, 'co-quan', shares.agencies),
    group(m.place, 'noi', shares.places),
    group(m.person, 'nguoi', shares.persons),
  ];
  return <Facets groups={groups.filter(({ options }) => options.length > 0)} />;
}

function FeedLinks({ query }: { readonly query: URLSearchParams }) {
  const m = useMessages(messages);
  return (
    <p class="mc-hint">
      <a href={withQuery('/nhan-tin', query, {})}>{m.subscribe}</a> · {m.feeds}: <a href={withQuery('/tin.atom', query, {})}>Atom</a>,{' '}
      <a href={withQuery('/tin.rss', query, {})}>RSS</a>, <a href={withQuery('/tin.json', query, {})}>JSON Feed</a> ·{' '}
      <a href="/websub">{m.bySoftware}</a> · <a href="/tin/thong-cao-ngay">{m.communiques}</a>
    </p>
  );
}

/** What else there is of official information. */
function Ways() {
  const m = useMessages(messages);
  return (
    <>
      <LinkButton href="/tin/lich">{m.calendar}</LinkButton>
      <LinkButton href="/tin/truc-tiep">{m.live}</LinkButton>
    </>
  );
}

/** Any of the country's provinces and communes, by name; without script what was typed is looked up. */
function PlaceFinder({ query }: { readonly query: URLSearchParams }) {
  const m = useMessages(messages);
  return (
    <Form action="/tin" method="get">
      {[...query]
        .filter(([name]) => name !== 'noi')
        .map(([name, value]) => (
          <input key={name} type="hidden" name={name} value={value} />
        ))}
      <Combobox name="noi" label={m.anyPlace} source="/tin/dia-phuong" />
      <Button>{m.showPlace}</Button>
    </Form>
  );
}

/** The front page of official information, narrowed by topic, agency, place, person or words. */
export function FrontPage(props: FrontProps) {
  const m = useMessages(messages);
  const { releases, more, narrowing, running } = props;
  const { labels, query } = narrowing;
  const last = releases.at(-1);
  return (
    <Page
      title={labels.length > 0 ? m.about(labels.join(', ')) : m.title}
      actions={<Ways />}
      lead={m.lead}
      description={m.lead}
      feeds={[
        { title: `${m.title} (Atom)`, url: withQuery('/tin.atom', query, {}), type: 'application/atom+xml' },
        { title: `${m.title} (JSON Feed)`, url: withQuery('/tin.json', query, {}), type: 'application/feed+json' },
      ]}
    >
      <SearchBox action="/tin" label={m.search} value={query.get('q') ?? ''} keep={keptOf(query)} />
      <Columns
        aside={
          <>
            <Filters {...props} />
            <Details summary={m.anyPlace}>
              <PlaceFinder query={query} />
            </Details>
          </>
        }
      >
        {running.map((event) => (
          <LiveCard key={event.id} event={event} />
        ))}
        {releases.length === 0 ? (
          <EmptyState title={m.none} actions={labels.length > 0 ? <LinkButton href="/tin">{m.everything}</LinkButton> : null}>
            {labels.length > 0 ? <p>{m.noneHelp}</p> : null}
          </EmptyState>
        ) : null}
        {releases.map((release) => (
          <ReleaseCard key={release.id} release={release} cover={props.covers.get(release.id)} />
        ))}
        {more && last ? (
          <LinkButton href={withQuery('/tin', query, { truoc: `${last.shownAt.getTime()}_${last.id}` })}>{m.older}</LinkButton>
        ) : null}
        <FeedLinks query={query} />
        <EmbedListBox query={query} title={labels.length > 0 ? labels.join(', ') : m.title} />
      </Columns>
    </Page>
  );
}

function keptOf(query: URLSearchParams): [string, string][] {
  return [...query].filter(([name]) => name !== 'q');
}
