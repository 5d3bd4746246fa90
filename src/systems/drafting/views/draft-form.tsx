import type { Kind } from '#core/documents/index.ts';
import type { Problem } from '#kernel/problem.ts';
import { Button, ButtonRow, LinkButton } from '#ui/button.tsx';
import { Columns, Details } from '#ui/card.tsx';
import { Checkbox, SelectField } from '#ui/choices.tsx';
import { DateField, TextArea, TextField } from '#ui/fields.tsx';
import { Form } from '#ui/form.tsx';
import { Page } from '#ui/layout.tsx';
import { useLang, useMessages } from '#ui/page-context.ts';
import { messages } from '../messages.ts';

export interface DraftFormProps {
  /** Absent for a new document. */
  readonly id?: string;
  readonly version?: number;
  readonly kinds: readonly Kind[];
  readonly values: Readonly<Record<string, unknown>>;
  readonly problem?: Problem | undefined;
}

function MainFields({ kinds }: Pick<DraftFormProps, 'kinds'>) {
  const m = useMessages(messages);
  const lang = useLang();
  const choices = kinds.map((kind) => ({ value: kind.code, label: lang === 'vi' ? kind.name : `${kind.nameEn} (${kind.name})` }));
  return (
    <>
      <SelectField name="kind" label={m.kind} choices={choices} required />
      <TextArea name="abstract" label={m.abstract} hint={m.abstractHint} rows={2} maxLength={500} required />
      <TextArea name="addressees" label={m.addressees} hint={m.addresseesHint} rows={2} optional />
      <TextArea name="markdown" label={m.wording} hint={m.wordingHint} rows={22} heading="#" />
      <TextArea name="recipients" label={m.recipients} hint={m.recipientsHint} rows={5} required />
    </>
  );
}

function SideFields() {
  const m = useMessages(messages);
  return (
    <>
      <TextField name="place" label={m.place} required />
      <TextField name="signerCompetence" label={m.signerCompetence} hint={m.signerCompetenceHint} optional />
      <TextField name="signerPosition" label={m.signerPosition} hint={m.signerPositionHint} />
      <SelectField
        name="urgency"
        label={m.urgency}
        emptyLabel={false}
        choices={m.urgencies.map((label, value) => ({ value: String(value), label }))}
      />
      <SelectField
        name="secrecy"
        emptyLabel={false}
        label={m.secrecy}
        hint={m.secrecyHint}
        choices={Object.entries(m.secrecies).map(([value, label]) => ({ value, label }))}
      />
      <Checkbox name="publish" label={m.publish} />
      <Details summary={m.more}>
        <TextField name="notation" label={m.notation} hint={m.notationHint} optional />
        <TextField name="unit" label={m.unit} hint={m.unitHint} optional />
        <TextField name="field" label={m.field} optional />
        <DateField name="effectiveFrom" label={m.effectiveFrom} hint={m.effectiveHint} optional />
        <Checkbox name="normative" label={m.normative} />
      </Details>
    </>
  );
}

function DraftFormView({ id, version, kinds, values, problem }: DraftFormProps) {
  const m = useMessages(messages);
  const back = id ? `/soan-thao/${id}` : '/soan-thao';
  return (
    <Page
      title={id ? m.verbs.edit : m.newDocument}
      audience="staff"
      wide
      crumbs={[{ title: m.title, url: '/soan-thao' }, { title: id ? m.verbs.edit : m.newDocument }]}
      failed={problem !== undefined}
    >
      <Form
        action={id ? `/soan-thao/${id}/sua` : '/soan-thao/moi'}
        version={version}
        values={values}
        errors={problem?.fields}
        refusals={problem?.refusals}
        draft={`drafting-${id ?? 'new'}`}
      >
        {values['answers'] ? <input type="hidden" name="answers" value={String(values['answers'])} /> : null}
        <Columns side="end" aside={<SideFields />}>
          <MainFields kinds={kinds} />
        </Columns>
        <ButtonRow>
          <Button variant="primary">{id ? m.save : m.create}</Button>
          <LinkButton href={back} variant="tertiary">
            {m.title}
          </LinkButton>
        </ButtonRow>
      </Form>
    </Page>
  );
}

/** The form in which a document is written; without `id` for a new one. */
export function DraftFormPage(props: DraftFormProps) {
  return <DraftFormView {...props} />;
}
