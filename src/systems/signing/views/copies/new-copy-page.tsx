import type { OfficialDocument } from '#core/documents/index.ts';
import type { Official } from '#core/identity/index.ts';
import type { Problem } from '#kernel/problem.ts';
import { Button } from '#ui/button.tsx';
import { Section } from '#ui/card.tsx';
import { Checkbox, Radios, SelectField } from '#ui/choices.tsx';
import { FileField, TextArea, TextField } from '#ui/fields.tsx';
import { Form } from '#ui/form.tsx';
import { Page } from '#ui/layout.tsx';
import { useMessages } from '#ui/page-context.ts';
import { copyMessages } from '../../copies/messages.ts';
import type { CopyForm } from '../../copies/types.ts';

export interface NewCopyProps {
  /** What is copied; absent: choose one, or upload a scan. */
  readonly document: OfficialDocument | undefined;
  /** Forms in which it may be copied. */
  readonly forms: readonly CopyForm[];
  readonly signers: readonly Official[];
  /** What was looked for by number, and what was found of it. */
  readonly asked: string | undefined;
  readonly found: readonly OfficialDocument[];
  readonly values: Readonly<Record<string, unknown>>;
  readonly problem?: Problem;
}

const nameOf = ({ kindName, numberNotation, issuerName }: OfficialDocument): string =>
  `${kindName} ${numberNotation ?? ''} – ${issuerName}`;

function Find({ asked, found }: Pick<NewCopyProps, 'asked' | 'found'>) {
  const m = useMessages(copyMessages);
  return (
    <>
      <Form action="/ky-so/ban-sao/moi" method="get" values={{ so: asked ?? '' }}>
        <TextField name="so" label={m.find} hint={m.findHint} required maxLength={100} />
        <Button>{m.search}</Button>
      </Form>
      {asked !== undefined && found.length === 0 ? <p role="status">{m.notFound}</p> : null}
      {found.length > 0 ? (
        <ul class="ds-list">
          {found.map((one) => (
            <li key={one.id}>
              <a href={`/ky-so/ban-sao/moi?van-ban=${one.id}`}>{nameOf(one)}</a>: {one.abstract}
            </li>
          ))}
        </ul>
      ) : null}
    </>
  );
}

function Paper() {
  const m = useMessages(copyMessages);
  return (
    <>
      <p>{m.paperLead}</p>
      <FileField name="file" label={m.scan} accept=".pdf" maxBytes={50 * 1024 * 1024} required />
      <TextField name="title" label={m.paperTitle} hint={m.paperTitleHint} required maxLength={500} />
      <Radios
        name="paper"
        label={m.paper}
        required
        choices={(['original', 'certified'] as const).map((one) => ({ value: one, label: m.papers[one] }))}
      />
      <Checkbox name="open" label={m.open} required />
    </>
  );
}

function CopyForm({ document, forms, signers, values, problem }: NewCopyProps) {
  const m = useMessages(copyMessages);
  const choices = signers.map((one) => ({ value: one.accountId, label: `${one.fullName} – ${one.postTitle}` }));
  return (
    <Form action="/ky-so/ban-sao/moi" multipart values={values} errors={problem?.fields} refusals={problem?.refusals}>
      {document ? <input type="hidden" name="documentId" value={document.id} /> : <Paper />}
      <Radios
        name="form"
        label={m.form}
        required
        choices={forms.map((one) => ({ value: one, label: m.forms[one], hint: m.formHints[one] }))}
      />
      {forms.includes('extract') ? <TextField name="pages" label={m.pages} hint={m.pagesHint} width="short" maxLength={200} /> : null}
      <SelectField name="signerId" label={m.signer} hint={m.signerHint} choices={choices} required />
      <TextField name="signerCompetence" label={m.signerCompetence} hint={m.signerCompetenceHint} maxLength={200} />
      <TextField name="signerPosition" label={m.signerPosition} required maxLength={200} />
      <TextField name="place" label={m.place} required maxLength={100} />
      <TextArea name="recipients" label={m.recipients} hint={m.recipientsHint} rows={3} />
      <Button variant="primary">{m.send}</Button>
    </Form>
  );
}

function NewCopy(props: NewCopyProps) {
  const m = useMessages(copyMessages);
  const { document, problem } = props;
  const crumbs = [
    { title: m.back, url: '/ky-so' },
    { title: m.title, url: '/ky-so/ban-sao' },
  ];
  return (
    <Page title={m.new} lead={document ? undefined : m.newLead} audience="staff" crumbs={crumbs} failed={problem !== undefined}>
      {document ? (
        <>
          <p>
            <strong>{nameOf(document)}</strong>: {document.abstract}
          </p>
          <CopyForm {...props} />
        </>
      ) : (
        <>
          <Find asked={props.asked} found={props.found} />
          <Section title={m.orPaper}>
            <CopyForm {...props} />
          </Section>
        </>
      )}
    </Page>
  );
}

/** What is copied, in which form, and who signs. */
export function NewCopyPage(props: NewCopyProps) {
  return <NewCopy {...props} />;
}
