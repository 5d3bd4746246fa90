import {
  type CaseEvent,
  type CaseMark,
  type CasePaper,
  type CaseRecord,
  type CaseResult,
  type Chart,
  type Circumstances,
  type Field,
  holds,
  type Procedure,
  stateOf,
  type Step,
} from '#core/cases/index.ts';
import type { Official } from '#core/identity/index.ts';
import { canonicalJson } from '#kernel/canonical-json.ts';
import type { Problem } from '#kernel/problem.ts';
import { Button } from '#ui/button.tsx';
import { Columns, Section } from '#ui/card.tsx';
import { Checkbox, SelectField } from '#ui/choices.tsx';
import { Combobox } from '#ui/combobox.tsx';
import { DescriptionList } from '#ui/description-list.tsx';
import { TextArea, TextField } from '#ui/fields.tsx';
import { FoldedForm, Form, Refusals } from '#ui/form.tsx';
import { Page } from '#ui/layout.tsx';
import { Notice } from '#ui/notice.tsx';
import { useLang, useMessages } from '#ui/page-context.ts';
import { Tag } from '#ui/tag.tsx';
import { Time } from '#ui/time.tsx';
import { Timeline } from '#ui/timeline.tsx';
import { knownAnswer } from '../../apply/known-facts.ts';
import { stepTitle } from '../../apply/steps.ts';
import { messages } from '../../desk/messages.ts';
import type { Values } from '../../desk/values.ts';
import { answerText } from '../fields/answer-text.ts';
import { FieldView, type UnitNames } from '../fields/field-view.tsx';
import { LateLinks } from '../lateness/late-links.tsx';
import { Due } from './worklist-page.tsx';

export interface DeskCaseProps {
  readonly record: CaseRecord;
  readonly procedure: Procedure;
  readonly chart: Chart;
  readonly known: Values;
  readonly circumstances: Circumstances;
  readonly events: readonly CaseEvent[];
  readonly marks: readonly CaseMark[];
  readonly results: readonly CaseResult[];
  readonly papers: readonly CasePaper[];
  readonly applicant: string;
  /** Who works at the deciding agency; the reader's own account; whether they may give the case away. */
  readonly officials: readonly Official[];
  readonly me: string;
  readonly mayGive: boolean;
  readonly units: UnitNames;
  readonly steps: readonly Step[];
  readonly problem?: Problem | undefined;
  readonly values: Readonly<Record<string, unknown>>;
}

const isShown = (field: Field, circumstances: Circumstances): boolean => !field.showIf || holds(field.showIf, circumstances);

function Answers({ procedure, known, circumstances, units, marks }: DeskCaseProps) {
  const lang = useLang();
  const m = useMessages(messages);
  const marked = new Map(marks.map(({ target, note }) => [target, note]));
  const fromRegister = (field: Field): boolean => {
    const said = knownAnswer(field, known.facts, circumstances);
    return said !== undefined && canonicalJson(said) === canonicalJson(known.all[field.name] ?? null);
  };
  return (
    <>
      {procedure.pages
        .filter(({ showIf }) => !showIf || holds(showIf, circumstances))
        .map((page) => (
          <Section key={page.key} title={page.title[lang]}>
            <DescriptionList
              items={page.fields
                .filter((field) => isShown(field, circumstances))
                .map((field) => ({
                  term: field.label[lang],
                  value: (
                    <>
                      {answerText(field, known.all[field.name], lang, units)}{' '}
                      {fromRegister(field) ? <Tag kind="info">{m.facts}</Tag> : null}
                      {marked.has(`field:${field.name}`) ? <Tag kind="warning">{marked.get(`field:${field.name}`)}</Tag> : null}
                    </>
                  ),
                }))}
            />
          </Section>
        ))}
    </>
  );
}

function Papers({ record, procedure, papers }: DeskCaseProps) {
  const lang = useLang();
  const m = useMessages(messages);
  if (papers.length === 0) return null;
  const how = { register: m.known, result: m.earlier, original: m.original, upload: m.open } as const;
  return (
    <Section title={m.papers}>
      <ul class="ds-list">
        {papers.map(({ key, number, how: way, file, name }) => (
          <li key={`${key}-${number}`}>
            {procedure.papers.find((paper) => paper.key === key)?.name[lang] ?? key}:{' '}
            {file ? <a href={`/giai-quyet/${record.code}/giay-to/${key}/${number}`}>{name ?? how[way]}</a> : how[way]}
          </li>
        ))}
      </ul>
    </Section>
  );
}

/** Every field and paper with a box to tick and a line for what is wrong with it. */
function Marks({ procedure, circumstances, papers }: DeskCaseProps) {
  const lang = useLang();
  const m = useMessages(messages);
  const targets = [
    ...procedure.papers
      .filter(({ key, neededIf }) => papers.some((paper) => paper.key === key) || !neededIf || holds(neededIf, circumstances))
      .map(({ key, name }) => ({ target: `paper:${key}`, title: name[lang] })),
    ...procedure.pages
      .filter(({ showIf }) => !showIf || holds(showIf, circumstances))
      .flatMap(({ fields }) => fields)
      .filter((field) => isShown(field, circumstances))
      .map((field) => ({ target: `field:${field.name}`, title: field.label[lang] })),
  ];
  return (
    <fieldset class="ds-fieldset mc-field">
      <legend class="ds-label">{m.markTitle}</legend>
      <p class="mc-hint">{m.markLead}</p>
      {targets.map(({ target, title }) => (
        <div key={target}>
          <Checkbox name={`mark:${target}`} label={title} value="yes" />
          <TextField name={`note:${target}`} label={`${m.note}: ${title}`} maxLength={500} optional />
        </div>
      ))}
    </fieldset>
  );
}

/** What a step asks for: reason, ground, report, findings, marks. */
function StepFields(props: DeskCaseProps & { readonly step: Step }) {
  const lang = useLang();
  const m = useMessages(messages);
  const { step, procedure, known, units } = props;
  const needs = new Set(step.needs);
  const findings = needs.has('report') || needs.has('results') ? (procedure.findings ?? []) : [];
  return (
    <>
      {needs.has('ground') ? (
        <SelectField
          name="ground"
          label={m.ground}
          emptyLabel={m.chooseGround}
          choices={procedure.refusals.map(({ key, ground, basis }) => ({ value: key, label: `${ground[lang]} (${basis})` }))}
        />
      ) : null}
      {findings.map((field) => (
        <FieldView key={field.name} field={field} name={`finding.${field.name}`} value={known.all[field.name]} units={units} />
      ))}
      {needs.has('agency') ? <Combobox name="otherAgency" label={m.otherAgency} source="/api/agencies/suggest" /> : null}
      {step.event === 'ask-payment' ? (
        <>
          <TextField name="amount" label={m.amount} hint={m.amountHint} inputMode="numeric" width="short" />
          <TextField name="purpose" label={m.purpose} hint={m.purposeHint} maxLength={500} />
        </>
      ) : null}
      {needs.has('report') ? <TextArea name="report" label={m.report} maxLength={4_000} optional /> : null}
      {needs.has('reason') ? <TextArea name="reason" label={m.reason} maxLength={2_000} /> : null}
      {needs.has('marks') ? <Marks {...props} /> : null}
    </>
  );
}

function Steps(props: DeskCaseProps) {
  const lang = useLang();
  const m = useMessages(messages);
  const { record, steps, problem, values } = props;
  if (steps.length === 0) return null;
  return (
    <Section title={m.steps}>
      {steps.map((step) => {
        const failed = values['_event'] === step.event;
        return (
          <FoldedForm
            key={step.event}
            label={step.title[lang]}
            variant={step.main ? 'primary' : 'secondary'}
            open={step.main === true || failed}
            action={`/giai-quyet/${record.code}/${step.event}`}
            version={record.version}
            {...(failed ? { values, errors: problem?.fields, refusals: problem?.refusals } : {})}
          >
            <StepFields {...props} step={step} />
          </FoldedForm>
        );
      })}
    </Section>
  );
}

const officialNamed = ({ officials, record }: DeskCaseProps): string | undefined => {
  const found = officials.find(({ accountId }) => accountId === record.assignedTo);
  return found && `${found.fullName} (${found.postTitle})`;
};

/** Taking a case, or giving it to a colleague. */
function Assign({ record, officials, me, mayGive }: DeskCaseProps) {
  const m = useMessages(messages);
  if (record.endedAt || (record.assignedTo === me && !mayGive)) return null;
  const action = `/giai-quyet/${record.code}/giao`;
  const works = officials.some(({ accountId }) => accountId === me);
  return (
    <>
      {works && record.assignedTo === null ? (
        <Form action={action} version={record.version}>
          <Button size="sm">{m.claim}</Button>
        </Form>
      ) : null}
      {mayGive ? (
        <FoldedForm label={m.assign} action={action} version={record.version}>
          <SelectField
            name="accountId"
            label={m.give}
            value={record.assignedTo ?? undefined}
            choices={officials.map(({ accountId, fullName, postTitle }) => ({ value: accountId, label: `${fullName} (${postTitle})` }))}
          />
        </FoldedForm>
      ) : null}
    </>
  );
}

/** A case before an official: what was said beside the papers, and what can be done now. */
export function DeskCasePage(props: DeskCaseProps) {
  const lang = useLang();
  const m = useMessages(messages);
  const { record, procedure, chart, events, results, applicant } = props;
  return (
    <Page
      title={record.title}
      lead={`${record.code} · ${procedure.name[lang]}`}
      audience="staff"
      crumbs={[{ title: m.title, url: '/giai-quyet' }]}
      failed={props.problem !== undefined}
    >
      <Columns
        side="end"
        aside={
          <>
            <DescriptionList
              items={[
                { term: m.waitsFor, value: stateOf(chart, record.state).title[lang] },
                { term: m.due, value: record.endedAt ? <Time at={record.endedAt} /> : <Due line={record} /> },
                { term: m.applicant, value: applicant },
                { term: m.assigned, value: officialNamed(props) ?? m.nobody },
              ]}
            />
            <Assign {...props} />
            {(procedure.chart.pay ?? 'none') === 'none' ? null : (
              <p>
                <a href={`/giai-quyet/${record.code}/thu-phi`}>{m.payments}</a>
              </p>
            )}
            <Steps {...props} />
            <LateLinks record={record} />
            {results.length > 0 ? (
              <Section title={m.result}>
                <ul class="ds-list">
                  {results.map(({ key, name, number }) => (
                    <li key={key}>
                      <a href={`/ho-so/${record.code}/ket-qua/${key}`}>
                        {name}, {number}
                      </a>
                    </li>
                  ))}
                </ul>
              </Section>
            ) : null}
          </>
        }
      >
        {props.problem && !props.steps.some(({ event }) => event === props.values['_event']) ? (
          <Refusals refusals={props.problem.refusals} />
        ) : null}
        {procedure.unconfirmed && procedure.unconfirmed.length > 0 ? (
          <Notice kind="info" title={m.unconfirmed}>
            <ul class="ds-list">
              {procedure.unconfirmed.map((line) => (
                <li key={line}>{line}</li>
              ))}
            </ul>
          </Notice>
        ) : null}
        <Answers {...props} />
        <Papers {...props} />
        <Section title={m.history}>
          <Timeline
            label={m.history}
            entries={events.map((event) => ({
              at: event.at,
              title: stepTitle(chart, event)[lang],
              by: event.post ?? undefined,
              note: event.reason ?? undefined,
            }))}
          />
        </Section>
      </Columns>
    </Page>
  );
}
