import type { Problem } from '#kernel/problem.ts';
import { Button, LinkButton } from '#ui/button.tsx';
import { Card, EmptyState, Section } from '#ui/card.tsx';
import { SelectField } from '#ui/choices.tsx';
import { FileField, TextArea, TextField } from '#ui/fields.tsx';
import { Form } from '#ui/form.tsx';
import { Page } from '#ui/layout.tsx';
import { useMessages } from '#ui/page-context.ts';
import { cropMessages } from '../crop/messages.ts';
import type { Edition, Release } from '../queries/editions.ts';
import type { Media } from '../queries/media.ts';
import { staffMessages } from '../staff-messages.ts';
import { Picture } from './pictures.tsx';

interface PicturesPageProps {
  readonly release: Release;
  readonly edition: Edition;
  readonly media: readonly Media[];
  readonly problem?: Problem;
  readonly values?: Readonly<Record<string, unknown>>;
}

const choices = (names: Readonly<Record<string, string>>) => Object.entries(names).map(([value, label]) => ({ value, label }));

function AddPicture({ release, problem, values = {} }: PicturesPageProps) {
  const m = useMessages(staffMessages);
  return (
    <Form
      action={`/thong-tin/${release.id}/anh`}
      values={{ rights: 'own', ...values }}
      errors={problem?.fields.map((error) => (error.field.startsWith('picture') ? { ...error, field: 'file' } : error))}
      refusals={problem?.refusals}
      multipart
    >
      <FileField name="file" label={m.picture} hint={m.pictureHint} accept=".jpg,.jpeg,.png,.webp" maxBytes={20 * 1024 * 1024} required />
      <TextArea name="altVi" label={m.alt} hint={m.altHint} rows={2} maxLength={300} required />
      <TextArea name="altEn" label={m.altEn} rows={2} maxLength={300} />
      <TextField name="credit" label={m.credit} maxLength={120} required />
      <SelectField name="rights" label={m.rights} choices={choices(m.rightsNames)} emptyLabel={false} />
      <Button variant="primary">{m.addPicture}</Button>
    </Form>
  );
}

/** The pictures of the edition in work. */
export function PicturesPage(props: PicturesPageProps) {
  const m = useMessages(staffMessages);
  const crop = useMessages(cropMessages);
  const { release, edition, media, problem } = props;
  const back = `/thong-tin/${release.id}`;
  const mayEdit = edition.state === 'draft';
  return (
    <Page
      title={m.pictures}
      audience="staff"
      crumbs={[{ title: m.title, url: '/thong-tin' }, { title: release.code, url: back }, { title: m.pictures }]}
      failed={problem !== undefined}
      actions={<LinkButton href={back}>{m.back}</LinkButton>}
    >
      {media.length === 0 ? <EmptyState title={m.noPictures} /> : null}
      {media.map((one) => (
        <Card key={one.id} title={one.altVi} level={2} meta={m.rightsNames[one.rights]}>
          <Picture media={one} />
          {mayEdit ? (
            <div class="mc-buttons">
              <LinkButton href={`/thong-tin/${release.id}/anh/${one.id}/cat`}>{crop.crop}</LinkButton>
              <Form action={`/thong-tin/${release.id}/anh/bo`}>
                <input type="hidden" name="media" value={one.id} />
                <Button variant="tertiary">{m.removePicture}</Button>
              </Form>
            </div>
          ) : null}
        </Card>
      ))}
      {mayEdit ? (
        <Section title={m.addPicture}>
          <AddPicture {...props} />
        </Section>
      ) : null}
    </Page>
  );
}
