import { shortDate } from '#kernel/time.ts';
import { LinkButton } from '#ui/button.tsx';
import { Columns, EmptyState } from '#ui/card.tsx';
import { Facets } from '#ui/facets.tsx';
import { Page } from '#ui/layout.tsx';
import { useLang, useMessages } from '#ui/page-context.ts';
import { Tabs } from '#ui/tabs.tsx';
import { Tag } from '#ui/tag.tsx';
import { longDate } from '#ui/time.tsx';
import { withQuery } from '#ui/url.ts';
import { calendarMessages } from '../../calendar/messages.ts';
import type { ActivityEdition, ShownActivity } from '../../calendar/queries.ts';
import { daysOf, mondayOf, type Span } from '../../calendar/rules.ts';
import { messages } from '../../messages.ts';
import type { Topic } from '../../queries/visible.ts';
import { ActivityLine, titleOf } from './activity-line.tsx';

interface CalendarProps {
  readonly span: Span;
  /** `yyyy-mm-dd` */
  readonly today: string;
  /** What the filter leaves. */
  readonly activities: readonly ShownActivity[];
  /** Of the whole span, for counting what one can narrow by. */
  readonly all: readonly ShownActivity[];
  readonly query: URLSearchParams;
  readonly labels: readonly string[];
  readonly topics: readonly Topic[];
}

interface OnDay {
  readonly activity: ShownActivity;
  readonly edition: ActivityEdition;
}

/** Each day's lines: the newest edition on its day, and an earlier one on the day it was moved away from. */
function byDay(activities: readonly ShownActivity[]): Map<string, OnDay[]> {
  const lines = activities.flatMap((activity) => {
    const { newest, earlier } = activity;
    const days = new Set([newest.onDay]);
    const moved = earlier.filter(({ onDay }) => !days.has(onDay) && days.add(onDay));
    return [newest, ...moved].map((edition) => ({ activity, edition }));
  });
  const hour = ({ edition }: OnDay): number => edition.startsAt?.getTime() ?? 0;
  return Map.groupBy(
    lines.toSorted((a, b) => hour(a) - hour(b)),
    ({ edition }) => edition.onDay,
  );
}

const BASE = '/tin/lich';

function spanUrl(span: Pick<Span, 'kind' | 'name'>, query: URLSearchParams): string {
  return withQuery(BASE, query, span.kind === 'week' ? { tuan: span.name } : { thang: span.name });
}

function Moving({ span, query, today }: CalendarProps) {
  const m = useMessages(calendarMessages);
  const to = (name: string) => spanUrl({ kind: span.kind, name }, query);
  return (
    <div class="mc-buttons">
      <LinkButton href={to(span.before)}>{m.earlier}</LinkButton>
      <LinkButton href={withQuery(BASE, query, span.kind === 'month' ? { thang: today.slice(0, 7) } : {})} variant="tertiary">
        {m.today}
      </LinkButton>
      <LinkButton href={to(span.after)}>{m.later}</LinkButton>
    </div>
  );
}

function Filters({ all, query, span, topics }: CalendarProps) {
  const m = useMessages(calendarMessages);
  const lang = useLang();
  const keep = new URLSearchParams([...query, span.kind === 'week' ? ['tuan', span.name] : ['thang', span.name]]);
  const names = new Map(topics.map((topic) => [topic.code, lang === 'en' ? topic.titleEn : topic.titleVi]));
  const group = (title: string, name: string, valuesOf: (edition: ActivityEdition) => readonly (readonly [string, string])[]) => {
    const counts = new Map<string, { label: string; count: number }>();
    for (const { newest } of all) {
      for (const [value, label] of valuesOf(newest)) counts.set(value, { label, count: (counts.get(value)?.count ?? 0) + 1 });
    }
    const options = [...counts].toSorted(([, a], [, b]) => b.count - a.count || a.label.localeCompare(b.label, 'vi')).slice(0, 12);
    return {
      title,
      options: options.map(([value, { label, count }]) => {
        const selected = query.get(name) === value;
        return { label, count, selected, url: withQuery(BASE, keep, { [name]: selected ? undefined : value }) };
      }),
    };
  };
  const groups = [
    group(m.person, 'nguoi', ({ persons }) => persons.map((name) => [name, name] as const)),
    group(m.agency, 'co-quan', ({ agencyId, agencyName }) => [[agencyId, agencyName]]),
    group(m.place, 'noi', ({ placeCode, placeName }) => (placeCode ? [[placeCode, placeName ?? placeCode]] : [])),
    group(m.topic, 'chu-de', (edition) => edition.topics.map((code) => [code, names.get(code) ?? code] as const)),
  ];
  return <Facets groups={groups.filter(({ options }) => options.length > 0)} />;
}

function Week({ span, activities, today }: CalendarProps) {
  const m = useMessages(calendarMessages);
  const lang = useLang();
  const lines = byDay(activities);
  return (
    <>
      {daysOf(span)
        .map((day, at) => ({ day, name: m.days[at] ?? '', on: lines.get(day) ?? [] }))
        .filter(({ on }) => on.length > 0)
        .map(({ day, name, on }) => (
          <section key={day} class="mc-agenda" aria-labelledby={`ngay-${day}`}>
            <h2 class="ds-heading" id={`ngay-${day}`}>
              {name}, {longDate(day, lang)} {day === today ? <Tag kind="info">{m.today}</Tag> : null}
            </h2>
            <ol>
              {on.map((line) => (
                <ActivityLine key={`${line.activity.id}-${line.edition.number}`} {...line} />
              ))}
            </ol>
          </section>
        ))}
    </>
  );
}

/** A month as a wall calendar; on a phone the days that have something, one under another. */
function Month({ span, activities, today, query }: CalendarProps) {
  const m = useMessages(calendarMessages);
  const lang = useLang();
  const lines = byDay(activities);
  const days = daysOf({ first: mondayOf(span.first), last: span.last });
  return (
    <div>
      <div class="mc-month__week" aria-hidden="true">
        {m.days.map((name) => (
          <span key={name}>{name}</span>
        ))}
      </div>
      <ol class="mc-month">
        {days.map((day, at) => {
          const on = lines.get(day) ?? [];
          const inside = day >= span.first;
          return (
            <li key={day} {...(inside && on.length > 0 ? {} : { 'data-empty': '' })} {...(day === today ? { 'data-today': '' } : {})}>
              {inside ? (
                <p class="mc-month__day">
                  <a href={withQuery(BASE, query, { tuan: day })}>
                    <span class="mc-month__name">{m.days[at % 7]}, </span>
                    {shortDate(day).slice(0, 5)}
                  </a>
                </p>
              ) : null}
              {inside && on.length > 0 ? (
                <ul>
                  {on.map(({ activity, edition }) => {
                    const gone = edition !== activity.newest || edition.change === 'cancelled';
                    const link = <a href={`${BASE}/${activity.id}`}>{titleOf(edition, lang)}</a>;
                    return <li key={`${activity.id}-${edition.number}`}>{gone ? <del>{link}</del> : link}</li>;
                  })}
                </ul>
              ) : null}
            </li>
          );
        })}
      </ol>
    </div>
  );
}

/** The public calendar by week or month, narrowed by agency, person, place or topic. */
export function CalendarPage(props: CalendarProps) {
  const m = useMessages(calendarMessages);
  const main = useMessages(messages);
  const { span, activities, query, labels } = props;
  const [year = '', month = ''] = span.first.split('-');
  const name = span.kind === 'week' ? m.weekOf(shortDate(span.first), shortDate(span.last)) : m.monthOf(String(Number(month)), year);
  return (
    <Page
      title={labels.length > 0 ? `${m.title}: ${labels.join(', ')}` : m.title}
      lead={m.lead}
      description={m.lead}
      crumbs={[{ title: main.title, url: '/tin' }, { title: m.title }]}
    >
      <Tabs
        label={m.span}
        tabs={[
          {
            title: m.week,
            url: spanUrl({ kind: 'week', name: span.kind === 'week' ? span.name : mondayOf(span.first) }, query),
            current: span.kind === 'week',
          },
          { title: m.month, url: spanUrl({ kind: 'month', name: span.first.slice(0, 7) }, query), current: span.kind === 'month' },
        ]}
      />
      <div class="mc-title">
        <p class="mc-lead">{name}</p>
        <Moving {...props} />
      </div>
      <Columns aside={<Filters {...props} />}>
        {activities.length === 0 ? (
          <EmptyState title={m.none} actions={labels.length > 0 ? <LinkButton href={BASE}>{m.all}</LinkButton> : null}>
            <p>{m.noneFiltered}</p>
          </EmptyState>
        ) : span.kind === 'week' ? (
          <Week {...props} />
        ) : (
          <Month {...props} />
        )}
        <p class="mc-hint">
          <a href={withQuery('/tin/lich.ics', query, {})}>{m.subscribe}</a>. {m.subscribeHelp}
        </p>
      </Columns>
    </Page>
  );
}
