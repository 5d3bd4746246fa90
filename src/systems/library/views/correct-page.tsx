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
import type { Rights } from '../rights.ts';
import { staffMessages } from '../staff-messages.ts';
import type { ImportRowView } from '../queries/imports.ts';
import { FindingList } from './import-pages.tsx';

export interface CorrectPageProps {
  readonly rights: Rights;
  readonly kinds: readonly Kind[];
  readonly findings: ImportRowView['findings'];
  readonly problem?: Problem | undefined;
  readonly values?: Readonly<Record<string, unknown>> | undefined;
}

/** A document's page for those who answer for it: what is doubtful, the form that puts it right, and whether the public sees it. */
export function CorrectPage(props: CorrectPageProps) {
  const m = useMessages(messages);
  const s = useMessages(staffMessages);
  const { rights, problem } = props;
  const number = rights.document.numberNotation ?? m.document.unnumbered;
  return (
    <Page
      title={rights.correct ? s.correctTitle(number) : s.visibilityTitle(number)}
      crumbs={[...(rights.correct ? [{ title: s.title, url: '/thu-vien/nhap-lieu' }] : []), { title: number }]}
      audience="staff"
      failed={problem !== undefined}
    >
      {rights.correct ? <Correction {...props} /> : <p>{rights.document.abstract}</p>}
      {rights.publish ? <Visibility document={rights.document} /> : null}
    </Page>
  );
}

function Correction({ rights: { document }, kinds, findings, problem, values }: CorrectPageProps) {
  const s = useMessages(staffMessages);
  const lang = useLang();
  const shown = values ?? valuesOf(document, findings, s.reasonValue);
  return (
    <>
      <FindingList findings={findings} />
      <Form action={`/thu-vien/van-ban/${document.id}`} values={shown} errors={problem?.fields ?? []} refusals={problem?.refusals ?? []}>
        <input type="hidden" name="version" value={String(shown['version'] ?? document.version)} />
        <TextField name="numberNotation" label={s.fields.numberNotation} width="medium" spellcheck={false} />
        <SelectField
          name="kind"
          label={s.fields.kind}
          choices={kinds.map((kind) => ({ value: kind.code, label: lang === 'vi' ? kind.name : kind.nameEn }))}
        />
        <TextField name="issuerName" label={s.fields.issuerName} />
        <TextField name="place" label={s.fields.place} width="medium" />
        <DateField name="issuedOn" label={s.fields.issuedOn} />
        <TextArea name="abstract" label={s.fields.abstract} />
        <TextField name="field" label={s.fields.field} width="medium" optional />
        <TextField name="reason" label={s.reason} />
        <Button variant="primary">{s.save}</Button>
      </Form>
    </>
  );
}

/** The document as it is, with what the text suggests where something is missing. */
function valuesOf(document: OfficialDocument, findings: CorrectPageProps['findings'], reason: string): Record<string, unknown> {
  const suggested = Object.fromEntries(
    findings.flatMap(({ field, code, suggested: text }) => (text && code === 'missing' ? [[field, text]] : [])),
  );
  const { version, numberNotation, kind, issuerName, place, issuedOn, abstract, field } = document;
  const now = { numberNotation, kind, issuerName, place, issuedOn, abstract, field };
  const filled = Object.entries(now).map(([name, value]) => [name, value ?? suggested[name] ?? '']);
  return { ...Object.fromEntries(filled), version, reason };
}

function Visibility({ document }: { readonly document: OfficialDocument }) {
  const s = useMessages(staffMessages);
  const isPublic = document.visibility === 'public';
  return (
    <Form action={`/thu-vien/van-ban/${document.id}/${isPublic ? 'thoi-cong-khai' : 'cong-khai'}`}>
      <p>
        {s.visibility}: {isPublic ? s.public : s.internal}
      </p>
      <ButtonRow>
        <Button>{isPublic ? s.unpublish : s.publish}</Button>
        {isPublic ? (
          <LinkButton href={documentUrl(document.id)} variant="tertiary">
            {s.view}
          </LinkButton>
        ) : null}
      </ButtonRow>
    </Form>
  );
}
