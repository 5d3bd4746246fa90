import type { Lang } from '#kernel/i18n.ts';
import { Framed } from '#ui/framed.tsx';
import { useLang, useMessages, usePage } from '#ui/page-context.ts';
import { Tag } from '#ui/tag.tsx';
import { Time } from '#ui/time.tsx';
import { messages } from '../messages.ts';
import type { ShownEdition, VisibleRelease } from '../queries/visible.ts';
import { embedMessages } from '../embed/messages.ts';

/** How the page around wants the card. */
export interface CardLook {
  readonly lang: Lang;
  readonly theme: 'light' | 'dark' | undefined;
}

interface CardProps {
  readonly release: VisibleRelease;
  readonly editions: readonly ShownEdition[];
}

/** What has become of it since: the one thing that a copy of the words on another site would not know. */
function State({ release, editions }: CardProps) {
  const m = useMessages(embedMessages);
  const correction = editions.find(({ change }) => change === 'major');
  if (release.ended !== null) {
    return (
      <p class="mc-framed__state">
        <Tag kind="late">{m[release.ended]}</Tag> <Time at={release.endedAt ?? release.shownAt} /> · {m.reason}: {release.endedReason}
      </p>
    );
  }
  if (!correction) return null;
  return (
    <p class="mc-framed__state">
      <Tag kind="warning">{m.corrected}</Tag> <Time at={correction.visibleFrom} /> · {correction.note}
    </p>
  );
}

function titleIn(release: VisibleRelease, lang: Lang): string {
  return lang === 'en' && release.titleEn !== '' ? release.titleEn : release.titleVi;
}

function Card({ release, editions }: CardProps) {
  const m = useMessages(embedMessages);
  const { kinds } = useMessages(messages);
  const lang = useLang();
  const retracted = release.ended === 'retracted';
  const signed = editions.some(({ number, jws }) => number === release.number && jws !== null);
  return (
    <>
      <p class="mc-framed__meta">
        {kinds[release.kind]} · {release.agencyName} · <Time at={release.shownAt} />
      </p>
      <h1>
        <a href={`/tin/${release.code}`}>{retracted ? m.retractedTitle : titleIn(release, lang)}</a>
      </h1>
      <State release={release} editions={editions} />
      <p class="mc-framed__meta">
        {m.code} <code>{release.code}</code> · {signed ? m.signed : m.unsigned} · <a href={`/kiem-tra-tin?ma=${release.code}`}>{m.check}</a>
      </p>
    </>
  );
}

/** A release on another site's page. */
export function CardPage({ look, ...props }: CardProps & { readonly look: CardLook }) {
  const { release } = props;
  const gone = embedMessages[look.lang].retractedTitle;
  const { canonicalUrl } = usePage();
  return (
    <Framed
      title={release.ended === 'retracted' ? gone : titleIn(release, look.lang)}
      canonical={new URL(`/tin/${release.code}`, canonicalUrl).href}
      {...look}
    >
      <Card {...props} />
    </Framed>
  );
}

interface ListProps {
  readonly title: string;
  readonly releases: readonly VisibleRelease[];
  readonly corrected: ReadonlySet<string>;
  readonly query: URLSearchParams;
}

function List({ title, releases, corrected, query }: ListProps) {
  const m = useMessages(embedMessages);
  const lang = useLang();
  return (
    <>
      <h1>{title}</h1>
      {releases.length === 0 ? <p>{m.none}</p> : null}
      <ul class="mc-framed__list">
        {releases.map((release) => (
          <li key={release.id}>
            <a href={`/tin/${release.code}`}>{titleIn(release, lang)}</a>
            <p class="mc-framed__meta">
              {release.agencyName} · <Time at={release.shownAt} />{' '}
              {corrected.has(release.id) ? <Tag kind="warning">{m.corrected}</Tag> : null}
            </p>
          </li>
        ))}
      </ul>
      <p class="mc-framed__meta">
        <a href={query.size > 0 ? `/tin?${query}` : '/tin'}>{m.all}</a>
      </p>
    </>
  );
}

/** The newest releases on another site's page. */
export function ListPage({ look, ...props }: ListProps & { readonly look: CardLook }) {
  const { canonicalUrl } = usePage();
  return (
    <Framed title={props.title} canonical={new URL('/tin', canonicalUrl).href} {...look}>
      <List {...props} />
    </Framed>
  );
}
