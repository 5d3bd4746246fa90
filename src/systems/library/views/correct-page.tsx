import type { Kind, OfficialDocument } from '#core/documents/index.ts';
import type { Problem } from '#kernel/problem.ts';
import { Button, ButtonRow, LinkButton } from '#ui/button.tsx';
import { SelectField } from '#ui/choices.tsx';
import { DateField, TextArea, TextField } from '#ui/fields.tsx';
import { Form } from '#ui/form.tsx';
import { Page } from '#ui/layout.tsx';
import { useLang, useMessages } from '#ui/page-context.ts';
import { documentUrl } from '../addresses.ts';
import { messages } from '../messages.ts';
import type { ImportRowView } from '../queries/imports.ts';
import { FindingList } from './import-pages.tsx';

export interface CorrectPageProps {
  readonly document: OfficialDocument;
  readonly kinds: readonly Kind[];
  readonly findings: ImportRowView['findings'];
  readonly problem?: Problem | undefined;
  readonly values?: Readonly<Record<string, unknown>> | undefined;
}

/** An editor's page of one document: what is doubtful, the form that puts it right, and whether the public sees it. */
export function CorrectPage({ document, kinds, findings, problem, values }: CorrectPageProps) {
  const m = useMessages(messages);
  const lang = useLang();
  const number = document.numberNotation ?? m.document.unnumbered;
  const shown = values ?? valuesOf(document, findings, m.staff.reasonValue);
  const url = `/thu-vien/van-ban/${document.id}`;
  return (
    <Page
      title={m.staff.correctTitle(number)}
      crumbs={[{ title: m.staff.title, url: '/thu-vien/nhap-lieu' }, { title: number }]}
      audience="staff"
      failed={problem !== undefined}
    >
      <FindingList findings={findings} />
      <Form action={url} values={shown} errors={problem?.fields ?? []} refusals={problem?.refusals ?? []}>
        <input type="hidden" name="version" value={String(shown['version'] ?? document.version)} />
        <TextField name="numberNotation" label={m.staff.fields.numberNotation} width="medium" spellcheck={false} />
        <SelectField
          name="kind"
          label={m.staff.fields.kind}
          choices={kinds.map((kind) => ({ value: kind.code, label: lang === 'vi' ? kind.name : kind.nameEn }))}
        />
        <TextField name="issuerName" label={m.staff.fields.issuerName} />
        <TextField name="place" label={m.staff.fields.place} width="medium" />
        <DateField name="issuedOn" label={m.staff.fields.issuedOn} />
        <TextArea name="abstract" label={m.staff.fields.abstract} />
        <TextField name="field" label={m.staff.fields.field} width="medium" optional />
        <TextField name="reason" label={m.staff.reason} />
        <Button variant="primary">{m.staff.save}</Button>
      </Form>
      <Visibility document={document} />
    </Page>
  );
}

/** The document as it is, with what the text suggests where something is missing. */
function valuesOf(document: OfficialDocument, findings: CorrectPageProps['findings'], reason: string): Record<string, unknown> {
  const suggested = Object.fromEntries(findings.flatMap(({ field, code, suggested: text }) => (text && code === 'missing' ? [[field, text]] : [])));
  const { version, numberNotation, kind, issuerName, place, issuedOn, abstract, field } = document;
  const now = { numberNotation, kind, issuerName, place, issuedOn, abstract, field };
  const filled = Object.entries(now).map(([name, value]) => [name, value ?? suggested[name] ?? '']);
  return { ...Object.fromEntries(filled), version, reason };
}

function Visibility({ document }: { readonly document: OfficialDocument }) {
  const m = useMessages(messages);
  const isPublic = document.visibility === 'public';
  return (
    <Form action={`/thu-vien/van-ban/${document.id}/${isPublic ? 'thoi-cong-khai' : 'cong-khai'}`}>
      <p>
        {m.staff.visibility}: {isPublic ? m.staff.public : m.staff.internal}
      </p>
      <ButtonRow>
        <Button>{isPublic ? m.staff.unpublish : m.staff.publish}</Button>
        {isPublic ? (
          <LinkButton href={documentUrl(document.id)} variant="tertiary">
            {m.staff.view}
          </LinkButton>
        ) : null}
      </ButtonRow>
    </Form>
  );
}
