import type { Problem } from '#kernel/problem.ts';
import { Button, LinkButton } from '#ui/button.tsx';
import { Section } from '#ui/card.tsx';
import { Radios } from '#ui/choices.tsx';
import { Form } from '#ui/form.tsx';
import { Page } from '#ui/layout.tsx';
import { useMessages } from '#ui/page-context.ts';
import { FOCUSES, SHAPES, SHARE, type Size } from '../crop/frames.ts';
import { cropMessages } from '../crop/messages.ts';
import type { Edition, Release } from '../queries/editions.ts';
import type { Media } from '../queries/media.ts';
import { staffMessages } from '../staff-messages.ts';
import { previewUrl } from './pictures.tsx';

interface CropPageProps {
  readonly release: Release;
  readonly edition: Edition;
  readonly media: Media;
  readonly first: boolean;
  /** Of the picture as uploaded. */
  readonly size: Size;
  readonly wrong?: { readonly form: 'cat' | 'xem-truoc'; readonly problem: Problem; readonly values: Readonly<Record<string, unknown>> };
}

type Values = Readonly<Record<string, unknown>>;

function addressOf({ release, media }: CropPageProps): string {
  return `/thong-tin/${release.id}/anh/${media.id}`;
}

/** The picture as uploaded; the script lays the frame over it. */
function Canvas({ ratio, ...props }: CropPageProps & { readonly ratio?: number }) {
  const m = useMessages(cropMessages);
  return (
    <div
      class="mc-crop"
      {...(ratio === undefined ? {} : { 'data-ratio': String(ratio) })}
      data-frame={m.frame}
      data-help={m.frameHelp}
      data-size={m.size}
      data-kept={m.kept}
    >
      <img src={`${addressOf(props)}/goc.webp`} alt={m.original} width={props.size.width} height={props.size.height} />
    </div>
  );
}

function Nine() {
  const m = useMessages(cropMessages);
  return (
    <div class="mc-nine">
      <Radios name="focus" label={m.focus} choices={FOCUSES.map((value) => ({ value, label: m.focuses[value] ?? value }))} />
    </div>
  );
}

function ofForm({ wrong }: CropPageProps, form: 'cat' | 'xem-truoc', values: Values) {
  if (wrong?.form !== form) return { values };
  return { values: { ...values, ...wrong.values }, errors: wrong.problem.fields, refusals: wrong.problem.refusals };
}

function frameText(frame: readonly number[] | null): string {
  return frame === null ? '' : frame.join(',');
}

function OnPage(props: CropPageProps) {
  const m = useMessages(cropMessages);
  const { shape, focus, frame } = props.media;
  const state = ofForm(props, 'cat', { shape, focus });
  return (
    <Section title={m.onPage}>
      <Form action={`${addressOf(props)}/cat`} id="cat" {...state}>
        <p class="mc-hint">{m.onPageHelp}</p>
        <Canvas {...props} />
        <input type="hidden" name="frame" value={frameText(frame)} />
        <Radios name="shape" label={m.shape} choices={SHAPES.map((value) => ({ value, label: m.shapes[value] ?? value }))} />
        <Nine />
        <Button variant="primary">{m.save}</Button>
      </Form>
    </Section>
  );
}

function Preview(props: CropPageProps) {
  const m = useMessages(cropMessages);
  const { shareFocus, shareFrame, shareHash } = props.media;
  return (
    <Section title={m.preview}>
      <Form action={`${addressOf(props)}/xem-truoc`} id="xem-truoc" {...ofForm(props, 'xem-truoc', { focus: shareFocus })}>
        <p class="mc-hint">{props.first ? m.previewHelp : m.previewFirst}</p>
        <Canvas {...props} ratio={SHARE.width / SHARE.height} />
        <input type="hidden" name="frame" value={frameText(shareFrame)} />
        <Nine />
        <Button>{m.savePreview}</Button>
      </Form>
      {shareHash === null ? null : (
        <figure class="mc-figure mc-figure--small">
          <img src={previewUrl(shareHash)} alt="" {...SHARE} loading="lazy" />
          <figcaption class="mc-hint">{m.now}</figcaption>
        </figure>
      )}
    </Section>
  );
}

/** Cutting one picture: as readers see it, and as it stands beside links. Without script one of nine places is chosen. */
export function CropPage(props: CropPageProps) {
  const m = useMessages(cropMessages);
  const staff = useMessages(staffMessages);
  const { release, media, wrong } = props;
  const pictures = `/thong-tin/${release.id}/anh`;
  return (
    <Page
      title={m.title}
      lead={media.altVi}
      audience="staff"
      crumbs={[
        { title: staff.title, url: '/thong-tin' },
        { title: release.code, url: `/thong-tin/${release.id}` },
        { title: staff.pictures, url: pictures },
        { title: m.title },
      ]}
      failed={wrong !== undefined}
      islands={['src/systems/information/islands/crop-picture.ts']}
      actions={<LinkButton href={pictures}>{staff.back}</LinkButton>}
    >
      <p class="mc-hint">{m.lead}</p>
      <OnPage {...props} />
      <Preview {...props} />
    </Page>
  );
}
