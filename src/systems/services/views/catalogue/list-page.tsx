import { formatNumber, say } from '#kernel/i18n.ts';
import { LinkButton } from '#ui/button.tsx';
import { Columns, EmptyState } from '#ui/card.tsx';
import { Facets } from '#ui/facets.tsx';
import { Page } from '#ui/layout.tsx';
import { Notice } from '#ui/notice.tsx';
import { useLang, useMessages } from '#ui/page-context.ts';
import { PreviousNext } from '#ui/pagination.tsx';
import { SearchBox } from '#ui/search-box.tsx';
import { eventUrl, listUrl, procedureUrl } from '../../catalogue/addresses.ts';
import { addressValue, type AskedList, facetNames } from '../../catalogue/asked.ts';
import type { LifeEvent } from '../../catalogue/events/types.ts';
import type { ListAnswer } from '../../catalogue/list.ts';
import { messages } from '../../catalogue/messages.ts';
import { AUDIENCES } from '../../catalogue/parse/words.ts';
import type { Count, Facet, Listed } from '../../catalogue/queries.ts';
import { audienceName, keeperName, summaryWords } from './words.ts';

export interface ListPageProps {
  readonly asked: AskedList;
  readonly answer: ListAnswer;
  /** Procedures here at all, and how many of them come from the national list. */
  readonly state: { readonly total: number; readonly national: number };
  /** Offered before anything is asked. */
  readonly events: readonly LifeEvent[];
  /** Key of an audience for its word. */
  readonly keyOf: (word: string) => string;
}

/** The catalogue: the question, ways to narrow it, and procedures with their first line each. */
export function ListPage(props: ListPageProps) {
  const { asked, answer, state, events } = props;
  const m = useMessages(messages);
  const open = asked.q === '' && Object.keys(asked.filters).length === 0 && asked.after === undefined;
  return (
    <Page title={m.title} lead={m.lead} description={m.lead}>
      <SearchBox label={m.question} hint={m.hint} value={asked.q} action="/thu-tuc" keep={Object.entries(asked.filters)} />
      {state.national === 0 ? <NotLoaded total={state.total} /> : null}
      {open && state.total > 0 ? <Events events={events} /> : null}
      {state.total > 0 ? (
        <>
          <Chosen {...props} />
          <Columns aside={<Narrow {...props} />}>
            <Found {...props} />
            {answer.next ? <PreviousNext nextUrl={listUrl({ q: asked.q, ...asked.filters, sau: answer.next })} /> : null}
            <p class="mc-hint">
              <a href="/thu-tuc/du-lieu">{m.report}</a>
            </p>
          </Columns>
        </>
      ) : null}
    </Page>
  );
}

function NotLoaded({ total }: { readonly total: number }) {
  const m = useMessages(messages);
  return (
    <Notice title={m.notLoaded}>
      {total > 0 ? <p>{m.ownOnly}</p> : null}
      <p>
        {m.notLoadedHelp} <a href="https://dichvucong.gov.vn">{m.nationalPortal}</a>.
      </p>
    </Notice>
  );
}

function Events({ events }: { readonly events: readonly LifeEvent[] }) {
  const m = useMessages(messages);
  const lang = useLang();
  return (
    <section class="mc-section">
      <h2 class="ds-heading">{m.events}</h2>
      <ul class="mc-link-columns">
        {events.map(({ key, title }) => (
          <li key={key}>
            <a href={eventUrl(key)}>{say(title, lang)}</a>
          </li>
        ))}
        <li>
          <a href="/su-kien">{m.allEvents}</a>
        </li>
      </ul>
    </section>
  );
}

function Chosen(props: ListPageProps) {
  const m = useMessages(messages);
  const { asked } = props;
  const lang = useLang();
  const chosen = (Object.entries(facetNames) as [Facet, string][]).flatMap(([facet, name]) => {
    const value = asked.narrowing[facet];
    if (value === undefined || asked.filters[name] === undefined) return [];
    const known = props.answer.facets[facet].find((one) => one.value === value);
    return [labelOf(facet, known ?? { value, label: null, count: 0 }, props.keyOf, lang)];
  });
  if (chosen.length === 0) return null;
  return (
    <p>
      {m.chosen}: {chosen.join(', ')}. <a href={listUrl({ q: asked.q })}>{m.clear}</a>
    </p>
  );
}

function Found({ asked, answer }: ListPageProps) {
  const m = useMessages(messages);
  const lang = useLang();
  if (answer.procedures.length === 0) {
    return (
      <EmptyState
        title={m.none}
        actions={
          <LinkButton href="/su-kien" variant="secondary">
            {m.events}
          </LinkButton>
        }
      >
        <p>{m.noneHelp}</p>
      </EmptyState>
    );
  }
  const count = formatNumber(answer.total, lang);
  return (
    <>
      <h2 class="ds-sr-only">{m.title}</h2>
      <p role="status">{asked.q === '' ? m.count(count) : answer.many ? m.foundMost(count) : m.found(count)}.</p>
      <ol class="mc-hits">
        {answer.procedures.map((procedure) => (
          <Hit key={procedure.code} procedure={procedure} />
        ))}
      </ol>
    </>
  );
}

/** A procedure in a list: name, first line, where it belongs. */
export function Hit({ procedure, level = 3 }: { readonly procedure: Listed; readonly level?: 2 | 3 }) {
  const m = useMessages(messages);
  const lang = useLang();
  const Heading = `h${level}` as 'h2' | 'h3';
  const foreign = lang === 'vi' ? {} : { lang: 'vi' };
  return (
    <li class="mc-hit">
      <Heading class="ds-heading" {...foreign}>
        <a href={procedureUrl(procedure.code)}>{procedure.name}</a>
      </Heading>
      <p>{summaryWords(procedure.summary, lang)}</p>
      <p class="mc-hint">
        {procedure.code} · {procedure.levels.map((one) => m.levels[one]).join(', ')}
        {procedure.field === null ? null : <span {...foreign}> · {procedure.field}</span>}
      </p>
    </li>
  );
}

function labelOf(facet: Facet, { value, label }: Count, keyOf: (word: string) => string, lang: 'vi' | 'en'): string {
  const m = messages[lang];
  if (facet === 'level') return m.levels[value as keyof typeof m.levels] ?? value;
  if (facet === 'channel') return m.channels[value as keyof typeof m.channels] ?? value;
  if (facet === 'keeper') return keeperName(value);
  if (facet === 'audience') return audienceName(AUDIENCES.find((word) => keyOf(word) === value) ?? value, value, lang);
  return label ?? value;
}

function Narrow({ asked, answer, keyOf }: ListPageProps) {
  const m = useMessages(messages);
  const lang = useLang();
  const groups = (Object.entries(facetNames) as [Facet, string][]).map(([facet, name]) => ({
    title: m.facets[facet],
    closed: facet === 'audience' || facet === 'keeper' || facet === 'channel',
    options: answer.facets[facet].map((one) => {
      const selected = asked.narrowing[facet] === one.value;
      const value = selected ? undefined : addressValue(facet, one.value);
      return {
        label: labelOf(facet, one, keyOf, lang),
        count: one.count,
        selected,
        url: listUrl({ q: asked.q, ...asked.filters, [name]: value }),
      };
    }),
  }));
  return <Facets groups={groups} />;
}
