import type { Validation } from '#core/signatures/index.ts';
import { say } from '#kernel/i18n.ts';
import { dateOf } from '#kernel/time.ts';
import { Button, LinkButton } from '#ui/button.tsx';
import { Card, Section } from '#ui/card.tsx';
import { FileField, TextField } from '#ui/fields.tsx';
import { Form } from '#ui/form.tsx';
import { Page } from '#ui/layout.tsx';
import { Notice } from '#ui/notice.tsx';
import { useLang, useMessages } from '#ui/page-context.ts';
import { Time } from '#ui/time.tsx';
import { documentUrl } from '../addresses.ts';
import { messages } from '../messages.ts';
import { checkMessages } from '../check-messages.ts';
import type { FileCheck, KnownDocument } from '../queries/check.ts';
import { ForceTag } from './hit-list.tsx';

export interface CheckPageProps {
  /** What was checked; none of them: the empty form. */
  readonly file?: FileCheck | undefined;
  readonly number?: string | undefined;
  readonly found?: readonly KnownDocument[] | undefined;
  /** The form came without a file and without a number. */
  readonly empty?: boolean;
}

const LARGEST = 50 * 1024 * 1024;

/** Kiểm tra văn bản: the verdict in one sentence first, then why. */
export function CheckPage({ file, number, found, empty }: CheckPageProps) {
  const c = useMessages(checkMessages);
  return (
    <Page title={c.title} lead={c.lead} description={c.lead} failed={empty === true}>
      {file ? <FileVerdict file={file} /> : null}
      {found ? <NumberVerdict found={found} /> : null}
      {file || found ? <h2 class="ds-heading">{c.again}</h2> : null}
      <Form
        action="/kiem-tra"
        multipart
        values={{ so: number ?? '' }}
        errors={empty ? [{ field: 'so', message: { vi: checkMessages.vi.empty, en: checkMessages.en.empty } }] : []}
      >
        <FileField name="tep" label={c.file} hint={c.fileHint} accept=".pdf,application/pdf" maxBytes={LARGEST} />
        <TextField name="so" label={c.number} hint={c.numberHint} width="medium" spellcheck={false} />
        <Button variant="primary">{c.submit}</Button>
      </Form>
      <p>
        <a href="/kiem-tra-chu-ky">{c.signaturesPage}</a>
      </p>
    </Page>
  );
}

type Kind = 'done' | 'warning' | 'error' | 'info';

/** Green only when every signature passed; red only when one failed for good. */
function kindOf(validation: Validation | undefined, known: boolean): Kind {
  if (validation?.overall === 'TOTAL-FAILED') return 'error';
  if (validation?.overall === 'TOTAL-PASSED') return 'done';
  if (validation?.overall === 'INDETERMINATE') return 'warning';
  return known ? 'done' : 'warning';
}

function FileVerdict({ file }: { readonly file: FileCheck }) {
  const c = useMessages(checkMessages);
  const lang = useLang();
  const { validation, known } = file;
  const [first] = known;
  const signed = validation && validation.overall !== 'NOT-SIGNED';
  const sentence = validation && (signed || !first) ? say(validation.sentence, lang) : first ? c.verdicts.known : c.notPdf;
  return (
    <>
      <Notice kind={kindOf(validation, first !== undefined)} title={sentence} role="status" id="ket-qua">
        <p>{file.name}</p>
        {signed && first ? <p>{c.verdicts.known}</p> : null}
        {first ? <StatusSentence known={first} /> : null}
        {file.renewedAt ? (
          <p>
            {c.verdicts.renewed} <Time at={dateOf(file.renewedAt)} />.
          </p>
        ) : null}
      </Notice>
      {validation && validation.details.length > 0 ? (
        <Section title={c.signatures}>
          <ol class="ds-list">
            {validation.details.map((detail, index) => (
              <li key={index}>{say(detail, lang)}</li>
            ))}
          </ol>
        </Section>
      ) : null}
      <KnownDocuments known={known} />
    </>
  );
}

function NumberVerdict({ found }: { readonly found: readonly KnownDocument[] }) {
  const m = useMessages(messages);
  const c = useMessages(checkMessages);
  const [first] = found;
  if (!first) {
    return <Notice kind="warning" title={c.verdicts.unknownNumber} role="status" id="ket-qua" />;
  }
  const kind = found.length > 1 ? 'info' : first.inForce.status === 'in_force' ? 'done' : 'warning';
  return (
    <>
      <Notice
        kind={kind}
        title={found.length > 1 ? m.document.several(first.document.numberNotation ?? '') : sentenceOf(first, m, c)}
        role="status"
        id="ket-qua"
      >
        {found.length > 1 ? <p>{m.document.severalLead}</p> : null}
      </Notice>
      <KnownDocuments known={found} />
    </>
  );
}

type M = (typeof messages)['vi'];
type C = (typeof checkMessages)['vi'];

function sentenceOf({ document, inForce }: KnownDocument, m: M, c: C): string {
  return c.verdicts.found(`${document.kindName} ${document.numberNotation ?? ''}`.trim(), m.statuses[inForce.status]);
}

function StatusSentence({ known }: { readonly known: KnownDocument }) {
  const m = useMessages(messages);
  const c = useMessages(checkMessages);
  return <p>{sentenceOf(known, m, c)}</p>;
}

function KnownDocuments({ known }: { readonly known: readonly KnownDocument[] }) {
  const m = useMessages(messages);
  const c = useMessages(checkMessages);
  if (known.length === 0) return null;
  return (
    <Section title={c.document}>
      {known.map(({ document, inForce, endedBy }) => (
        <Card key={document.id} title={`${document.kindName} ${document.numberNotation ?? ''}`} meta={document.issuerName}>
          <p>
            <ForceTag status={inForce.status} /> {document.issuedOn ? <Time at={document.issuedOn} form="long" /> : null}
          </p>
          <p>{document.abstract}</p>
          {endedBy ? (
            <p>
              {m.document.by} <a href={documentUrl(endedBy.id)}>{endedBy.numberNotation}</a>
              {inForce.since ? (
                <>
                  , <Time at={inForce.since} />
                </>
              ) : null}
            </p>
          ) : null}
          <LinkButton href={documentUrl(document.id)}>{c.open}</LinkButton>
        </Card>
      ))}
    </Section>
  );
}
