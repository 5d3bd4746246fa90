import { type Condition, type Field, fieldsIn, holds, type Page as FormPage } from '#core/cases/index.ts';
import type { FieldError, Refusal } from '#kernel/problem.ts';
import { Button, ButtonRow } from '#ui/button.tsx';
import { Section } from '#ui/card.tsx';
import { Checkbox } from '#ui/choices.tsx';
import { DescriptionList } from '#ui/description-list.tsx';
import { FileField } from '#ui/fields.tsx';
import { Form } from '#ui/form.tsx';
import { Page } from '#ui/layout.tsx';
import { Notice } from '#ui/notice.tsx';
import { useLang, useMessages } from '#ui/page-context.ts';
import { Tag } from '#ui/tag.tsx';
import type { Assessed } from '../../apply/assess.ts';
import { isSettled } from '../../apply/known-facts.ts';
import { messages as applyMessages } from '../../apply/messages.ts';
import type { PaperStatus } from '../../apply/papers.ts';
import { messages } from '../../counter/messages.ts';
import { isThere } from '../../counter/read-form.ts';
import { answerText } from '../fields/answer-text.ts';
import { FieldView, type UnitNames } from '../fields/field-view.tsx';

interface ReceptionProps {
  readonly assessed: Assessed;
  /** Name of who stands at the counter. */
  readonly applicant: string;
  readonly units: UnitNames;
  readonly values?: Readonly<Record<string, unknown>> | undefined;
  readonly errors?: readonly FieldError[] | undefined;
  readonly refusals?: readonly Refusal[] | undefined;
}

const isShown = (condition: Condition | undefined, { circumstances }: Assessed): boolean => !condition || holds(condition, circumstances);

/** Every name that a field of this one page answers. */
const namesHere = ({ procedure }: Assessed): Set<string> => new Set(procedure.pages.flatMap((page) => page.fields.map(({ name }) => name)));

/** What depends on an answer of this page is there always: script hides it, and the server reads only what counts. */
const depends = (condition: Condition | undefined, here: ReadonlySet<string>): condition is Condition =>
  condition !== undefined && fieldsIn(condition).some((name) => here.has(name));

function When({ condition, assessed, children }: { condition: Condition; assessed: Assessed; children: preact.ComponentChildren }) {
  const settled = fieldsIn(condition).flatMap((name) => {
    const field = assessed.procedure.pages.flatMap(({ fields }) => fields).find((one) => one.name === name);
    const known = field && isSettled(field, assessed.draft.facts, assessed.circumstances);
    return known ? [[name, assessed.answers[name]] as const] : [];
  });
  return (
    <div data-show-if={JSON.stringify(condition)} data-answers={JSON.stringify(Object.fromEntries(settled))}>
      {children}
    </div>
  );
}

function FormPart({ page, assessed, units }: ReceptionProps & { readonly page: FormPage }) {
  const lang = useLang();
  const m = useMessages(applyMessages);
  const { draft, answers } = assessed;
  const here = namesHere(assessed);
  const settled = page.fields.filter((field) => isSettled(field, draft.facts, assessed.circumstances) && isShown(field.showIf, assessed));
  const asked = page.fields.filter(
    (field) => !isSettled(field, draft.facts, assessed.circumstances) && (depends(field.showIf, here) || isShown(field.showIf, assessed)),
  );
  if (settled.length + asked.length === 0) return null;
  return (
    <Section title={page.title[lang]}>
      {settled.length > 0 ? (
        <Notice kind="info" title={m.known}>
          <DescriptionList
            items={settled.map((field) => ({ term: field.label[lang], value: answerText(field, answers[field.name], lang, units) }))}
          />
        </Notice>
      ) : null}
      {asked.map((field) => (
        <Asked key={field.name} field={field} assessed={assessed} units={units} here={here} />
      ))}
    </Section>
  );
}

interface AskedProps {
  readonly field: Field;
  readonly assessed: Assessed;
  readonly units: UnitNames;
  readonly here: ReadonlySet<string>;
}

function Asked({ field, assessed, units, here }: AskedProps) {
  const view = <FieldView field={field} value={assessed.answers[field.name] ?? assessed.draft.answers[field.name]} units={units} />;
  return depends(field.showIf, here) ? (
    <When condition={field.showIf} assessed={assessed}>
      {view}
    </When>
  ) : (
    view
  );
}

function PaperPart({ status }: { readonly status: PaperStatus }) {
  const lang = useLang();
  const m = useMessages(messages);
  const a = useMessages(applyMessages);
  const { paper, files, given } = status;
  const scans = files.filter(({ how }) => how === 'upload');
  const without = files.length === 0 && isThere(status);
  return (
    <fieldset class="ds-fieldset mc-field" id={`paper-${paper.key}`}>
      <legend class="ds-label">{paper.name[lang]}</legend>
      {paper.hint ? <p class="mc-hint">{paper.hint[lang]}</p> : null}
      {isThere(status) ? null : <Tag kind="warning">{a.paperMissing}</Tag>}
      {without ? <p>{given?.how === 'result' ? m.reused(given.name ?? '') : m.there}</p> : null}
      {scans.map(({ file, name }) => (
        <Checkbox key={file} name={`drop.${paper.key}:${file}`} label={m.drop(name ?? '')} value="yes" />
      ))}
      {without ? null : (
        <>
          <FileField name={`paper.${paper.key}`} label={m.scan} accept=".pdf,.jpg,.jpeg,.png" optional />
          <Checkbox name={`original.${paper.key}`} label={m.compared} value="yes" checked={files.some(({ how }) => how === 'original')} />
        </>
      )}
    </fieldset>
  );
}

/** The whole form of a procedure on one page, as the official fills it in with the person who stands there. */
export function ReceptionPage(props: ReceptionProps) {
  const lang = useLang();
  const m = useMessages(messages);
  const { assessed, applicant, values = {}, errors = [], refusals = [] } = props;
  const { procedure, draft, papers } = assessed;
  const here = namesHere(assessed);
  return (
    <Page
      title={procedure.name[lang]}
      lead={`${m.applicant}: ${applicant}. ${m.formLead}`}
      crumbs={[{ title: m.title, url: '/mot-cua' }]}
      audience="staff"
      islands={['src/systems/services/islands/show-if.ts']}
      failed={errors.length + refusals.length > 0}
    >
      <Form action={`/mot-cua/tiep-nhan/${draft.id}`} version={draft.version} multipart values={values} errors={errors} refusals={refusals}>
        {procedure.pages.map((page) =>
          depends(page.showIf, here) ? (
            <When key={page.key} condition={page.showIf} assessed={assessed}>
              <FormPart {...props} page={page} />
            </When>
          ) : isShown(page.showIf, assessed) ? (
            <FormPart key={page.key} {...props} page={page} />
          ) : null,
        )}
        {papers.length > 0 ? (
          <Section title={m.papers}>
            {papers.map((status) => (
              <PaperPart key={status.paper.key} status={status} />
            ))}
          </Section>
        ) : null}
        <Checkbox name="_confirmed" label={m.confirmed} value="yes" />
        <ButtonRow>
          <Button variant="primary" name="_do" value="accept">
            {m.accept}
          </Button>
          <Button variant="secondary" name="_do" value="save">
            {m.save}
          </Button>
        </ButtonRow>
      </Form>
    </Page>
  );
}
