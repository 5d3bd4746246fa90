import type { Validation } from '#core/signatures/index.ts';
import { say } from '#kernel/i18n.ts';
import { shortDate } from '#kernel/time.ts';
import { Button } from '#ui/button.tsx';
import { Details, Section } from '#ui/card.tsx';
import { FileField } from '#ui/fields.tsx';
import { Form } from '#ui/form.tsx';
import { Page } from '#ui/layout.tsx';
import { Notice } from '#ui/notice.tsx';
import { useLang, useMessages } from '#ui/page-context.ts';
import { messages } from '../messages.ts';
import type { Outlook } from '../outlook.ts';
import { SignatureDetails } from './signature-details.tsx';

export interface ValidationPageProps {
  readonly name?: string;
  /** What was found; absent: the empty form. */
  readonly validation?: Validation;
  readonly outlook?: Outlook | undefined;
  /** The form came without a file. */
  readonly empty?: boolean;
}

const LARGEST = 50 * 1024 * 1024;

/** One sentence first, then each signature, then the years to come. */
export function ValidationPage({ name, validation, outlook, empty }: ValidationPageProps) {
  const m = useMessages(messages);
  return (
    <Page title={m.title} lead={m.lead} description={m.lead} failed={empty === true}>
      {validation ? <Result name={name ?? ''} validation={validation} /> : null}
      {outlook ? <Future outlook={outlook} /> : null}
      {validation ? <h2 class="ds-heading">{m.again}</h2> : null}
      <Form
        action="/kiem-tra-chu-ky"
        multipart
        values={{}}
        errors={empty ? [{ field: 'tep', message: { vi: messages.vi.empty, en: messages.en.empty } }] : []}
      >
        <FileField name="tep" label={m.file} hint={m.fileHint} accept=".pdf,.p7s,.p7m,.xml,.asice,.sce" maxBytes={LARGEST} />
        <FileField name="goc" label={m.original} hint={m.originalHint} maxBytes={LARGEST} />
        <Button variant="primary">{m.submit}</Button>
      </Form>
      <Details summary={m.machine}>
        <p>{m.machineHint}</p>
      </Details>
    </Page>
  );
}

const kinds = {
  'TOTAL-PASSED': 'done',
  'TOTAL-FAILED': 'error',
  INDETERMINATE: 'warning',
  'NOT-SIGNED': 'info',
  UNREADABLE: 'warning',
} as const;

function Result({ name, validation }: { readonly name: string; readonly validation: Validation }) {
  const m = useMessages(messages);
  const lang = useLang();
  return (
    <>
      <Notice kind={kinds[validation.overall]} title={say(validation.sentence, lang)} role="status" id="ket-qua">
        <p>{name}</p>
      </Notice>
      {validation.signatures.map((one, index) => {
        const who = one.signer?.subject.commonName ?? '?';
        const title = one.kind === 'signature' ? m.signature(index + 1, who) : m.stamp(index + 1, who);
        return (
          <Section key={index} title={title}>
            <p>{say(validation.details[index]!, lang)}</p>
            <Details summary={m.technical}>
              <SignatureDetails report={one} />
            </Details>
          </Section>
        );
      })}
    </>
  );
}

function Future({ outlook }: { readonly outlook: Outlook }) {
  const m = useMessages(messages);
  const lang = useLang();
  const { year, later, renewBefore } = outlook;
  const lasts = later.overall === 'TOTAL-PASSED';
  return (
    <Section title={m.future(year)}>
      <p>{lasts ? m.futureYes(year) : m.futureNo(year)}</p>
      {lasts ? null : <p>{say(later.sentence, lang)}</p>}
      {renewBefore ? <p>{m.renew(shortDate(renewBefore))}</p> : null}
    </Section>
  );
}
