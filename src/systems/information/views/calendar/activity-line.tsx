import { shortDate } from '#kernel/time.ts';
import { useLang, useMessages } from '#ui/page-context.ts';
import { Tag } from '#ui/tag.tsx';
import { calendarMessages } from '../../calendar/messages.ts';
import type { ActivityEdition, ShownActivity } from '../../calendar/queries.ts';
import { hoursOf } from '../../calendar/rules.ts';

/** "08:00–10:30, 23/11/2026" or the day alone. */
export function whenOf(edition: ActivityEdition, wholeDay: string): string {
  return `${hoursOf(edition) ?? wholeDay}, ${shortDate(edition.onDay)}`;
}

export function titleOf(edition: ActivityEdition, lang: 'vi' | 'en'): string {
  return lang === 'en' && edition.titleEn !== '' ? edition.titleEn : edition.titleVi;
}

export function People({ edition }: { readonly edition: ActivityEdition }) {
  return (
    <>
      {edition.persons.map((name, at) => (
        <span key={name}>
          {at > 0 ? '; ' : ''}
          {name}
          {edition.offices[at] ? `, ${edition.offices[at]}` : ''}
        </span>
      ))}
    </>
  );
}

/** Where something stood before it was moved to another day: struck, with where it went and why. */
function Moved({ activity, edition }: { readonly activity: ShownActivity; readonly edition: ActivityEdition }) {
  const m = useMessages(calendarMessages);
  const lang = useLang();
  const { newest } = activity;
  return (
    <li class="mc-agenda__item">
      <p class="mc-agenda__hour">
        <del>{hoursOf(edition) ?? m.wholeDay}</del>
      </p>
      <div>
        <p>
          <del>
            <a href={`/tin/lich/${activity.id}`}>{titleOf(edition, lang)}</a>
          </del>
        </p>
        <p>
          <Tag kind="warning">{newest.change === 'cancelled' ? m.cancelled : m.movedTo(whenOf(newest, m.wholeDay))}</Tag>
        </p>
        <p class="mc-hint">
          {m.reason}: {newest.reason}
        </p>
      </div>
    </li>
  );
}

/** One activity on its day. */
export function ActivityLine({ activity, edition }: { readonly activity: ShownActivity; readonly edition: ActivityEdition }) {
  const m = useMessages(calendarMessages);
  const lang = useLang();
  if (edition !== activity.newest) return <Moved activity={activity} edition={edition} />;
  const cancelled = edition.change === 'cancelled';
  const title = <a href={`/tin/lich/${activity.id}`}>{titleOf(edition, lang)}</a>;
  const [before] = activity.earlier;
  const where = [edition.venue, edition.placeName ?? ''].filter((part) => part !== '').join(', ');
  return (
    <li class="mc-agenda__item">
      <p class="mc-agenda__hour">{cancelled ? <del>{hoursOf(edition) ?? m.wholeDay}</del> : (hoursOf(edition) ?? m.wholeDay)}</p>
      <div>
        <p class="mc-agenda__title">{cancelled ? <del>{title}</del> : title}</p>
        <p>
          <People edition={edition} />
        </p>
        <p class="mc-hint">
          {where ? `${where} · ` : ''}
          {edition.agencyName}
        </p>
        {edition.change === 'first' ? null : (
          <p>
            <Tag kind="warning">{m.changes[edition.change]}</Tag>{' '}
            <span class="mc-hint">
              {m.reason}: {edition.reason}
              {!cancelled && before ? ` (${m.before.toLowerCase()} ${whenOf(before, m.wholeDay)})` : ''}
            </span>
          </p>
        )}
      </div>
    </li>
  );
}
