import type { Lang } from '#kernel/i18n.ts';
import { Columns, Section } from '#ui/card.tsx';
import { DescriptionList } from '#ui/description-list.tsx';
import { Page } from '#ui/layout.tsx';
import { Notice } from '#ui/notice.tsx';
import { useLang, useMessages, usePage } from '#ui/page-context.ts';
import { RichText } from '#ui/rich-text.tsx';
import { Tag } from '#ui/tag.tsx';
import { Time } from '#ui/time.tsx';
import { Timeline } from '#ui/timeline.tsx';
import { withQuery } from '#ui/url.ts';
import { EmbedBox, OembedLink } from './embed-box.tsx';
import { messages } from '../messages.ts';
import type { PressQuestion } from '../press/queries.ts';
import { answerMessages } from '../press/answers/messages.ts';
import { releasePath } from '../publishing.ts';
import { pressMessages } from '../press-messages.ts';
import { Questions } from './press-reader-pages.tsx';
import { SHARE } from '../crop/frames.ts';
import { PhotoStory, Pictures, pictureUrl, previewUrl } from './pictures.tsx';
import type { RelatedDocument } from '../related/queries.ts';
import { RelatedDocuments } from './related-documents.tsx';
import type { Media } from '../queries/media.ts';
import { Player, type PlayerProps } from './video-player.tsx';
import type { FoundRelease, ShownEdition, Topic } from '../queries/visible.ts';

interface ReleaseProps {
  readonly release: FoundRelease;
  readonly editions: readonly ShownEdition[];
  readonly topics: readonly Topic[];
  readonly media: readonly Media[];
  readonly videos: readonly PlayerProps[];
  readonly documents: readonly RelatedDocument[];
  readonly questions: readonly PressQuestion[];
  /** Of an answer to the press: code of the release that was asked about. */
  readonly about?: string | undefined;
}

function Ended({ release }: { readonly release: FoundRelease }) {
  const m = useMessages(messages);
  if (release.ended === null) return null;
  return (
    <Notice kind={release.ended === 'retracted' ? 'error' : 'warning'} title={m[release.ended]}>
      <p>{release.ended === 'retracted' ? m.retractedHelp : m.withdrawnHelp}</p>
      <p>
        {m.reason}: {release.endedReason} (<Time at={release.endedAt ?? release.shownAt} />)
      </p>
    </Notice>
  );
}

/** The note of the newest major change stands above the words it changed. */
function Correction({ editions }: { readonly editions: readonly ShownEdition[] }) {
  const m = useMessages(messages);
  const major = editions.find(({ change }) => change === 'major');
  if (!major) return null;
  return (
    <Notice kind="info" title={m.corrected}>
      <p>
        {major.note} (<Time at={major.visibleFrom} />)
      </p>
    </Notice>
  );
}

function Facts({ release, editions, topics }: ReleaseProps) {
  const m = useMessages(messages);
  const lang = useLang();
  const titles = new Map(topics.map((topic) => [topic.code, lang === 'en' ? topic.titleEn : topic.titleVi]));
  const links = (name: string, all: readonly (readonly [string, string])[]) =>
    all.length === 0
      ? undefined
      : all.map(([value, label], index) => (
          <span key={value}>
            {index > 0 ? ', ' : ''}
            <a href={withQuery('/tin', new URLSearchParams(), { [name]: value })}>{label}</a>
          </span>
        ));
  return (
    <DescriptionList
      items={[
        { term: m.code, value: <code>{release.code}</code> },
        { term: m.agency, value: release.agencyName },
        { term: m.published, value: <Time at={release.shownAt} /> },
        { term: m.edition, value: editions.length > 1 ? m.editionNumber(release.number) : undefined },
        {
          term: m.topic,
          value: links(
            'chu-de',
            release.topics.map((code) => [code, titles.get(code) ?? code] as const),
          ),
        },
        {
          term: m.person,
          value: links(
            'nguoi',
            release.persons.map((name) => [name, name] as const),
          ),
        },
        { term: m.place, value: release.placeCode ? links('noi', [[release.placeCode, release.placeName ?? '']]) : undefined },
      ]}
    />
  );
}

function Signature({ release, editions }: ReleaseProps) {
  const m = useMessages(messages);
  const newest = editions.find(({ number }) => number === release.number);
  if (!newest?.jws) return null;
  const base = `/tin/${release.code}/${newest.number}`;
  return (
    <Section title={m.signature}>
      <p>
        <Tag kind="done">{m.signed}</Tag>
      </p>
      <p>
        <a href={`${base}.jws`}>{m.signatureFile}</a> · <a href={`${base}.json`}>{m.signedText}</a> ·{' '}
        <a href="/.well-known/jwks.json">{m.keys}</a>
      </p>
      <p class="mc-hint">{m.signatureHelp}</p>
    </Section>
  );
}

function Editions({ editions }: Pick<ReleaseProps, 'editions'>) {
  const m = useMessages(messages);
  if (editions.length < 2) return null;
  return (
    <Section title={m.history}>
      <Timeline
        label={m.history}
        entries={editions.map((edition) => ({
          at: edition.visibleFrom,
          title: `${m.editionNumber(edition.number)}: ${m.changes[edition.change]}`,
          note: edition.note,
        }))}
      />
    </Section>
  );
}

function Words({ release }: Pick<ReleaseProps, 'release'>) {
  const lang = useLang();
  const english = release.titleEn !== '' && lang === 'en';
  return (
    <div lang={english ? 'en' : 'vi'}>
      <RichText markdown={english ? release.bodyEn : release.bodyVi} level={2} />
    </div>
  );
}

function Players({ videos }: Pick<ReleaseProps, 'videos'>) {
  return (
    <>
      {videos.map((one) => (
        <Player key={one.video.id} {...one} />
      ))}
    </>
  );
}

/** One release: its words, what was changed when, and the facts by which anybody can check it. */
export function ReleasePage(props: ReleaseProps) {
  const m = useMessages(messages);
  const lang = useLang();
  const press = useMessages(pressMessages);
  const answers = useMessages(answerMessages);
  const { release, editions, media, videos, questions } = props;
  const retracted = release.ended === 'retracted';
  // What the release is comes first and over the whole width; its words and facts follow.
  const filmsFirst = !retracted && release.kind === 'video';
  const story = !retracted && release.kind === 'phong-su-anh' && media.length > 0;
  const english = release.titleEn !== '' && lang === 'en';
  const title = retracted ? m.retracted : english ? release.titleEn : release.titleVi;
  const summary = english ? release.summaryEn : release.summaryVi;
  return (
    <Page
      title={title}
      crumbs={[{ title: m.title, url: '/tin' }, { title: release.code }]}
      {...(retracted
        ? {}
        : { lead: summary, description: summary, head: <Preview title={title} summary={summary} release={release} media={media} /> })}
    >
      <Ended release={release} />
      {filmsFirst ? <Players videos={videos} /> : null}
      {story ? <PhotoStory media={media} /> : null}
      {retracted ? null : (
        <Columns
          side="end"
          aside={
            <>
              <Facts {...props} />
              <Signature {...props} />
              <Editions editions={editions} />
              <EmbedBox code={release.code} title={title} />
            </>
          }
        >
          {release.ended === null ? <Correction editions={editions} /> : null}
          {filmsFirst ? null : <Players videos={videos} />}
          {story ? null : <Pictures media={media} />}
          <Words release={release} />
          <RelatedDocuments documents={props.documents} />
          {props.about ? (
            <p>
              {answers.about}: <a href={releasePath(props.about)}>{props.about}</a>
            </p>
          ) : null}
          {questions.length > 0 ? (
            <Section title={press.publicQuestions}>
              <Questions questions={questions} />
              <p>
                <a href="/tin/tra-loi-bao-chi">{press.how}</a>
              </p>
            </Section>
          ) : null}
        </Columns>
      )}
    </Page>
  );
}

interface PreviewProps extends Pick<ReleaseProps, 'release' | 'media'> {
  readonly title: string;
  readonly summary: string;
}
/** The preview has a size of its own; a picture from before there were previews goes as it is. */
function PreviewPicture({ media, lang }: { readonly media: Media; readonly lang: Lang }) {
  const { canonicalUrl } = usePage();
  const path = media.shareHash === null ? pictureUrl(media.hash, 960, 'jpeg') : previewUrl(media.shareHash);
  return (
    <>
      <meta property="og:image" content={new URL(path, canonicalUrl).href} />
      {media.shareHash === null ? null : (
        <>
          <meta property="og:image:width" content={String(SHARE.width)} />
          <meta property="og:image:height" content={String(SHARE.height)} />
        </>
      )}
      <meta property="og:image:alt" content={lang === 'en' && media.altEn !== '' ? media.altEn : media.altVi} />
      <meta name="twitter:card" content="summary_large_image" />
    </>
  );
}

/** What other sites show when somebody passes the address on. */
function Preview({ title, summary, release, media }: PreviewProps) {
  const { canonicalUrl, productName, lang } = usePage();
  const [first] = media;
  return (
    <>
      <OembedLink code={release.code} title={title} />
      <meta property="og:type" content="article" />
      <meta property="og:title" content={title} />
      <meta property="og:description" content={summary} />
      <meta property="og:url" content={canonicalUrl} />
      <meta property="og:site_name" content={productName} />
      {first ? <PreviewPicture media={first} lang={lang} /> : null}
      <meta property="article:published_time" content={release.shownAt.toISOString()} />
      <meta property="article:modified_time" content={release.visibleFrom.toISOString()} />
    </>
  );
}
