import type { Problem } from '#kernel/problem.ts';
import { Button, LinkButton } from '#ui/button.tsx';
import { Card, EmptyState, Section } from '#ui/card.tsx';
import { SelectField } from '#ui/choices.tsx';
import { FileField, TextArea, TextField } from '#ui/fields.tsx';
import { Form } from '#ui/form.tsx';
import { Page } from '#ui/layout.tsx';
import { useLang, useMessages } from '#ui/page-context.ts';
import { Tag } from '#ui/tag.tsx';
import type { Edition, Release } from '../queries/editions.ts';
import type { Media } from '../queries/media.ts';
import { staffMessages } from '../staff-messages.ts';
import { MAX_CAPTION_BYTES } from '../video/captions.ts';
import { videoMessages } from '../video/messages.ts';
import type { Upload, Video } from '../video/queries.ts';
import { Player } from './video-player.tsx';
import { sizeText } from './video-words.ts';

interface VideosPageProps {
  readonly release: Release;
  readonly edition: Edition;
  readonly videos: readonly Video[];
  readonly pictures: readonly Media[];
  /** What this person has begun to send, with how much has come. */
  readonly uploads: readonly (Upload & { readonly came: number })[];
  /** Largest video in bytes. */
  readonly most: number;
  readonly problem?: Problem;
  readonly values?: Readonly<Record<string, unknown>>;
}

const choices = (names: Readonly<Record<string, string>>) => Object.entries(names).map(([value, label]) => ({ value, label }));

/** A form of a video is told from the others on the page by the video it names. */
const isOf = (values: VideosPageProps['values'], video: string | undefined): boolean => values?.['video'] === video;

function AddVideo({ release, uploads, most, problem, values = {} }: VideosPageProps) {
  const m = useMessages(videoMessages);
  const lang = useLang();
  const whole = uploads.find(({ id, came, bytes }) => came === bytes && (values['upload'] === id || values['upload'] === undefined));
  const mine = isOf(values, undefined);
  return (
    <Form
      id="video-form"
      action={`/thong-tin/${release.id}/video`}
      values={{ rights: 'own', ...(mine ? values : {}) }}
      errors={mine ? problem?.fields : undefined}
      refusals={mine ? problem?.refusals : undefined}
      multipart
    >
      <TextArea name="altVi" label={m.about} hint={m.aboutHint} rows={2} maxLength={300} required />
      <TextArea name="altEn" label={m.aboutEn} rows={2} maxLength={300} />
      <TextField name="credit" label={m.credit} maxLength={120} required />
      <SelectField name="rights" label={m.rights} choices={choices(m.rightsNames)} emptyLabel={false} />
      <input type="hidden" name="upload" value={whole?.id ?? ''} />
      {whole ? (
        <p>{m.received(whole.name, sizeText(whole.bytes, lang))}</p>
      ) : (
        <FileField name="file" label={m.file} hint={m.fileHint(sizeText(most, lang))} accept=".mp4,.m4v,.webm" maxBytes={most} required />
      )}
      <p id="video-progress" role="status" data-sending={m.sending} data-sent={m.sent} data-broken={m.broken} />
      <Button variant="primary">{m.add}</Button>
    </Form>
  );
}

function Unfinished({ release, uploads }: VideosPageProps) {
  const m = useMessages(videoMessages);
  const lang = useLang();
  return (
    <>
      {uploads
        .filter(({ came, bytes }) => came < bytes)
        .map((upload) => (
          <Form key={upload.id} action={`/thong-tin/${release.id}/video/bo-tep`} inline>
            <p>{m.unfinished(upload.name, sizeText(upload.came, lang), sizeText(upload.bytes, lang))}</p>
            <input type="hidden" name="upload" value={upload.id} />
            <Button variant="tertiary">{m.dropUpload}</Button>
          </Form>
        ))}
    </>
  );
}

function Captions({ video, ...props }: VideosPageProps & { readonly video: Video }) {
  const m = useMessages(videoMessages);
  const { release, problem, values = {} } = props;
  const mine = isOf(values, video.id);
  return (
    <Form
      action={`/thong-tin/${release.id}/video/phu-de`}
      values={{ lang: 'vi', ...(mine ? values : {}) }}
      errors={mine ? problem?.fields : undefined}
      refusals={mine ? problem?.refusals : undefined}
      multipart
    >
      <input type="hidden" name="video" value={video.id} />
      <SelectField name="lang" label={m.lang} choices={choices({ vi: m.vietnamese, en: m.english })} emptyLabel={false} />
      <FileField name="captions" label={m.captions} hint={m.captionsHint} accept=".vtt,.srt" maxBytes={MAX_CAPTION_BYTES} required />
      <Button>{m.setCaptions}</Button>
    </Form>
  );
}

function EditVideo(props: VideosPageProps & { readonly video: Video }) {
  const m = useMessages(videoMessages);
  const { release, pictures, video } = props;
  const base = `/thong-tin/${release.id}/video`;
  return (
    <>
      <Captions {...props} />
      {pictures.length > 0 ? (
        <Form action={`${base}/anh-dai-dien`} values={{ poster: video.poster ?? '' }} inline>
          <input type="hidden" name="video" value={video.id} />
          <SelectField
            name="poster"
            label={m.poster}
            choices={pictures.map(({ hash, altVi }) => ({ value: hash, label: altVi.slice(0, 80) }))}
            emptyLabel={m.posterNone}
          />
          <Button>{m.setPoster}</Button>
        </Form>
      ) : null}
      <Form action={`${base}/bo`}>
        <input type="hidden" name="video" value={video.id} />
        <Button variant="tertiary">{m.remove}</Button>
      </Form>
    </>
  );
}

/** The videos of the edition in work. */
export function VideosPage(props: VideosPageProps) {
  const m = useMessages(videoMessages);
  const staff = useMessages(staffMessages);
  const { release, edition, videos, problem } = props;
  const back = `/thong-tin/${release.id}`;
  const mayEdit = edition.state === 'draft';
  return (
    <Page
      title={m.videos}
      audience="staff"
      islands={['src/systems/information/islands/video-upload.ts']}
      crumbs={[{ title: staff.title, url: '/thong-tin' }, { title: release.code, url: back }, { title: m.videos }]}
      failed={problem !== undefined}
      actions={<LinkButton href={back}>{staff.back}</LinkButton>}
    >
      {videos.length === 0 ? <EmptyState title={m.none} /> : null}
      {videos.map((video) => (
        <Card
          key={video.id}
          level={2}
          title={video.altVi}
          meta={<Tag kind={video.captionsVi ? 'done' : 'warning'}>{video.captionsVi ? m.captionsThere : m.captionsMissing}</Tag>}
        >
          <Player video={video} />
          {mayEdit ? <EditVideo {...props} video={video} /> : null}
        </Card>
      ))}
      {mayEdit ? (
        <Section title={m.add}>
          <Unfinished {...props} />
          <AddVideo {...props} />
        </Section>
      ) : null}
    </Page>
  );
}
