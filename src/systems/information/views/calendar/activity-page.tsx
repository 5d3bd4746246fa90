import { Columns, Section } from '#ui/card.tsx';
import { DescriptionList } from '#ui/description-list.tsx';
import { Page } from '#ui/layout.tsx';
import { Notice } from '#ui/notice.tsx';
import { useLang, useMessages } from '#ui/page-context.ts';
import { Time } from '#ui/time.tsx';
import { Timeline } from '#ui/timeline.tsx';
import { withQuery } from '#ui/url.ts';
import { calendarMessages } from '../../calendar/messages.ts';
import type { ShownActivity } from '../../calendar/queries.ts';
import { mondayOf } from '../../calendar/rules.ts';
import { messages } from '../../messages.ts';
import type { Topic, VisibleRelease } from '../../queries/visible.ts';
import { ReleaseCard } from '../front-page.tsx';
import { titleOf, whenOf } from './activity-line.tsx';

interface ActivityProps {
  readonly activity: ShownActivity;
  readonly topics: readonly Topic[];
  readonly releases: readonly VisibleRelease[];
}

/** One activity: when, where, who, and everything that was public of it before. */
export function ActivityPage({ activity, topics, releases }: ActivityProps) {
  const m = useMessages(calendarMessages);
  const main = useMessages(messages);
  const lang = useLang();
  const { newest, earlier } = activity;
  const title = titleOf(newest, lang);
  const about = (name: string, value: string, label: string) => (
    <a href={withQuery('/tin/lich', new URLSearchParams(), { [name]: value })}>{label}</a>
  );
  const names = topics.filter(({ code }) => newest.topics.includes(code)).map((topic) => (lang === 'en' ? topic.titleEn : topic.titleVi));
  return (
    <Page
      title={title}
      description={`${title}. ${whenOf(newest, m.wholeDay)}`}
      crumbs={[
        { title: main.title, url: '/tin' },
        { title: m.title, url: `/tin/lich?tuan=${mondayOf(newest.onDay)}` },
        { title: whenOf(newest, m.wholeDay) },
      ]}
    >
      {newest.change === 'first' ? null : (
        <Notice kind="warning" title={m.changes[newest.change]}>
          <p>
            {m.reason}: {newest.reason}
          </p>
        </Notice>
      )}
      <Columns
        side="end"
        aside={
          <p>
            <a href={`/tin/lich/${activity.id}/lich.ics`}>{m.subscribe} (.ics)</a>
          </p>
        }
      >
        <DescriptionList
          items={[
            { term: m.when, value: newest.change === 'cancelled' ? <del>{whenOf(newest, m.wholeDay)}</del> : whenOf(newest, m.wholeDay) },
            { term: m.where, value: newest.venue },
            { term: m.place, value: newest.placeCode ? about('noi', newest.placeCode, newest.placeName ?? '') : undefined },
            {
              term: m.person,
              value: newest.persons.map((name, at) => (
                <p key={name}>
                  {about('nguoi', name, name)}
                  {newest.offices[at] ? `, ${newest.offices[at]}` : ''}
                </p>
              )),
            },
            { term: m.agency, value: newest.agencyName },
            { term: m.topic, value: names.join(', ') },
            { term: m.published, value: newest.visibleFrom ? <Time at={newest.visibleFrom} /> : undefined },
          ]}
        />
        {earlier.length > 0 ? (
          <Section title={m.history}>
            <Timeline
              label={m.history}
              entries={[newest, ...earlier].map((edition) => ({
                at: edition.visibleFrom ?? edition.stateSince,
                title: `${m.changes[edition.change] ?? ''}: ${whenOf(edition, m.wholeDay)}${edition.venue ? `, ${edition.venue}` : ''}`,
                note: edition.reason,
              }))}
            />
          </Section>
        ) : null}
        {releases.length > 0 ? (
          <Section title={m.releases}>
            {releases.map((release) => (
              <ReleaseCard key={release.id} release={release} />
            ))}
          </Section>
        ) : null}
      </Columns>
    </Page>
  );
}
