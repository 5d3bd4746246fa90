import { type Field, fieldsIn, holds, type Page as FormPage } from '#core/cases/index.ts';
import { formatNumber } from '#kernel/i18n.ts';
import type { FieldError, Refusal } from '#kernel/problem.ts';
import { Button, ButtonRow, LinkButton } from '#ui/button.tsx';
import { Section } from '#ui/card.tsx';
import { Checkbox } from '#ui/choices.tsx';
import { DescriptionList } from '#ui/description-list.tsx';
import { FileField } from '#ui/fields.tsx';
import { Form } from '#ui/form.tsx';
import { Page } from '#ui/layout.tsx';
import { Notice } from '#ui/notice.tsx';
import { useLang, useMessages } from '#ui/page-context.ts';
import { Progress } from '#ui/progress.tsx';
import { Tag } from '#ui/tag.tsx';
import type { Assessed } from '../../apply/assess.ts';
import { isSettled } from '../../apply/known-facts.ts';
import { messages } from '../../apply/messages.ts';
import { answerText } from '../fields/answer-text.ts';
import { FieldView, type UnitNames } from '../fields/field-view.tsx';
import type { PaperStatus } from '../../apply/papers.ts';

export const draftUrl = (id: string, page: string): string => `/nop-ho-so/ban-nhap/${id}/${page}`;

/** Pages of the wizard by their addresses: the form's, then papers if there are any, then the check. */
export function wizardSteps({ asked, papers }: Pick<Assessed, 'asked' | 'papers'>): string[] {
  return [...asked.map(({ key }) => key), ...(papers.some(({ mayUpload }) => mayUpload) ? ['giay-to'] : []), 'kiem-tra'];
}

interface WizardProps {
  readonly assessed: Assessed;
  readonly units: UnitNames;
  readonly errors?: readonly FieldError[] | undefined;
  readonly refusals?: readonly Refusal[] | undefined;
}

function Where({ assessed, step }: { readonly assessed: Assessed; readonly step: string }) {
  const m = useMessages(messages);
  const steps = wizardSteps(assessed);
  const at = steps.indexOf(step) + 1;
  return <Progress label={m.step(at, steps.length)} value={at} max={steps.length} />;
}

function Known({ page, assessed, units }: WizardProps & { readonly page: FormPage }) {
  const lang = useLang();
  const m = useMessages(messages);
  const { facts } = assessed.draft;
  const settled = page.fields.filter((field) => isSettled(field, facts, assessed.circumstances) && shown(field, assessed));
  if (settled.length === 0) return null;
  return (
    <Notice kind="info" title={m.known}>
      <DescriptionList
        items={settled.map((field) => ({ term: field.label[lang], value: answerText(field, assessed.answers[field.name], lang, units) }))}
      />
    </Notice>
  );
}

const shown = (field: Field, { circumstances }: Assessed): boolean => !field.showIf || holds(field.showIf, circumstances);

/** One page of the form. Fields that depend on another on the same page are there too: the server reads them only if they count. */
export function QuestionPage({
  page,
  values,
  ...props
}: WizardProps & { readonly page: FormPage; readonly values: Readonly<Record<string, unknown>> }) {
  const lang = useLang();
  const m = useMessages(messages);
  const { assessed, errors = [], refusals = [], units } = props;
  const { draft, procedure } = assessed;
  const steps = wizardSteps(assessed);
  const before = steps[steps.indexOf(page.key) - 1];
  const here = new Set(page.fields.map(({ name }) => name));
  const dependsHere = ({ showIf }: Field): boolean => showIf !== undefined && fieldsIn(showIf).some((name) => here.has(name));
  const fields = page.fields.filter(
    (field) => !isSettled(field, draft.facts, assessed.circumstances) && (dependsHere(field) || shown(field, assessed)),
  );
  const others = (field: Field) =>
    Object.fromEntries(fieldsIn(field.showIf!).flatMap((name) => (here.has(name) ? [] : [[name, assessed.answers[name]]])));
  return (
    <Page
      title={page.title[lang]}
      lead={page.lead?.[lang]}
      crumbs={[{ title: procedure.name[lang], url: `/thu-tuc/${procedure.code}` }]}
      islands={fields.some(dependsHere) ? ['src/systems/services/islands/show-if.ts'] : []}
      failed={errors.length > 0}
    >
      <Where assessed={assessed} step={page.key} />
      <Known {...props} page={page} />
      <Form
        action={draftUrl(draft.id, page.key)}
        version={draft.version}
        values={values}
        errors={errors}
        refusals={refusals}
        draft={`ho-so-${draft.id}-${page.key}`}
      >
        {fields.map((field) => {
          const view = (
            <FieldView key={field.name} field={field} value={assessed.answers[field.name] ?? draft.answers[field.name]} units={units} />
          );
          return dependsHere(field) ? (
            <div key={field.name} data-show-if={JSON.stringify(field.showIf)} data-answers={JSON.stringify(others(field))}>
              {view}
            </div>
          ) : (
            view
          );
        })}
        <ButtonRow>
          <Button variant="primary">{m.next}</Button>
          {before ? (
            <LinkButton href={draftUrl(draft.id, before)} variant="tertiary">
              {m.back}
            </LinkButton>
          ) : null}
        </ButtonRow>
      </Form>
    </Page>
  );
}

function paperState(
  { given, files }: PaperStatus,
  m: (typeof messages)['vi'],
): { readonly kind: 'done' | 'warning' | 'info'; readonly text: string } {
  if (files.length > 0) return { kind: 'done', text: files.map(({ name }) => name).join(', ') };
  if (!given) return { kind: 'warning', text: m.paperMissing };
  if (given.how === 'register') return { kind: 'done', text: m.paperKnown };
  if (given.how === 'result') return { kind: 'done', text: `${m.paperResult}: ${given.name}` };
  return { kind: 'info', text: m.paperOriginal };
}

/** The papers: each with how it is there, and a place to upload those that can be. */
export function PapersPage({ assessed, refusals = [] }: WizardProps) {
  const lang = useLang();
  const m = useMessages(messages);
  const { draft, papers, procedure } = assessed;
  const steps = wizardSteps(assessed);
  const before = steps[steps.indexOf('giay-to') - 1];
  return (
    <Page
      title={m.papers}
      lead={m.papersLead}
      crumbs={[{ title: procedure.name[lang], url: `/thu-tuc/${procedure.code}` }]}
      failed={refusals.length > 0}
    >
      <Where assessed={assessed} step="giay-to" />
      {papers.map((status) => {
        const state = paperState(status, m);
        const { paper, files, mayUpload, given } = status;
        return (
          <Section key={paper.key} title={paper.name[lang]} id={paper.key}>
            {paper.hint ? <p class="mc-hint">{paper.hint[lang]}</p> : null}
            <p>{state.kind === 'warning' ? <Tag kind="warning">{state.text}</Tag> : state.text}</p>
            {files.map(({ file, name }) => (
              <Form key={file} action={`${draftUrl(draft.id, 'giay-to')}/bo`}>
                <input type="hidden" name="key" value={paper.key} />
                <input type="hidden" name="sha256" value={file ?? ''} />
                <Button size="sm" variant="tertiary">
                  {m.removePaper}: {name}
                </Button>
              </Form>
            ))}
            {mayUpload && (!given || given.how === 'upload' || given.how === 'original') ? (
              <Form action={draftUrl(draft.id, 'giay-to')} multipart refusals={refusals}>
                <input type="hidden" name="key" value={paper.key} />
                <FileField name="file" label={m.chooseFile} accept=".pdf,.jpg,.jpeg,.png" />
                <Button size="sm">{m.addPaper}</Button>
              </Form>
            ) : null}
          </Section>
        );
      })}
      <ButtonRow>
        <LinkButton href={draftUrl(draft.id, 'kiem-tra')} variant="primary">
          {m.next}
        </LinkButton>
        {before ? (
          <LinkButton href={draftUrl(draft.id, before)} variant="tertiary">
            {m.back}
          </LinkButton>
        ) : null}
      </ButtonRow>
    </Page>
  );
}

interface CheckProps extends WizardProps {
  /** Name of the agency that decides; undefined while it cannot be told. */
  readonly agency: string | undefined;
}

/** Everything once more, then one signature. */
export function CheckPage({ assessed, units, refusals = [], errors = [], agency }: CheckProps) {
  const lang = useLang();
  const m = useMessages(messages);
  const { draft, procedure, pages, papers } = assessed;
  const wrong = new Set(assessed.errors.map(({ field }) => field.split('.')[0]));
  const fee = procedure.ways.find(({ channel }) => channel === 'online')?.fee.amount ?? 0;
  return (
    <Page
      title={m.check}
      lead={m.checkLead}
      crumbs={[{ title: procedure.name[lang], url: `/thu-tuc/${procedure.code}` }]}
      failed={refusals.length + errors.length > 0}
    >
      <Where assessed={assessed} step="kiem-tra" />
      {pages.map((page) => (
        <Section
          key={page.key}
          title={page.title[lang]}
          actions={
            <LinkButton href={draftUrl(draft.id, page.key)} variant="tertiary" size="sm">
              {m.change}
              <span class="ds-sr-only">: {page.title[lang]}</span>
            </LinkButton>
          }
        >
          {page.fields.some(({ name }) => wrong.has(name)) ? <Tag kind="warning">{m.missingHere}</Tag> : null}
          <DescriptionList
            items={page.fields
              .filter((field) => shown(field, assessed))
              .map((field) => ({ term: field.label[lang], value: answerText(field, assessed.answers[field.name], lang, units) }))}
          />
        </Section>
      ))}
      {papers.length > 0 ? (
        <Section title={m.papers}>
          <ul class="ds-list">
            {papers.map((status) => {
              const state = paperState(status, m);
              return (
                <li key={status.paper.key}>
                  {status.paper.name[lang]}: {state.kind === 'warning' ? <Tag kind="warning">{state.text}</Tag> : state.text}
                </li>
              );
            })}
          </ul>
        </Section>
      ) : null}
      {agency ? (
        <p>
          {m.decides}: <strong>{agency}</strong>
        </p>
      ) : null}
      <Form action={draftUrl(draft.id, 'kiem-tra')} version={draft.version} refusals={refusals} errors={errors}>
        <Checkbox name="sworn" label={m.sworn} value="yes" />
        <Button variant="primary">{fee > 0 ? m.submitPay(`${formatNumber(fee, lang)} đồng`) : m.submit}</Button>
      </Form>
    </Page>
  );
}
