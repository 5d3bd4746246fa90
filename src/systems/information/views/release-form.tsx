import type { Problem } from '#kernel/problem.ts';
import { Button, ButtonRow, LinkButton } from '#ui/button.tsx';
import { Details } from '#ui/card.tsx';
import { CodeBlock } from '#ui/code.tsx';
import { DescriptionList } from '#ui/description-list.tsx';
import { Notice } from '#ui/notice.tsx';
import { Checkboxes, SelectField } from '#ui/choices.tsx';
import { Combobox } from '#ui/combobox.tsx';
import { TextArea, TextField } from '#ui/fields.tsx';
import { Form } from '#ui/form.tsx';
import { Page } from '#ui/layout.tsx';
import { useLang, useMessages } from '#ui/page-context.ts';
import { messages } from '../messages.ts';
import type { Edition } from '../queries/editions.ts';
import type { Topic } from '../queries/visible.ts';
import { LENGTHS } from '../rules/lengths.ts';
import { KINDS } from '../schemas.ts';
import { staffMessages } from '../staff-messages.ts';
import { videoMessages } from '../video/messages.ts';

export interface FormChoices {
  readonly topics: readonly Topic[];
}

interface ReleaseFormProps {
  readonly choices: FormChoices;
  readonly values: Readonly<Record<string, unknown>>;
  /** Absent for a release that is not there yet. */
  readonly edited?: { readonly id: string; readonly version: number; readonly correction: boolean; readonly theirs?: Edition };
  /** Whether whoever writes may see the page of previews. */
  readonly previews: boolean;
  readonly problem?: Problem;
}

function Words({ lang }: { readonly lang: 'Vi' | 'En' }) {
  const m = useMessages(staffMessages);
  const needed = lang === 'Vi';
  return (
    <>
      <TextField name={`title${lang}`} label={m.releaseTitle} maxLength={LENGTHS.title} required={needed} />
      <TextArea name={`summary${lang}`} label={m.summary} hint={m.summaryHint} rows={3} maxLength={LENGTHS.summary} required={needed} />
      <TextArea name={`body${lang}`} label={m.body} hint={m.bodyHint} rows={16} heading="##" />
    </>
  );
}

/** Two people edited at once: the newest text beside what was typed, so that nothing is lost. */
function Theirs({ edition }: { readonly edition: Edition }) {
  const m = useMessages(staffMessages);
  return (
    <Notice kind="warning" title={m.theirText}>
      <p>{m.conflict}</p>
      <DescriptionList
        items={[
          { term: m.releaseTitle, value: edition.titleVi },
          { term: m.summary, value: edition.summaryVi },
          { term: m.body, value: <CodeBlock text={edition.bodyVi} label={m.body} /> },
          {
            term: m.english,
            value: edition.bodyEn ? (
              <CodeBlock text={`${edition.titleEn}\n\n${edition.summaryEn}\n\n${edition.bodyEn}`} label={m.english} />
            ) : null,
          },
        ]}
      />
    </Notice>
  );
}

/** The editor: plain fields, the house's small Markdown, nothing that needs HTML or script. */
export function ReleaseFormPage({ choices, values, edited, previews, problem }: ReleaseFormProps) {
  const m = useMessages(staffMessages);
  const film = useMessages(videoMessages);
  const lang = useLang();
  const { kinds } = useMessages(messages);
  const base = edited ? `/thong-tin/${edited.id}` : '/thong-tin';
  return (
    <Page
      title={edited ? m.edit : m.newRelease}
      audience="staff"
      crumbs={[{ title: m.title, url: '/thong-tin' }, { title: edited ? m.edit : m.newRelease }]}
      failed={problem !== undefined}
      islands={['src/systems/information/islands/release-editor.ts']}
    >
      {edited?.theirs ? <Theirs edition={edited.theirs} /> : null}
      <Form
        action={edited ? `${base}/sua` : '/thong-tin/moi'}
        values={values}
        errors={problem?.fields}
        refusals={problem?.refusals}
        version={edited?.version}
        id="release-form"
      >
        {edited ? null : (
          <SelectField name="kind" label={m.kind} choices={KINDS.map((kind) => ({ value: kind, label: kinds[kind] ?? kind }))} required />
        )}
        <Words lang="Vi" />
        {edited?.correction ? <TextArea name="note" label={m.note} hint={m.noteHint} rows={2} maxLength={LENGTHS.note} /> : null}
        <Checkboxes
          name="topics"
          label={m.topics}
          choices={choices.topics.map(({ code, titleVi, titleEn }) => ({ value: code, label: lang === 'en' ? titleEn : titleVi }))}
        />
        <Combobox
          name="place"
          label={m.place}
          hint={m.placeHint}
          source="/tin/dia-phuong"
          selected={values['place'] ? [{ value: String(values['place']), label: String(values['place_text'] ?? '') }] : []}
        />
        <TextArea name="persons" label={m.persons} hint={m.personsHint} rows={2} maxLength={1000} />
        <Details summary={m.english} open={values['titleEn'] !== undefined && values['titleEn'] !== ''}>
          <Words lang="En" />
        </Details>
        <p
          class="mc-hint"
          id="autosave"
          role="status"
          data-saved={m.autosaved}
          data-conflict={m.autosaveConflict}
          {...(edited && !edited.theirs ? { 'data-on': '' } : {})}
        />
        <ButtonRow>
          <Button variant="primary">{m.save}</Button>
          {previews ? (
            <Button id="channel-preview" formAction="/kenh/xem-truoc" elsewhere>
              {m.previewOnChannels}
            </Button>
          ) : null}
          {edited ? <LinkButton href={`${base}/anh`}>{m.pictures}</LinkButton> : null}
          {edited ? <LinkButton href={`${base}/video`}>{film.video}</LinkButton> : null}
          {edited ? <LinkButton href={base}>{m.back}</LinkButton> : null}
        </ButtonRow>
      </Form>
    </Page>
  );
}
